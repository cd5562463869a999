"""Which rows and columns each scope reads: one rule per table, for read connections and for writes.

A table without a rule for a scope shows that scope nothing, so a new table is closed until
somebody decides. `domain.database` turns the rules into what a read connection shows; a write
loads its target through `visible` with the same rules.
"""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, exists, false, literal, or_, select
from sqlalchemy.orm import Session

from domain.access import Scope, Viewer
from domain.errors import NotFoundError
from domain.models import (
    ArticleUse,
    AssistantAnswer,
    Base,
    BoardLayout,
    Contract,
    Customer,
    Dealer,
    Device,
    Ownership,
    Preference,
    Receivable,
    ReceivablePayment,
    Stock,
    StockMovement,
    Ticket,
    User,
)
from domain.visible_rows import (
    Rule,
    Terms,
    billing_tables,
    customer_ticket,
    dealer_customer,
    dealer_ticket,
    documents,
    every_row,
    knowledge_tables,
    own_conversation,
    own_draft,
    own_message,
    own_notifications,
    own_opinion,
    own_proposal,
    own_saved_question,
    own_use,
    published,
    rma_ticket,
    ticket_tables,
    to_dealer_or_direct,
    to_no_dealer,
)

_OPEN_TABLES = (
    "families",
    "products",
    "categories",
    "regions",
    "holidays",
    "house_rules",
)
_TRADE_TABLES = ("parts", "part_prices", "repair_plans")
_DESK_TABLES = (
    "organisations",
    "groups",
    "group_members",
    "dealers",
    "customers",
    "contracts",
    "devices",
    "ownerships",
    "stock",
    "receivables",
    "users",
    "tickets",
    "ticket_parts",
    "comments",
    "events",
    "links",
    "articles",
    "sections",
    "wishes",
    "invoices",
    "payments",
    "receivable_payments",
    "stock_movements",
    "running_clocks",
    "milestones",
    "article_uses",
    "assistant_answers",
    "early_warnings",
)


_OWN_TALK: dict[str, Rule] = {
    "conversations": own_conversation,
    "messages": own_message,
    "proposals": own_proposal,
    "preferences": lambda terms: Preference.user_id == terms.user,
    "board_layouts": lambda terms: BoardLayout.user_id == terms.user,
    "ticket_drafts": own_draft,
    "opinions": own_opinion,
    "model_uses": own_use,
    "saved_questions": own_saved_question,
}
_OPEN: dict[str, Rule] = dict.fromkeys(_OPEN_TABLES, every_row)
_COLLEAGUES: dict[str, Rule] = dict.fromkeys(
    ("organisations", "groups", "group_members"), every_row
)
_TRADE: dict[str, Rule] = dict.fromkeys(_TRADE_TABLES, every_row)

