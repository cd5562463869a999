"""Rules on which rows are seen: the sentences that `domain.visibility` gives to each scope."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, true

from domain.models import (
    Article,
    Attachment,
    Comment,
    Conversation,
    Customer,
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
    Payment,
    Proposal,
    RunningClock,
    SaidMessage,
    SavedQuestion,
    Section,
    Ticket,
    TicketDraft,
    TicketPart,
)


@dataclass(frozen=True)
class Terms:
    """Who is looking, as SQL expressions: bound values for a write, functions for a read view."""

    user: ColumnElement[Any]
    dealer: ColumnElement[Any]
    customer: ColumnElement[Any]


Rule = Callable[[Terms], ColumnElement[bool]]


def every_row(_: Terms) -> ColumnElement[bool]:
    return true()


def own_conversation(terms: Terms) -> ColumnElement[bool]:
    return Conversation.user_id == terms.user


def own_message(terms: Terms) -> ColumnElement[bool]:
    return exists().where(Conversation.id == SaidMessage.conversation_id, own_conversation(terms))


def own_proposal(terms: Terms) -> ColumnElement[bool]:
    return Proposal.user_id == terms.user


def own_mails(ticket: Rule) -> Rule:
    return lambda terms: and_(
        OutgoingMail.created_by_id == terms.user,
        about_nothing_hidden(OutgoingMail.ticket_id.expression, ticket)(terms),
    )


def own_notifications(ticket: Rule) -> Rule:
    """A person's inbox, without what is about a ticket that it may not see any more."""
    return lambda terms: and_(
        Notification.user_id == terms.user,
        about_nothing_hidden(Notification.ticket_id.expression, ticket)(terms),
    )


def about_nothing_hidden(column: ColumnElement[Any], ticket: Rule) -> Rule:
    return lambda terms: or_(column.is_(None), of_ticket(column, ticket)(terms))


def own_draft(terms: Terms) -> ColumnElement[bool]:
    return TicketDraft.user_id == terms.user


def own_opinion(terms: Terms) -> ColumnElement[bool]:
    return Opinion.user_id == terms.user


def own_use(terms: Terms) -> ColumnElement[bool]:
    return ModelUse.user_id == terms.user


def own_saved_question(terms: Terms) -> ColumnElement[bool]:
    return SavedQuestion.user_id == terms.user


def of_ticket(column: ColumnElement[Any], ticket: Rule) -> Rule:
    return lambda terms: exists().where(Ticket.id == column, ticket(terms))


def said_openly(flag: ColumnElement[bool], column: ColumnElement[Any], ticket: Rule) -> Rule:
    return lambda terms: and_(flag.is_(False), exists().where(Ticket.id == column, ticket(terms)))


def both_ends(ticket: Rule) -> Rule:
    return lambda terms: and_(
        exists().where(Ticket.id == Link.from_id, ticket(terms)),
        exists().where(Ticket.id == Link.to_id, ticket(terms)),
    )


def published(*visibilities: str) -> Rule:
    return lambda _: and_(Article.status == "published", Article.visibility.in_(visibilities))


def of_article(article: Rule) -> Rule:
    return lambda terms: exists().where(Article.id == Section.article_id, article(terms))


def ticket_tables(ticket: Rule, *, internal: bool) -> dict[str, Rule]:
    """The tables that hang on a ticket, for a scope that sees tickets by `ticket`."""
    said = of_ticket(Comment.ticket_id.expression, ticket)
    done = of_ticket(Event.ticket_id.expression, ticket)
    if not internal:
        said = said_openly(Comment.is_internal.expression, Comment.ticket_id.expression, ticket)
        done = said_openly(Event.is_internal.expression, Event.ticket_id.expression, ticket)
    return {
        "tickets": ticket,
        "ticket_parts": of_ticket(TicketPart.ticket_id.expression, ticket),
        "comments": said,
        "events": done,
        "links": both_ends(ticket),
        "milestones": of_ticket(Milestone.ticket_id.expression, ticket),
        "running_clocks": clocks(ticket, internal=internal),
        "followers": own_following,
        "notifications": own_notifications(ticket),
        "outgoing_mails": own_mails(ticket),
        "attachments": attachments(ticket, internal=internal),
        "documents": documents(ticket),
        "document_tickets": of_ticket(DocumentTicket.ticket_id.expression, ticket),
    }


def clocks(ticket: Rule, *, internal: bool) -> Rule:
    if internal:
        return of_ticket(RunningClock.ticket_id.expression, ticket)
    flag = RunningClock.is_internal.expression
    return said_openly(flag, RunningClock.ticket_id.expression, ticket)


def own_following(terms: Terms) -> ColumnElement[bool]:
    return Follower.user_id == terms.user


def attachments(ticket: Rule, *, internal: bool) -> Rule:
    """Those of a visible ticket, and what one has sent oneself and not yet put on a ticket."""

    def rule(terms: Terms) -> ColumnElement[bool]:
        on_ticket = of_ticket(Attachment.ticket_id.expression, ticket)(terms)
        if not internal:
            on_ticket = and_(Attachment.is_internal.is_(False), on_ticket)
        unplaced = and_(Attachment.ticket_id.is_(None), Attachment.user_id == terms.user)
        return or_(on_ticket, unplaced)

    return rule


def documents(ticket: Rule, addressed: Rule = every_row) -> Rule:
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


def to_dealer_or_direct(terms: Terms) -> ColumnElement[bool]:
    return or_(Document.dealer_id.is_(None), Document.dealer_id == terms.dealer)


def to_no_dealer(_: Terms) -> ColumnElement[bool]:
    return Document.dealer_id.is_(None)


def billing_tables(ticket: Rule, billed_to: Rule) -> dict[str, Rule]:
    """The invoices of the tickets one sees and is billed for, and what was paid for them.

    Who takes over a customer sees the tickets, but not what the dealer before was charged.
    """

    def both(terms: Terms) -> ColumnElement[bool]:
        return and_(ticket(terms), billed_to(terms))

    billed = of_ticket(Invoice.ticket_id.expression, both)
    return {
        "invoices": billed,
        "payments": lambda terms: exists().where(Invoice.id == Payment.invoice_id, billed(terms)),
    }


def knowledge_tables(article: Rule) -> dict[str, Rule]:
    return {"articles": article, "sections": of_article(article)}


def rma_ticket(_: Terms) -> ColumnElement[bool]:
    return Ticket.kind == "rma"


def dealer_ticket(terms: Terms) -> ColumnElement[bool]:
    return Ticket.reader_dealer_id == terms.dealer


def dealer_customer(terms: Terms) -> ColumnElement[bool]:
    return Customer.dealer_id == terms.dealer


def customer_ticket(terms: Terms) -> ColumnElement[bool]:
    return Ticket.customer_id == terms.customer
