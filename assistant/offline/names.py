"""The viewer's vocabulary: names found in a text, as typed or with one slip of the finger."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from threading import Lock

from assistant.model import Name, NameKind
from assistant.offline.features import SMALL_WORDS
from assistant.offline.folded import Folded, is_word, plain
from assistant.offline.ordinary import is_ordinary

_LATIN = re.compile(r"[a-z]{5,}")
Span = tuple[str, str, int, int, bool]
_KINDS = {kind: order for order, kind in enumerate(NameKind)}  # an alias of two kinds: the first
_PARTS = (NameKind.PART, NameKind.PART_LIKE)
_NEAR_FROM = 5  # shorter names forgive no slip
_NEAR_FROM_IN = {
    NameKind.CATEGORY: 7
}  # categories are plain words: count is no mount, part no port
_LONGEST_RUN = 4  # words a misspelt name may have
_KEPT = 8
_MERGED = 3
_MAY_BE_A_WORD = {
    NameKind.CUSTOMER: 6,
    NameKind.DEALER: 6,
    NameKind.REGION: 3,
    NameKind.COUNTRY: 3,
    NameKind.PERSON: 40,
}


class Lexicon:
    """The aliases of some names, ready for matching."""

    def __init__(self, names: Sequence[Name]) -> None:
        names = [each for each in names if each.kind is not NameKind.OWN_DEVICE]
        self._entries: dict[str, Name] = {}
        self._parts: dict[str, str] = {}
        self._merged: set[str] = set()  # short ones that are written apart: e-ND is no end
        self._said = [alias for name in names for alias in (name.value, *name.aliases)]
        for name in sorted(names, key=lambda each: _KINDS[each.kind]):
            for alias in (name.value, *name.aliases):
                key = plain(alias)
                if len(key) > 1:
                    self._entries.setdefault(key, name)
                    if name.kind in _PARTS:
                        self._parts.setdefault(key, name.value)
                if len(key) <= _MERGED and key != alias.lower():
                    self._merged.add(key)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for key in self._entries:
            if len(key) not in self._lengths[key[:2]]:
                self._lengths[key[:2]].append(len(key))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def part_called(self, said: str) -> str | None:
        """The SKU of the part that is called so, whatever else is."""
        key = plain(said)
        return self._parts.get(key) or self._parts.get(key.removesuffix("s"))

    def product_called(self, said: str) -> str | None:
        name = self._entries.get(plain(said))
        return name.value if name and name.kind is NameKind.PRODUCT else None

    def exact(self, folded: Folded) -> Iterator[Span]:
        """Names as typed, whatever their case and separators; the longest at each place."""
        text, places = _stripped(folded.folded)
        position = 0
        while position < len(text) - 1:
            length = self._longest(folded, text, places, position)
            if length:
                name = self._entries[text[position : position + length]]
                start, end = places[position], places[position + length - 1] + 1
                yield name.kind.value, name.value, start, end, True
                position += length
            else:
                position += 1

    def _longest(self, folded: Folded, text: str, places: list[int], position: int) -> int:
        for length in self._lengths.get(text[position : position + 2], ()):
            key = text[position : position + length]
            name = self._entries.get(key)
            if name is None or position + length > len(text):
                continue
            start, end = places[position], places[position + length - 1] + 1
            said = folded.said(start, end)
            if key in self._merged and said.isascii() and said.isalpha() and said.islower():
                continue
            if _stands_alone(folded.folded, start, end) and _is_meant(name, folded, start, end):
                return length
        return 0

    def near(self, folded: Folded, taken: bytearray) -> Iterator[Span]:
        """Names of five letters or more with one letter wrong; digits are never forgiven."""
        words = [(start, end) for start, end in _words(folded.folded) if not any(taken[start:end])][
            :200
        ]
        for first in range(len(words)):
            for count in range(min(_LONGEST_RUN, len(words) - first), 0, -1):
                start, end = words[first][0], words[first + count - 1][1]
                said = [folded.folded[left:right] for left, right in words[first : first + count]]
                if any(taken[start:end]) or end - start > 40:
                    continue
                if count > 1 and any(word in SMALL_WORDS for word in said):
                    continue  # “it all” is no slip of Italy
                name = self.nearest(folded.folded[start:end])
                if name and _is_meant(name, folded, start, end):
                    yield name.kind.value, name.value, start, end, True
                    break

    def nearest(self, said: str) -> Name | None:
        """The one name that differs from `said` by at most a letter; None when two do."""
        key = plain(said)
        if len(key) < _NEAR_FROM or key in self._entries:
            return self._entries.get(key)
        digits = [character for character in key if character.isdigit()]
        found = {
            (name.kind, name.value): name
            for shorter in _one_less(key)
            for alias, name in self._near_index.get(shorter, ())
            if len(key) >= _NEAR_FROM_IN.get(name.kind, _NEAR_FROM)
            and [character for character in alias if character.isdigit()] == digits
            and one_slip(key, alias)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The Latin words that names are made of."""
        return frozenset(word for said in self._said for word in _LATIN.findall(said.lower()))

    @cached_property
    def _near_index(self) -> dict[str, list[tuple[str, Name]]]:
        index: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        for alias, name in self._entries.items():
            if len(alias) >= _NEAR_FROM:
                for shorter in _one_less(alias):
                    index[shorter].append((alias, name))
        return index


