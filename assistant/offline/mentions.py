"""What a message names: numbers, serials, names, times, money, each with its place in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.model import Name
from assistant.offline import slips
from assistant.offline.brands import find_brands
from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids
from assistant.offline.names import Lexicon, lexicon_of
from assistant.offline.series import beside
from assistant.offline.shipments import find_shipments
from domain import timephrases
from retrieval.segment import simplified

_WEEK = 7
_SO_MANY = re.compile(
    r"(?:(?<![\d.])(?:[2-9]|\d{2,3})|(?<![a-z])(?:two|three|four|five|six|seven|eight|nine|ten"
    r"|twelve|dozen|twenty)|[二两三四五六七八九十])\s*"
    r"(?:个|件|块|片|套|只|张|pcs|x|×)?\s*(?:(?:more|new|spare|extra)\s+)?(?:of (?:the )?)?$"
)
# Words by which what is named is a thing that is kept or sold, not a fault.
_KEPT_BEFORE = re.compile(
    r"(?:多少|几)[个件块片只颗]?\s*$|(?:库存|存货|备件|买|订|订购|采购|补|补货)\s*$"
    r"|(?<![a-z])(?:how many|how much (?:is|are|for|does|do|would)|price of|cost of|stock of|order"
    r"|restock|reorder|enough|any(?: more)?|spare|out of|low on|buy|need)"
    r"(?: the| a| an| our| new)?\s*$"
)
_KEPT_BEHIND = re.compile(
    r"s?\s*(?:我们|现在|目前|手上|仓库里?|还|都|一共)*(?:[有剩](?:货|几|多少|没有?|库存)|库存"
    r"|够不够|够吗|够用|多少钱"
    r"|什么价|价格|单价|缺货|有货)|s?\s*(?:(?:do|have|are|is|we|i|you|still|got)\s+)*"
    r"(?:left|in stock|on hand|available|out of stock)(?![a-z])"
)
_AS_FAULT = re.compile(
    r"s?\s*(?:的?(?:故障|问题|异响|异常|毛病|坏|单)|(?:fault|failure|error|problem|issue|case"
    r"|ticket"
    r"|rma|repair|complaint|noise|alarm)s?(?![a-z]))"
)
_COUNTED = frozenset({"part", "part_like", "product", "category"})


@dataclass(frozen=True)
class Mention:
    """`kind` is a slot kind's name or `article`, `wish`, `invoice`, `sku`, `money`, `foreign`, ….

    `value` is canonical, `said` the person's own words; positions are those of the folded text.
    A mention that is not `sure` counts only where a tool needs such a value. `part` is the SKU of a
    part that is called the same: a fan is a category of faults, too.
    """

    kind: str
    value: str
    start: int
    end: int
    said: str
    sure: bool = True
    part: str | None = None


@dataclass(frozen=True)
class Heard:
    """One message as understood so far: its folded text and everything it names, in order."""

    folded: Folded
    mentions: tuple[Mention, ...]

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
            pieces.append(f" ⟨{sign_of(each)}⟩ ")
            position = each.end
        pieces.append(self.folded.folded[position:])
        return "".join(pieces)


# A category's name is also the word for the fault; what is wrong must stay readable.
_LEFT_IN_WORDS = frozenset({"category"})
_SIGN = {"unclear_date": "period", "family": "product", "country": "region", "part_like": "part"}

Span = tuple[str, str, int, int, bool]


def sign_of(mention: Mention) -> str:
    """The kind that stands for it in a masked text."""
    return _SIGN.get(mention.kind, mention.kind)


def hear(text: str, names: Sequence[Name], today: date) -> Heard:
    """Everything named in `text`; where two overlap, ids win over names, names over times."""
    return _heard(text, lexicon_of(names), today)


@lru_cache(maxsize=16)  # what is said is read again behind the results of its look-ups
def _heard(text: str, lexicon: Lexicon, today: date) -> Heard:
    folded = slips.mended(Folded.of(text), lexicon.words)
    taken = bytearray(len(folded.folded))
    mentions: list[Mention] = []
    for spans in _sources(folded, lexicon, taken, today):
        for kind, value, start, end, sure in spans:
            end += kind in _COUNTED and _is_plural(folded.folded, end)
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                said, text = folded.said(start, end), folded.folded
                part = lexicon.part_called(text[start:end]) if kind == "category" else None
                if part and _is_thing(text, start, end):
                    kind, value, part = "part_like", part, None
                mentions.append(Mention(kind, value, start, end, said, sure, part))
    mentions.sort(key=lambda each: each.start)
    return Heard(folded, tuple(mentions))


def _is_thing(text: str, start: int, end: int) -> bool:
    """Whether what may be a fault or a part is a part: faults are not counted, kept or sold."""
    before = text[:start]
    if _AS_FAULT.match(text, end):
        return False
    if _SO_MANY.search(before) or _KEPT_BEHIND.match(text, end):
        return True
    return bool(_KEPT_BEFORE.search(before))


def _is_plural(text: str, end: int) -> bool:
    """Whether the s of a name's plural stands here: fans, SDI modules."""
    return text[end - 1 : end].isalpha() and re.match(r"s(?![a-z0-9])", text[end:]) is not None


def means_today(mention: Mention, today: date) -> bool:
    """Whether a time is just today: what stands now."""
    period = timephrases.resolve(mention.value, today) if mention.kind == "period" else None
    return period is not None and period.start == today and (period.end - period.start).days <= 1


def means_now(mention: Mention, today: date) -> bool:
    """Whether a time is just about now: today, this week."""
    period = timephrases.resolve(mention.value, today) if mention.kind == "period" else None
    if period is None:
        return False
    return period.start <= today < period.end and (period.end - period.start).days <= _WEEK


def _sources(
    folded: Folded, lexicon: Lexicon, taken: bytearray, today: date
) -> Iterable[Iterable[Span]]:
    """Finders in order of trust; a later one sees in `taken` what the earlier ones took."""
    yield find_ids(folded.folded)
    yield lexicon.exact(folded)
    yield beside(folded, lexicon)
    yield find_brands(folded)
    yield find_shipments(folded.folded)
    yield _times(folded, _blank(folded.folded, taken), today)
    yield lexicon.near(folded, taken)


def _times(folded: Folded, text: str, today: date) -> Iterable[Span]:
    """Time phrases as said; a date with two readings holds both, to be asked about."""
    for start, end, _ in timephrases.find(text, today):
        yield "period", simplified(folded.said(start, end)), start, end, True
    for start, end in timephrases.doubtful(text, today):
        days = timephrases.readings(text[start:end], today)
        if days:
            value = "|".join(day.isoformat() for day in days)
            yield "unclear_date", value, start, end, True
        else:
            yield "period", simplified(folded.said(start, end)), start, end, True


def _blank(text: str, taken: bytearray) -> str:
    """The text with what is already understood made blank: a ticket number holds no year."""
    return "".join("\x00" if used else each for each, used in zip(text, taken, strict=True))
