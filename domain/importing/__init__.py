"""Importing records: JSONL, one object a line, order free, references by natural key.

A bad line is refused with its number and the reason; the others are taken. Taking the same file
again changes nothing. Importing moves no stock and notifies nobody.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import domain.importing.cases
import domain.importing.catalogue
import domain.importing.people
import domain.importing.things  # noqa: F401 - these modules declare what takes which record
from domain.alone import alone
from domain.checking import checked
from domain.database import Store
from domain.errors import DeskError, InvalidError
from domain.importing.records import RECORDS, GroupRecord
from domain.importing.taking import TAKERS, Outcome, Taking
from domain.language import Text
from domain.plain import plain_json

_CHUNK = 100  # records written together, so that others who write wait only briefly
_LEFT_TO_OTHERS = 0.25  # of the time that a chunk took: SQLite looks for a free store now and then
_LINE_LIMIT = 1_000_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Refusal:
    """A line that was not taken, counted from 1, and why."""

    line: int
    reason: Text


@dataclass
class Report:
    """How many records were new, changed or already there, and what was refused."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    line: int
    record: BaseModel


_Take = Callable[[Sequence[_Read]], list[Outcome | Text]]


def taking_turns(
    store: Path, *, on_wait: Callable[[], None] | None = None
) -> AbstractContextManager[None]:
    """What takes much in, in a process of its own, does so one after the other.

    Nobody is told of a free store who waits for it; two that write without a break would keep each
    other out until one gives up. `on_wait` is told where another one is at it.
    """
    return alone(store.with_name(f"{store.name}.importing"), on_wait=on_wait)


def import_lines(
    store: Store,
    text_lines: Iterable[str],
    *,
    now: datetime,
    zone: ZoneInfo,
    progress: Progress | None = None,
    gives_way: bool = False,
) -> Report:
    """Take the records of a JSONL text. `progress` is told how many of how many are done.

    Where it `gives_way`, other processes that write find the store free for a while between times.
    """
    report = Report()
    reads = []
    for number, line in enumerate(text_lines, start=1):
        if not line.strip():
            continue
        try:
            reads.append(_Read(number, _record(_parsed(line))))
        except InvalidError as wrong:
            report.refusals.append(Refusal(number, _with_fields(wrong)))

    def take(chunk: Sequence[_Read]) -> list[Outcome | Text]:
        began = time.monotonic()
        outcomes = store.write(partial(_take_chunk, chunk=chunk, now=now, zone=zone))
        if gives_way:
            time.sleep(_LEFT_TO_OTHERS * (time.monotonic() - began))
        return outcomes

    return _take_all(take, reads, report, progress)


def import_records(
    store: Store,
    records: Iterable[Mapping[str, Any]],
    *,
    now: datetime,
    zone: ZoneInfo,
    progress: Progress | None = None,
) -> Report:
    """Take records that are objects already; the line of a refusal is the record's position."""
    texts = (json.dumps(record, ensure_ascii=False) for record in records)
    return import_lines(store, texts, now=now, zone=zone, progress=progress)


def _parsed(line: str) -> dict[str, Any]:
    if len(line) > _LINE_LIMIT:
        raise InvalidError(Text("这一行太长", "the line is too long"))
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise InvalidError(Text("不是 JSON", "it is not JSON")) from None
    if not isinstance(value, dict):
        raise InvalidError(Text("不是一个 JSON 对象", "it is not a JSON object"))
    plain_json(value)
    return value


def _record(value: dict[str, Any]) -> BaseModel:
    type_name = value.get("type")
    model = RECORDS.get(type_name) if isinstance(type_name, str) else None
    if model is None:
        known = ", ".join(RECORDS)
        raise InvalidError(
            Text(f"没有这种记录，可用：{known}", f"there is no such type; there are: {known}")
        )
    record: BaseModel = checked(model, value)
    return record


def _take_all(take: _Take, reads: list[_Read], report: Report, progress: Progress | None) -> Report:
    """Take what was read; what refers to a record further down is tried again after it."""
    place = {model: position for position, model in enumerate(RECORDS.values())}
    waiting = sorted(map(_without_members, reads), key=lambda read: place[type(read.record)])
    total, done = len(waiting), 0
    refused: list[tuple[_Read, Text]] = []
    while waiting:
        refused = []
        for chunk in _chunks(waiting):
            for read, outcome in zip(chunk, take(chunk), strict=True):
                if isinstance(outcome, Outcome):
                    report.counts[outcome] += 1
                    done += 1
                else:
                    refused.append((read, outcome))
            if progress:
                progress(done, total)
        if len(refused) == len(waiting):
            break
        waiting = [read for read, _ in refused]
    refused += _take_members(take, reads)
    report.refusals += [Refusal(read.line, reason) for read, reason in refused]
    report.refusals.sort(key=lambda refusal: refusal.line)
    return report


def _without_members(read: _Read) -> _Read:
    """A group as it is first taken: its members may name it themselves, so they come after it."""
    if not isinstance(read.record, GroupRecord):
        return read
    return _Read(read.line, read.record.model_copy(update={"members": []}))


def _take_members(take: _Take, reads: list[_Read]) -> list[tuple[_Read, Text]]:
    groups = [
        read for read in reads if isinstance(read.record, GroupRecord) and read.record.members
    ]
    refused = []
    for chunk in _chunks(groups):
        refused += [(r, o) for r, o in zip(chunk, take(chunk), strict=True) if isinstance(o, Text)]
    return refused


def _chunks(reads: Sequence[_Read]) -> Iterator[Sequence[_Read]]:
    for start in range(0, len(reads), _CHUNK):
        yield reads[start : start + _CHUNK]


def _take_chunk(
    session: Session, *, chunk: Sequence[_Read], now: datetime, zone: ZoneInfo
) -> list[Outcome | Text]:
    taking = Taking(session, now, zone)
    outcomes: list[Outcome | Text] = []
    for read in chunk:
        try:
            with session.begin_nested():
                outcomes.append(TAKERS[type(read.record)](taking, read.record))
        except DeskError as wrong:
            taking.known.clear()
            outcomes.append(_with_fields(wrong))
        except (ValueError, OverflowError):
            taking.known.clear()
            outcomes.append(Text("有一个值不能保存", "a value in it cannot be kept"))
        except IntegrityError:
            taking.known.clear()
            outcomes.append(
                Text("与已有的记录冲突", "it clashes with a record that is there already")
            )
    return outcomes


def _with_fields(wrong: DeskError) -> Text:
    """The reason with what is wrong field by field, for the report."""
    if not wrong.fields:
        return wrong.text
    zh = "；".join(f"{name} {text.zh}" for name, text in wrong.fields.items())
    en = "; ".join(f"{name} {text.en}" for name, text in wrong.fields.items())
    return Text(zh, en)
