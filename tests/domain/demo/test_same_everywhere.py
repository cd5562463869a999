"""The demo world is the same in every process, in the shape of import records."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date, datetime

import pytest

from domain.demo import records
from tests.domain.demo.conftest import NOW, World

SHAPES = {
    "family": "code name_zh name_en",
    "product": "code name family aliases",
    "category": "code parent name_zh name_en aliases",
    "region": "code name_zh name_en aliases countries",
    "dealer": "code name tier country region aliases currency",
    "user": "username password name role dealer customer organisation groups language email",
    "customer": "code name account_type contacts country region dealer tags",
    "device": "sn product batch warranty_until owners dealer firmware",
    "part": "sku name_zh name_en aliases fits prices",
    "stock": "dealer sku quantity safety",
    "article": "number kind title problem solution_external solution_internal products visibility "
    "status language",
    "ticket": "number kind status created_at closed_at customer dealer sn product category source "
    "severity priority summary description solution solution_internal parts comments details "
    "status_at channel service_type handler contact",
    "wish": "number title description product votes status target_version",
    "contract": "customer products from until kind",
    "repair_plan": "code name_zh name_en products batches options prices note",
    "receivable": "dealer amount currency since reference paid",
    "link": "from to kind",
    "organisation": "code name parent",
    "group": "code name organisation members",
    "holiday": "date working",
}


PRINT = """
import hashlib, json
from domain.demo import records
text = json.dumps(list(records()), ensure_ascii=False)
print(hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_every_process_tells_the_same_world(seed: str) -> None:
    here = hashlib.sha256(json.dumps(list(records()), ensure_ascii=False).encode()).hexdigest()
    told = subprocess.run(
        [sys.executable, "-c", PRINT],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == here


def test_every_record_is_plain_json_with_its_type_first(world: World) -> None:
    for record in (each for rows in world.values() for each in rows):
        assert next(iter(record)) == "type"
        assert json.loads(json.dumps(record)) == record


def test_every_record_has_the_shape_of_an_import_record(world: World) -> None:
    assert set(world) == set(SHAPES)
    for type_name, rows in world.items():
        for record in rows:
            assert set(record) <= {"type", *SHAPES[type_name].split()}, record


def test_the_importer_knows_every_record(world: World) -> None:
    from domain.importing.records import RECORDS
    from domain.kind import kind_of

    for type_name, rows in world.items():
        for record in rows:
            RECORDS[type_name].model_validate(record)
    for ticket in world["ticket"]:
        kind = kind_of(ticket["kind"])
        assert ticket["status"] in kind.by_state
        kind.details.model_validate(ticket["details"])


def test_nothing_happens_after_the_moment_the_world_is_seen_from(world: World) -> None:
    for ticket in world["ticket"]:
        moments = [ticket["created_at"], ticket["status_at"], ticket.get("closed_at")]
        moments += [each["at"] for each in ticket["comments"]]
        assert all(datetime.fromisoformat(each) <= NOW for each in moments if each), ticket
    for device in world["device"]:
        assert all(date.fromisoformat(each["from"]) <= NOW.date() for each in device["owners"])
