"""What each viewer reads and may do: the rules, the bound connections, and attacks on them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError

from domain.access import (
    PERMISSIONS,
    SCOPES,
    WISH_AUDIENCES,
    Permission,
    Role,
    Scope,
    Viewer,
    audiences,
    ticket_audiences,
)
from domain.errors import NotFoundError
from domain.models import Base, Comment, Customer, Device, Invoice, Ticket, Wish
from domain.visibility import HIDDEN, RULES, load_visible, visible

DEMO_USERS = ("market", "market_cn", "lead", "repair", "rnd", "boss", "proav", "gafpa", "onesv",
              "euoffice", "dpgadget", "rmk", "max")  # fmt: skip


def test_every_role_has_permissions_and_a_scope():
    assert set(PERMISSIONS) == set(Role) == set(SCOPES)


def test_only_staff_hold_internal_permissions():
    outside = {Role.DEALER, Role.CUSTOMER, Role.PROVIDER}
    for role in outside:
        assert Permission.READ_INTERNAL not in PERMISSIONS[role]
        assert Permission.SEE_ALL_DEALERS not in PERMISSIONS[role]


@pytest.mark.parametrize(
    ("role", "stage", "admitted"),
    [
        (Role.MARKET, 1, True),
        (Role.DEALER, 1, False),
        (Role.DEALER, 2, True),
        (Role.CUSTOMER, 2, False),
        (Role.CUSTOMER, 3, True),
    ],
)
def test_a_role_comes_in_when_its_stage_has_opened(role, stage, admitted):
    viewer = Viewer(1, "u", role, dealer_id=1, dealer_tier=1, customer_id=1, stage=stage)
    assert viewer.is_admitted is admitted
    assert bool(viewer.permissions) is admitted
    assert bool(audiences(viewer)) is admitted


def test_a_dealer_of_tier_three_may_not_repair():
    tiers = {
        tier: Viewer(1, "d", Role.DEALER, dealer_id=1, dealer_tier=tier).permissions
        for tier in (1, 2, 3)
    }
    assert Permission.REPAIR_LOCALLY in tiers[1] & tiers[2]
    assert Permission.REPAIR_LOCALLY not in tiers[3]


def test_a_dealer_user_without_a_dealer_sees_nothing():
    assert Viewer(1, "d", Role.DEALER).scope is Scope.NOBODY


def test_without_a_viewer_there_are_no_rows(demo_store):
    with demo_store.reader(None) as session:
        for table in Base.metadata.tables.values():
            assert session.scalar(select(func.count()).select_from(table)) == 0


@pytest.mark.parametrize("username", DEMO_USERS)
def test_a_bound_connection_shows_exactly_the_rows_of_the_rules(demo_store, as_user, username):
    viewer = as_user(username)
    with demo_store.unbound_reader() as session:
        by_rule = {
            mapper.class_: set(
                session.scalars(
                    visible(viewer, mapper.class_).with_only_columns(*mapper.primary_key)
                )
            )
            for mapper in Base.registry.mappers
        }
    with demo_store.reader(viewer) as session:
        for model, expected in by_rule.items():
            keys = model.__mapper__.primary_key
            assert set(session.scalars(select(*keys))) == expected, model


@pytest.mark.parametrize("username", ["proav", "gafpa", "rmk", "max"])
def test_nobody_below_staff_reads_internal_texts(demo_store, as_user, username):
    viewer = as_user(username)
    with demo_store.reader(viewer) as session:
        assert session.scalar(select(func.count(Ticket.id))) > 0
        assert session.scalars(select(Ticket.solution_internal)).unique().all() == [None]
        assert not session.scalar(select(func.count()).where(Comment.is_internal.is_(True)))


def test_a_dealer_reads_only_its_own_customers_tickets(demo_store, as_user):
    viewer = as_user("proav")
    with demo_store.unbound_reader() as session:
        expected = set(
            session.scalars(
                select(Ticket.number)
                .outerjoin(Customer, Customer.id == Ticket.customer_id)
                .where(func.coalesce(Customer.dealer_id, Ticket.dealer_id) == viewer.dealer_id)
            )
        )
    with demo_store.reader(viewer) as session:
        assert set(session.scalars(select(Ticket.number))) == expected


def test_a_dealer_is_not_told_the_former_owner_of_its_customers_device(demo_store, as_user):
    with demo_store.reader(as_user("gafpa")) as session:
        own = set(session.scalars(select(Customer.id)))
        assert set(session.scalars(select(Device.owner_id))) <= own | {None}


def test_no_rule_rests_on_a_column_that_its_scope_hides():
    for scope, tables in HIDDEN.items():
        for table in tables:
            assert table in RULES[scope]
            assert "reader_dealer_id" not in tables[table]
            assert "dealer_id" not in tables[table] or table == "devices"


ATTACKS = (
    "SELECT * FROM main.tickets",
    "SELECT count(*) FROM main.tickets",
    "SELECT 1 FROM main.tickets",
    "SELECT rowid FROM main.tickets",
    "WITH tickets AS (SELECT number FROM main.tickets) SELECT * FROM tickets",
    "WITH tickets AS (SELECT count(*) FROM main.tickets) SELECT * FROM tickets",
    "SELECT * FROM (SELECT number FROM main.tickets) AS tickets",
    "SELECT number FROM main.tickets AS tickets",
    "SELECT t.number FROM tickets JOIN main.tickets AS t",
    "SELECT (SELECT group_concat(number) FROM main.tickets)",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM main.sqlite_master",
    "SELECT * FROM sqlite_temp_master",
    "SELECT * FROM temp.sqlite_temp_schema",
    "SELECT * FROM pragma_table_list",
    "PRAGMA table_list",
    "PRAGMA query_only=OFF",
    "PRAGMA database_list",
    "ATTACH DATABASE ':memory:' AS other",
    "VACUUM INTO '/tmp/copy.db'",
    "CREATE TEMP VIEW spy AS SELECT * FROM main.tickets",
    "CREATE TEMP TABLE spy AS SELECT * FROM main.tickets",
    "DROP VIEW tickets",
    "DROP VIEW temp.tickets",
    "INSERT INTO main.comments(ticket_id, at, author, text, is_internal) VALUES (1,1,'x','x',0)",
    "UPDATE main.tickets SET reader_dealer_id = 1",
    "DELETE FROM main.tickets",
    "SELECT load_extension('x')",
    "SELECT writefile('/tmp/x', 'x')",
    "SELECT fts5_source_id()",
    "SELECT randomblob(1000000000)",
    "SELECT zeroblob(1000000000)",
    "SELECT * FROM main.counters",
    "SELECT * FROM main.users",
    "SELECT password_hash FROM main.users",
    "SELECT * FROM dbstat",
    "EXPLAIN SELECT * FROM main.tickets",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_bound_connection_refuses_every_way_around_its_views(demo_store, as_user, attack):
    with demo_store.reader(as_user("proav")) as session, pytest.raises(DatabaseError):
        session.execute(text(attack)).fetchall()


def test_connections_taken_in_turn_by_many_viewers_never_mix_them_up(demo_store, as_user):
    viewers = [as_user(name) for name in ("proav", "gafpa", "onesv", "rmk", "max", "market")]
    counts = {}
    for viewer in viewers:
        with demo_store.reader(viewer) as session:
            counts[viewer.username] = session.scalar(select(func.count(Ticket.id)))
    chance = random.Random(1)
    for _ in range(300):
        viewer = chance.choice(viewers)
        with demo_store.reader(viewer) as session:
            assert session.scalar(select(func.count(Ticket.id))) == counts[viewer.username]


def test_a_foreign_row_and_a_missing_one_fail_alike_for_a_write(demo_store, as_user):
    viewer = as_user("proav")

    def refusal(number):
        with pytest.raises(NotFoundError) as raised:
            demo_store.write(
                lambda session: load_visible(session, viewer, Ticket, Ticket.number == number)
            )
        return raised.value.code, raised.value.text

    assert refusal("RMA-D-2601-0145") == refusal("RMA-D-2601-9999")


viewers = st.builds(
    Viewer,
    user_id=st.integers(1, 5),
    username=st.just("u"),
    role=st.sampled_from(Role),
    dealer_id=st.none() | st.integers(1, 4),
    dealer_tier=st.sampled_from([1, 2, 3]),
    customer_id=st.none() | st.integers(1, 4),
    stage=st.integers(1, 3),
)


@given(
    viewer=viewers,
    kind=st.sampled_from(["consult", "rma", "dealer_repair"]),
    dealer_id=st.none() | st.integers(1, 4),
    customer_id=st.none() | st.integers(1, 4),
    internal=st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_audiences_meet_exactly_when_the_viewer_may_read_the_text(
    viewer, kind, dealer_id, customer_id, internal
):
    tokens = ticket_audiences(
        kind=kind, dealer_id=dealer_id, customer_id=customer_id, internal=internal
    )
    may_read = {
        Scope.STAFF: True,
        Scope.WORKSHOP: kind == "rma",
        Scope.HOTLINE: False,
        Scope.DEALER: not internal and dealer_id is not None and dealer_id == viewer.dealer_id,
        Scope.CUSTOMER: not internal
        and customer_id is not None
        and customer_id == viewer.customer_id,
        Scope.NOBODY: False,
    }[viewer.scope]
    assert bool(audiences(viewer) & tokens) is may_read


@pytest.mark.parametrize("role", Role)
def test_wishes_are_searched_by_those_who_may_read_them(demo_store, role):
    viewer = Viewer(1, "w", role, dealer_id=1, dealer_tier=1, customer_id=1)
    with demo_store.reader(viewer) as session:
        readable = session.scalar(select(func.count()).select_from(Wish)) or 0
    assert bool(audiences(viewer) & WISH_AUDIENCES) is (readable > 0)


def test_who_takes_over_a_customer_sees_no_bill_of_the_dealer_before(demo_store, as_user):
    def billed(username):
        with demo_store.reader(as_user(username)) as session:
            return set(session.scalars(select(Invoice.number)))

    def hand_over(session):
        for customer in session.scalars(select(Customer).where(Customer.dealer_id == proav)):
            customer.dealer_id = gafpa
        session.execute(
            update(Ticket).where(Ticket.reader_dealer_id == proav).values(reader_dealer_id=gafpa)
        )

    proav, gafpa = as_user("proav").dealer_id, as_user("gafpa").dealer_id
    of_proav, of_gafpa = billed("proav"), billed("gafpa")
    assert of_proav
    demo_store.write(hand_over)
    assert billed("gafpa") == of_gafpa
    assert billed("max") == set()
