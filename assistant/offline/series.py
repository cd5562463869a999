"""Products called by what tells them from the one beside them: 8K和6K, the Terra 4K or the 6K."""

import re
from collections.abc import Iterator

from assistant.model import NameKind
from assistant.offline.folded import Folded
from assistant.offline.names import Lexicon, Span

_JOINED = (
    r"\s*(?:[,/、和与跟及或]|还是|或者|以及|(?:and|or|vs\.?|versus|than|against|with)(?![a-z]))"
    r"\s*(?:the )?"
)
_SIZE = r"(?P<size>(?<![a-z0-9])(?=[a-z]{0,4}\d)[a-z0-9]{2,6}?)s?(?![a-z0-9])"
_BEHIND = re.compile(_JOINED + _SIZE)
_BEFORE = re.compile(_SIZE + _JOINED + r"$")
_HAS_DIGIT = re.compile(r"[A-Za-z]*\d[A-Za-z0-9]*")


def beside(folded: Folded, lexicon: Lexicon) -> Iterator[Span]:
    """The products whose names differ from the one named beside in what is said of them alone."""
    for kind, value, start, end, sure in list(lexicon.exact(folded)):
        if kind != NameKind.PRODUCT:
            continue
        before = _BEFORE.search(folded.folded[:start])
        for match in (before, _BEHIND.match(folded.folded, end)):
            if match and (name := _other(lexicon, value, match["size"])):
                yield kind, name, *match.span("size"), sure


def _other(lexicon: Lexicon, value: str, size: str) -> str | None:
    for each in _HAS_DIGIT.findall(value):
        found = lexicon.product_called(value.replace(each, size))
        if found and found != value:
            return found
    return None
