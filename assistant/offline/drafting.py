"""A draft just shown: what is to be changed in it, and that it is to be sent."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.model import OfferedTool, Outcome
from assistant.offline import asking, pointers, pointing, schemas, slots, speech
from assistant.offline.folded import Folded
from assistant.offline.mentions import Heard
from assistant.offline.quantities import goods_in, quantity_of
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from tools.tool import Effect

DRAFT, SEND = "draft_email", "send_email"
RECORD = "repair_record"
_CLAUSES = re.compile(r"[，,;；。！!\n]+\s*|[:：](?!\d)\s*|(?<=[a-z)])\.(?=\s|$)\s*")
_LETTER = re.compile(
    r"邮件|信|草|报告|记录|规范|格式|(?<![a-z])(?:e-?mails?|letters?|drafts?|write(?:[- ]?up)?"
    r"|proper|records?|form(?:at)?)(?![a-z])"
)
_FORMING = re.compile(
    r"记录|报告|规范|格式|(?<![a-z])(?:record|report|write[- ]?up|form|format)(?![a-z])"
)
_BACK = 3  # messages for which a draft stays the one that is meant
_CHANGED = ("items", "shipping", "labour", "language", "about")

_SENDING = re.compile(
    r"^(?:好的?|行|可以|没问题|就这样|ok|那就?|请|麻烦|帮我?)?[,. ]*(?:(?:把|将)?(?:它"
    r"|这[封个份]?(?:邮件|信|草稿|报价)?|邮件|草稿)?"
    r"(?:就这样|直接|现在|马上|也)?(?:发送?|寄)(?:给|到|出去|出|吧|了吧|掉|一下|过去|送)?"
    r"(?:客户|他们?|她|对方|用户|经销商|这个(?:地址|邮箱))?(?:吧|了|去|啊)?)[.!]*$"
    r"|^(?:(?:ok(?:ay)?|good|fine|great|perfect|yes|looks (?:good|fine)|alright|now|and|then|so"
    r"|please|just|go ahead"
    r"(?: and)?)[,.! ]*)*(?:send|mail|email|e-mail|dispatch|ship) (?:it|this|that|the (?:mail|email"
    r"|draft|letter|quote"
    r"|message|reply))(?: (?:mail|email|draft))?(?: (?:now|off|out|as (?:it )?is|please|then"
    r"|away))*"
    r"(?: (?:to|over to) .{1,60})?[.!]*$"
)
_ADDS = re.compile(
    r"(?:再|请|另外|最后|末尾|结尾|里面?|正文|邮件|信|中)*(?:加上?|补充?|添加?|写上?"
    r"|附上?)(?:上)?一?(?:句话?|段话?|行|条)?(?:说明|说)?"
    r"\s*[:,]\s*|(?:再|请)?(?:加|补|写|添|附)(?:上|充)?一?(?:句话?|段话?|行)(?:说明|说|是"
    r"|告诉(?:他们?|客户))?\s*[:,]?\s*"
    r"|(?<![a-z])(?:add|append|include|put in|insert)(?: (?:a|one|the|another))? (?:sentence|line"
    r"|note|paragraph|remark)"
    r"(?: (?:saying|that says|that|to say))?\s*[:,]?\s*|(?<![a-z])(?:also )?(?:mention|say"
    r"|tell (?:him|her|them|the customer)"
    r"|let (?:him|her|them) know)(?: that)?\s*[:,]?\s+|(?<![a-z])add:\s*"
)
_SAYING = re.compile(
    r"(?:说明?|告诉(?:他们?|她|客户|对方)?|内容(?:是|为)?|就说|写)\s*[:,]?\s*(?=[^ ]*(?:我们|您|已"
    r"|请|收到|可以|会|需要|正在|还))"
    r"|[:]\s*|(?<![a-z])(?:saying|to say|telling (?:him|her|them)|that says)(?: that)?\s*[:,]?\s*"
    r"|(?<![a-z])(?:that|know)(?: that)? (?=(?:we|the|it|your|his|her|their)\b)"
)
_STYLE = re.compile(
    r"[短简精]一?[短点些洁练]|太[长短啰嗦正硬冷]|[长详]一?[点些细]|客气|礼貌|正式|语气|委婉|热情"
    r"|友好|口语|润色|重写|改写|换个(?:说法|写法)"
    r"|(?<![a-z])(?:short(?:er|en)|long(?:er)?|brief(?:er)?|polite(?:r|ly)?|friendl(?:y|ier)|formal"
    r"|informal|soft(?:er|en)"
    r"|tone|warmer|rephrase|reword|rewrite|polish|concise|nicer|less|more (?:polite|formal|friendly"
    r"|detail\w*))(?![a-z])"
)
_TAKES_AWAY = re.compile(
    r"去掉|删掉?|删除|不要|拿掉|移除|不换|不含|减掉|(?<![a-z])(?:remove|delete|drop|without"
    r"|take (?:out|off)|leave out|no)(?![a-z])"
)
_BOTH = re.compile(r"[两三]个都|[两三]样都|都要|都换|(?<![a-z])both(?![a-z])")
_PUTS_IN = re.compile(
    r"(?:写|加|放|算|列|填)(?:进去?|上去?|入)|(?<![a-z])(?:include|add|put|write|throw)(?![a-z])"
)
_REPLACES = re.compile(r"换成|改成|改为|(?<![a-z])(?:instead|replace|change .{1,40} to)(?![a-z])")
_CHANGES = re.compile(
    r"改|换|加|减|去掉|删|不要|调|设|用[中英]文|[中英]文|(?<![a-z])(?:change|make|set|add|remove"
    r"|drop|without|instead|in (?:english"
    r"|chinese)|use|with|plus|update|put|include|take out|raise|lower|translate|free)(?![a-z])"
)
_REQUEST = re.compile(
    r"(?:给|向|跟|对|替我给)(?:这个|那个|该)?(?:客户|他们?|她|对方|用户|买家"
    r"|机主)[^,.;]{0,6}(?:回复|答复|回信|回[封个]|回一[封个下]|写[一]?[封个下])"
    r"|(?:报价|催款|付款提醒|超预算|费用变更)(?:的)?(?:邮件|信|函)|(?:quot\w+|reminder"
    r"|estimate) (?:mail|email|letter)"
    r"|(?:回复|答复)(?:一下|下)?(?:这个|那个)?(?:客户|他们?|她|对方|用户)|(?:起草|草拟"
    r"|拟)一?[封个份]?.{0,12}(?:邮件|信|函|回复)"
    r"|(?<![a-z])(?:draft|write|prepare|compose)\b.{0,40}\b(?:reply|mail|email|letter|answer"
    r"|response)"
    r"|(?<![a-z])(?:reply|respond|answer|write back) to (?:the |this |that )?(?:customer|client|him"
    r"|her|them|user|owner)"
    r"|(?<![a-z])(?:answer|tell|inform|let) the (?:customer|client)(?: know)?(?![a-z])"
)


_ANSWERING = re.compile(r"[回答]|reply|respond|answer|tell|inform|know")
_EDGE = ' ,，。:："“”'


def wants_a_draft(heard: Heard) -> bool:
    """`给客户回复一下`: a text for a customer is wanted, not what the customer said."""
    return bool(_REQUEST.search(heard.folded.folded)) and not heard.of("email")


def speaks_of_a_letter(heard: Heard) -> bool:
    """Whether a mail, or the text of a record, is spoken of at all."""
    return bool(_LETTER.search(heard.folded.folded))


def on_draft(turn: Turn) -> Decision | None:
    """What the message does to the draft in talk: send it, change it. None for anything else."""
    draft = _in_talk(turn)
    if draft is None or _is_about_else(turn, draft):
        return None
    if SEND in turn.tools and _sends(turn):
        return _send(turn, draft)
    changed = _changed(turn, draft)
    if changed:
        return Decision(calls=((DRAFT, {**draft.call.arguments, **changed}),))
    if _STYLE.search(turn.heard.folded.folded):
        return turn.answer(turn.say(speech.ONLY_TEMPLATES), Outcome.REFUSED)
    return None


def next_step(turn: Turn) -> Decision | None:
    """After the draft was written anew to be sent, or changed under a card that sends it."""
    steps = turn.thread.turn
    if len(steps) != 1 or steps[0].call.name != DRAFT or not steps[0].ok:
        return None
    was_on_card = any(step.call.name == SEND for step in _last_steps(turn))
    if _in_talk(turn) is None or not (_sends(turn) or was_on_card) or SEND not in turn.tools:
        return None
    return _send(turn, steps[0])


def with_note(heard: Heard, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a draft with what is to be said in it: `reply that we have received it`."""
    known, text = dict(arguments), heard.folded.folded
    if known.get("about") == RECORD:
        told = _reported(heard)
        return {**known, "note": told} if told else known
    asked = _REQUEST.search(text)
    if asked is None or known.get("about", "reply") != "reply":
        return known
    said = _SAYING.search(text, asked.start())
    words = heard.folded.said(said.end(), len(text)).strip(_EDGE) if said else ""
    if len(words) > 1 and not any(
        heard.folded.said(e.start, e.end) == words for e in heard.mentions
    ):
        return {**known, "about": "reply", "note": words}
    return {**known, "about": "reply"} if _ANSWERING.search(asked.group()) else known


