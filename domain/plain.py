"""Plain values: what may come in from outside as free JSON or as words to look for."""

import math
import re
import unicodedata
from typing import Any

from domain.errors import InvalidError
from domain.language import Text

_DEPTH = 12
_KEPT_CONTROLS = "\t\n\r"


def plain_json(value: Any, *, depth: int = 0) -> Any:
    """The value, if it can be kept and shown again anywhere.

    Raises InvalidError for control characters, lone surrogates, numbers that are none, and
    nesting without end.
    """
    if depth > _DEPTH:
        raise InvalidError(Text("嵌套太深。", "It is nested too deeply."))
    if isinstance(value, str):
        _plain_text(value)
    elif isinstance(value, float) and not math.isfinite(value):
        raise InvalidError(Text("数值不对。", "A number is not a number."))
    elif isinstance(value, int) and abs(value) >= 1 << 63:
        raise InvalidError(Text("数值太大。", "A number is too large."))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _plain_text(str(name))
            plain_json(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            plain_json(inner, depth=depth + 1)
    return value


def like_pattern(words: str) -> str:
    """A LIKE pattern (escape character `\\`) for texts that hold these words as they stand."""
    _plain_text(words)
    escaped = words.strip()[:200].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _plain_text(text: str) -> None:
    for character in text:
        if (
            character < " " and character not in _KEPT_CONTROLS
        ) or "\ud800" <= character <= "\udfff":
            raise InvalidError(
                Text("文字里有不能保存的字符。", "The text holds a character that cannot be kept.")
            )


_MARKS = 3  # combining marks kept on one letter


def printable(text: str, limit: int, *, lines: bool = False) -> str:
    """A text as it can be printed: no control characters, no marks that turn its direction.

    Blanks are joined, and so are lines unless `lines`; what is longer than `limit` ends with `…`.
    """
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if character == "\n" and lines:
            kept.append(character)
        elif character.isspace():
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn") and marks <= _MARKS:
            kept.append(character)
    joined = "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n")).strip()
    joined = re.sub("\n{3,}", "\n\n", joined)
    return joined if len(joined) <= limit else joined[: limit - 1].rstrip() + "…"
