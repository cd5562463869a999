"""A house whose notifications are read, and a postbox that takes or refuses them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from domain.clock import Clock
from domain.identity import viewer_of
from domain.language import Language
from domain.lifecycle import Notice
from domain.models import (
    Delivery,
    Notification,
    Ticket,
    User,
)
from domain.notifications import inbox, sending, taking
from domain.notifications.taking import Telling
from domain.outbox import tell_people
from domain.tickets import moving, opening
from domain.tickets.opening import Draft
from tests.conftest import ZONE

NOON = datetime(2026, 2, 15, 12, tzinfo=ZONE)


HOUR = timedelta(hours=1)


class Postbox:
    """A channel that keeps what it is given, and can be out of order."""

    def __init__(self, name="mail", way="mail"):
        self.name, self.way = name, way
        self.sent, self.failure = [], None

    def can_reach(self, person):
        return person.email is not None

    def send(self, message):
        if self.failure:
            raise self.failure
        self.sent.append(message)


class House:
    """The demo world with two channels; everybody has a mail address."""

    def __init__(self, store, as_user):
        self.store, self.as_user = store, as_user
        self.mail, self.push = Postbox(), Postbox("chat", "push")

    def at(self, moment):
        return Clock(ZONE, source=lambda: moment)

    def open(self, username="market", at=NOON, **draft):
        given = {"kind": "consult", "sn": "ME_207890", "summary": "freeze at 50fps"} | draft
        return self.store.write(
            lambda s: opening.open_ticket(s, self.as_user(username), Draft(**given), now=at).number
        )

    def move(self, username, number, name, at=NOON, **fields):
        viewer = self.as_user(username)
        self.store.write(lambda s: moving.move(s, viewer, number, name, fields=fields, now=at).id)

    def comment(self, username, number, text="looked at it", at=NOON, **more):
        viewer = self.as_user(username)
        self.store.write(lambda s: moving.comment(s, viewer, number, text, now=at, **more).id)

    def tell(self, number, event, at=NOON, actor=None, **facts):
        def work(session):
            ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
            tell_people(session, ticket.id, [Notice(event, facts)], actor=actor, now=at)

        self.store.write(work)

    def take(self, at=NOON):
        telling = Telling(3, at, [self.mail, self.push])
        while taking.take_waiting(self.store, telling):
            pass

    def send(self, at):
        channels = [self.mail, self.push]
        while sending.send_due(self.store, channels, clock=self.at(at), stage=3):
            pass

    def heard(self, username, event=None):
        with self.store.reader(self.as_user(username)) as session:
            rows, _ = inbox.listed(
                session, unread=False, clock=self.at(NOON), language=Language.EN,
                offset=0, limit=200,
            )  # fmt: skip
            return [row for row in rows if event in (None, row.event)]

    def hearers(self, event):
        with self.store.unbound_reader() as session:
            return set(
                session.scalars(
                    select(User.username)
                    .join(Notification, Notification.user_id == User.id)
                    .where(Notification.event == event)
                )
            )

    def deliveries(self, state):
        with self.store.unbound_reader() as session:
            return session.scalars(select(Delivery).where(Delivery.state == state)).all()


@pytest.fixture
def house(demo_store, as_user):
    known = {"email": User.username + "@example.com", "language": "en"}
    demo_store.write(lambda s: s.execute(update(User).values(**known)))
    return House(demo_store, as_user)


def viewer(house, username, stage=3):
    with house.store.unbound_reader() as session:
        user = session.scalars(select(User).where(User.username == username)).one()
        return viewer_of(session, user, stage=stage)
