"""Words: how texts and questions are cut so that they meet, in Chinese, English and in between.

Both sides go through the same steps: full width to half width, traditional to simplified, odd
dashes to one, lower case; Han text is cut into words by dictionary, everything else at what is
neither letter nor digit. Numbers of things (K2602-0001, ME_207890, H.264) are kept whole without
their separators, and by their pieces, so that each fragment a person remembers finds them.
"""

import functools
import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

_CHINESE_FROM = 0.3  # of the letters
VERSION = 1  # raise when the same text would be cut differently: index files are then rebuilt

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_NOT_HAN = re.compile(f"[^{_HAN}]+")
_WORD = re.compile(f"[^\\W_{_HAN}]+")
# Both begin at the beginning of a word only: a long word is then read once, not once a letter.
_NUMBERED = re.compile(f"(?<![^\\W_{_HAN}])[^\\W_{_HAN}]++(?:[-_.][^\\W_{_HAN}]++)+")
TOKEN = re.compile(f"[^\\W_{_HAN}]++(?:[-_.][^\\W_{_HAN}]++)*+")  # one number, name or word
_CAMEL_WORD = re.compile(r"(?<![A-Za-z])[A-Z]*+[a-z]++[A-Z][A-Za-z]*")
_RUNS = re.compile(r"\d+k(?![a-z])|[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DASH = re.compile("[‐‑‒–—―−⁃﹘﹣－ー─]")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_LONGEST_WORD = 64
_NAME_FREQUENCY = 20_000  # as often as a common word, so that the cut prefers the name


def visible_text(text: str) -> str:
    """The text without control, zero-width and direction characters; line breaks stay."""
    return _INVISIBLE.sub("", text)


@functools.cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters replaced by their simplified forms."""
    if not _HAN_RUN.search(text):
        return text
    return str(_simplifier().convert(text))


def _unified(text: str) -> str:
    folded = _INVISIBLE.sub("", text)
    if folded.isascii():
        return folded
    return _DASH.sub("-", unicodedata.normalize("NFKC", folded))


def normalise(text: str) -> str:
    """The text as it is compared: see the first lines of this module."""
    return simplified(_unified(text)).lower()


def squashed(text: str) -> str:
    """Letters and digits only, lower case: `RMA-D-2601-0145` and `rmad 26010145` are the same."""
    return "".join(_WORD.findall(normalise(text)))


def is_han(word: str) -> bool:
    return bool(_HAN_RUN.match(word))


class Segmenter:
    """Cuts texts into words; knows the product's own words (`names`) besides the dictionary."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        self._lock = threading.Lock()
        self.names = tuple(sorted({normalise(name).strip() for name in names} - {""}))
        self._joined: dict[str, tuple[str, ...]] = {}
        for name in self.names:
            for run in _HAN_RUN.findall(name):
                if len(run) > 1:
                    self._jieba.add_word(run, _NAME_FREQUENCY, "n")
            pieces = tuple(_WORD.findall(name))
            if len(pieces) > 1:
                self._joined["".join(pieces)] = pieces

    def words(self, text: str) -> list[str]:
        """Every word of a text in the forms it may be asked for, repeated as often as it occurs."""
        unified = _unified(text)
        found: list[str] = []
        plain = simplified(unified).lower()
        for match in _NUMBERED.finditer(plain):
            found += _number_forms(match.group())
        for match in _CAMEL_WORD.finditer(unified):
            found += [piece.lower() for piece in _CAMEL.split(match.group()) if len(piece) > 1]
        for word in _WORD.findall(plain):
            found += self._word_forms(word)
        found += self._han_words(plain)
        return found

    def _word_forms(self, word: str) -> list[str]:
        forms = [word[:_LONGEST_WORD]]
        if word in self._joined:
            forms += self._joined[word]
        elif len(word) > 3 and not word.isalpha() and not word.isdigit():
            forms += [run for run in _RUNS.findall(word) if len(run) > 1]
        return forms

    def _han_words(self, plain: str) -> list[str]:
        han = _NOT_HAN.sub("\n", plain)
        if len(han) < 2 and not han.strip():
            return []
        with self._lock:
            cut = self._jieba.cut_for_search(han)
        return [word for word in cut if word != "\n"]


def _number_forms(text: str) -> list[str]:
    """`rma-d-2601-0145` → every run of neighbouring pieces that a person might type of it."""
    pieces = re.split(r"[-_.]", text)
    if not any(character.isdigit() for character in text) or len(pieces) > 8:
        return []
    forms = []
    for start in range(len(pieces)):
        for end in range(start + 2, len(pieces) + 1):
            joined = "".join(pieces[start:end])
            if len(joined) > 3 or end - start == len(pieces):
                forms.append(joined[:_LONGEST_WORD])
    return forms


@functools.lru_cache(maxsize=4)
def segmenter_for(names: tuple[str, ...] = ()) -> Segmenter:
    """A segmenter that knows these names; the dictionary is loaded once for the same ones."""
    return Segmenter(names)


def single_characters(text: str) -> list[str]:
    """The Han characters of a text one by one: they find short paraphrases that words miss."""
    return [character for run in _HAN_RUN.findall(normalise(text)) for character in run]


def share_of_han(text: str) -> float:
    """How much of a text's letters are Han, 0..1; 0 for a text without letters."""
    han = sum(len(run) for run in _HAN_RUN.findall(text))
    other = sum(len(word) for word in _WORD.findall(text))
    return han / (han + other) if han + other else 0.0


def language_of(text: str) -> str:
    """Either "zh" or "en", by what most of a text is; a Han character says more than a letter."""
    return "zh" if share_of_han(text) >= _CHINESE_FROM else "en"


def distinct(words: Iterable[str]) -> list[str]:
    """The words once each, in their first order."""
    return list(dict.fromkeys(words))
