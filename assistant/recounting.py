"""What was written in a conversation and what waits in it; what can be done about it now."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.events import ChoiceShown
from domain.errors import NotFoundError
from domain.language import Text
from domain.models import Proposal
from domain.numbers import numbers_in
from domain.proposals import State
from domain.tickets.reading import show
from tools.context import Desk, Reference

Asked = Literal["done", "waiting", "undo"]
_LATELY = 5
_SHORT = 60  # characters: more than that says something else besides
_BACK = frozenset(("cancel", "reopen", "withdraw_invoice", "return_report"))

_UNDO = re.compile(
    r"(?:请|麻烦|帮我?|能|可以|还能|可不可以|能不能|我要|我想|先)*(?:把)?(?:刚才|刚刚|上一步|上一个"
    r"|这个|那个|它)?(?:的)?(?:操作|那步|那个)?(?:给)?"
    r"(?:撤销|撤回|撤掉|回退|反悔|退回上一步|恢复原状|改回去|收回)(?:掉|了|回来)?(?:刚才|刚刚"
    r"|上一步|上一个|这个|那个|它)?(?:的)?"
    r"(?:操作|那步|那个|修改|改动|动作)?(?:吗|吧|么)?"
    r"|(?:please |can (?:you|i|we) |could you |now )*(?:undo|revert|roll back|take back|reverse)"
    r"(?: (?:it|that|this|the last (?:one|step|change|action)|what (?:you|i|we) (?:just )?did"
    r"|last))?(?: back)?(?: please)?"
    r"|(?:please )?(?:take|roll) (?:it|that) back"
)
_DONE = re.compile(
    r"(?:你|我|我们|咱们)?(?:刚才|刚刚|刚|之前|这次|今天)(?:都|到底|究竟)?(?:做|干|办|写|改|弄|执行"
    r"|提交)(?:了|过)?(?:什么|哪些|啥|些什么)(?:事|操作)?"
    r"|(?:你|我|我们)?(?:都)?(?:做|办|改|写)(?:了|过)(?:什么|哪些|啥)(?:操作|事)?"
    r"|刚才(?:那[个步]?)?(?:成功|成|写进去|执行)了?(?:没有?|吗)"
    r"|what (?:did|have) (?:you|i|we) (?:just |already )?(?:do|done|write|written|change"
    r"|changed)(?: just now| so far| here)?"
    r"|what (?:was|has been|got) (?:just )?(?:done|written|changed)(?: so far| here)?|did (?:that"
    r"|it) (?:work|go through|succeed)"
)
_JUST = r"(?:刚才|刚刚|刚|方才)"
_DID = r"(?:做|干|办|批|建|开|确认|改|取消|提交|登记|记|弄|处理|录)"
_NUMBER = re.compile(
    rf"(?:我|你|咱们?)?{_JUST}(?:我|你)?(?:都|到底)?{_DID}[了过的]*(?:是|都)?(?:些)?(?:啥|什么|哪)"
    rf"|{_JUST}{_DID}的?(?:那|这)?[张个](?:单|工单)?(?:号|是哪|叫)"
    r"|(?<![运快递流])(?:工单|单子|单|新单|它)的?(?:编?号)(?:是|为)?(?:多少|什么|几|发|给|呢|[?]|$)"
    r"|(?:发|给|告诉)我?(?:一?下)?(?:工单|单|新单)?(?:编)?号(?:码)?(?:$|[,.?])"
    r"|(?<![a-z])(?:what|which (?:card|ticket|one)) (?:did|have) (?:you|i|we) just"
    r"|(?<![a-z])what (?:have|did) (?:you|i|we) (?:done|do) (?:so far|just now|today|now)"
    r"|(?<![a-z])(?:what(?:'s| is)|give me|send me|tell me|and) (?:the|its) (?:new )?"
    r"(?:ticket |case |rma |job |repair )?number(?! of)"
    r"|(?<![a-z])number of the (?:new |last )?\w+ (?:(?:that )?(?:you|i|we)(?:'ve| have)? )?"
    r"(?:just )?(?:opened|made|created|filed|started)"
    r"|^(?:thx|thanks|thank you|ok|great|and)?[ ,.!-]*(?:the )?(?:ticket |case )?n[umb]{3,5}er[?]?$"
    r"|(?<![a-z])did (?:that|it|this) (?:go (?:out|through)|work|get (?:saved|written|done))"
)
_WAITING = re.compile(
    r"(?:这里|对话里)?(?:还有|有)?(?:什么|哪些|几[个张]|多少)?(?:卡片|操作|东西)?(?:还)?(?:没|未|等"
    r"|待|需要?)(?:有|我)?(?:确认|批准?|执行|处理)的?(?:卡片|操作)?"
    r"(?:吗|么|有哪些|有什么|是什么)?|还有(?:什么|哪些)(?:没|未)(?:办|完|做|处理)(?:完|的)?"
    r"|还有(?:卡片|什么卡片)(?:吗)?"
    r"|(?:what(?:'s| is)|is there anything|anything)(?: still)? (?:open|pending|waiting|left"
    r"|outstanding)(?: here| in this (?:chat|conversation))?"
    r"|(?:any|which) (?:open |pending )?cards?(?: are)?(?: still)? ?(?:open|pending|waiting|left)?"
    r"|what do i still (?:have|need) to (?:confirm|approve)"
)
_SENTENCES = re.compile(r"(?<=[.!])\s+|(?<=[。！])\s*(?=\S)")
_HERE = re.compile(r"这里|对话|卡片?|确认|here|cards?|chat|conversation|confirm")


def asked_of(text: str) -> Asked | None:
    """Whether a message asks what was done, what waits, or to have the last thing undone."""
    *_, last = _SENTENCES.split(text.strip())
    plain = unicodedata.normalize("NFKC", last).casefold().strip(" .。!！?？,，~\n")
    if len(plain) > _SHORT:
        return None
    for asked, pattern in _PATTERNS:
        if pattern.fullmatch(plain):
            return asked
    return "done" if _NUMBER.search(plain) and not numbers_in(text) else None


_PATTERNS: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    ("undo", _UNDO),
    ("done", _DONE),
    ("waiting", _WAITING),
)


def is_about_here(text: str) -> bool:
    """Whether `what is still open` means this conversation, rather than the desk's work."""
    return bool(_HERE.search(text.casefold()))


