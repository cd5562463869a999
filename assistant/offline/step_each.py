"""Two steps in one message, or a ticket left out: `approve 0157 but not 0158`, 一张批准，一张拒绝.

One card never carries a step out on a ticket that another one, or none, was said of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.model import Choice, OfferedTool, Outcome
from assistant.offline import choosing, possible, schemas, speech
from assistant.offline.mentions import Heard
from assistant.offline.turn import Decision, Turn

_BETWEEN = re.compile(
    r"[,;.!?\n]+(?:\s*(?:and|but|而|但)\s*)?|(?<![a-z])(?:and|but)(?![a-z])|但是?|而"
)
_NOT = re.compile(r"不要|不用|不[批了]|别|(?<![a-z])(?:not|n't|except|without|leave)(?![a-z])|除了")


@dataclass
class _Part:
    """A stretch of a message in its own words, the step named in it and whether it says not."""

    said: str
    step: str | None
    leaves_out: bool


def parted(turn: Turn, offered: OfferedTool, heard: Heard) -> Heard | Decision | None:
    """What is left to be done where tickets are left out; a question which step where several are.

    None where one step is said of all.
    """
    field = possible.limited(offered)
    if field is None or len(set(heard.values("ticket_number"))) < 2:
        return None
    parts: list[_Part] = []
    for part in _parts(turn, offered, heard, field[0]):
        if parts and part.step is None and not part.leaves_out and not parts[-1].leaves_out:
            parts[-1].said += f", {part.said}"
        else:
            parts.append(part)
    done = [each for each in parts if each.step and not each.leaves_out]
    if len({each.step for each in done}) > 1:
        choices = tuple(Choice(each.said, each.said) for each in done)
        return turn.answer(turn.say(speech.WHICH), Outcome.CLARIFY, choices=choices)
    if len(done) == len(parts) or not done:
        return None
    return turn.hear(", ".join(each.said for each in done))


def _parts(turn: Turn, offered: OfferedTool, heard: Heard, name: str) -> Iterator[_Part]:
    """The stretches that name a ticket, and what is said behind them of none."""
    text, start = heard.folded.folded, 0
    schema = schemas.properties(offered)[name]
    taken = [(each.start, each.end) for each in heard.mentions]
    ends = [
        match.span()
        for match in _BETWEEN.finditer(text)
        if not any(left < match.end() and match.start() < right for left, right in taken)
    ]
    for end, begins in [*ends, (len(text), len(text))]:
        said = " ".join(heard.folded.said(start, end).split()).strip(" ,，")
        part = turn.hear(said)
        if part.of("ticket_number"):
            chosen = choosing.choice(schema, part)
            says_not = bool(_NOT.search(part.folded.folded))
            yield _Part(said, chosen.value if chosen else None, says_not)
        start = begins
