"""Places that are no region of ours: said so, with those there are."""

import re

from assistant.model import Choice, NameKind, Outcome
from assistant.offline import speech
from assistant.offline.folded import Folded
from assistant.offline.turn import Decision, Turn
from domain.language import Language

_MOST = 8
_PLACES = re.compile(
    r"亚太|亚洲|东亚|南亚|中亚|西亚|中东|非洲|南美洲?|拉美|美洲|大洋洲|北欧|西欧|东欧|南欧|东南亚|北美洲?|欧洲"
    r"|(?<![a-z])(?:asia(?:[- ]pacific)?|apac|emea|africa|the middle east|middle east|south america"
    r"|latin america|latam|oceania|scandinavia|(?:eastern|western|northern|southern) europe"
    r"|central america|the americas)(?![a-z])"
)


def unknown(turn: Turn) -> Decision | None:
    """A button for each region there is, with the message put so; None where all are known."""
    heard = turn.heard
    taken = [(each.start, each.end) for each in heard.mentions]
    for match in _PLACES.finditer(heard.folded.folded):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        names = [each for each in turn.request.names if each.kind is NameKind.REGION]
        if not names:
            return None
        said = heard.folded.said(*match.span())
        shown = [_called(each.value, each.aliases, turn.language) for each in names[:_MOST]]
        before = heard.folded.said(0, match.start())
        after = heard.folded.said(match.end(), len(heard.folded.folded))
        choices = tuple(Choice(each, f"{before}{each}{after}") for each in shown)
        between = "、" if turn.language is Language.ZH else ", "
        text = f"{turn.say(speech.NO_REGION, said=said)}{between.join(shown)}"
        return turn.answer(text, Outcome.CLARIFY, choices=choices)
    return None


def _called(value: str, aliases: tuple[str, ...], language: Language) -> str:
    """A region's name in a language: the first of its names that is no code."""
    wants_han = language is Language.ZH
    names = [each for each in (*aliases, value) if Folded.of(each).is_han is wants_han]
    said = next((each for each in names if "_" not in each), value)
    return said.title() if said.islower() else said
