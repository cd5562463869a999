"""Which rows and columns each scope reads: one rule per table, for read connections and for writes.

A table without a rule for a scope shows that scope nothing, so a new table is closed until
somebody decides. `domain.database` turns the rules into what a read connection shows; a write
loads its target through `visible` with the same rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, or_, select, true
from sqlalchemy.orm import Session

from domain.access import Scope, Viewer
from domain.errors import NotFoundError
from domain.models import (
    Article,
    ArticleUse,
    Attachment,
    Base,
    Comment,
    Contract,
    Conversation,
    Customer,
    Dealer,
    Device,
    Document,
    DocumentTicket,
    Event,
    Follower,
    Invoice,
    Link,
    Milestone,
    ModelUse,
    Notification,
    Opinion,
    OutgoingMail,
    Ownership,
    Payment,
    Preference,
    Proposal,
    Receivable,
    ReceivablePayment,
    RunningClock,
    SaidMessage,
    SavedQuestion,
    Section,
    Stock,
    StockMovement,
    Ticket,
    TicketDraft,
    TicketPart,
    User,
)


@dataclass(frozen=True)
class Terms:
    """Who is looking, as SQL expressions: bound values for a write, functions for a read view."""

    user: ColumnElement[Any]
    dealer: ColumnElement[Any]
    customer: ColumnElement[Any]


Rule = Callable[[Terms], ColumnElement[bool]]
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
    "early_warnings",
)


def _all(_: Terms) -> ColumnElement[bool]:
    return true()


def _own_conversation(terms: Terms) -> ColumnElement[bool]:
    return Conversation.user_id == terms.user


def _own_message(terms: Terms) -> ColumnElement[bool]:
    return exists().where(Conversation.id == SaidMessage.conversation_id, _own_conversation(terms))


def _own_proposal(terms: Terms) -> ColumnElement[bool]:
    return Proposal.user_id == terms.user


def _own_mails(ticket: Rule) -> Rule:
    return lambda terms: and_(
        OutgoingMail.created_by_id == terms.user,
        _about_nothing_hidden(OutgoingMail.ticket_id.expression, ticket)(terms),
    )


def _own_notifications(ticket: Rule) -> Rule:
    """A person's inbox, without what is about a ticket that it may not see any more."""
    return lambda terms: and_(
        Notification.user_id == terms.user,
        _about_nothing_hidden(Notification.ticket_id.expression, ticket)(terms),
    )


def _about_nothing_hidden(column: ColumnElement[Any], ticket: Rule) -> Rule:
    return lambda terms: or_(column.is_(None), _of_ticket(column, ticket)(terms))


def _own_draft(terms: Terms) -> ColumnElement[bool]:
    return TicketDraft.user_id == terms.user


def _own_opinion(terms: Terms) -> ColumnElement[bool]:
    return Opinion.user_id == terms.user


def _own_use(terms: Terms) -> ColumnElement[bool]:
    return ModelUse.user_id == terms.user


def _own_saved_question(terms: Terms) -> ColumnElement[bool]:
    return SavedQuestion.user_id == terms.user


def _of_ticket(column: ColumnElement[Any], ticket: Rule) -> Rule:
    return lambda terms: exists().where(Ticket.id == column, ticket(terms))


def _said_openly(flag: ColumnElement[bool], column: ColumnElement[Any], ticket: Rule) -> Rule:
    return lambda terms: and_(flag.is_(False), exists().where(Ticket.id == column, ticket(terms)))


def _both_ends(ticket: Rule) -> Rule:
    return lambda terms: and_(
        exists().where(Ticket.id == Link.from_id, ticket(terms)),
        exists().where(Ticket.id == Link.to_id, ticket(terms)),
    )


def _published(*visibilities: str) -> Rule:
    return lambda _: and_(Article.status == "published", Article.visibility.in_(visibilities))


def _of_article(article: Rule) -> Rule:
    return lambda terms: exists().where(Article.id == Section.article_id, article(terms))


