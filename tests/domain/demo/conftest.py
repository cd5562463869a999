"""The demo world's records, as every test of them reads them."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import pytest

from domain.demo import records

NOW = datetime.fromisoformat("2026-02-15T09:00:00+08:00")


World = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="package")
def world() -> World:
    by_type: World = defaultdict(list)
    for record in records():
        by_type[record["type"]].append(record)
    return by_type


@pytest.fixture(scope="package")
def tickets(world: World) -> dict[str, dict[str, Any]]:
    return {each["number"]: each for each in world["ticket"]}


def keyed(rows: list[dict[str, Any]], key: str = "code") -> dict[str, dict[str, Any]]:
    return {each[key]: each for each in rows}


def at(ticket: dict[str, Any], name: str = "created_at") -> datetime:
    return datetime.fromisoformat(ticket[name])


def region(world: World, ticket: dict[str, Any]) -> str | None:
    if "customer" in ticket:
        return str(keyed(world["customer"])[ticket["customer"]]["region"])
    return str(keyed(world["dealer"])[ticket["dealer"]]["region"]) if "dealer" in ticket else None
