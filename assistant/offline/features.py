"""What the intent classifier sees of a message: character runs and words after masking."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_SEEN = 400  # characters: the wish stands at the start or at the end of a long message
_TOKEN = re.compile(r"⟨\w+⟩|[a-z0-9]+(?:'[a-z]+)?|[一-鿿]+|[?!]")
_MASK = "⟨"
_ANYBODYS = frozenset({"⟨foreign⟩", "⟨period⟩", "⟨money⟩", "⟨region⟩"})
_SMALL = (
    "a an the of to in on at for from by with and or is are was were be been am do does did "
    "done it its this that these those i me my we us our you your he she they them his her "
    "their what which who whom when where why how can could will would should shall may "
    "might must have has had not no yes please there here so if then than as about into out "
    "up down off over any some all just also too very i'm it's don't didn't doesn't isn't "
    "can't won't what's i'd i'll we're let's one ones get"
)
SMALL_WORDS = frozenset(_SMALL.split())  # said of anything


@dataclass(frozen=True)
class Concepts:
    """Words of one meaning: Latin words and pairs of them by stem, Han words by their start."""

    latin: Mapping[str, tuple[str, ...]]
    han: Mapping[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Concepts":
        latin: dict[str, list[str]] = defaultdict(list)
        han: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for line in lines:
            name, _, words = line.partition(":")
            for word in (each.strip().lower() for each in words.split(",")):
                if word and "一" <= word[0] <= "鿿":
                    han[word[0]].append((word, name))
                elif word:
                    latin[" ".join(map(stem, word.split("_")))].append(name)
        return cls(
            {word: tuple(names) for word, names in latin.items()},
            {first: tuple(words) for first, words in han.items()},
        )

    def within(self, tokens: Sequence[str]) -> list[str]:
        """The concepts that a message speaks of, in the order they come up."""
        found: list[str] = []
        stems = [stem(each) for each in tokens]
        for place, token in enumerate(tokens):
            if "一" <= token[0] <= "鿿":
                for start, first in enumerate(token):
                    found += [n for w, n in self.han.get(first, ()) if token.startswith(w, start)]
                continue
            for size in (1, 2, 3):
                found += self.latin.get(" ".join(stems[place : place + size]), ())
        return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    lines = Path(__file__).with_name("phrases").joinpath("concepts.txt").read_text(encoding="utf-8")
    return Concepts.of(each for each in lines.splitlines() if each and each[0] != "#")


def features(masked: str, known: Container[str]) -> list[str]:
    """The features of a masked, folded message; each once, in a stable order.

    `known` are the words of our own business: how many others there are is a feature, too.
    """
    tokens = tokens_of(masked)
    spoken = _spoken(tokens)
    return list(dict.fromkeys([*_features(tokens), *_strangers(tokens, known), *spoken]))


def features_behind(masked: str, after: str) -> list[str]:
    """The features of a message said just after the tool `after` was used.

    They are the tool with what the message says, and its words as those of a message that goes on.
    """
    tokens = tokens_of(masked)
    said = [_form(tokens), f"n{min(len(tokens), 6)}", f"h{_size(tokens)}"]
    named = sorted({token for token in tokens if token[0] == _MASK})
    spoken = [f"={each}" for each in concepts().within(tokens)][:8]
    beside = [f"@{after} {each}" for each in ("", *said, *named, *spoken)]
    return list(dict.fromkeys([*beside, *(f"@ {each}" for each in _features(tokens))]))


def _size(tokens: list[str]) -> int:
    """How long a message is, in steps: what goes on with something is mostly short."""
    letters = sum(len(each) if "一" <= each[0] <= "鿿" else 2 for each in tokens)
    return min(letters // 4, 6)


def _spoken(tokens: list[str]) -> Iterator[str]:
    """The concepts, each two of them together, and what is named beside them."""
    named = sorted({token for token in tokens if token[0] == _MASK})
    form = _form(tokens)
    found = [f"={each}" for each in concepts().within(tokens)][:8]
    yield from found or ["=nothing"]
    yield form
    yield from (f"{form} {name}" for name in [*found, *named])
    for place, one in enumerate(found):
        yield from (f"{one} {name}" for name in named)
        for other in found[place + 1 :]:
            yield " ".join(sorted((one, other)))


def tokens_of(masked: str) -> list[str]:
    if len(masked) > 2 * _SEEN:
        masked = f"{masked[:_SEEN]} {masked[-_SEEN:]}"
    return _TOKEN.findall(masked)


def words_of(tokens: list[str]) -> list[str]:
    """The words that can be known or strange: Latin ones that say something, pairs of Han."""
    words: list[str] = []
    for token in tokens:
        if "一" <= token[0] <= "鿿":
            words += [token[place : place + 2] for place in range(len(token) - 1)]
        elif token[0].isalpha() and len(token) > 1 and token not in SMALL_WORDS:
            words.append(stem(token))
    return words


def is_ours(masked: str, known: Container[str]) -> bool:
    """Whether a message speaks of our business: names it, or by most of its words and concepts."""
    tokens = tokens_of(masked)
    if any(token[0] == _MASK and token not in _ANYBODYS for token in tokens):
        return True
    words = words_of(tokens)
    strange = sum(1 for word in words if word not in known)
    spoken = [each for each in concepts().within(tokens) if each != "talk"]
    return bool(spoken) and (strange == 0 or strange * 2 < len(words))


def stem(word: str) -> str:
    for ending in ("ings", "ing", "'s", "ies", "es", "ed", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _strangers(tokens: list[str], known: Container[str]) -> Iterator[str]:
    """How many words are not of our business, as a count and as a share."""
    words = words_of(tokens)
    strange = sum(1 for word in words if word not in known)
    yield f"strange {min(strange, 5)}"
    yield f"share {round(4 * strange / len(words)) if words else 0}"
    ours = any(token[0] == _MASK and token not in _ANYBODYS for token in tokens)
    yield f"ours {ours} {min(strange, 3)}"


_ASKS_ZH = re.compile(
    r"(?:吗|没|么|没有|了没|不|呢)$"
    r"|什么|哪|谁|多少|几[个次台张点天]|怎|如何|为何|是否|有没有|能不能"
)
_ASKS_EN_WORDS = (
    "what which who whose whom when where why how is are was were do does did has have had "
    "can could will would any should may"
)
_ASKS_EN = frozenset(_ASKS_EN_WORDS.split())
_SETS = re.compile(r"^(?:把|将|给|替|帮|让)|[改设标]成?为?|[了吧]$")


def _form(tokens: Sequence[str]) -> str:
    """Whether a message asks, tells that something is so, or wants something done."""
    said = [each for each in tokens if each[0] != _MASK and each not in ("?", "!")]
    han = [each for each in said if "一" <= each[0] <= "鿿"]
    if "?" in tokens or any(_ASKS_ZH.search(each) for each in han):
        return ":asks"
    if said and not han and said[0] in _ASKS_EN:
        return ":asks" if said[0] not in ("can", "could", "would", "will") else ":begs"
    if any(_SETS.search(each) for each in han):
        return ":sets"
    return ":tells"


def _features(tokens: list[str]) -> Iterator[str]:
    yield "#"
    before = "^"
    for token in tokens:
        if "一" <= token[0] <= "鿿":
            yield from _han(token, before)
            before = token[-1]
            continue
        word = "0" if token.isdigit() else token
        yield word
        yield f"{before} {word}"
        if token[0] != _MASK:
            yield from _spellings(word)
        before = word
    yield f"{before} $"
    yield f"n{min(len(tokens), 6)}"
    kinds = {token for token in tokens if token[0] == _MASK}
    if kinds and len(kinds) == len(set(tokens)):
        yield f"only {' '.join(sorted(kinds))}"


@lru_cache(maxsize=4096)
def _spellings(word: str) -> tuple[str, ...]:
    """Pieces of a Latin word, so that a misspelt or inflected one still counts."""
    if len(word) < 4:
        return ()
    ends = f"<{word}>"
    return tuple(f"~{ends[start : start + 4]}" for start in range(len(ends) - 3))


def _han(run: str, before: str) -> Iterator[str]:
    if before == "^" or before[0] == _MASK:
        yield f"{before} {run[0]}"
        yield f"{before} {run[:2]}"
    for size in (1, 2, 3, 4):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]
