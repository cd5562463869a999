"""Cards: held to what they were shown with, decided once whoever races, across restarts."""

import threading

import pytest
from sqlalchemy import func, select

from api.app import build
from assistant.decisions import Decisions
from assistant.typed_words import word_of
from domain import proposals
from domain.access import Permission
from domain.basis import basis_of
from domain.errors import ConflictError, InvalidError
from domain.language import Language, Text
from domain.models import Event, Proposal, SaidMessage, Ticket
from domain.proposals import LIVES_FOR, Card, PreviewLine, State
from domain.tickets.moving import load_ticket, move
from tests.assistant.conftest import Talk, viewer
from tests.assistant.endpoint import call, say
from tools.context import ProposedWrite
from tools.tool import Arguments, Effect, Result, Tool

OPENING = {"kind": "consult", "sn": "ME_207890", "summary": "freezes at 4K"}


class Closing(Arguments):
    number: str
    solution: str


class Closed(Result):
    number: str
    references: list[str] = []


def propose_closing(desk, asked):
    with desk.reader() as session:
        ticket = load_ticket(session, desk.viewer, asked.number)
        if ticket.status not in ("in_progress", "waiting_customer"):
            raise ConflictError(Text("已经关闭。", f"It is {ticket.status} already."))
        lines = [
            PreviewLine(label="State", old=ticket.status, new="waiting_customer"),
            PreviewLine(label="Summary", new=ticket.summary),
        ]
        return ProposedWrite(title="Close", preview=lines, rests_on=[basis_of(ticket)])


def close(desk, asked, session):
    fields = {"solution": asked.solution}
    move(session, desk.viewer, asked.number, name="resolve", fields=fields, now=desk.clock.now())
    return Closed(number=asked.number)


CLOSE = Tool(
    name="close_it", effect=Effect.WRITE, permissions=frozenset({Permission.HANDLE_CONSULT}),
    arguments=Closing, description="", label=Text("关单", "Closing"), run=close, result=Closed,
    propose=propose_closing,
)  # fmt: skip


@pytest.fixture
def open_number(service):
    market = viewer(service, "market")
    with service.store.reader(market) as session:
        return session.scalar(
            select(Ticket.number).where(Ticket.kind == "consult", Ticket.status == "in_progress")
        )


@pytest.fixture
def closing(service, open_number):
    """Decisions that know a tool which changes a ticket, and a waiting card of it."""
    decisions = Decisions(service.assistant.desk_of, service.store, {"close_it": CLOSE})
    market = viewer(service, "market")
    desk = service.assistant.desk_of(market, Language.EN)
    arguments = {"number": open_number, "solution": "new cable"}
    card = propose_closing(desk, Closing(**arguments))
    waiting = service.store.write(
        lambda s: proposals.propose(
            s, market, conversation_id=None, tool="close_it", arguments=arguments, card=card,
            now=desk.clock.now(),
        )
    )  # fmt: skip
    return decisions, market, waiting


def touch(service, number, **values):
    def change(session):
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        for name, value in values.items():
            setattr(ticket, name, value)
        ticket.version += 1

    service.store.write(change)


def approve(decisions, market, card, **more):
    return decisions.approve(market, card.id, language=Language.EN, **more)


def test_an_unchanged_ticket_is_changed_as_the_card_says(service, closing, open_number):
    decisions, market, card = closing
    assert approve(decisions, market, card).state is State.DONE
    with service.store.reader(market) as session:
        assert load_ticket(session, market, open_number).status == "waiting_customer"


def test_a_ticket_that_changed_meanwhile_is_shown_anew_with_what_changed(
    service, closing, open_number
):
    decisions, market, card = closing
    touch(service, open_number, summary="it is the monitor")
    with pytest.raises(ConflictError, match=r"Summary: .* ⇒ it is the monitor"):
        approve(decisions, market, card)
    fresh = decisions.read(market, card.id)
    assert (fresh.state, fresh.revision) == (State.PENDING, 2)
    assert fresh.preview[1].new == "it is the monitor"
    assert approve(decisions, market, card).state is State.DONE


def test_a_card_that_was_not_seen_as_it_stands_is_not_carried_out(service, closing, open_number):
    decisions, market, card = closing
    touch(service, open_number, summary="it is the monitor")
    for _ in range(2):
        with pytest.raises(ConflictError):
            approve(decisions, market, card, revision=1)
    assert decisions.read(market, card.id).state is State.PENDING


