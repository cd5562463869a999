"""Sending deliveries through their channels, and what becomes of them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import structlog
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import errands
from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.database import Store
from domain.errands import Outcome, SendingError
from domain.errors import ForbiddenError
from domain.models import Delivery, Notification, User
from domain.notifications.channel import Addressee, Channel, Message
from domain.notifications.hearing import viewer_for
from domain.statistics.table import Shown
from domain.visibility import load_visible, visible

log = structlog.get_logger()


class DeliveryShown(BaseModel):
    """A delivery as heads of the desk see it; the words stay with their reader."""

    id: int
    user: str
    event: str
    channel: str
    state: str
    attempts: int
    next_at: datetime
    error: str | None
    sent_at: datetime | None


class Standing(BaseModel):
    """How a channel does: what waits, what failed, when something last left through it."""

    pending: int = 0
    failed: int = 0
    sent_at: datetime | None = None


def send_due(store: Store, channels: Sequence[Channel], *, clock: Clock, stage: int) -> int:
    """Send what is due through the channels there are; how many attempts were made."""
    by_name = {channel.name: channel for channel in channels}
    ours = (Delivery.channel.in_(by_name),)
    attempts = 0
    for id in errands.due(store, Delivery, now=clock.now(), where=ours):
        claimed = store.write(partial(_claim, id=id, now=clock.now(), stage=stage))
        if claimed is not None:
            outcome = _attempt(by_name[claimed[0]], claimed[1])
            settle = partial(errands.settle, model=Delivery, id=id, outcome=outcome)
            store.write(partial(settle, now=clock.now()))
            attempts += 1
    return attempts


def listed(
    session: Session, viewer: Viewer, *, state: str | None, offset: int, limit: int
) -> tuple[list[DeliveryShown], int]:
    """Deliveries, newest first, for those who look after them. Raises ForbiddenError."""
    _look_after(viewer)
    matching = select(Delivery, User.username).join(User, User.id == Delivery.user_id)
    if state is not None:
        matching = matching.where(Delivery.state == state)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    rows = session.execute(matching.order_by(Delivery.id.desc()).offset(offset).limit(limit))
    return [_shown(row, username) for row, username in rows], total


def standing(session: Session, *, clock: Clock) -> dict[str, Standing]:
    """How each channel does that anything ever went to."""
    rows = session.execute(
        select(Delivery.channel, Delivery.state, func.count(), func.max(Delivery.sent_at)).group_by(
            Delivery.channel, Delivery.state
        )
    )
    found: dict[str, Standing] = {}
    for channel, state, count, sent_at in rows:
        held = found.setdefault(channel, Standing())
        if state == errands.PENDING:
            held.pending = count
        elif state == errands.FAILED:
            held.failed = count
        elif state == errands.SENT and sent_at is not None:
            held.sent_at = sent_at.astimezone(clock.zone)
    return found


def send_again(session: Session, viewer: Viewer, id: int, *, now: datetime) -> None:
    """Try a failed delivery once more from the beginning."""
    _look_after(viewer)
    errands.send_again(load_visible(session, viewer, Delivery, Delivery.id == id), now=now)


def _look_after(viewer: Viewer) -> None:
    if not viewer.may(Permission.SEE_DELIVERIES):
        raise ForbiddenError()


def _claim(session: Session, *, id: int, now: datetime, stage: int) -> tuple[str, Message] | None:
    """The channel and message of a delivery that is ours to send now.

    What the person may not see any more is dropped: a delivery is asked the access rule again.
    """
    if not errands.claim(session, Delivery, id, now=now):
        return None
    row = session.get_one(Delivery, id)
    found = viewer_for(session, row.user_id, stage=stage)
    mine = Notification.id == row.notification_id
    told = session.scalars(visible(found[1], Notification).where(mine)) if found else None
    notification = told.one_or_none() if told else None
    if found is None or notification is None:
        errands.drop(session, Delivery, id, "no longer theirs to see")
        return None
    return row.channel, Message(
        id=notification.id,
        to=Addressee.of(found[0]),
        event=notification.event,
        title=notification.title,
        text=notification.text,
        url=notification.url,
        is_urgent=notification.is_urgent,
        figures=[Shown.model_validate(each) for each in notification.facts.get("figures", ())],
    )


def _attempt(channel: Channel, message: Message) -> Outcome:
    try:
        if not channel.can_reach(message.to):
            return Outcome("no address", is_final=True)
        channel.send(message)
    except SendingError as refused:
        return Outcome(str(refused), is_final=refused.is_final)
    except Exception as problem:
        log.exception("channel", channel=channel.name)
        return Outcome(f"{type(problem).__name__}: {problem}")
    return Outcome()


def _shown(row: Delivery, username: str) -> DeliveryShown:
    names = ("id", "event", "channel", "state", "attempts", "next_at", "error", "sent_at")
    return DeliveryShown(user=username, **{name: getattr(row, name) for name in names})
