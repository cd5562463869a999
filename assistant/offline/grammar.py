"""The phrases that train the classifier: read from this package and from the tools' examples."""

import hashlib
import itertools
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids
from assistant.offline.shipments import find_shipments
from tools.tool import Tool

PHRASES = Path(__file__).with_name("phrases")
_FILLERS = frozenset({"symptoms", "names", "concepts"})  # files of words, not of a class
_FOLLOW_UPS = "follow_ups"  # a file of many classes, by what was shown before
_TO_A_CARD = "to_a_card"  # a file of what is done to a card that waits
_VARIANTS = 14  # of one line with alternatives
_GROUP = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")
_MASKS = {"number": "ticket_number", "time": "period"}
_POLITE = 0.4  # how often a phrase stands once more with words of manner
_HIDDEN = 0.4  # how often a part is known by name
_WRITTEN_OUT = 0.5  # how often a name stays a word, as one outside the vocabulary does
_ANYWHERE = 0.5  # how often a phrase of its own stands once more behind something shown


class Phrase(NamedTuple):
    """A masked phrase of a class, the line it comes from, and the tool used just before it."""

    name: str
    text: str
    line: str
    after: str = ""


def lines_of(tools: Mapping[str, Tool]) -> list[Phrase]:
    """Every phrase, the same and in the same order for the same files and tools."""
    found: set[Phrase] = set()
    for path in sorted(PHRASES.glob("*.txt")):
        if path.stem not in _FILLERS | {_FOLLOW_UPS, _TO_A_CARD}:
            for line in _read(path):
                found |= {Phrase(path.stem, text, line) for text in variants(line)}
    for name, tool in tools.items():
        for said in tool.examples.values():
            found |= {Phrase(name, mask(example), example) for example in said}
        found |= {Phrase(name, text, text) for text in _commands(tool)}
    followers = list(_follow_ups())
    said_before = sorted({each.after for each in followers})
    return sorted({*found, *followers, *_said_anywhere(sorted(found), said_before)})


def said_to_cards() -> list[Phrase]:
    """What is said to a card that waits, by what it does to the card."""
    lines = (each.partition(": ") for each in _read(PHRASES / f"{_TO_A_CARD}.txt"))
    return [Phrase(name, mask(said), said) for name, _, said in lines]


def _follow_ups() -> Iterator[Phrase]:
    """What is said after each tool: the readings of a line are dealt out to its tools in turn."""
    before: list[str] = []
    for line in _read(PHRASES / f"{_FOLLOW_UPS}.txt"):
        if line[0] == "[":
            before = line.strip("[]").split()
            continue
        name, _, said = line.partition(": ")
        texts = variants(said)
        for place in range(max(len(texts), len(before))):
            text, after = texts[place % len(texts)], before[place % len(before)]
            yield Phrase(name, text, line, after)


def _said_anywhere(phrases: Sequence[Phrase], said_before: Sequence[str]) -> Iterator[Phrase]:
    """Some whole phrases behind any tool: what says all by itself means the same there."""
    for each in phrases:
        dice = random.Random(each.text)  # noqa: S311 - the same dice for the same text, no secret
        if dice.random() < _ANYWHERE:
            yield each._replace(after=dice.choice(said_before))


def _commands(tool: Tool) -> Iterator[str]:
    """What is said to a tool that does one of several things to a thing with an id."""
    schema = tool.arguments.model_json_schema()
    slots = {
        name: each for name, each in schema["properties"].items()
        if name in schema.get("required", ()) and "x-slot" in each
    }  # fmt: skip
    ids = [each["x-slot"] for each in slots.values() if each["x-slot"] in _IDS]
    choices = [each.get("x-words", {}) for each in slots.values() if each["x-slot"] == "choice"]
    if len(ids) != 1 or len(choices) != 1:
        return
    for word in itertools.chain.from_iterable(choices[0].values()):
        said = Folded.of(word).folded
        yield f"{said} ⟨{ids[0]}⟩ "
        yield f" ⟨{ids[0]}⟩ {said}"


def fillers() -> list[str]:
    """The words that fill slots: they belong to our business, too."""
    names = [line.partition(":")[2] for line in _read(PHRASES / "names.txt")]
    return [*_read(PHRASES / "symptoms.txt"), *names]


