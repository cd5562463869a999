"""What keeps the house running: counters, the outbox, answered requests, facts, rules, policy."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Counter(Base):
    """The last number given in a series, such as `K2602`."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class Outgoing(Base):
    """One entry of the outbox, written with the change it tells of.

    `topic` says who takes it; `subject` names the thing, such as `ticket:17`.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_topic_seq", "topic", "seq"), {"sqlite_autoincrement": True})

    seq: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class AnsweredRequest(Base):
    """A write already done under an Idempotency-Key: what it wrote, to be shown again."""

    __tablename__ = "answered_requests"

    user_id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    route: Mapped[str]
    body_hash: Mapped[str]
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class HouseFact(Base):
    """A lasting fact about this installation, such as which world it holds."""

    __tablename__ = "house_facts"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class HouseRule(Base):
    """A number of the house that was changed from its default (see `domain.rules`)."""

    __tablename__ = "house_rules"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class PolicyVersion(Base):
    """What a hosted model is told, as somebody saved it; the newest holds (see `domain.policies`).

    Without a `text` the installation's own holds again. `restores_id` is the version that was
    brought back.
    """

    __tablename__ = "policy_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str | None]
    restores_id: Mapped[int | None] = mapped_column(ForeignKey("policy_versions.id"))
    trace: Mapped[str | None]
