"""The demo world and its rows, as the tests of figures ask them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.access import Viewer
from domain.clock import Clock
from domain.database import Store
from domain.identity import viewer_named
from domain.language import Language
from domain.models import (
    Article,
    ArticleUse,
    AssistantAnswer,
    Customer,
    Milestone,
    Receivable,
    ReceivablePayment,
    Stock,
    StockMovement,
    Ticket,
    User,
)
from domain.statistics import Question, answer
from tests.conftest import NOW, ZONE
from tests.domain.figures_counted import rows_of

CLOCK = Clock(ZONE, source=lambda: NOW.astimezone(UTC))


@pytest.fixture(scope="package")
def world(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo world, read only."""
    path = tmp_path_factory.mktemp("figures") / "bokeh.db"
    shutil.copy(demo_file, path)
    opened = Store(path)
    yield opened
    opened.close()


def viewer(store: Store, name: str) -> Viewer:
    with store.unbound_reader() as session:
        found = viewer_named(session, name, stage=3)
    assert found is not None
    return found


def ask(store: Store, name: str, language: Language = Language.EN, **asked):
    who = viewer(store, name)
    with store.reader(who) as session:
        return answer(session, who, Question(**asked), clock=CLOCK, language=language)


class Rows(list):
    """A long list that is not shown whole when a test fails."""

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


@pytest.fixture(scope="package")
def plain(world: Store):
    """Every ticket with its milestones and its customer, as plain rows."""
    with world.unbound_reader() as session:
        customers = {row.id: row for row in session.scalars(select(Customer))}
        milestones = {row.ticket_id: row for row in session.scalars(select(Milestone))}
        rows = Rows(
            (row, customers.get(row.customer_id), milestones.get(row.id))
            for row in session.scalars(select(Ticket))
        )
        session.expunge_all()
    return rows


@pytest.fixture(scope="package")
def lively(demo_file: Path, tmp_path_factory: pytest.TempPathFactory):
    """The demo world with answers of the assistant, restocked parts and debts, and its rows."""
    path = tmp_path_factory.mktemp("lively") / "bokeh.db"
    shutil.copy(demo_file, path)
    store = Store(path)
    store.write(enliven)
    yield store, rows_of(store)
    store.close()


def enliven(session) -> None:
    users = list(session.scalars(select(User).order_by(User.id)))
    articles = list(session.scalars(select(Article.id).order_by(Article.id).limit(9)))
    tickets = list(session.scalars(select(Ticket).order_by(Ticket.id).limit(200)))
    part, dealer = session.scalar(select(Stock.part_id)), session.scalar(select(Stock.dealer_id))
    receivable = session.scalars(select(Receivable)).first()
    for place, ticket in enumerate(tickets):
        user, at = users[place % len(users)], ticket.created_at - timedelta(hours=place % 96)
        if user.dealer_id in (None, ticket.reader_dealer_id):  # a dealer opens its own only
            ticket.created_by_id = user.id
        session.add(AssistantAnswer(
            user_id=user.id, dealer_id=user.dealer_id, of_house=user.dealer_id is None,
            has_article=place % 3 > 0, outcome="answered", at=at,
        ))  # fmt: skip
        session.add(ArticleUse(
            article_id=articles[place % 9], user_id=user.id, dealer_id=user.dealer_id, at=at,
        ))  # fmt: skip
        if place % 10 == 0:
            session.add(StockMovement(
                dealer_id=dealer, part_id=part, change=place + 1, quantity_after=place + 1,
                reason="restock", at=at,
            ))  # fmt: skip
    session.add(ReceivablePayment(
        receivable_id=receivable.id, method="bank", amount=Decimal("12.34"),
        paid_on=receivable.since + timedelta(days=3), recorded_at=NOW,
    ))  # fmt: skip
