"""The demo world as import records: deterministic, seen from 2026-02-15 09:00 in Shanghai."""

from collections.abc import Iterator
from typing import Any

from domain.demo.catalogue import Catalogue
from domain.demo.devices import Shelfful
from domain.demo.knowledge import article_records, wish_records
from domain.demo.people import People
from domain.demo.tickets import Tickets
from domain.demo.workdays import Workdays
from domain.demo.written import wanted_devices


def records() -> Iterator[dict[str, Any]]:
    """All records of the demo world, each in the shape of the import records, `type` first."""
    catalogue, workdays = Catalogue(), Workdays()
    people = People(catalogue)
    shelfful = Shelfful(catalogue, people, wanted=wanted_devices())
    yield from catalogue.records()
    yield from workdays.records()
    yield from people.records()
    yield from shelfful.records()
    yield from article_records()
    yield from wish_records()
    yield from Tickets(catalogue, people, shelfful, workdays).records()
