"""What needs somebody's attention: limits that run, notifications, deliveries, mails, jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class RunningClock(Base):
    """A limit of a ticket that runs, has fired, or was cleared before it fired.

    `name` is that of the kind's `Limit`; `held_since` stops it; `held_seconds` is what earlier
    stops have already added. A ticket has one row a limit, set again when it starts anew.
    """

    __tablename__ = "running_clocks"
    __table_args__ = (
        UniqueConstraint("ticket_id", "name"),
        Index("ix_running_clocks_due", "fired_at", "cleared_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    name: Mapped[str]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    held_since: Mapped[datetime | None]
    held_seconds: Mapped[int] = mapped_column(default=0)
    fired_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    is_internal: Mapped[bool] = mapped_column(default=True)


class Follower(Base):
    """Somebody who wants to hear of a ticket."""

    __tablename__ = "followers"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)


class Notification(Base):
    """One entry of a person's inbox, worded in the language the person had then.

    `key` names the happening and the person, so that it is told once.
    """

    __tablename__ = "notifications"
    __table_args__ = (Index("ix_notifications_user", "user_id", "read_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    key: Mapped[str] = mapped_column(unique=True)
    event: Mapped[str]
    is_urgent: Mapped[bool] = mapped_column(default=False)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    url: Mapped[str | None]
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Delivery(Base):
    """A notification on its way through one channel.

    `state` is pending, sent, failed, or dropped when the person may not see its ticket any more.
    `next_at` of a pending one is also pushed on by whoever is sending it now.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notification_id", "channel"),
        Index("ix_deliveries_due", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notification_id: Mapped[int] = mapped_column(ForeignKey("notifications.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    event: Mapped[str]
    channel: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    error: Mapped[str | None]
    sent_at: Mapped[datetime | None]


class Preference(Base):
    """How a person wants to be told: channels by event, quiet hours."""

    __tablename__ = "preferences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    body: Mapped[dict[str, Any]]


class PushSubscription(Base):
    """A browser of a person that wants to be pushed to; `endpoint` is its push service's address.

    `p256dh` and `auth` are the browser's keys: what is pushed only it can read.
    """

    __tablename__ = "push_subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    endpoint: Mapped[str] = mapped_column(unique=True)
    p256dh: Mapped[str]
    auth: Mapped[str]
    created_at: Mapped[datetime]


class OutgoingMail(Base):
    """A mail somebody sends outward, with the course of its sending as that of a `Delivery`.

    `enclosures` name what goes with it: `kind` (`attachment` or `document`), `id`, `name`.
    """

    __tablename__ = "outgoing_mails"
    __table_args__ = (Index("ix_outgoing_mails_due", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    recipients: Mapped[list[str]]
    subject: Mapped[str]
    body: Mapped[str]
    enclosures: Mapped[list[dict[str, Any]]]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    sent_at: Mapped[datetime | None]


class ScheduledJob(Base):
    """When a job of `domain.jobs` is next due; done once for all the times that were missed."""

    __tablename__ = "scheduled_jobs"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]
    last_at: Mapped[datetime | None]
