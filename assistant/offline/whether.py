"""Whether one should do it: a question that leaves the decision open, and orders no write."""

import re

from assistant.model import Outcome
from assistant.offline import advising, speech
from assistant.offline.buttons import buttons_for
from assistant.offline.mentions import Heard
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import Wish
from tools.tool import Effect

_ASKS = re.compile(
    r"要不要|该不该|应不应该|需不需要|用不用|是否(?:应该|应|该|需要|要)|[该要][^,.;?!]{1,20}还是"
    r"|(?:应该|该|需要|就要|得)(?!到)[^,.;?!]{1,20}[吗么](?=$|[?,.!])"
    r"|(?:^|[,.;?!]\s*)(?:(?:so|and|but|ok|hm+|then|well|now)[, ]+)*"
    r"(?:(?:should|shall|must) (?:i|we)|do (?:i|we) (?:need|have) to|do (?:i|we)\b[^?]* or"
    r"|do you want (?:me )?to|(?:is|are|would|was)\b[^?,.;]{0,60} (?:ok|okay|fine|right|better"
    r"|worth it|safe) (?:to|if))(?![a-z])"
)
# What somebody else is to be asked or told, or is written down: no question to us.
_OF_ANOTHER = re.compile(
    r"(?<!请)问|确认|告诉|留个?言|备注|回复|写|说|(?<![a-z])(?:ask|tell|comment|note|say|write|reply)"
)


def asked(heard: Heard) -> bool:
    """Whether a message asks whether, or which of two, one should: `要不要开返厂单？`."""
    text = heard.folded.folded
    match = _ASKS.search(text)
    return match is not None and not _OF_ANOTHER.search(text[: match.start()])


def answered(turn: Turn, wish: Wish) -> Decision | None:
    """Advice on the ticket where there is any, else buttons, the write among them.

    None where nothing would be written, or a question is open.
    """
    offered = turn.tools.get(wish.name)
    if turn.thread.ask or offered is None or offered.tool.effect is not Effect.WRITE:
        return None
    if not asked(turn.heard):
        return None
    if advice := advising.ask_for(turn):
        return advice
    choices = buttons_for(turn, wish)
    return turn.answer(turn.say(speech.WHICH), Outcome.CLARIFY, choices=choices)