def to_whom(turn: Turn, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A quote goes to the customer it names where no ticket was: theirs in talk, else without.

    Any other letter needs a ticket. Parts just talked of are quoted where all of them are meant.
    """
    known = dict(arguments)
    customer = known.pop("customer", None)
    if known.get("about") == "quote" and "items" not in known:
        known |= _all_named_before(turn)
    if customer is None or known.get("number") or known.get("about") != "quote":
        return known
    number = pointing.in_talk(turn, "ticket_number")
    shown = turn.thread.shown("read_ticket", number) if number else None
    ticket = shown.data.get("ticket") if shown else None
    whose = ticket.get("customer") if isinstance(ticket, Mapping) else None
    name = whose.get("name") if isinstance(whose, Mapping) else whose
    return {**known, "number": number} if name == customer else {**known, "customer": customer}


def _all_named_before(turn: Turn) -> dict[str, Any]:
    """`两个都要`: the parts that were named together just before."""
    if not (pointers.means_all(turn.heard) or _BOTH.search(turn.heard.folded.folded)):
        return {}
    for said in turn.thread.earlier[:_BACK]:
        skus = dict.fromkeys(each.value for each in goods_in(turn.hear(said)))
        if skus:
            return {"items": [{"sku": sku, "quantity": 1} for sku in skus]}
    return {}


def _reported(heard: Heard) -> str | None:
    """What is told of a repair beside the request to put it in form."""
    clauses = _CLAUSES.split(heard.folded.said(0, len(heard.folded.folded)))
    told = [each for each in clauses if each and not _FORMING.search(Folded.of(each).folded)]
    comma = "，" if heard.folded.is_han else ", "
    return comma.join(told) or None if len(told) < len(clauses) else None


def as_reported(turn: Turn, offered: OfferedTool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`submit it like that`: what was put in form last is the text that is still missing."""
    name = asking.missing(offered, arguments)
    draft = _in_talk(turn) if name and offered.tool.effect is Effect.WRITE else None
    note = draft.call.arguments.get("note") if draft else None
    is_text = name and schemas.slot_kind(schemas.properties(offered)[name]) == "text"
    if draft is None or not note or not is_text or draft.call.arguments.get("about") != RECORD:
        return dict(arguments)
    wanted, parts = schemas.properties(offered), draft.call.arguments.get("items")
    takes = (each for each, schema in wanted.items() if schemas.slot_kind(schema) == "items")
    place = next(takes, None)
    known = {place: parts} if place and parts else {}
    return {**known, **arguments, str(name): note}


def _in_talk(turn: Turn) -> Step | None:
    """The draft that was shown last, where nothing else was asked for since."""
    for exchange in reversed(turn.thread.exchanges[-_BACK:]):
        names = [step.call.name for step in exchange.steps]
        drafts = [step for step in exchange.steps if step.call.name == DRAFT and step.ok]
        if drafts:
            return drafts[-1]
        if names and set(names) != {SEND}:
            return None
    return None


def _sends(turn: Turn) -> bool:
    """Whether the message has the draft sent, to the customer or to an address it names."""
    text = turn.heard.folded.folded
    for each in reversed(turn.heard.of("email")):
        word = "对方" if turn.heard.folded.is_han else "him"
        text = (
            f"{text[: each.start].rstrip()}{'' if word == '对方' else ' '}{word}{text[each.end :]}"
        )
    return _SENDING.search(text.strip()) is not None


def _last_steps(turn: Turn) -> tuple[Step, ...]:
    exchanges = turn.thread.exchanges
    return exchanges[-1].steps if exchanges else ()


def _is_about_else(turn: Turn, draft: Step) -> bool:
    numbers = set(turn.heard.values("ticket_number"))
    return bool(numbers - {str(draft.call.arguments.get("number"))})


def _send(turn: Turn, draft: Step) -> Decision:
    """The card that sends the draft; one whose text is not kept is written anew before."""
    written = draft.data.get("draft")
    if not isinstance(written, dict):
        return Decision(calls=((DRAFT, dict(draft.call.arguments)),))
    to = turn.heard.values("email")
    number = draft.data.get("number")
    if not number and written.get("to"):
        to = to or str(written["to"]).split(", ")
    arguments = {"subject": written["subject"], "text": written["text"]}
    arguments |= {"number": number} if number else {}
    return asking.proceed(turn, turn.tools[SEND], {**arguments, **({"to": to} if to else {})})


def _changed(turn: Turn, draft: Step) -> dict[str, Any]:
    """The draft's arguments that the message gives other values."""
    heard, before = turn.heard, draft.call.arguments
    text = heard.folded.folded
    added = _ADDS.search(text)
    if added and not heard.of("part") and not heard.of("sku"):
        words = heard.folded.said(added.end(), len(text)).strip(_EDGE)
        notes = [str(before["note"])] if before.get("note") else []
        return {"note": "\n\n".join([*notes, words])} if len(words) > 1 else {}
    found = slots.fill(turn.tools[DRAFT], heard).arguments
    changed = {name: value for name, value in found.items() if name in _CHANGED}
    if "items" not in changed and _PUTS_IN.search(text) and (named := goods_in(heard)):
        changed["items"] = [
            {"sku": each.value, "quantity": quantity_of(heard, each) or 1} for each in named
        ]
    if not changed or not (
        _CHANGES.search(text) or _PUTS_IN.search(text) or _only_values(turn, changed)
    ):
        return {}
    if "items" in changed:
        changed["items"] = list(_items(text, before.get("items") or [], changed["items"]))
    elif "about" in changed and len(changed) == 1 and changed["about"] != before.get("about"):
        return changed if _CHANGES.search(text) else {}
    return {name: value for name, value in changed.items() if value != before.get(name)}


def _only_values(turn: Turn, changed: Mapping[str, Any]) -> bool:
    """`运费 80`: a message that is hardly more than the value and its name."""
    return sum(map(str.isalnum, turn.heard.text)) <= _SHORT and "about" not in changed


_SHORT = 20


def _items(
    text: str, before: list[dict[str, Any]], named: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The parts of a quote after some were added, taken away, or given another number."""
    skus = {each["sku"] for each in named}
    if _TAKES_AWAY.search(text):
        yield from (each for each in before if each["sku"] not in skus)
    elif _REPLACES.search(text) and not skus & {each["sku"] for each in before}:
        yield from named
    else:
        yield from (each for each in before if each["sku"] not in skus)
        yield from named
