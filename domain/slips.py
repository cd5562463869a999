"""Slips of the finger in plain English words: `Janury`, `responce`, `quater`."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

_WORD = re.compile(r"(?<![a-z0-9_@./-])[a-z]{2,20}(?![a-z0-9_@/-]|\.[a-z])")
_FROM = 6  # letters of a word that forgives one too many, too few, or two swapped
_WRONG_FROM = 8  # … and of one that forgives a wrong letter: shorter ones are too near to others
_SWAPPED = (
    *("how", "many", "much", "what", "which", "when", "this", "last", "with", "from", "week"),
    *("month", "year", "were", "each", "open"),
)
_WORDS_THEMSELVES = frozenset(("form", "hits", "whit", "salt", "wrote"))


def swapped() -> Mapping[str, str]:
    """The short words of questions with two neighbouring letters swapped: `hwo mnay`."""
    return {
        f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}": word
        for word in _SWAPPED
        for place in range(len(word) - 1)
        if word[place] != word[place + 1]
        and f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
        not in _WORDS_THEMSELVES
    }


def forms(words: Iterable[str]) -> Mapping[str, str]:
    """Every slip that means just one of these words, by how it is typed."""
    known = frozenset(words)
    found: dict[str, str] = {}
    unclear: set[str] = set()
    for word in known:
        for typed in _slips(word) - known:
            if found.setdefault(typed, word) != word:
                unclear.add(typed)
    return {typed: word for typed, word in found.items() if typed not in unclear}


def mended(
    text: str, slips: Mapping[str, str], *, leave: Container[str] = ()
) -> tuple[str, Sequence[int]]:
    """A lower-case text with its slips put right, and where each character came from.

    Words in `leave` are no slips.
    """
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for match in _WORD.finditer(text):
        meant = slips.get(match.group()) or _with_wrong_letter(match.group(), slips)
        if meant is None or match.group() in leave:
            continue
        pieces += [text[position : match.start()], meant]
        places += range(position, match.start())
        last = match.end() - 1
        places += [min(match.start() + step, last) for step in range(len(meant) - 1)]
        places.append(last)
        position = match.end()
    if not pieces:
        return text, range(len(text))
    return "".join([*pieces, text[position:]]), [*places, *range(position, len(text))]


def _with_wrong_letter(typed: str, slips: Mapping[str, str]) -> str | None:
    """A word with one wrong letter is, without that letter, a word with one too few."""
    if len(typed) < _WRONG_FROM:
        return None
    shorter = (typed[:place] + typed[place + 1 :] for place in range(1, len(typed)))
    near = {slips[each] for each in shorter if each in slips}
    meant = {each for each in near if len(each) == len(typed) and _differ(each, typed) == 1}
    return meant.pop() if len(meant) == 1 else None


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _slips(word: str) -> set[str]:
    """The word with a letter left out, doubled, or swapped with the next; its first one stays."""
    if len(word) < _FROM:
        return set()
    places = range(1, len(word))
    left_out = {word[:place] + word[place + 1 :] for place in places}
    doubled = {word[:place] + word[place] + word[place:] for place in places}
    swapped = {
        word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in places[:-1]
    }
    # A word that lost its last letter is another form of it: month, month's, closed, close.
    return (left_out - {word[:-1]}) | doubled | swapped