_recent: list[tuple[tuple[Name, ...], Lexicon]] = []
_keeping = Lock()  # several messages are thought about at once


def lexicon_of(names: Sequence[Name]) -> Lexicon:
    """The lexicon of these names; the last few are kept, for building one takes a while."""
    wanted = tuple(names)
    with _keeping:
        place = next((at for at, each in enumerate(_recent) if each[0] == wanted), None)
        lexicon = Lexicon(wanted) if place is None else _recent.pop(place)[1]
        _recent.insert(0, (wanted, lexicon))  # the same objects again compare at once
        del _recent[_KEPT:]
    return lexicon


def one_slip(one: str, other: str) -> bool:
    """Whether at most one letter is missing, added, wrong, or swapped with its neighbour."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    same = 0
    while same < len(one) and one[same] == other[same]:
        same += 1
    if len(one) == len(other):
        if one[same + 1 :] == other[same + 1 :]:
            return True
        swapped = one[same : same + 2] == other[same : same + 2][::-1]
        return swapped and one[same + 2 :] == other[same + 2 :]
    return len(other) - len(one) == 1 and one[same:] == other[same + 1 :]


def _one_less(key: str) -> set[str]:
    """The key, and the key without each one of its letters."""
    return {key} | {key[:place] + key[place + 1 :] for place in range(len(key))}


def _stripped(text: str) -> tuple[str, list[int]]:
    kept = [(character, place) for place, character in enumerate(text) if character.isalnum()]
    return "".join(each[0] for each in kept), [each[1] for each in kept]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A Latin name is no part of a longer word; a plural s and an 's belong to it."""
    if start and is_word(text[start]) and is_word(text[start - 1]):
        return False
    if end < len(text) and is_word(text[end - 1]) and is_word(text[end]):
        return text[end] == "s" and not (end + 1 < len(text) and is_word(text[end + 1]))
    return "\n" not in text[start:end] and "." not in text[start:end].strip(".")


def _is_meant(name: Name, folded: Folded, start: int, end: int) -> bool:
    """A short name that is also a word (max, will, the country code it) must be capitalised.

    So much as typed small counts where only a name can stand, and one that is no word anyway.
    """
    said = folded.said(start, end)
    if end - start <= _MERGED + 1 and re.search(r"['’]", said):
        return False  # I'd is no country
    if name.kind is NameKind.CUSTOMER and plain(said) != plain(name.value):
        # Part of a name: any word may begin one.
        written = not said.isascii() or (said[0].isupper() and not is_ordinary(said))
        return written or _in_a_frame(name.kind, folded.folded, start, end)
    if name.kind is NameKind.PERSON and not said.isascii() and _is_part(said, name):
        return _in_a_frame(name.kind, folded.folded, start, end)  # any word may be a given name
    if end - start > _MAY_BE_A_WORD.get(name.kind, 0):
        return True
    if not said.isascii() or not said.islower():
        return True
    if name.kind not in _FRAMES:
        return False
    return not is_ordinary(said) or _in_a_frame(name.kind, folded.folded, start, end)


def _is_part(said: str, name: Name) -> bool:
    """Whether a name is said without what it begins with: 高松 of 陈高松."""
    return any(alias != said and alias.endswith(said) for alias in name.aliases)


_BEHIND = re.compile(r"(?:'s|\s*(?:$|[,.;:?!]|(?:的|来|修|处理|负责|跟|吧|去|呢|还|有|那)))")
_OF_A_FIRM = re.compile(
    r"(?:^|(?<![a-z])(?:and|for|of|from|by|about|dealer|customer|client|does|did|only|just|versus|vs)"
    r"|那|和|跟|与|查|看|客户|经销商)\s*$"
)
_FRAMES = {
    NameKind.DEALER: _OF_A_FIRM,
    NameKind.CUSTOMER: _OF_A_FIRM,
    NameKind.PERSON: re.compile(
        r"(?<![a-z])(?:assign|give|hand|pass|transfer|reassign|move|let|handled|worked|done)"
        r"(?![a-z])[^.;:]{0,50}?(?<![a-z])(?:to|by)\s+$|(?<![a-z])(?:let|ask|handler)\s+$"
        r"|[派指分转交]?给\s*$|(?:派|由|让|找|换|处理人|负责人)[是为成]?\s*$"
    ),
}


def _in_a_frame(kind: NameKind, text: str, start: int, end: int) -> bool:
    return bool(_BEHIND.match(text, end) and _FRAMES[kind].search(text[:start]))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Runs of Latin letters and digits, runs of Han characters."""
    start = 0
    while start < len(text):
        if not text[start].isalnum():
            start += 1
            continue
        latin = is_word(text[start])
        end = start + 1
        while end < len(text) and text[end].isalnum() and is_word(text[end]) == latin:
            end += 1
        yield start, end
        start = end