RULES: dict[Scope, dict[str, Rule]] = {
    Scope.STAFF: {
        **ticket_tables(every_row, internal=True),
        **_OPEN,
        **_TRADE,
        **dict.fromkeys(_DESK_TABLES, every_row),
        **dict.fromkeys(("deliveries", "outgoing_mails", "policy_versions"), every_row),
        **_OWN_TALK,
        "opinions": every_row,
        "model_uses": every_row,
    },
    Scope.WORKSHOP: {
        **_OPEN,
        **_TRADE,
        **_COLLEAGUES,
        "dealers": every_row,
        "users": every_row,
        **ticket_tables(rma_ticket, internal=True),
        **knowledge_tables(every_row),
        "wishes": every_row,
        "customers": lambda terms: exists().where(
            Ticket.customer_id == Customer.id, rma_ticket(terms)
        ),
        "devices": lambda terms: exists().where(Ticket.device_id == Device.id, rma_ticket(terms)),
        "ownerships": lambda terms: exists().where(
            Ticket.device_id == Ownership.device_id, rma_ticket(terms)
        ),
        **_OWN_TALK,
    },
    Scope.HOTLINE: {
        **_OPEN,
        **_COLLEAGUES,
        **knowledge_tables(every_row),
        "users": lambda terms: User.id == terms.user,
        "notifications": own_notifications(lambda _: false()),
        **_OWN_TALK,
    },
    Scope.DEALER: {
        **_OPEN,
        **_TRADE,
        **ticket_tables(dealer_ticket, internal=False),
        "documents": documents(dealer_ticket, to_dealer_or_direct),
        **billing_tables(dealer_ticket, lambda terms: Ticket.dealer_id == terms.dealer),
        **knowledge_tables(published("Public", "Dealer")),
        "dealers": lambda terms: Dealer.id == terms.dealer,
        "customers": dealer_customer,
        "contracts": lambda terms: exists().where(
            Customer.id == Contract.customer_id, dealer_customer(terms)
        ),
        "devices": lambda terms: Device.reader_dealer_id == terms.dealer,
        "ownerships": lambda terms: exists().where(
            Customer.id == Ownership.customer_id, dealer_customer(terms)
        ),
        "stock": lambda terms: Stock.dealer_id == terms.dealer,
        "stock_movements": lambda terms: StockMovement.dealer_id == terms.dealer,
        "receivables": lambda terms: Receivable.dealer_id == terms.dealer,
        "receivable_payments": lambda terms: exists().where(
            Receivable.id == ReceivablePayment.receivable_id, Receivable.dealer_id == terms.dealer
        ),
        "article_uses": lambda terms: ArticleUse.dealer_id == terms.dealer,
        "assistant_answers": lambda terms: AssistantAnswer.dealer_id == terms.dealer,
        "users": lambda terms: or_(User.dealer_id == terms.dealer, User.id == terms.user),
        **_OWN_TALK,
    },
    Scope.CUSTOMER: {
        **_OPEN,
        **ticket_tables(customer_ticket, internal=False),
        "documents": documents(customer_ticket, to_no_dealer),
        **billing_tables(customer_ticket, lambda _: Ticket.dealer_id.is_(None)),
        **knowledge_tables(published("Public")),
        "customers": lambda terms: Customer.id == terms.customer,
        "contracts": lambda terms: Contract.customer_id == terms.customer,
        "devices": lambda terms: Device.owner_id == terms.customer,
        "ownerships": lambda terms: Ownership.customer_id == terms.customer,
        "users": lambda terms: User.id == terms.user,
        **_OWN_TALK,
    },
    Scope.NOBODY: {},
}

_SECRETS = {"users": frozenset({"password_hash", "session_version"})}
_BELOW_STAFF: dict[str, frozenset[str]] = {
    **_SECRETS,
    "documents": frozenset({"created_by_id"}),
    "house_rules": frozenset({"changed_by_id"}),
    "tickets": frozenset({"solution_internal", "origin"}),
    "articles": frozenset({"solution_internal", "source_ticket_id", "origin", "digest"}),
    "devices": frozenset({"dealer_id"}),
    "events": frozenset({"trace", "changes_internal"}),
    "milestones": frozenset({"exception_at"}),
}
# Columns that read as NULL in a scope. None of them may be one that a rule of the scope rests on:
# the views of other tables look through the view that hides it.
HIDDEN: dict[Scope, dict[str, frozenset[str]]] = {
    Scope.STAFF: _SECRETS,
    Scope.WORKSHOP: _SECRETS,
    Scope.HOTLINE: _SECRETS,
    Scope.DEALER: _BELOW_STAFF,
    Scope.CUSTOMER: _BELOW_STAFF,
    Scope.NOBODY: {},
}


def rule(scope: Scope, table: str, terms: Terms) -> ColumnElement[bool]:
    """The rows of `table` that `scope` reads; nothing where no rule was made."""
    found = RULES[scope].get(table)
    return found(terms) if found else false()


def reads(scope: Scope, table: str) -> bool:
    """Whether the scope reads any row of the table."""
    return table in RULES[scope]


def terms_of(viewer: Viewer) -> Terms:
    return Terms(literal(viewer.user_id), literal(viewer.dealer_id), literal(viewer.customer_id))


T = TypeVar("T", bound=Base)


def visible(viewer: Viewer, model: type[T]) -> Select[T]:
    """A select of what this viewer may see of a table, for connections that are not bound to it."""
    return select(model).where(rule(viewer.scope, model.__tablename__, terms_of(viewer)))


def load_visible(session: Session, viewer: Viewer, model: type[T], *where: Any) -> T:
    """The one row that a write acts on.

    Raises NotFoundError alike whether there is none or the viewer may not see it.
    """
    found = session.scalars(visible(viewer, model).where(*where)).one_or_none()
    if found is None:
        raise NotFoundError()
    return found
