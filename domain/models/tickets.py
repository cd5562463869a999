"""Tickets of all kinds, what was said and done on them, and how they belong together."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Ticket(Base):
    """A case of any kind. Facts that are searched or counted are columns, the rest is `details`.

    `reader_dealer_id` is the one dealer who may see it (see `domain.access`), `dealer_id` the one
    who works on it. `version` rises with every write. `origin` is the digest of the record it
    was imported from, so that a second import of the same record changes nothing.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_dealer_created", "reader_dealer_id", "created_at"),
        Index("ix_tickets_kind_status", "kind", "status"),
        Index("ix_tickets_device", "device_id", "kind", "created_at", "customer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str]
    status_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(index=True)
    updated_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)
    reader_dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    sn: Mapped[str | None] = mapped_column(index=True)
    contact: Mapped[str | None]
    channel: Mapped[str | None]
    source: Mapped[str | None]
    service_type: Mapped[str | None]
    severity: Mapped[int | None]
    priority: Mapped[str | None]
    in_warranty: Mapped[bool | None]
    summary: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    solution: Mapped[str | None]
    solution_internal: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    origin: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)


class TicketPart(Base):
    """A part used on, or sent for, a ticket."""

    __tablename__ = "ticket_parts"
    __table_args__ = (UniqueConstraint("ticket_id", "part_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"), index=True)
    quantity: Mapped[int]


class Comment(Base):
    """Something said on a ticket. `author` is the name as it stood then."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    at: Mapped[datetime]
    author: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str]
    is_internal: Mapped[bool] = mapped_column(default=False)


class Event(Base):
    """One entry of a ticket's history: who did what when, old and new values.

    `changes_internal` are those of values that only staff may see.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str]
    from_status: Mapped[str | None]
    to_status: Mapped[str | None]
    changes: Mapped[dict[str, Any]]
    changes_internal: Mapped[dict[str, Any] | None]
    is_internal: Mapped[bool] = mapped_column(default=False)
    trace: Mapped[str | None]


class Link(Base):
    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    kind: Mapped[str]


class TicketDraft(Base):
    """A half-filled form of one person, found again until it is sent or thrown away."""

    __tablename__ = "ticket_drafts"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    body: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