def lately(session: Session, conversation_id: str) -> list[Proposal]:
    """What was carried out in a conversation, the newest first."""
    return list(
        session.scalars(
            select(Proposal)
            .where(Proposal.conversation_id == conversation_id, Proposal.state == State.DONE)
            .order_by(Proposal.decided_at.desc(), Proposal.id)
            .limit(_LATELY)
        )
    )


def what_was_done(
    desk: Desk, done: list[Proposal], waiting: int, *, only_waiting: bool
) -> tuple[str, list[Reference]]:
    """The writes of this conversation and how many cards still wait."""
    pieces = []
    if done:
        head = desk.say(Text("这个对话里已完成：", "Done in this conversation:"))
        pieces.append("\n".join([head, *(f"- {_told(row)}" for row in done)]))
    elif not only_waiting:
        nothing = Text("这个对话里还没有写入过内容。", "Nothing was written in this conversation.")
        pieces.append(desk.say(nothing))
    if waiting:
        cards = Text(f"{waiting} 张卡片还在等你确认。", f"Cards that wait for you: {waiting}.")
        pieces.append(desk.say(cards))
    elif only_waiting:
        pieces.append(desk.say(Text("没有等待确认的卡片。", "No card waits for you.")))
    return "\n\n".join(pieces), [each for row in done for each in _references(row)]


def undoing(desk: Desk, row: Proposal) -> tuple[str, list[Reference], list[ChoiceShown]]:
    """That a write cannot be unwritten, and which steps lead back from it now."""
    references = _references(row)
    choices = [each for one in references for each in _ways_back(desk, row, one)]
    text = desk.say(
        Text(
            f"“{_told(row)}”已经写入并留有记录，不能撤销。",
            f"“{_told(row)}” has been written and stays on record; it cannot be undone.",
        )
    )
    if row.tool == "send_email":
        more = Text(
            "邮件收不回来，可以再发一封更正。", "A mail cannot be recalled; send a correction."
        )
    elif choices:
        more = Text("可以用下面的步骤改回来：", "These steps lead back from it:")
    elif row.tool == "comment_ticket":
        more = Text("可以再留一条更正。", "You can add a correcting comment.")
    else:
        more = Text(
            "现在没有你可以办的反向步骤，请联系服务台负责人。",
            "There is no step back for you now; please ask the head of the service desk.",
        )
    return f"{text}\n{desk.say(more)}", references, choices


def _told(row: Proposal) -> str:
    others = [each.number for each in _references(row) if each.number not in row.title]
    return " ".join([row.title, *(f"[{each}]" for each in others)])


def _references(row: Proposal) -> list[Reference]:
    found = (row.result or {}).get("references") or ()
    return [Reference.model_validate(each) for each in found]


def _ways_back(desk: Desk, row: Proposal, shown: Reference) -> Iterator[ChoiceShown]:
    """The ticket's moves that take something back, and a priority as it was."""
    if shown.kind != "ticket":
        return
    old = next((each.get("old") for each in row.preview if each.get("old") in _PRIORITIES), None)
    if row.tool == "assign_ticket" and old:
        back = desk.say(Text(f"优先级改回 {old}", f"Priority back to {old}"))
        message = Text(f"{shown.number} 优先级改成 {old}", f"set {shown.number} to {old}")
        yield ChoiceShown(label=back, message=desk.say(message))
        return
    if row.tool not in _MOVING:
        return
    with desk.reader() as session:
        try:
            ticket = show(
                session, desk.viewer, shown.number, clock=desk.clock, language=desk.language
            )
        except NotFoundError:
            return
    for move in ticket.moves:
        if move.name in _BACK:
            label = f"{move.label} {ticket.number}"
            yield ChoiceShown(label=label, message=label)


_PRIORITIES = ("R1", "R2", "R3")
_MOVING = frozenset(("open_ticket", "move_ticket", "make_invoice", "record_payment"))
