"""Links: what an answer may point to, checked piece by piece while it streams.

A model repeats what it read, and an address carries data out the moment it is shown as a picture.
So only our own pages, and hosts that the installation names, stay links; of others the words stay.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from assistant.hidden import visible
from domain.language import Language, Text
from domain.numbers import numbers_in

_REMOVED = Text("（链接已去掉）", "(link removed)")
_LONGEST = 2_000  # characters held for an address that does not end
_WORDS = r"\[(?P<words>[^\[\]\n]*)\]"
_INSIDE = r"(?:[^()\n]|\([^()\n]*\))*"  # of the round brackets of a link
_TARGET = r"(?:[^()\s>]|\([^()\s]*\))*"
_LINK = re.compile(rf"!?{_WORDS}\(\s*<?(?P<target>{_TARGET}){_INSIDE}\)")
_TAG = re.compile(r"<[/!]?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:)?//[^\s<>\"'）)\]]+"
    r"|//(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}[^\s<>\"'）)\]]*"  # glued to a word before it
    r"|(?<![A-Za-z0-9])(?i:data|javascript|vbscript|blob|file):[^\s<>\"')\]]+"
    r"|(?<![A-Za-z0-9])www\.[^\s<>\"'）)\]]+"
    r"|(?<![A-Za-z0-9@.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?/[^\s<>\"'）)\]]*",
)
# Characters of an address as entities, which a page's reader undoes.
_ENTITY = re.compile(
    r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|\d{1,7})|colon|sol|bsol|period|commat|lpar|rpar|num|quest);"
)
_LEFT = frozenset("<>&\"'")  # what stands for itself only as an entity
# The end of what came so far, where it may be the beginning of a link, a tag or an address.
_OPEN = re.compile(
    r"(?:!?\[[^\[\]\n]*(?:\](?:\([^)\n]*)?)?|!|<[^<>\n]*|[^\s<>\[\]()，。；！？、]+)$"
)


class Links:
    """The filter one answer passes through; `hosts` are those that it may link to."""

    def __init__(self, language: Language, hosts: Iterable[str] = ()) -> None:
        self._removed = _REMOVED.in_(language)
        self._hosts = frozenset(hosts)
        self._held = ""

    def feed(self, piece: str) -> str:
        """The part of the answer that can be shown now."""
        self._held += visible(piece)
        still_open = _OPEN.search(self._held)
        cut = still_open.start() if still_open else len(self._held)
        if len(self._held) - cut > _LONGEST:
            cut = len(self._held)
        done, self._held = self._held[:cut], self._held[cut:]
        return self._clean(done)

    def finish(self) -> str:
        """What was still held back."""
        done, self._held = self._held, ""
        return self._clean(done)

    def forget(self) -> None:
        self._held = ""

    def _clean(self, text: str) -> str:
        text = _ENTITY.sub(_undone, text)
        text = _LINK.sub(self._link, text)
        text = _TAG.sub(self._tag, text)
        narrow = "".join(map(_narrow, text))
        for match in reversed(list(_ADDRESS.finditer(narrow))):
            if not self._is_ours(match.group()) and not self._in_kept_link(narrow, match.start()):
                text = text[: match.start()] + self._removed + text[match.end() :]
        return text

    def _link(self, match: re.Match[str]) -> str:
        """A link to a page of ours; the page of a number is linked by the number's reference."""
        words, target = match["words"], match["target"]
        if not self._is_ours(target):
            return words
        named = [each for each in numbers_in(target) if each not in words]
        return " ".join([words, *named]) if numbers_in(target) else match.group()

    def _tag(self, match: re.Match[str]) -> str:
        """A tag stands as words, unless it carries an address out."""
        narrow = "".join(map(_narrow, match.group()))
        addresses = (each.group() for each in _ADDRESS.finditer(narrow))
        return match.group() if all(map(self._is_ours, addresses)) else ""

    def _in_kept_link(self, text: str, start: int) -> bool:
        return text[:start].endswith("](") and self._is_ours(text[start:].partition(")")[0])

    def _is_ours(self, address: str) -> bool:
        narrow = "".join(map(_narrow, address))
        if narrow.startswith("/") and not narrow.startswith(("//", "/\\")):
            return True
        try:
            place = urlsplit(narrow)
            return place.scheme in ("http", "https") and place.hostname in self._hosts
        except ValueError:
            return False


def _undone(match: re.Match[str]) -> str:
    plain = visible(html.unescape(match.group()))
    return match.group() if plain in _LEFT else plain


@lru_cache(maxsize=4_096)
def _narrow(character: str) -> str:
    """A full-width character as the plain one it looks like, so that it cannot hide an address."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
