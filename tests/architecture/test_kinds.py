"""The state machines of the ticket kinds: whole, closable, permitted, labelled, drawn."""

from pathlib import Path

import pytest

from domain.access import PERMISSIONS, Permission
from domain.kind import kinds
from domain.lifecycle import Kind
from evals.machines import drawn

DOCS = Path(__file__).parents[2] / "docs" / "machines.md"
KINDS = sorted(kinds())
# A restock that has come in stays open: what it costs the dealer is still to be settled.
OPEN_UNTIL_PAID = {"restock": {"received"}}


def arrows(kind: Kind) -> set[tuple[str, str]]:
    return {
        (source, target)
        for move in kind.moves
        for source in move.sources
        for target in (move.targets or {move.target or source})
    }


@pytest.mark.parametrize("code", KINDS)
def test_every_state_is_reached_from_an_opening(code):
    kind = kinds()[code]
    reached = {opening.status for opening in kind.openings} | set(kind.begins)
    while more := {to for source, to in arrows(kind) if source in reached} - reached:
        reached |= more
    assert reached == set(kind.by_state)


@pytest.mark.parametrize("code", KINDS)
def test_every_state_leads_to_an_end_and_an_end_leads_only_to_a_reopening(code):
    kind = kinds()[code]
    ends = {state.code for state in kind.states if state.is_end}
    assert ends
    leads = ends | OPEN_UNTIL_PAID.get(code, set())
    while more := {source for source, to in arrows(kind) if to in leads} - leads:
        leads |= more
    assert leads == set(kind.by_state)
    for move in kind.moves:
        if move.sources & ends and (move.target or move.targets):
            assert move.name == "reopen", (code, move.name)


@pytest.mark.parametrize("code", KINDS)
def test_every_move_is_permitted_to_somebody_and_starts_and_ends_in_states_of_the_kind(code):
    kind = kinds()[code]
    held = frozenset().union(*PERMISSIONS.values()) | {
        Permission.OPEN_DEALER_REPAIR, Permission.REPAIR_LOCALLY,
    }  # fmt: skip
    for move in kind.moves:
        assert move.permissions & held, move.name
        assert move.sources <= set(kind.by_state), move.name
        assert {move.target, *move.targets} - {None} <= set(kind.by_state), move.name


@pytest.mark.parametrize("code", KINDS)
def test_everything_shown_has_both_languages(code):
    kind = kinds()[code]
    texts = [kind.label, *(each.label for each in (*kind.states, *kind.moves, *kind.limits))]
    for text in texts:
        assert text.zh.strip(), text
        assert text.en.strip(), text
        assert any("一" <= character <= "鿿" for character in text.zh), text
    for move in kind.moves:
        schema = move.fields.model_json_schema()
        for name, declared in schema.get("properties", {}).items():
            assert set(declared["label"]) == {"zh", "en"}, (move.name, name)


@pytest.mark.parametrize("code", KINDS)
def test_limits_run_in_states_of_the_kind_and_make_moves_of_the_house(code):
    kind = kinds()[code]
    for limit in kind.limits:
        assert limit.states | limit.held_in <= set(kind.by_state), limit.name
        if limit.move:
            assert Permission.BY_CLOCK in kind.by_move[limit.move].permissions


def test_the_drawn_machines_are_those_of_the_code():
    assert DOCS.read_text(encoding="utf-8") == drawn(), "run `python -m evals.machines`"