def _ticket_tables(ticket: Rule, *, internal: bool) -> dict[str, Rule]:
    """The tables that hang on a ticket, for a scope that sees tickets by `ticket`."""
    said = _of_ticket(Comment.ticket_id.expression, ticket)
    done = _of_ticket(Event.ticket_id.expression, ticket)
    if not internal:
        said = _said_openly(Comment.is_internal.expression, Comment.ticket_id.expression, ticket)
        done = _said_openly(Event.is_internal.expression, Event.ticket_id.expression, ticket)
    return {
        "tickets": ticket,
        "ticket_parts": _of_ticket(TicketPart.ticket_id.expression, ticket),
        "comments": said,
        "events": done,
        "links": _both_ends(ticket),
        "milestones": _of_ticket(Milestone.ticket_id.expression, ticket),
        "running_clocks": _clocks(ticket, internal=internal),
        "followers": _own_following,
        "notifications": _own_notifications(ticket),
        "outgoing_mails": _own_mails(ticket),
        "attachments": _attachments(ticket, internal=internal),
        "documents": _documents(ticket),
        "document_tickets": _of_ticket(DocumentTicket.ticket_id.expression, ticket),
    }


def _clocks(ticket: Rule, *, internal: bool) -> Rule:
    if internal:
        return _of_ticket(RunningClock.ticket_id.expression, ticket)
    flag = RunningClock.is_internal.expression
    return _said_openly(flag, RunningClock.ticket_id.expression, ticket)


def _own_following(terms: Terms) -> ColumnElement[bool]:
    return Follower.user_id == terms.user


def _attachments(ticket: Rule, *, internal: bool) -> Rule:
    """Those of a visible ticket, and what one has sent oneself and not yet put on a ticket."""

    def rule(terms: Terms) -> ColumnElement[bool]:
        on_ticket = _of_ticket(Attachment.ticket_id.expression, ticket)(terms)
        if not internal:
            on_ticket = and_(Attachment.is_internal.is_(False), on_ticket)
        unplaced = and_(Attachment.ticket_id.is_(None), Attachment.user_id == terms.user)
        return or_(on_ticket, unplaced)

    return rule


def _documents(ticket: Rule, addressed: Rule = _all) -> Rule:
    """Those whose tickets are all visible; a document about no ticket is nobody's.

    `addressed` narrows them to those addressed to the reader: a ticket may come to be another
    dealer's, but what its first dealer was told and billed does not.
    """

    def rule(terms: Terms) -> ColumnElement[bool]:
        about = exists().where(DocumentTicket.document_id == Document.id)
        seen = exists().where(Ticket.id == DocumentTicket.ticket_id, ticket(terms))
        foreign = exists().where(DocumentTicket.document_id == Document.id, ~seen)
        return and_(about, ~foreign, addressed(terms))

    return rule


def _to_dealer_or_direct(terms: Terms) -> ColumnElement[bool]:
    return or_(Document.dealer_id.is_(None), Document.dealer_id == terms.dealer)


def _to_no_dealer(_: Terms) -> ColumnElement[bool]:
    return Document.dealer_id.is_(None)


def _billing_tables(ticket: Rule, billed_to: Rule) -> dict[str, Rule]:
    """The invoices of the tickets one sees and is billed for, and what was paid for them.

    Who takes over a customer sees the tickets, but not what the dealer before was charged.
    """

    def both(terms: Terms) -> ColumnElement[bool]:
        return and_(ticket(terms), billed_to(terms))

    billed = _of_ticket(Invoice.ticket_id.expression, both)
    return {
        "invoices": billed,
        "payments": lambda terms: exists().where(Invoice.id == Payment.invoice_id, billed(terms)),
    }


def _knowledge_tables(article: Rule) -> dict[str, Rule]:
    return {"articles": article, "sections": _of_article(article)}


def _rma_ticket(_: Terms) -> ColumnElement[bool]:
    return Ticket.kind == "rma"


def _dealer_ticket(terms: Terms) -> ColumnElement[bool]:
    return Ticket.reader_dealer_id == terms.dealer


