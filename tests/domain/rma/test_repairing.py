"""The repair itself: who does it, with which parts, and what production hears of it."""

import pytest

from domain import handlers
from domain.errors import ForbiddenError, InvalidError, NotFoundError
from domain.language import Language
from domain.tickets.history import history
from tests.domain.rma.conftest import REPAIRED, SDI


def test_a_repair_is_assigned_to_somebody_of_the_workshop(floor):
    number = floor.open("market", sn="ME_207890")
    floor.move("repair", number, "receive")
    for nobody in ("market", "boss", "nobody"):
        with pytest.raises(InvalidError, match="there are"):
            floor.move("market", number, "assign", handler=nobody)
    floor.move("market", number, "assign", handler="陈高松", priority="R1", note="urgent shoot")
    ticket = floor.show("repair", number)
    assert (ticket.status, ticket.priority) == ("assigned", "R1")
    assert ticket.comments[-1].internal
    assert {"assigned", "urgent"} <= set(floor.told(number))


def test_a_repair_under_way_keeps_its_state_when_it_is_given_to_another(floor, broken):
    floor.move("market", broken, "assign", handler="zhangts")
    ticket = floor.show("market", broken)
    assert (ticket.status, ticket.priority) == ("repairing", "R3")


def test_the_parts_of_a_repair_are_known_parts(floor, broken):
    with pytest.raises(InvalidError, match="Unknown SKU: S1-999"):
        floor.move("repair", broken, "finish_repair", work="done", parts=[{"sku": "S1-999"}])
    floor.move("repair", broken, "finish_repair", **REPAIRED)
    ticket = floor.show("repair", broken)
    assert [(part.sku, part.quantity) for part in ticket.parts] == [(SDI, 1)]
    assert ticket.details["test_result"] == "SDI output fine"


def test_feedback_to_production_stays_inside_and_tells_research(floor, broken, as_user):
    floor.move("repair", broken, "feedback", text="batch 2026Q1-003: supply of U23")
    assert "production_feedback" in floor.told(broken)
    assert any("U23" in each.text for each in floor.show("rnd", broken).comments)
    assert "U23" not in str(floor.show("proav", broken))
    with floor.store.reader(as_user("proav")) as session:
        told = history(session, broken, clock=floor.clock, language=Language.EN)
    assert "U23" not in str(told)
    with pytest.raises(ForbiddenError):
        floor.move("proav", broken, "feedback", text="hello")


def test_handlers_are_recommended_by_skill_and_load(floor, as_user, broken):
    with floor.store.reader(as_user("market")) as session:
        found = handlers.recommend(session, as_user("market"), broken, language=Language.ZH)
    assert {each.username for each in found} == {"repair", "zhangts", "zhangpj", "huang"}
    assert all(0 <= each.match <= 1 for each in found)
    assert "专长匹配" in found[0].reason
    with floor.store.reader(as_user("gafpa")) as session, pytest.raises(NotFoundError):
        handlers.recommend(session, as_user("gafpa"), broken, language=Language.EN)
    with floor.store.reader(as_user("proav")) as session, pytest.raises(ForbiddenError):
        handlers.recommend(session, as_user("proav"), broken, language=Language.EN)
