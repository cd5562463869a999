"""No dealer is ever told of what it may not see, whatever happens."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from domain import following
from domain.access import Permission
from domain.errors import ForbiddenError, NotFoundError
from domain.kind import kinds
from domain.models import Ticket
from domain.notifications.told import TOLD
from domain.visibility import visible
from tests.domain.notifications.conftest import HOUR, NOON, viewer


def test_every_row_has_both_languages_and_every_event_of_the_kinds_is_one(house):
    for told in TOLD.values():
        for text in (told.label, told.title, told.text):
            assert text.zh
            assert text.en
        assert told.hearers
    for kind in kinds().values():
        for limit in kind.limits:
            assert limit.event is None or limit.event in TOLD
            assert limit.move is None or limit.move in kind.by_move
            assert limit.event or limit.move
            states = limit.states | limit.held_in
            assert states <= set(kind.by_state)
            if limit.move:
                move = kind.by_move[limit.move]
                assert Permission.BY_CLOCK in move.permissions
                assert limit.states <= move.sources


def act_somehow(house, data, numbers, fans, at):
    """One random act on a random ticket; what is not allowed is left out."""
    number = data.draw(st.sampled_from(numbers))
    match data.draw(st.sampled_from(["comment", "event", "internal", "follow", "owner"])):
        case "comment":
            house.comment(data.draw(st.sampled_from(sorted(fans))), number, f"about {number}", at)
        case "internal":
            house.comment("market", number, f"secret-{number}", at, internal=True)
        case "follow":
            fan = fans[data.draw(st.sampled_from(sorted(fans)))]
            house.store.write(lambda s: following.follow(s, fan, number))
        case "owner":
            dealer = {"reader_dealer_id": data.draw(st.integers(1, 6))}
            changed = update(Ticket).where(Ticket.number == number).values(**dealer)
            house.store.write(lambda s: s.execute(changed))
        case _:
            event = data.draw(st.sampled_from(sorted(TOLD)))
            house.tell(number, event, at, text="f", title="f")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_dealer_is_ever_told_of_what_it_may_not_see(house, data):
    """Random tickets, comments and every event there is; then every inbox against the oracle."""
    usernames = (
        "proav",
        "gafpa",
        "onesv",
        "euoffice",
        "dpgadget",
        "rmk",
        "market",
        "repair",
        "max",
    )
    with house.store.unbound_reader() as session:
        numbers = session.scalars(select(Ticket.number).order_by(Ticket.id.desc()).limit(60)).all()
    fans = {each: viewer(house, each) for each in usernames}
    for step in range(data.draw(st.integers(5, 15))):
        at = NOON + timedelta(seconds=step)
        with suppress(ForbiddenError, NotFoundError):
            act_somehow(house, data, numbers, fans, at)
        if data.draw(st.booleans()):
            house.take(at)
            house.send(at)
    house.take()
    house.send(NOON + HOUR)
    for name, person in fans.items():
        with house.store.unbound_reader() as session:
            seen = set(session.scalars(visible(person, Ticket).with_only_columns(Ticket.number)))
        for entry in house.heard(name):
            named = {each for each in numbers if each in entry.title + entry.text}
            assert named <= seen, (name, entry)
            if not person.may(Permission.READ_INTERNAL):
                assert "secret-" not in entry.text
                assert not TOLD[entry.event].is_internal
