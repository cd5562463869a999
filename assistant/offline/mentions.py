"""What a message names: numbers, serials, names, times, money, each with its place in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.model import Name
from assistant.offline import slips
from assistant.offline.brands import find_brands
from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids
from assistant.offline.names import Lexicon, lexicon_of
from assistant.offline.shipments import find_shipments
from domain import timephrases


@dataclass(frozen=True)
class Mention:
    """`kind` is a slot kind's name or `article`, `wish`, `invoice`, `sku`, `money`, `foreign`, ….

    `value` is canonical, `said` the person's own words; positions are those of the folded text.
    A mention that is not `sure` counts only where a tool needs such a value.
    """

    kind: str
    value: str
    start: int
    end: int
    said: str
    sure: bool = True


@dataclass(frozen=True)
class Heard:
    """One message as understood so far: its folded text and everything it names, in order."""

    folded: Folded
    mentions: tuple[Mention, ...]
    wanted_parts: tuple[
        Mention, ...
    ] = ()  # what is also a fault's name, asked for as a part: a fan

    @property
    def text(self) -> str:
        return self.folded.text

    def of(self, kind: str) -> list[Mention]:
        return [each for each in self.mentions if each.kind == kind]

    def values(self, kind: str) -> list[str]:
        return [each.value for each in self.mentions if each.kind == kind]

    def masked(self) -> str:
        """The folded text with every mention replaced by a sign for its kind."""
        pieces: list[str] = []
        position = 0
        for each in self.mentions:
            if each.kind in _LEFT_IN_WORDS:
                continue
            pieces.append(self.folded.folded[position : each.start])
            pieces.append(f" ⟨{_SIGN.get(each.kind, each.kind)}⟩ ")
            position = each.end
        pieces.append(self.folded.folded[position:])
        return "".join(pieces)


# A category's name is also the word for the fault; what is wrong must stay readable.
_LEFT_IN_WORDS = frozenset({"category"})
_SIGN = {"unclear_date": "period", "family": "product", "country": "region", "part_like": "part"}

Span = tuple[str, str, int, int, bool]


def hear(text: str, names: Sequence[Name], today: date) -> Heard:
    """Everything named in `text`; where two overlap, ids win over names, names over times."""
    lexicon = lexicon_of(names)
    folded = slips.mended(Folded.of(text), lexicon.words)
    taken = bytearray(len(folded.folded))
    mentions: list[Mention] = []
    for spans in _sources(folded, lexicon, taken, today):
        for kind, value, start, end, sure in spans:
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                mentions.append(Mention(kind, value, start, end, folded.said(start, end), sure))
    mentions.sort(key=lambda each: each.start)
    return Heard(folded, tuple(mentions), tuple(_wanted_parts(folded, lexicon, mentions)))


_WANTED = re.compile(
    r"(?:[换加要装配订补和与、两]|更换|[一二三四五六七八九十\d]\s*[个只台件块片把]?|[,:+&]"
    r"|(?<![a-z])(?:an?|one|two|three|new|and"
    r"|plus|with|replace|add|the|change|fit|without|remove|of))\s*$|(?:去掉|删掉?|不要|不换"
    r"|拿掉)(?:那个|这个)?$"
)


def _wanted_parts(
    folded: Folded, lexicon: Lexicon, mentions: Sequence[Mention]
) -> Iterable[Mention]:
    """Names of faults that are names of parts, too, and stand where a part is counted or wanted."""
    for each in mentions:
        part = lexicon.part_called(each.said) if each.kind == "category" else None
        if part and _WANTED.search(folded.folded[: each.start]):
            yield replace(each, kind="part", value=part.value)


def _sources(
    folded: Folded, lexicon: Lexicon, taken: bytearray, today: date
) -> Iterable[Iterable[Span]]:
    """Finders in order of trust; a later one sees in `taken` what the earlier ones took."""
    yield find_ids(folded.folded)
    yield lexicon.exact(folded)
    yield find_brands(folded.folded)
    yield find_shipments(folded.folded)
    yield _times(folded, _blank(folded.folded, taken), today)
    yield lexicon.near(folded, taken)


def _times(folded: Folded, text: str, today: date) -> Iterable[Span]:
    """Time phrases as said; a date with two readings holds both, to be asked about."""
    for start, end, _ in timephrases.find(text, today):
        yield "period", folded.said(start, end), start, end, True
    for start, end in timephrases.doubtful(text, today):
        days = timephrases.readings(text[start:end], today)
        if days:
            value = "|".join(day.isoformat() for day in days)
            yield "unclear_date", value, start, end, True
        else:
            yield "period", folded.said(start, end), start, end, True


def _blank(text: str, taken: bytearray) -> str:
    """The text with what is already understood made blank: a ticket number holds no year."""
    return "".join("\x00" if used else each for each, used in zip(text, taken, strict=True))