def fingerprint(tools: Mapping[str, Tool]) -> str:
    """A hash of everything the weights depend on: phrases, examples, and the code between."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in [*sorted(PHRASES.glob("*.txt")), *(here / f"{each}.py" for each in _CODE)]:
        digest.update(path.read_bytes())
    for name, tool in sorted(tools.items()):
        digest.update("/".join(_commands(tool)).encode())
        for language, said in sorted(tool.examples.items()):
            digest.update(f"{name}/{language}/{list(said)}".encode())
    return digest.hexdigest()[:16]


_CODE = ("features", "folded", "grammar", "ids", "shipments", "train")
_IDS = frozenset({"ticket_number", "sn"})


def variants(line: str) -> list[str]:
    """Some readings of a line of the grammar: each alternative at least once, slots filled."""
    dice = random.Random(line)  # noqa: S311 - the same dice for the same line, no secret
    groups = [match.split("|") for match in _GROUP.findall(line)]
    for each in groups:
        dice.shuffle(each)
    wanted = max([1, *(len(each) for each in groups)])
    if len(groups) > 1:
        wanted += len(groups)
    if _SLOT.search(line):
        wanted = max(wanted, 6 if "{symptom}" in line else 3)
    chosen = [_choose(line, groups, turn) for turn in range(min(wanted, _VARIANTS))]
    polite = [_politely(each, dice) for each in chosen if dice.random() < _POLITE]
    filled = [_fill(each, dice) for each in [*chosen, *polite]]
    return sorted({_part_hidden(each) if dice.random() < _HIDDEN else each for each in filled})


def _part_hidden(phrase: str) -> str:
    """The phrase as it looks to a viewer whose vocabulary holds the part it speaks of."""
    for part in sorted((*_words("part", True), *_words("part", False)), key=len, reverse=True):
        phrase = re.sub(rf"(?<![a-z0-9]){re.escape(part.lower())}(?![a-z0-9])", " ⟨part⟩ ", phrase)
    return phrase


def _politely(line: str, dice: random.Random) -> str:
    """The line with words of manner around it: they say nothing of what is wanted."""
    before, after = _MANNERS[Folded.of(_SLOT.sub("", line)).is_han]
    if dice.random() < _AT_THE_END:
        return f"{line}{dice.choice(after)}"
    return f"{dice.choice(before)}{line}"


_AT_THE_END = 0.3
_MANNERS = {
    True: (
        ("请问", "麻烦", "帮忙", "我想问下", "想了解一下", "你好，", "能不能", "帮我", "现在",
         "那", "请"),
        ("吧", "，谢谢", "，急", "哈", "，麻烦了", "呢", "啊"),
    ),
    False: (
        ("please ", "could you ", "can you tell me ", "I'd like to know ", "hi, ", "hey Bokeh, ",
         "quick question: ", "I need to know ", "do you know ", "tell me ", "can you ", "so "),
        (" please", " thanks", ", asap", " for me", " if possible", " now", " then"),
    ),
}  # fmt: skip


def _choose(line: str, groups: Sequence[Sequence[str]], turn: int) -> str:
    """The line with the next alternative of every group, out of step with each other."""
    words = iter([each[(turn + place) % len(each)] for place, each in enumerate(groups)])
    return _GROUP.sub(lambda _: next(words), line)


def _fill(line: str, dice: random.Random) -> str:
    is_han = Folded.of(_SLOT.sub("", line)).is_han

    def one(match: re.Match[str]) -> str:
        slot = match[1]
        words = _words(slot, is_han)
        if slot == "symptom" or (words and dice.random() < _WRITTEN_OUT and slot != "foreign"):
            return dice.choice(words)
        return f" ⟨{_MASKS.get(slot, slot)}⟩ "

    return mask(_SLOT.sub(one, line))


def mask(phrase: str) -> str:
    """A phrase as the classifier sees one: folded, its numbers replaced by signs."""
    folded = Folded.of(phrase)
    text = folded.folded
    spans: list[tuple[int, int, str]] = []
    for kind, _, start, end, _ in (*find_ids(text), *find_shipments(text)):
        if not any(start < right and left < end for left, right, _ in spans):
            spans.append((start, end, kind))
    for start, end, kind in sorted(spans, reverse=True):
        text = f"{text[:start]} ⟨{kind}⟩ {text[end:]}"
    return text


@lru_cache(maxsize=64)
def _words(slot: str, is_han: bool) -> Sequence[str]:
    """Words for a slot, in the language of the phrase where there are some."""
    if slot == "symptom":
        symptoms = _read(PHRASES / "symptoms.txt")
        return [each for each in symptoms if Folded.of(each).is_han == is_han]
    found = []
    for line in _read(PHRASES / "names.txt"):
        kind, _, names = line.partition(":")
        if kind.strip() == slot:
            found = [each.strip() for each in names.split(",") if each.strip()]
    same = [each for each in found if Folded.of(each).is_han == is_han]
    return same or found


def _read(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
