"""Which entries of the price list a sentence names: by the words that their names are made of."""

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from domain.naming import name_key

_ASKED = 300  # characters of a sentence that are read
_NEARLY = 0.75  # of the best match: what is alike to that degree is shown, too
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_LATIN = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[一-鿿]+")
_SHORTEST = 4  # letters of a word that forgives two swapped; one more forgives another slip
_WRONG_FROM = 8  # letters of a word that forgives a wrong one: looking is no locking
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "can",
        "do",
        "does",
        "did",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "just",
        "list",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "our",
        "part",
        "parts",
        "per",
        "please",
        "price",
        "prices",
        "set",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "up",
        "us",
        "use",
        "was",
        "we",
        "what",
        "when",
        "which",
        "will",
        "with",
        "without",
        "you",
        "your",
        "s",
        "x",
    ]
)
_EVERYTHING = re.compile(
    r"配件|零件|备件|部件|维修|方案|套餐|价格|价目表?|报价单?|单价|目录|清单|多少钱|什么价|费用|都|有哪些|哪些|有|什么|所有|全部"
    r"|列出|列|查看?|看看?|问|一下|给我|我|要|想|的|吗|呢"
    r"|\b(?:spare|repair|plan|package|catalogue|catalog|cost|much|quote|quotation|pricing|all|every"
    r"|show|give|get|see|look|find|available|offer|there|fit|need|want|about|tell)s?\b"
)
_COMMON = frozenset("一二两三四五六七八九十个块件片套只多少大小不是也在这那")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Entry(Generic[R_co]):
    """Something with a price, all that it is called, and other words that are said of it."""

    row: R_co
    names: Sequence[str]
    about: str = ""

    @cached_property
    def called(self) -> frozenset[str]:
        """Its names, also without what stands in brackets at their ends."""
        return frozenset(n for each in self.names for n in (each, _BRACKETS.sub("", each)) if n)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for each in (*self.called, self.about) for word in _words(each))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Latin words of its names that stand together and may be typed as one: keyboard."""
        runs = [_LATIN.findall(each.casefold()) for each in self.called]
        return frozenset(pair for run in runs for pair in itertools.pairwise(run))


def found(entries: Sequence[Entry[R]], said: str, *, only_named: bool = False) -> list[R]:
    """The entries that are named, the one that most is said of first.

    Where none is named wholly, those that share the rarest words; words that occur in no name
    count for nothing, slips of the finger are forgiven.
    """
    text = unicodedata.normalize("NFKC", said[:_ASKED]).casefold()
    often = Counter(word for each in entries for word in each.words)
    glued = {one + two: f"{one} {two}" for each in entries for one, two in each.pairs}
    text = _LATIN.sub(lambda word: glued.get(_singular(word[0]), word[0]), text)
    heard = _heard(text, often)
    key = name_key(" ".join(heard.values()) if heard else text)
    named = [(each, told) for each in entries if (told := _told(each, heard, name_key(text)))]
    if named:
        fully = [one for one, told in named if not any(told < other for _, other in named)]
        return [each.row for each in sorted(fully, key=lambda one: not _is_all(one, key))]
    if only_named:
        return []
    worth = {word: math.log(1 + len(entries) / often[word]) for word in set(heard.values())}
    scores = [(sum(worth.get(word, 0) for word in each.words), each) for each in entries]
    best = max((score for score, _ in scores), default=0)
    if not best:
        return []
    near = [pair for pair in scores if pair[0] >= best * _NEARLY]
    return [each.row for _, each in sorted(near, key=lambda pair: -pair[0])]


def asks_for_all(said: str) -> bool:
    """Whether a sentence about the price list names nothing in particular: all prices, please."""
    folded = _EVERYTHING.sub(" ", unicodedata.normalize("NFKC", said).casefold())
    return not _words(folded) and not _HAN.search(folded)


def _told(entry: Entry[R], heard: Mapping[str, str], key: str) -> frozenset[str]:
    """The words of the entry that are said, where one of its names is said wholly; else none."""
    said = frozenset(heard.values())
    if not any(_is_said(name, said, key) for name in entry.called):
        return frozenset()
    return frozenset(said & frozenset(word for each in entry.called for word in _words(each)))


def _is_said(name: str, said: frozenset[str], key: str) -> bool:
    """Whether a name stands in what is said: Han as written, Latin words in any order."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if _HAN.search(folded):
        return name_key(folded) in key
    words = set(_words(folded))
    return bool(words) and words <= said


def _is_all(entry: Entry[R], key: str) -> bool:
    return any(name_key(name) == key for name in entry.names)


def _heard(text: str, known: Mapping[str, int]) -> dict[str, str]:
    """What of the text stands in names, by how it was typed; one word begun is that word."""
    typed = list(dict.fromkeys(_words(text)))
    heard = {word: word for word in typed if word in known}
    for word in typed:
        if word not in heard and word.isascii() and (meant := _meant(word, known)):
            heard[word] = meant
    if not heard and len(typed) == 1:
        heard = {each: each for each in known if each.startswith(typed[0])}
    if not heard:  # of two Han characters one may be the wrong one
        single = {each for each in _EVERYTHING.sub("", text) if _HAN.match(each)} - _COMMON
        heard = {each: each for each in known if not each.isascii() and single & set(each)}
    return heard


def _meant(typed: str, known: Iterable[str]) -> str | None:
    """The one known word that was typed with a slip; None where there is none or there are more."""
    near = {each for each in known if _is_slip(typed, each)}
    return near.pop() if len(near) == 1 else None


def _is_slip(typed: str, word: str) -> bool:
    if not word.isascii() or min(len(typed), len(word)) < _SHORTEST or typed[0] != word[0]:
        return False
    if abs(len(typed) - len(word)) > 1 or word.isdigit():
        return False
    same = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    if same is None:  # the last letter is missing or one too many
        return min(len(typed), len(word)) > _SHORTEST
    if len(typed) == len(word):
        swapped = typed[same : same + 2] == word[same : same + 2][::-1]
        if swapped:
            return typed[same + 2 :] == word[same + 2 :]
        return len(word) >= _WRONG_FROM and typed[same + 1 :] == word[same + 1 :]
    longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
    return len(shorter) > _SHORTEST and longer[same + 1 :] == shorter[same:]


def _words(text: str) -> list[str]:
    """Latin words in the singular, and of Han every two that stand together."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    latin = [_singular(word) for word in _LATIN.findall(folded) if word not in _SMALL]
    runs = _HAN.findall(folded)
    return [*latin, *(run[at : at + 2] for run in runs for at in range(len(run) - 1))]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
