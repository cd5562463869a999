"""Numbers of tickets, articles and invoices: gapless series, and how people type them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from domain.models import Counter

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－_"), "-")
_NUMBER = re.compile(
    r"(?<![A-Z0-9])(?:"
    r"(?P<k>K)\s?-?(?P<k_month>\d{4})\s?-\s?(?P<k_seq>\d{1,6})"
    r"|(?P<rma>RMA)[- ]?(?P<channel>[DCI])[- ]?(?P<r_month>\d{4})[- ](?P<r_seq>\d{1,6})"
    r"|(?P<svc>SVC)[- ]?D[- ]?(?P<s_month>\d{4})[- ](?P<s_seq>\d{1,6})"
    r"|(?P<rs>RS)[- ]?(?P<rs_month>\d{4})[- ](?P<rs_seq>\d{1,6})"
    r"|(?P<kb>KB)(?:-|[- ]?(?=\d{4}))(?P<kb_seq>\d{1,6})"
    r"|(?P<fr>FR)[- ]?(?P<fr_year>\d{4})[- ](?P<fr_seq>\d{1,6})"
    r")(?![A-Z0-9])"
)
# Plain letters, marks and Han characters: what no form of a digit hides in.
_WITHOUT_DIGITS = re.compile(r"[\x00-/:-\x7f\u3000-\u3006\u3008-\u301f一-\u9fff，。：；！？（）]*")
_GIVEN = re.compile(r"(?P<series>[A-Z]+(?:-[A-Z])?-?\d{4}|KB)-(?P<last>\d{3,})")


def next_number(session: Session, series: str, *, width: int = 4) -> str:
    """The next number of a series such as `K2602`: `K2602-0001`, wider when it overflows.

    Handed out with the row that carries it: a rolled back transaction gives the number back.
    """
    statement = (
        insert(Counter)
        .values(series=series, last=1)
        .on_conflict_do_update(index_elements=[Counter.series], set_={"last": Counter.last + 1})
        .returning(Counter.last)
    )
    return f"{series}-{session.execute(statement).scalar_one():0{width}d}"


def keep_number(session: Session, number: str) -> None:
    """Move the series past a number that was given from outside."""
    match = _GIVEN.fullmatch(number)
    if not match:
        return
    series, last = match["series"], int(match["last"])
    current = session.scalar(select(Counter.last).where(Counter.series == series)) or 0
    statement = insert(Counter).values(series=series, last=last)
    if last > current:
        session.execute(
            statement.on_conflict_do_update(index_elements=[Counter.series], set_={"last": last})
        )


def typed_form(text: str) -> str:
    """Text with full-width forms, odd dashes and case folded to how numbers are written."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).upper()


def numbers_in(text: str) -> list[str]:
    """The ticket, article and wish numbers in a text, in their canonical form, in order."""
    return [number for _, _, number in number_spans(text)]


def number_spans(text: str) -> list[tuple[int, int, str]]:
    """Where numbers stand in a text, however they are written: start, end, canonical form."""
    if _WITHOUT_DIGITS.fullmatch(text):
        return []
    folded, origins = _folded(text)
    return [
        (origins[m.start()], origins[m.end() - 1] + 1, _canonical(m))
        for m in _NUMBER.finditer(folded)
    ]


def without_tickets(said: str) -> str:
    """A text without the numbers of tickets: nothing like it is found by them."""
    left, position = "", 0
    for start, end, number in number_spans(said):
        if not number.startswith("KB") and start >= position:
            left, position = left + said[position:start], end
    left += said[position:]
    return left if any(each.isalnum() for each in left) else said


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text in plain capitals without what cannot be seen, and where each character came from."""
    characters = list(map(_plain_character, text))
    folded = "".join(characters)
    if len(folded) == len(text) and "" not in characters:
        return folded, range(len(text))
    origins = [place for place, plain in enumerate(characters) for _ in plain]
    return folded, origins


@lru_cache(maxsize=4_096)
def _plain_character(character: str) -> str:
    """A character as numbers are written, nothing for one that cannot be seen."""
    return "" if unicodedata.category(character) == "Cf" else typed_form(character)


def canonical_number(text: str) -> str:
    """A number as it is stored, from what a person typed; the trimmed text where it is none."""
    found = numbers_in(text)
    return found[0] if found else typed_form(text).strip()


def sn_key(text: str) -> str:
    """A serial number without case, dashes and spaces: what makes two the same."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())


def _canonical(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["k"]:
        return f"K{part['k_month']}-{part['k_seq'].zfill(4)}"
    if part["rma"]:
        return f"RMA-{part['channel']}-{part['r_month']}-{part['r_seq'].zfill(4)}"
    if part["svc"]:
        return f"SVC-D-{part['s_month']}-{part['s_seq'].zfill(4)}"
    if part["rs"]:
        return f"RS-{part['rs_month']}-{part['rs_seq'].zfill(4)}"
    if part["kb"]:
        return f"KB-{part['kb_seq'].zfill(4)}"
    return f"FR-{part['fr_year']}-{part['fr_seq'].zfill(4)}"
