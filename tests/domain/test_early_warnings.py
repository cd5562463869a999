"""Each early warning comes with its evidence when there is cause, not without, and once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.database import Store
from domain.models import Article, Category, Comment, Dealer, Ticket, TicketPart
from domain.statistics.warned.finding import Finding
from domain.statistics.warnings import findings, keep_new
from tests.conftest import NOW


def another(session: Session, like: Ticket, number: str, at: datetime, **changed: object) -> Ticket:
    """A ticket like this one, opened at another time."""
    left_out = {"id", "number", "origin", "created_at", "updated_at", "status_at", "closed_at"}
    facts = {
        column.name: getattr(like, column.name)
        for column in Ticket.__table__.columns
        if column.name not in left_out
    }
    moments = {"created_at": at, "updated_at": at, "status_at": at}
    made = Ticket(**{**facts, **moments, "number": number, **changed})
    session.add(made)
    session.flush()
    return made


def of_kind(store: Store, kind: str) -> list[Finding]:
    with store.unbound_reader() as session:
        return [each for each in findings(session, NOW) if each.kind == kind]


def consult(session: Session) -> Ticket:
    return session.scalars(select(Ticket).where(Ticket.kind == "consult")).first()


def new_kind_of_problem(session: Session, count: int, *, days: int) -> str:
    """So many tickets of the last days about something that never came before."""
    above = session.scalar(select(Category.id).where(Category.code == "hardware"))
    category = Category(
        code="tally_lamp", parent_id=above, name_zh="录制灯", name_en="Tally lamp", aliases=[]
    )
    session.add(category)
    session.flush()
    for place in range(count):
        at = NOW - timedelta(days=days * place / count, hours=1)
        another(session, consult(session), f"K2602-8{place:03}", at, category_id=category.id)
    return category.code


def test_a_category_that_surges_is_told_with_its_numbers(demo_store: Store):
    assert of_kind(demo_store, "surge") == []
    code = demo_store.write(lambda session: new_kind_of_problem(session, 12, days=20))
    (found,) = of_kind(demo_store, "surge")
    assert found.evidence["category"] == code
    assert (found.evidence["now"], found.evidence["before"]) == (12, 0)
    assert found.evidence["chance"] < 0.05 / found.evidence["tests"]
    assert len(found.tickets) == 10
    assert all(number.startswith("K2602-8") for number in found.tickets)


def test_few_new_cases_are_no_surge(demo_store: Store):
    demo_store.write(lambda session: new_kind_of_problem(session, 4, days=20))
    assert of_kind(demo_store, "surge") == []


def test_a_frequent_problem_is_told_until_an_article_speaks_of_it(demo_store: Store):
    code = demo_store.write(lambda session: new_kind_of_problem(session, 6, days=20))

    def publish(session: Session, status: str, about: str) -> None:
        """The only articles of this product speak `about` it, in this status."""
        category = session.scalar(select(Category).where(Category.code == code))
        name = category.name_en if about == "it" else "something else"
        for row in session.scalars(select(Article)):
            row.title, row.problem, row.products, row.status = f"On {name}", "", [], status

    def is_told() -> bool:
        return code in {each.evidence["category"] for each in of_kind(demo_store, "unwritten")}

    demo_store.write(lambda session: publish(session, "published", "another"))
    assert is_told()
    demo_store.write(lambda session: publish(session, "draft", "it"))
    assert is_told()
    demo_store.write(lambda session: publish(session, "published", "it"))
    assert not is_told()


def repairs(session: Session, *, late: int, early: int, each: int) -> str:
    """Repairs of a dealer that had none: one part each before this month, `each` in it."""
    like = session.scalars(select(Ticket).where(Ticket.kind == "dealer_repair")).first()
    dealer = session.scalar(select(Dealer).where(Dealer.code == "rmk"))
    part = session.scalar(select(TicketPart.part_id))
    for place in range(late + early):
        is_late = place < late
        at = NOW - timedelta(days=5) if is_late else NOW - timedelta(days=60 + place)
        made = another(
            session, like, f"SVC-D-2602-8{place:03}", at, dealer_id=dealer.id,
            reader_dealer_id=dealer.id,
        )  # fmt: skip
        quantity = each if is_late else 1
        session.add(TicketPart(ticket_id=made.id, part_id=part, quantity=quantity))
    return dealer.code


def test_a_dealer_who_takes_far_more_parts_is_told_of(demo_store: Store):
    demo_store.write(lambda session: repairs(session, late=4, early=20, each=7))
    (found,) = of_kind(demo_store, "settlement")
    assert found.evidence["dealer"] == "rmk"
    assert (found.evidence["repairs"], found.evidence["parts"]) == (4, 28)
    assert found.evidence["chance"] < 0.05
    assert len(found.tickets) == 4


@pytest.mark.parametrize(("late", "each"), [(4, 1), (2, 9)])
def test_as_many_parts_as_ever_or_too_few_repairs_are_no_cause(
    demo_store: Store, late: int, each: int
):
    demo_store.write(lambda session: repairs(session, late=late, early=20, each=each))
    assert of_kind(demo_store, "settlement") == []


def said(store: Store, author: str, words: str) -> str:
    def work(session: Session) -> str:
        ticket = session.scalars(
            select(Ticket).where(Ticket.kind == "consult", Ticket.status == "in_progress")
        ).first()
        at = NOW - timedelta(days=1)
        session.add(Comment(ticket_id=ticket.id, at=at, author=author, text=words))
        ticket.updated_at = at
        return ticket.number

    return store.write(work)


def test_an_angry_customer_is_told_of_with_the_words_that_were_heard(demo_store: Store):
    before = {each.key for each in of_kind(demo_store, "angry")}
    number = said(demo_store, "max", "等了三周还没人回，太过分了，我要投诉！！")
    (found,) = [each for each in of_kind(demo_store, "angry") if each.key not in before]
    assert found.tickets == [number]
    assert found.evidence["words"]


def test_what_staff_writes_is_no_customers_anger(demo_store: Store):
    before = {each.key for each in of_kind(demo_store, "angry")}
    said(demo_store, "market", "等了三周还没人回，太过分了，我要投诉！！")
    assert {each.key for each in of_kind(demo_store, "angry")} == before


def test_each_kind_is_told_once_however_often_it_is_looked_for(demo_store: Store):
    demo_store.write(lambda session: new_kind_of_problem(session, 12, days=20))
    demo_store.write(lambda session: repairs(session, late=4, early=20, each=7))
    said(demo_store, "max", "太过分了，我要投诉！！")
    first = demo_store.write(lambda session: keep_new(session, NOW))
    assert {"batch", "surge", "settlement", "angry"} <= {each.kind for each in first}
    for hours in (1, 5, 12):
        again = NOW + timedelta(hours=hours)
        assert demo_store.write(lambda session, at=again: keep_new(session, at)) == []
