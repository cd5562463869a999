"""The handbook: told from the settings, cut to who asks."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from domain import handbook
from domain.access import INTERNAL_AUDIENCE, VISIBILITY_AUDIENCE, audiences
from domain.handbook.rule import Asking, names_in
from domain.language import Language
from domain.models import HouseFact, Outgoing, Receivable
from domain.rules import Rules, change_rules
from tests.conftest import NOW

LANGUAGES = (Language.ZH, Language.EN)


def rule(code):
    return next(each for each in handbook.RULES if each.code == code)


def told(store, viewer, code, question="", language=Language.EN):
    with store.reader(viewer) as session:
        asked = handbook.asking(session, viewer, question, now=NOW)
        return handbook.told(viewer, rule(code), asked).in_(language)


def test_every_rule_has_a_code_of_its_own_and_as_many_questions_in_both_languages():
    codes = [each.code for each in handbook.RULES]
    assert len(set(codes)) == len(codes)
    for each in handbook.RULES:
        asked, _ = handbook.questions(each)
        assert sum(question.isascii() for question in asked) >= 3
        assert sum(not question.isascii() for question in asked) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_told_whole_in_each_language(language):
    for each in handbook.RULES:
        said = each.told(Asking(Rules())).in_(language)
        assert len(said) > 20
        assert any("一" <= c <= "鿿" for c in said) is (language is Language.ZH)


CHANGES = (
    ("exceptions", {"exception_management_above": "750"}, "$500", "$750"),
    ("debts", {"debt_desk_days": 45}, "over 60 days", "over 45 days"),
    ("quotes", {"quote_cancel_days": 21}, "30 days", "21 days"),
    ("priorities", {"repair_working_days_r2": 4}, "pushing): 3", "pushing): 4"),
    ("consults", {"consult_close_days": 12}, "after 7 days", "after 12 days"),
    ("costs", {"inspection_fee": "35"}, "no inspection fee", "costs $35"),
    ("restocks", {"stock_months": 3}, "2 months", "3 months"),
    ("settlement", {"settlement_day": 5}, "end of the month", "on day 5"),
    ("hours", {"closes_at": 20}, "18:00", "20:00"),
    ("local_repair", {"local_parts": "Lens mount, 镜头座"}, "SDI module", "Lens mount"),
)


def test_a_changed_setting_changes_what_is_told(demo_store, as_user):
    lead = as_user("lead")
    for code, change, before, after in CHANGES:
        first = told(demo_store, lead, code)
        demo_store.write(lambda s, to=change: change_rules(s, lead, to, now=NOW).opens_at)
        then = told(demo_store, lead, code)
        assert [each in first for each in (before, after)] == [True, False], code
        assert [each in then for each in (before, after)] == [False, True], code


def test_a_changed_setting_has_the_search_read_the_handbook_again_once(demo_store, as_user):
    lead = as_user("lead")
    demo_store.write(lambda s: handbook.renew(s, now=NOW))

    def waiting():
        with demo_store.unbound_reader() as session:
            rows = session.query(Outgoing).filter(Outgoing.subject.startswith("rule:"))
            return rows.count()

    before = waiting()
    demo_store.write(lambda s: handbook.renew(s, now=NOW))
    assert waiting() == before
    change = {"debt_desk_days": 50}
    demo_store.write(lambda s: change_rules(s, lead, change, now=NOW).opens_at)
    assert waiting() == before + len(handbook.RULES)
    with demo_store.unbound_reader() as session:
        assert session.get(HouseFact, "handbook") is not None


@pytest.mark.parametrize("user", ["proav", "dpgadget", "rmk", "max"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_below_staff_is_told_approval_limits_or_internal_times(
    demo_store, as_user, user, language
):
    viewer = as_user(user)
    ids = handbook.readable(viewer, range(1, len(handbook.RULES) + 1))
    said = "\n".join(
        told(demo_store, viewer, handbook.RULES[id - 1].code, language=language) for id in ids
    )
    for secret in ("$100", "$500", "7.2", "工作日内修好", "within so many", "市场部", "quiet"):
        assert secret not in said
    assert not any(handbook.RULES[id - 1].visibility == "Internal" for id in ids)


def test_an_end_customer_is_told_nothing_that_is_for_dealers(as_user):
    readable = handbook.readable(as_user("max"), range(1, len(handbook.RULES) + 1))
    assert readable
    assert {handbook.RULES[id - 1].visibility for id in readable} == {"Public"}


def test_who_may_not_come_in_is_told_no_rule_and_unknown_rules_are_none(as_user):
    everything = range(len(handbook.RULES) + 5)
    assert handbook.readable(replace(as_user("proav"), stage=1), everything) == []
    assert len(handbook.readable(as_user("lead"), everything)) == len(handbook.RULES)
    assert handbook.rule_of(0) is None
    assert handbook.rule_of(len(handbook.RULES) + 1) is None


def test_what_is_kept_for_staff_is_found_by_staff_only():
    for each in handbook.RULES:
        for said, audience in handbook.texts(each, Rules()):
            kept = each.kept and each.kept(Asking(Rules())).en in said.en
            assert audience == (INTERNAL_AUDIENCE if kept else VISIBILITY_AUDIENCE[each.visibility])


@pytest.mark.parametrize(
    ("user", "says"),
    [
        ("proav", "You are a tier 1 dealer, which does local repairs, keeps its own stock"),
        ("dpgadget", "You are a tier 2 dealer, which does local repairs but keeps no stock"),
        ("rmk", "You are a tier 3 dealer, which does no repairs"),
    ],
)
def test_a_dealer_is_told_of_its_own_tier_alone(demo_store, as_user, user, says):
    said = told(demo_store, as_user(user), "tiers")
    assert said.startswith(says)
    assert said.count("tier") == 1


@pytest.mark.parametrize(
    ("user", "question", "begins"),
    [
        ("proav", "can we swap the fan ourselves", "Yes: “Fan”"),
        ("dpgadget", "风扇能自己换吗", "Yes: “风扇”"),
        ("proav", "may we replace the MC board", "No: “MC board”"),
        ("rmk", "can we just swap the fan ourselves", "You are a tier 3 dealer"),
        ("proav", "what may we repair", "Dealers of tier 1 and 2"),
    ],
)
def test_what_is_named_is_answered_first(demo_store, as_user, user, question, begins):
    assert told(demo_store, as_user(user), "local_repair", question).startswith(begins)


def test_a_dealer_hears_what_its_own_debts_mean_and_of_nobody_elses(demo_store, as_user):
    own = "Your own account: The oldest debt is 102 days"
    assert told(demo_store, as_user("onesv"), "debts").startswith(own)
    assert "102" not in told(demo_store, as_user("gafpa"), "debts")
    assert told(demo_store, as_user("lead"), "debts").startswith("The age of the oldest debt")


def test_a_dealer_without_debts_hears_so(demo_store, as_user):
    demo_store.write(lambda s: s.execute(delete(Receivable)).rowcount)
    assert told(demo_store, as_user("proav"), "debts").startswith("You owe nothing at present")


def test_names_of_a_setting_are_told_in_the_language_they_have():
    both = names_in("Back board, Back板, SDI module, SDI port, SDI模块, Lens mount")
    assert both.zh == "Back板、SDI模块、Lens mount"
    assert both.en == "Back board, SDI module/SDI port, Lens mount"


def test_a_rule_is_readable_where_its_audience_is(as_user):
    for user in ("lead", "repair", "proav", "max"):
        viewer = as_user(user)
        for id, each in enumerate(handbook.RULES, start=1):
            may = VISIBILITY_AUDIENCE[each.visibility] in audiences(viewer)
            assert (id in handbook.readable(viewer, [id])) is may
