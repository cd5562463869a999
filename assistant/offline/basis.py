"""What an answer rested on: the passages and cases of it, each with its reference."""

import re
from collections.abc import Iterator

from assistant.model import Outcome
from assistant.offline import speech
from assistant.offline.intents import WHY
from assistant.offline.thread import Step
from assistant.offline.trouble import KNOWLEDGE, SIMILAR
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of

_RESTS_ON = (KNOWLEDGE, SIMILAR)
_BACK = 2  # answers back in which what is asked about was told
_MOST = 3
_SHORT = 280
_OF_ARTICLES = re.compile(
    r"文章|文档|资料|手册|知识库|(?<![a-z])(?:articles?|documents?|page|manual)"
)
_WHENCE = re.compile(
    r"(?:这|那|是|这个|那个|你)*(?:哪一?[篇个份]|什么)(?:文章|文档|资料|手册|案例)(?:里|上)?"
    r"(?:说|写|提|来|讲)?(?:到|过)?的?"
    r"|(?:and |so )?(?:which|what) (?:article|document|page|manual|source|case|ticket)s?"
    r" (?:is|was|does|did|says?|said)(?: (?:that|this|it))?(?: come)?(?: (?:from|in|so))?"
)
_OF_CASES = re.compile(r"案例|工单|哪张|单子|(?<![a-z])(?:cases?|tickets?)(?![a-z])")


def look_again(turn: Turn) -> Decision | None:
    """`why do you think so`, `which article is that from`: what was found is looked at again."""
    steps = _steps_before(turn)
    if not steps or turn.heard.mentions or not _asks_why(turn):
        return None
    return Decision(calls=tuple((step.call.name, step.call.arguments) for step in steps))


def tell(turn: Turn) -> Decision | None:
    """The passages and cases behind the answer before; None where nothing of it is asked."""
    before = [step.call for step in _steps_before(turn)]
    now = [step.call for step in turn.thread.turn]
    same = [(e.name, e.arguments) for e in before] == [(e.name, e.arguments) for e in now]
    if not before or not same or not _asks_why(turn):
        return None
    text = turn.heard.folded.folded
    articles, cases = _OF_ARTICLES.search(text), _OF_CASES.search(text)
    pieces = []
    for step in turn.thread.turn:
        if step.call.name == KNOWLEDGE and not (cases and not articles):
            pieces += list(_passages(step))
        elif step.call.name == SIMILAR and not (articles and not cases):
            pieces += list(_cases(turn, step))
    if not pieces:
        return turn.answer(turn.say(speech.RESTS_ON_NOTHING), Outcome.NO_EVIDENCE)
    return turn.answer("\n".join([turn.say(speech.RESTS_ON), *pieces]))


def _steps_before(turn: Turn) -> list[Step]:
    """What was looked up for the last answers that told of a fault or from the articles."""
    for exchange in reversed(turn.thread.exchanges[-_BACK:]):
        steps = [step for step in exchange.steps if step.call.name in _RESTS_ON and step.ok]
        if steps:
            return [step for step in steps if step.call.name in turn.tools]
        if exchange.steps:
            return []
    return []


def _asks_why(turn: Turn) -> bool:
    if _WHENCE.fullmatch(turn.heard.folded.folded.strip(" .,?!")):
        return True
    wish = wish_of(turn)
    return wish.is_clear and wish.name == WHY


def _passages(step: Step) -> Iterator[str]:
    for each in (step.data.get("passages") or ())[:_MOST]:
        number = f"[{each['number']}] " if each.get("number") else ""
        yield f"- {number}{each['title']}: “{_short(str(each['text']))}”"


def _cases(turn: Turn, step: Step) -> Iterator[str]:
    cases = [each for each in step.data.get("cases") or () if each.get("solution")]
    for each in cases[:_MOST]:
        yield f"- [{each['number']}] {each['summary']} ({each['similarity']}%)"
        yield turn.say(speech.SOLVED_BY, solution=_short(str(each["solution"])))


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHORT else f"{one_line[:_SHORT]}…"
