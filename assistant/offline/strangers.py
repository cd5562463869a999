"""Names in a message that nobody here bears: Timbuktu, Foobar Rentals.

What is asked about somebody unknown must not be answered about everybody.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.offline.mentions import Heard
from assistant.offline.ordinary import is_ordinary
from assistant.offline.people import is_no_name

_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9&-]*[a-z0-9](?![a-z0-9])")
_BEFORE_A_NAME = re.compile(r"(?<![a-z])(?:from|in|dealer|customer|client)\s+$")
_ENDS_A_SENTENCE = re.compile(r"(?:^|[.!?:;(\n])\s*[\"'(]?$")
_OWNS = re.compile(r"['’]s(?![a-z])")
_ASKED_OF = re.compile(
    r"(?<![a-z@.'’-])([a-z]{3,})(?=['’]s(?![a-z]))"
    r"|(?<![a-z])(?:does|do|did|has|have)\s+([a-z]{3,})\s+"
    r"(?:have|has|owe|owes|got|send|sent)(?![a-z])"
)
_TITLE = 0.5  # share of capitals from which they say nothing, of so many words
_MANY = 4
_GAP = re.compile(r"\s+")


def strangers(heard: Heard) -> list[str]:
    """Names that a message says and nobody here is known by; no words of ours nor of everyday."""
    text = heard.folded.folded
    places = [
        *places_of_strangers(heard, ()),
        *(match.span(match.lastindex or 0) for match in _ASKED_OF.finditer(text)),
    ]
    found = dict.fromkeys(heard.folded.said(start, end) for start, end in sorted(places))
    return [each for each in found if not is_no_name(each) and not is_ordinary(each)]


def places_of_strangers(heard: Heard, used: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where names stand that are none of ours; `used` are the places already understood.

    A name begins with a capital within a sentence, with others beside it, or stands where a name
    would and is a word of neither the trade nor everyday talk.
    """
    taken = [*used, *((each.start, each.end) for each in heard.mentions)]
    words = [each.span() for each in _WORD.finditer(heard.folded.folded)]
    capitals = {start for start, end in words if heard.folded.said(start, end)[0].isupper()}
    if len(words) >= _MANY and len(capitals) > len(words) * _TITLE:
        capitals = set()
    free = [each for each in words if not any(a < each[1] and each[0] < b for a, b in taken)]
    last = -1
    for place, (start, end) in enumerate(free):
        if start < last or not _is_strange(heard, start, end, capitals):
            continue
        last = end
        for more, until in free[place + 1 :]:
            if more not in capitals or not _GAP.fullmatch(heard.folded.folded[last:more]):
                break
            last = until
        yield start, last


def _is_strange(heard: Heard, start: int, end: int, capitals: set[int]) -> bool:
    text = heard.folded.folded
    before = text[:start]
    if start in capitals and (heard.folded.is_han or not _ENDS_A_SENTENCE.search(before)):
        return True
    if start in capitals and _OWNS.match(text, end):
        return not is_ordinary(text[start:end])
    return bool(_BEFORE_A_NAME.search(before)) and not is_ordinary(text[start:end])