def _dealer_customer(terms: Terms) -> ColumnElement[bool]:
    return Customer.dealer_id == terms.dealer


def _customer_ticket(terms: Terms) -> ColumnElement[bool]:
    return Ticket.customer_id == terms.customer


_OWN_TALK: dict[str, Rule] = {
    "conversations": _own_conversation,
    "messages": _own_message,
    "proposals": _own_proposal,
    "preferences": lambda terms: Preference.user_id == terms.user,
    "ticket_drafts": _own_draft,
    "opinions": _own_opinion,
    "model_uses": _own_use,
    "saved_questions": _own_saved_question,
}
_OPEN: dict[str, Rule] = dict.fromkeys(_OPEN_TABLES, _all)
_TRADE: dict[str, Rule] = dict.fromkeys(_TRADE_TABLES, _all)

RULES: dict[Scope, dict[str, Rule]] = {
    Scope.STAFF: {
        **_ticket_tables(_all, internal=True),
        **_OPEN,
        **_TRADE,
        **dict.fromkeys(_DESK_TABLES, _all),
        **dict.fromkeys(("deliveries", "outgoing_mails"), _all),
        **_OWN_TALK,
        "opinions": _all,
        "model_uses": _all,
    },
    Scope.WORKSHOP: {
        **_OPEN,
        **_TRADE,
        **dict.fromkeys(("organisations", "groups", "group_members", "dealers", "users"), _all),
        **_ticket_tables(_rma_ticket, internal=True),
        **_knowledge_tables(_all),
        "wishes": _all,
        "customers": lambda terms: exists().where(
            Ticket.customer_id == Customer.id, _rma_ticket(terms)
        ),
        "devices": lambda terms: exists().where(Ticket.device_id == Device.id, _rma_ticket(terms)),
        "ownerships": lambda terms: exists().where(
            Ticket.device_id == Ownership.device_id, _rma_ticket(terms)
        ),
        **_OWN_TALK,
    },
    Scope.HOTLINE: {
        **_OPEN,
        **dict.fromkeys(("organisations", "groups", "group_members"), _all),
        **_knowledge_tables(_all),
        "users": lambda terms: User.id == terms.user,
        "notifications": _own_notifications(lambda _: false()),
        **_OWN_TALK,
    },
    Scope.DEALER: {
        **_OPEN,
        **_TRADE,
        **_ticket_tables(_dealer_ticket, internal=False),
        "documents": _documents(_dealer_ticket, _to_dealer_or_direct),
        **_billing_tables(_dealer_ticket, lambda terms: Ticket.dealer_id == terms.dealer),
        **_knowledge_tables(_published("Public", "Dealer")),
        "dealers": lambda terms: Dealer.id == terms.dealer,
        "customers": _dealer_customer,
        "contracts": lambda terms: exists().where(
            Customer.id == Contract.customer_id, _dealer_customer(terms)
        ),
        "devices": lambda terms: Device.reader_dealer_id == terms.dealer,
        "ownerships": lambda terms: exists().where(
            Customer.id == Ownership.customer_id, _dealer_customer(terms)
        ),
        "stock": lambda terms: Stock.dealer_id == terms.dealer,
        "stock_movements": lambda terms: StockMovement.dealer_id == terms.dealer,
        "receivables": lambda terms: Receivable.dealer_id == terms.dealer,
        "receivable_payments": lambda terms: exists().where(
            Receivable.id == ReceivablePayment.receivable_id, Receivable.dealer_id == terms.dealer
        ),
        "article_uses": lambda terms: ArticleUse.dealer_id == terms.dealer,
        "users": lambda terms: or_(User.dealer_id == terms.dealer, User.id == terms.user),
        **_OWN_TALK,
    },
    Scope.CUSTOMER: {
        **_OPEN,
        **_ticket_tables(_customer_ticket, internal=False),
        "documents": _documents(_customer_ticket, _to_no_dealer),
        **_billing_tables(_customer_ticket, lambda _: Ticket.dealer_id.is_(None)),
        **_knowledge_tables(_published("Public")),
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
