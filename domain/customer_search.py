"""Finding customers by what a person has of them: name, contact, mail, phone, a serial number."""

import difflib
import json
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from domain.models import Customer, Device, Ownership
from domain.naming import name_key
from domain.numbers import sn_key
from domain.plain import like_pattern

_COMPARED = 20_000  # names that a misspelt one is compared with
_ALIKE = 0.72  # of two names, below which they are two people's
_SHORTEST = 3  # letters of a misspelt name, digits of a phone number
_FOUND = 200


def matching(session: Session, words: str) -> list[int]:
    """The ids of the customers the words may mean, the likeliest first; a misspelt name counts
    only where nothing is called so."""
    sure = session.scalars(
        select(Customer.id).where(or_(*_called(words))).order_by(Customer.name).limit(_FOUND)
    ).all()
    return _exact_first(session, sure, words) if sure else _nearly(session, words)


def _called(words: str) -> list[ColumnElement[bool]]:
    contacts = cast(Customer.contacts, String)
    escaped = json.dumps(words.strip())[1:-1]  # as the contacts are kept
    conditions = [
        Customer.name.ilike(like_pattern(words), escape="\\"),
        Customer.code.ilike(like_pattern(words), escape="\\"),
        contacts.ilike(like_pattern(words), escape="\\"),
        contacts.ilike(like_pattern(escaped), escape="\\"),
        *_owns(words),
    ]
    digits = re.sub(r"\D", "", words)
    if len(digits) >= _SHORTEST and re.fullmatch(r"[\d\s()+./-]+", words.strip()):
        conditions.append(_without_marks(contacts).contains(digits))
    return conditions


def _owns(words: str) -> list[ColumnElement[bool]]:
    """Of a device with that serial number, now or formerly."""
    key = sn_key(words)
    if len(key) < _SHORTEST:
        return []
    devices = select(Device.id).where(Device.sn_key == key)
    owners = select(Ownership.customer_id).where(Ownership.device_id.in_(devices))
    return [
        Customer.id.in_(select(Device.owner_id).where(Device.sn_key == key)),
        Customer.id.in_(owners),
    ]


def _without_marks(column: Any) -> Any:
    for mark in (" ", "-", "(", ")", ".", "/"):
        column = func.replace(column, mark, "")
    return column


def _exact_first(session: Session, ids: Sequence[int], words: str) -> list[int]:
    key = name_key(words)
    named = {
        row.id: {name_key(row.code), name_key(row.name)}
        for row in session.scalars(select(Customer).where(Customer.id.in_(ids)))
    }
    return sorted(ids, key=lambda id: key not in named[id])


def _nearly(session: Session, words: str) -> list[int]:
    key = name_key(words)
    if len(key) < _SHORTEST:
        return []
    rows = session.execute(select(Customer.id, Customer.name).limit(_COMPARED))
    alike = [(id, _likeness(key, name)) for id, name in rows]
    close = sorted((each for each in alike if each[1] >= _ALIKE), key=lambda each: -each[1])
    return [id for id, _ in close[:10]]


def _likeness(key: str, name: str) -> float:
    """Of the whole name, or of the word in it that is most alike."""
    candidates = [name_key(name), *(name_key(word) for word in name.split())]
    matcher = difflib.SequenceMatcher(b=key)
    best = 0.0
    for each in candidates:
        matcher.set_seq1(each)
        if len(each) >= _SHORTEST and matcher.real_quick_ratio() > max(best, _ALIKE):
            best = max(best, matcher.ratio())
    return best
