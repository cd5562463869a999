"""A person's inbox: what was told, what is read."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.language import Language
from domain.models import Notification
from domain.notifications.told import TOLD
from domain.visibility import load_visible, visible


class NotificationShown(BaseModel):
    """One entry; `url` is an address within the service."""

    id: int
    event: str
    label: str
    title: str
    text: str
    url: str | None
    number: str | None
    is_urgent: bool
    is_read: bool
    created_at: datetime


def listed(
    session: Session,
    *,
    unread: bool,
    clock: Clock,
    language: Language,
    offset: int,
    limit: int,
) -> tuple[list[NotificationShown], int]:
    """Entries of a viewer-bound session, newest first, and how many there are."""
    matching = select(Notification)
    if unread:
        matching = matching.where(Notification.read_at.is_(None))
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    rows = session.scalars(matching.order_by(Notification.id.desc()).offset(offset).limit(limit))
    return [shown(row, clock, language) for row in rows], total


def unread_count(session: Session) -> int:
    unread = select(func.count()).select_from(Notification).where(Notification.read_at.is_(None))
    return session.scalar(unread) or 0


def after(
    session: Session, last: int, *, clock: Clock, language: Language, limit: int
) -> list[NotificationShown]:
    """Entries of a viewer-bound session after one of them, oldest first."""
    newer = select(Notification).where(Notification.id > last).order_by(Notification.id)
    return [shown(row, clock, language) for row in session.scalars(newer.limit(limit))]


def newest(session: Session) -> int:
    """The id of the newest entry of a viewer-bound session, 0 when there is none."""
    return session.scalar(select(func.max(Notification.id))) or 0


def read(session: Session, viewer: Viewer, id: int, *, now: datetime) -> None:
    """Note that an entry was read. Raises NotFoundError for missing and foreign ones alike."""
    row = load_visible(session, viewer, Notification, Notification.id == id)
    row.read_at = row.read_at or now


def read_all(session: Session, viewer: Viewer, *, now: datetime) -> int:
    """Note that all entries were read; how many were not before."""
    mine = visible(viewer, Notification).with_only_columns(Notification.id)
    done = session.execute(
        update(Notification)
        .where(Notification.id.in_(mine), Notification.read_at.is_(None))
        .values(read_at=now)
        .returning(Notification.id)
        .execution_options(synchronize_session=False)
    )
    return len(done.all())


def shown(row: Notification, clock: Clock, language: Language) -> NotificationShown:
    told = TOLD.get(row.event)
    return NotificationShown(
        id=row.id,
        event=row.event,
        label=told.label.in_(language) if told else row.event,
        title=row.title,
        text=row.text,
        url=row.url,
        number=row.facts.get("number"),
        is_urgent=row.is_urgent,
        is_read=row.read_at is not None,
        created_at=row.created_at.astimezone(clock.zone),
    )
