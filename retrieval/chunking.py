"""Passages: how a source's texts are cut into pieces that fit the embedding and a quotation.

A piece keeps whole paragraphs and table rows where it can; a table cut in two repeats its head.
The title and the label stand with every piece, so a piece says by itself what it is about.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.passage import Source
from retrieval.segment import simplified, visible_text

WHOLE = 420  # measure of a piece: one per Han character, about 1.6 per English word
OVERLAP = 60
MOST_PIECES = 2_000  # of one source; what follows is left out of the index
_UNIT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\\W_]+|[^\\w\\s]")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])|(?<=[.])\s|\n")


@dataclass(frozen=True)
class Piece:
    """One passage of a source: what is indexed, embedded and quoted."""

    label: str
    text: str
    audiences: frozenset[str]

    def fingerprint(self, title: str) -> str:
        """Equal for two pieces that would be embedded from the same text."""
        return hashlib.blake2b(self.embedded(title).encode(), digest_size=12).hexdigest()

    def embedded(self, title: str) -> str:
        """The text the embedding reads: title, label, text, in simplified characters."""
        named = title if self.label in title else f"{title} › {self.label}"
        head = named if title else self.label
        return simplified(f"{head}\n{self.text}" if head else self.text)


def measure(text: str) -> float:
    """How long a text is for the embedding, close to its tokens."""
    total = 0.0
    for match in _UNIT.finditer(text):
        size = len(match.group())
        total += 1.0 if size == 1 else max(1.6, size / 4)
    return total


def pieces(source: Source) -> list[Piece]:
    """The source's passages in reading order; a source without text gives one with its title."""
    found = []
    for part in source.parts:
        for text in _cut(visible_text(part.text).strip()):
            found.append(Piece(part.label, text, part.audiences))
            if len(found) == MOST_PIECES:
                return found
    if not found and source.parts and source.title.strip():
        found.append(Piece(source.parts[0].label, "", source.parts[0].audiences))
    return found


def _cut(text: str) -> Iterator[str]:
    if not text:
        return
    if len(text) <= WHOLE or measure(text) <= WHOLE:  # nothing measures more than its length
        yield text
        return
    blocks = list(_blocks(text))
    current: list[str] = []
    size = 0.0
    for position, block in enumerate(blocks):
        length = measure(block)
        if current and size + length > WHOLE:
            yield "".join(current).strip("\n")
            current, size = _carried(current, blocks, position), 0.0
            size = sum(measure(each) for each in current)
        current.append(block)
        size += length
    if current:
        yield "".join(current).strip("\n")


def _carried(before: list[str], blocks: list[str], position: int) -> list[str]:
    """What the next piece repeats: the head of a table that goes on, else the last sentences."""
    if _is_row(blocks[position]):
        return _table_head(blocks, position)
    kept: list[str] = []
    size = 0.0
    for block in reversed(before):
        size += measure(block)
        if size > OVERLAP or _is_row(block):
            break
        kept.insert(0, block)
    return kept


def _is_row(block: str) -> bool:
    return block.lstrip().startswith("|")


def _table_head(blocks: list[str], position: int) -> list[str]:
    first = position
    while first > 0 and _is_row(blocks[first - 1]):
        first -= 1
    if first == position:
        return []
    head = blocks[first : first + 2]
    if len(head) > 1 and set(head[1].strip()) <= set("|:- "):
        return head if measure("".join(head)) < WHOLE / 2 and position > first + 1 else []
    return head[:1] if measure(head[0]) < WHOLE / 2 else []


def _blocks(text: str) -> Iterator[str]:
    """Lines with their breaks; a line too long is cut at sentence ends, then anywhere."""
    for line in text.splitlines(keepends=True):
        if measure(line) <= WHOLE / 2 or (_is_row(line) and measure(line) <= WHOLE):
            yield line
            continue
        for sentence in _SENTENCE_END.split(line):
            if sentence:
                yield from _slices(sentence)
        if line.endswith("\n"):
            yield "\n"


def _slices(sentence: str) -> Iterator[str]:
    if measure(sentence) <= WHOLE / 2:
        yield sentence if sentence.endswith(("。", "！", "？", "；", "\n")) else sentence + " "
        return
    start = 0
    size = 0.0
    for match in _UNIT.finditer(sentence):
        size += max(1.0, len(match.group()) / 4)
        if size >= WHOLE / 2:
            yield sentence[start : match.end()]
            start, size = match.end(), 0.0
    if sentence[start:]:
        yield sentence[start:]
