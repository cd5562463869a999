"""Plain values: what may come in from outside as free JSON or as words to look for."""

import math
import re
import unicodedata
from typing import Any

from domain.errors import InvalidError
from domain.language import Text
from domain.wrong_values import labelled

_DEPTH = 12
_KEPT_CONTROLS = "\t\n\r"
_UNKEPT_CHARACTER = Text(
    "里有不能保存的字符（多半是粘贴带来的），请删掉后再试",
    "holds a character that cannot be kept (most likely pasted in); please remove it and try again",
)


def plain_json(value: Any) -> Any:
    """The value, if it can be kept and shown again anywhere.

    Raises InvalidError for control characters, lone surrogates, numbers that are none, and
    nesting without end; it names the field that holds it.
    """
    if not isinstance(value, dict):
        _plain_value(value, None, 0)
        return value
    for name, inner in value.items():
        _plain_text(str(name), None)
        _plain_value(inner, str(name), 1)
    return value


def _plain_value(value: Any, field: str | None, depth: int) -> None:
    if depth > _DEPTH:
        raise _unkept(field, Text("嵌套太深", "is nested too deeply"))
    if isinstance(value, str):
        _plain_text(value, field)
    elif isinstance(value, float) and not math.isfinite(value):
        raise _unkept(field, Text("不是一个数", "is not a number"))
    elif isinstance(value, int) and abs(value) >= 1 << 63:
        raise _unkept(field, Text("的数太大，请核对", "is too large; please check it"))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _plain_text(str(name), field)
            _plain_value(inner, str(name), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _plain_value(inner, field, depth + 1)


def _unkept(field: str | None, what: Text) -> InvalidError:
    """A refusal that names the field, where it is known, as people call it."""
    if field is None:
        return InvalidError(Text(f"内容{what.zh}。", f"The content {what.en}."))
    called = labelled(field)
    return InvalidError(
        Text(f"“{called.zh}”{what.zh}。", f"“{called.en}” {what.en}."),
        {field: Text("不能保存", "cannot be kept")},
    )


def like_pattern(words: str) -> str:
    """A LIKE pattern (escape character `\\`) for texts that hold these words as they stand."""
    _plain_text(words, None)
    escaped = words.strip()[:200].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _plain_text(text: str, field: str | None) -> None:
    for character in text:
        if (
            character < " " and character not in _KEPT_CONTROLS
        ) or "\ud800" <= character <= "\udfff":
            raise _unkept(field, _UNKEPT_CHARACTER)


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
