"""Consult tickets from first contact to answer, upgrade or another dealer's hands."""

from datetime import timedelta

import pytest

from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Language
from domain.tickets import drafts, opening
from domain.tickets.drafts import DraftBody
from domain.tickets.opening import Draft
from tests.conftest import NOW


def opened(desk, username="market", **more):
    return desk.open(username, kind="consult", sn="ME_207890", summary="死机 freeze", **more)


def test_an_upgrade_carries_everything_over_and_links_both_ways(desk):
    number = opened(desk, contact="max@example.uk", category="freeze", description="4K 50fps")
    desk.move("market", number, "upgrade", to="rma")
    old = desk.show("market", number)
    new = desk.show("market", old.details["upgraded_to"])
    assert (old.status, new.kind, new.status) == ("upgraded", "rma", "awaiting_receipt")
    assert (new.customer, new.dealer, new.product) == (old.customer, old.dealer, old.product)
    assert (new.device.sn, new.category, new.contact) == ("ME_207890", old.category, old.contact)
    assert (new.summary, new.description) == (old.summary, old.description)
    assert [(link.kind, link.number) for link in old.links] == [("upgraded_to", new.number)]
    assert [(link.kind, link.number) for link in new.links] == [("upgraded_from", number)]


def test_a_dealers_upgrade_to_an_rma_waits_for_approval(desk):
    number = opened(desk, "proav")
    desk.move("proav", number, "upgrade", to="rma", description="no picture any more")
    new = desk.show("proav", desk.show("proav", number).details["upgraded_to"])
    assert (new.status, new.description) == ("pending_approval", "no picture any more")


def test_an_upgrade_that_lacks_the_serial_number_leaves_everything_as_it_was(desk):
    number = desk.open("market", kind="consult", customer="Max", summary="no picture")
    with pytest.raises(InvalidError, match="serial number"):
        desk.move("market", number, "upgrade", to="rma")
    assert desk.show("market", number).status == "in_progress"
    desk.move("market", number, "upgrade", to="rma", sn="ME_207890")
    assert desk.show("market", number).status == "upgraded"


def test_a_tier_three_dealer_cannot_upgrade_to_a_local_repair(desk):
    number = desk.open("rmk", kind="consult", summary="fan is loud")
    with pytest.raises(ForbiddenError):
        desk.move("rmk", number, "upgrade", to="dealer_repair")


def test_a_direct_customers_ticket_can_be_passed_to_a_dealer_who_then_sees_it(desk):
    number = desk.open("market", kind="consult", summary="who can look at my camera?")
    with pytest.raises(NotFoundError):
        desk.show("gafpa", number)
    desk.move("market", number, "pass_to_dealer", dealer="Gafpa")
    assert desk.show("gafpa", number).dealer.code == "gafpa"


def test_another_dealers_customer_is_not_passed_on(desk):
    number = opened(desk)
    with pytest.raises(ConflictError, match="another dealer"):
        desk.move("market", number, "pass_to_dealer", dealer="Gafpa")
    assert desk.show("market", number).dealer.code == "proav"


def test_a_customers_comment_on_a_waiting_ticket_is_the_reply(desk):
    number = opened(desk)
    desk.move("market", number, "resolve", solution="update to 8025")
    desk.comment("max", number, "still freezes")
    ticket = desk.show("max", number)
    assert (ticket.status, ticket.comments[-1].text) == ("in_progress", "still freezes")


def test_a_customer_may_reopen_within_thirty_days_only(desk):
    number = opened(desk)
    desk.move("market", number, "resolve", solution="update to 8025")
    desk.move("max", number, "confirm")
    with pytest.raises(ConflictError, match="30 days"):
        desk.move("max", number, "reopen", at=NOW + timedelta(days=31), reason="again")
    desk.move("max", number, "reopen", at=NOW + timedelta(days=29), reason="again")
    assert desk.show("max", number).status == "in_progress"


def test_opening_again_within_thirty_days_points_to_the_old_ticket(desk, as_user):
    number = opened(desk)
    desk.move("market", number, "resolve", solution="update")
    desk.move("market", number, "confirm")
    draft = Draft(kind="consult", sn="ME_207890", summary="freezes again")
    with desk.store.reader(as_user("market")) as session:
        planned = opening.plan_with_warnings(session, as_user("market"), draft, now=NOW)
    assert any(number in warning.en and "reopen" in warning.en for warning in planned.warnings)


def test_a_correction_keeps_old_and_new_in_words(desk):
    number = opened(desk)
    desk.edit("market", number, severity=1, handler="market_cn", contact="+44 20 1234")
    entry = desk.history("market", number)[-1]
    changed = {each.name: (each.old, each.new) for each in entry.changed}
    assert entry.action_label == "Changed"
    assert changed["severity"] == (None, "1 Critical")
    assert changed["handler_id"][1] == desk.show("market", number).handler
    assert desk.history("proav", number)[-1].changed[0].name != "handler_id"


def test_those_below_the_desk_correct_their_own_words_only(desk):
    number = opened(desk, "proav")
    desk.edit("proav", number, description="happens at 4K 50fps only")
    assert desk.show("proav", number).description.startswith("happens")
    with pytest.raises(ForbiddenError, match="Priority"):
        desk.edit("proav", number, priority="R1")
    with pytest.raises(NotFoundError):
        desk.edit("gafpa", number, description="mine")


def test_a_correction_of_what_somebody_changed_meanwhile_is_refused(desk):
    number = opened(desk)
    read = desk.show("market", number).version
    desk.edit("market", number, severity=2)
    with pytest.raises(ConflictError, match="meanwhile"):
        desk.edit("market", number, version=read, severity=3)


def test_history_is_told_in_the_readers_language(desk):
    number = opened(desk)
    desk.move("market", number, "resolve", solution="升级固件")
    entry = desk.history("market", number, Language.ZH)[-1]
    assert (entry.action_label, entry.from_label, entry.to_label) == (
        "给出方案", "处理中", "待客户反馈",
    )  # fmt: skip
    assert ("解决方案", "升级固件") in [(each.label, each.new) for each in entry.changed]


def test_a_draft_is_found_again_by_its_writer_alone(desk, as_user):
    body = DraftBody(kind="consult", body={"summary": "half a sentence"})
    kept = desk.store.write(
        lambda s: drafts.shown(drafts.keep_draft(s, as_user("market"), body, now=NOW))
    )
    with desk.store.reader(as_user("market")) as session:
        assert [each.title for each in drafts.drafts(session)] == ["half a sentence"]
    with desk.store.reader(as_user("lead")) as session:
        assert drafts.drafts(session) == []
    with pytest.raises(NotFoundError):
        desk.store.write(lambda s: drafts.drop_draft(s, as_user("lead"), kept.id))
    desk.store.write(lambda s: drafts.drop_draft(s, as_user("market"), kept.id))


def test_a_form_shows_labelled_choices(desk):
    number = opened(desk)
    upgrade = next(m for m in desk.show("market", number, Language.ZH).moves if m.name == "upgrade")
    target = upgrade.fields[0]
    assert (target.name, target.required) == ("to", True)
    assert (target.options, target.option_labels) == (
        ["rma", "dealer_repair"], ["RMA返厂单", "经销商维修单"],
    )  # fmt: skip
