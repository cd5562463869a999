"""The questions that each rule answers, as people ask them, in both languages."""

from collections.abc import Iterator
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")


def _read() -> Iterator[tuple[str, str]]:
    """Every question with the code of its rule, in the order of the file."""
    code = ""
    for line in filter(None, map(str.strip, _FILE.read_text(encoding="utf-8").splitlines())):
        if line.startswith("["):
            code = line.strip("[]")
        elif not line.startswith("#"):
            yield code, line


ASKED: tuple[tuple[str, str], ...] = tuple(_read())


def asked_of(code: str) -> list[str]:
    """The questions that this rule answers."""
    return [question for rule, question in ASKED if rule == code]