def test_what_has_become_impossible_has_failed_with_the_reason(service, closing, open_number):
    decisions, market, card = closing
    touch(service, open_number, status="resolved")
    for _ in range(2):
        failed = approve(decisions, market, card)
        assert failed.state is State.FAILED
        assert failed.failure.en == "It is resolved already."


def test_what_the_operation_refuses_has_failed_and_written_nothing(service, closing):
    decisions, market, card = closing
    events = count(service, Event)
    with pytest.raises(InvalidError):
        approve(decisions, market, card, arguments={"number": card.arguments["number"]})
    long = {**card.arguments, "solution": "x"}  # shorter than a solution may be
    failed = approve(decisions, market, card, arguments=long)
    assert failed.state is State.FAILED
    assert count(service, Event) == events


def count(service, model):
    with service.store.unbound_reader() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_an_edit_shows_the_card_anew_and_it_goes_on_waiting(service):
    talk = Talk(service)
    [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
    decisions = service.assistant.decisions
    edited = decisions.edit(
        talk.viewer, card.id, {**card.arguments, "summary": "no SDI at all"}, language=Language.EN
    )
    assert (edited.state, edited.revision) == (State.PENDING, 2)
    assert "no SDI at all" in {line.new for line in edited.preview}
    with pytest.raises(ConflictError):
        approve(decisions, talk.viewer, card, revision=1)
    done = approve(decisions, talk.viewer, card, revision=3)
    assert done.state is State.DONE
    with pytest.raises(ConflictError, match="done"):
        decisions.edit(talk.viewer, card.id, card.arguments, language=Language.EN)


def test_button_and_word_and_cancel_at_once_decide_once(service):
    talk = Talk(service)
    for round_ in range(4):
        [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
        tickets, said = count(service, Ticket), []
        decisions = service.assistant.decisions

        def press(what, card=card, said=said, decisions=decisions):
            try:
                said.append(what(talk.viewer, card.id, language=Language.EN).state)
            except ConflictError:
                said.append(State.CANCELLED)

        threads = [
            threading.Thread(target=press, args=(what,))
            for what in [decisions.approve, decisions.cancel][:: 1 if round_ % 2 else -1] * 4
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(set(said)) == 1, said
        assert count(service, Ticket) - tickets == (said[0] is State.DONE)


def test_a_card_outlives_a_restart_and_is_carried_out_once(service):
    talk = Talk(service)
    [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
    again = build(service.settings)
    try:
        tickets = count(again, Ticket)
        first = approve(again.assistant.decisions, talk.viewer, card)
        second = approve(service.assistant.decisions, talk.viewer, card)
        assert first == second
        assert first.state is State.DONE
        assert count(again, Ticket) == tickets + 1
    finally:
        again.close()


def test_the_first_the_second_and_all_of_several_cards_can_be_typed(hosted, scripted):
    calls = [
        delta
        for n in range(3)
        for delta in call("open_ticket", {**OPENING, "summary": f"fault {n}"}, index=n)
    ]
    scripted.script = [calls, say("Three cards wait.")]
    talk = Talk(hosted)
    tickets = count(hosted, Ticket)
    assert len(talk.say("open three tickets").proposals) == 3
    [second] = talk.say("确认第二个").proposals
    assert (second.state, second.arguments["summary"]) == ("done", "fault 1")
    [first] = talk.say("cancel the first").proposals
    assert (first.state, first.arguments["summary"]) == ("cancelled", "fault 0")
    [third] = talk.say("yes").proposals
    assert (third.state, third.arguments["summary"]) == ("done", "fault 2")
    assert count(hosted, Ticket) == tickets + 2


def test_a_correction_replaces_the_card_and_another_wish_does_not(hosted, scripted):
    opening = call("open_ticket", OPENING)
    corrected = call("open_ticket", {**OPENING, "severity": 1})
    scripted.script = [opening, say("Waits."), corrected, say("Waits."), opening, say("Waits.")]
    talk = Talk(hosted)
    [first] = talk.say("open a ticket for ME_207890").proposals
    [second] = talk.say("改成严重度 1").proposals
    old = hosted.assistant.decisions.read(talk.viewer, first.id)
    assert (old.state, old.result) == (State.CANCELLED, {"replaced_by": second.id})
    talk.say("and one more for it")
    assert hosted.assistant.decisions.read(talk.viewer, second.id).state is State.PENDING


def test_a_text_nobody_typed_is_marked_on_the_card(hosted, scripted):
    stolen = "MAVO Edge 8K 拍摄死机问题"
    scripted.script = [
        call("read_ticket", {"number": "K2602-0001"}),
        call("open_ticket", {**OPENING, "summary": stolen}),
        say("A card waits."),
        call("open_ticket", {**OPENING, "summary": "it freezes at 4K 50fps"}),
        say("A card waits."),
    ]
    talk = Talk(hosted)
    [card] = talk.say("K2602-0001: open the same for ME_207890").proposals
    assert any(stolen in warning for warning in card.warnings)
    [card] = talk.say("open a ticket: it freezes at 4K 50fps").proposals
    assert not any("comes from" in warning for warning in card.warnings)


def test_a_decision_by_button_is_noted_in_its_conversation_once(service):
    talk = Talk(service)
    [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
    said = count(service, SaidMessage)
    for _ in range(3):
        approve(service.assistant.decisions, talk.viewer, card)
    assert count(service, SaidMessage) == said + 1


def test_an_expired_card_is_neither_carried_out_nor_asked_about(service):
    talk = Talk(service)
    [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals

    def age(session):
        row = session.get_one(Proposal, card.id)
        row.expires_at -= LIVES_FOR * 2

    service.store.write(age)
    with pytest.raises(ConflictError, match="expired"):
        approve(service.assistant.decisions, talk.viewer, card)
    assert talk.say("确认").proposals == []


@pytest.mark.parametrize(
    ("text", "yes", "which"),
    [("确认", True, "only"), ("Yes!", True, "only"), ("全部确认", True, "all"),
     ("yes, the second", True, 2), ("确认第 3 个", True, 3), ("cancel both", False, "all"),
     ("ok 2", True, 2)],
)  # fmt: skip
def test_a_typed_decision_is_understood(text, yes, which):
    word = word_of(text)
    assert (word.yes, word.which) == (yes, which)


@pytest.mark.parametrize(
    "text",
    ["yes but change the priority", "确认一下这张单的状态", "ok what about ME_207890", "第二个"],
)
def test_anything_more_than_a_decision_is_none(text):
    assert word_of(text) is None


def test_a_text_of_many_words_decides_no_card(service):
    talk = Talk(service)
    [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
    talk.say("好，" * 250 + "确认")
    with service.store.unbound_reader() as session:
        assert session.get_one(Proposal, card.id).decided_at is None
    assert word_of("好，" * 5 + "确认") is not None


def test_a_basis_without_a_version_is_held_by_what_it_holds(demo_store):
    from domain.basis import still_stands
    from domain.models import Part

    with demo_store.unbound_reader() as session:
        part = session.scalars(select(Part)).first()
        basis = basis_of(part)
        assert still_stands(session, [basis])
    demo_store.write(lambda s: setattr(s.get_one(Part, basis.id), "name_en", "another"))
    with demo_store.unbound_reader() as session:
        assert not still_stands(session, [basis])
    assert Card(title="t", preview=[], rests_on=[basis]).rests_on == [basis]


def test_what_was_done_and_what_waits_is_told_and_the_way_back_offered(service):
    talk = Talk(service)
    talk.say("approve RMA-D-2602-0158")
    assert "nothing" in talk.say("what did you just do?").text.casefold()
    talk.say("yes")
    assert "[RMA-D-2602-0158]" in talk.say("what did you just do?").text
    undone = talk.say("undo that")
    assert "cannot be undone" in undone.text
    assert [each.message for each in undone.choices] == ["Cancel RMA-D-2602-0158"]


def test_all_of_a_list_shown_since_are_not_the_cards(service):
    talk = Talk(service)
    [card] = talk.say("comment on K2602-0001: hello").proposals
    talk.say("which RMAs await approval?")
    assert talk.say("approve all").outcome == "clarify"
    assert service.assistant.decisions.read(talk.viewer, card.id).state is State.PENDING


@pytest.mark.parametrize("said", ["cancel the first one", "取消第一个"])
def test_a_place_that_may_be_a_listed_tickets_is_asked_about_before_a_card_is_decided(
    service, said
):
    talk = Talk(service)
    listed = talk.say("list the open RMAs of ProAV").references
    [card] = talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
    asked = talk.say(said)
    assert asked.outcome == "clarify"
    assert service.assistant.decisions.read(talk.viewer, card.id).state is State.PENDING
    of_card, of_ticket = asked.choices
    assert of_ticket.label == listed[0].number
    assert listed[0].number in of_ticket.message
    [cancelled] = talk.say(of_card.message).proposals
    assert (cancelled.id, cancelled.state) == (card.id, "cancelled")
