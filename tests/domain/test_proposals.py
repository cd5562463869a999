"""Proposals: pending until a person decides, carried out once, theirs alone."""

import threading
from datetime import timedelta

import pytest

from domain import proposals
from domain.errors import ConflictError, NotFoundError
from domain.models import HouseFact
from domain.proposals import LIVES_FOR, Card, PreviewLine, State
from tests.conftest import NOW


@pytest.fixture
def waiting(demo_store, as_user):
    """A proposal of market's that writes a house fact when carried out."""
    return demo_store.write(
        lambda s: proposals.propose(
            s, as_user("market"), conversation_id=None, tool="open_ticket",
            arguments={"kind": "consult"}, now=NOW,
            card=Card(title="Open", preview=[PreviewLine(label="a", new="b")], warnings=["w"]),
        )
    )  # fmt: skip


def carry_out(session, row):
    session.add(HouseFact(key=f"fact-{row.id}", value="written"))
    return {"number": "K1"}


def approve(store, viewer, proposal_id, now=NOW, work=carry_out):
    return store.write(lambda s: proposals.approve(s, viewer, proposal_id, carry_out=work, now=now))


def facts(store):
    with store.unbound_reader() as session:
        return session.query(HouseFact).filter(HouseFact.key.startswith("fact-")).count()


def test_approving_writes_and_says_what_was_written(demo_store, as_user, waiting):
    assert waiting.state is State.PENDING
    done = approve(demo_store, as_user("market"), waiting.id)
    assert (done.state, done.result) == (State.DONE, {"number": "K1"})
    assert facts(demo_store) == 1


def test_approving_twice_writes_once(demo_store, as_user, waiting):
    first = approve(demo_store, as_user("market"), waiting.id)
    second = approve(demo_store, as_user("market"), waiting.id)
    assert first == second
    assert facts(demo_store) == 1


def test_twenty_approvals_at_once_write_once(demo_store, as_user, waiting):
    viewer, answers = as_user("market"), []

    def one():
        answers.append(approve(demo_store, viewer, waiting.id).state)

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [State.DONE] * 20
    assert facts(demo_store) == 1


def test_what_fails_leaves_nothing_and_can_be_tried_again(demo_store, as_user, waiting):
    def fails(session, row):
        carry_out(session, row)
        raise RuntimeError("after the write")

    viewer = as_user("market")
    with pytest.raises(RuntimeError):
        approve(demo_store, viewer, waiting.id, work=fails)
    assert facts(demo_store) == 0
    assert approve(demo_store, viewer, waiting.id).state is State.DONE


def test_a_cancelled_one_cannot_be_approved(demo_store, as_user, waiting):
    viewer = as_user("market")
    cancelled = demo_store.write(lambda s: proposals.cancel(s, viewer, waiting.id, now=NOW))
    assert cancelled.state is State.CANCELLED
    with pytest.raises(ConflictError, match="cancelled"):
        approve(demo_store, viewer, waiting.id)
    assert facts(demo_store) == 0


def test_one_past_its_time_is_expired(demo_store, as_user, waiting):
    late = NOW + LIVES_FOR + timedelta(seconds=1)
    with pytest.raises(ConflictError, match="expired"):
        approve(demo_store, as_user("market"), waiting.id, now=late)
    assert facts(demo_store) == 0


def test_somebody_elses_proposal_is_as_missing_as_none(demo_store, as_user, waiting):
    for viewer in (as_user("proav"), as_user("boss")):
        for proposal_id in (waiting.id, "nothing"):
            with pytest.raises(NotFoundError):
                approve(demo_store, viewer, proposal_id)
            with pytest.raises(NotFoundError):
                demo_store.write(
                    lambda s, v=viewer, p=proposal_id: proposals.cancel(s, v, p, now=NOW)
                )
    assert facts(demo_store) == 0
