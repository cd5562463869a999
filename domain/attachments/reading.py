"""Attachments as people find them: those of a ticket, and one by its id."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.errors import NotFoundError
from domain.models import Attachment


class AttachmentShown(BaseModel):
    """A file that can be fetched at `url`; `size` in bytes."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    media_type: str
    size: int
    url: str
    thumbnail_url: str | None
    internal: bool
    at: datetime


def attachments_of(session: Session, ticket_id: int, *, zone: ZoneInfo) -> list[AttachmentShown]:
    """The files on a ticket that the reader may see, oldest first."""
    rows = session.scalars(
        select(Attachment)
        .where(Attachment.ticket_id == ticket_id)
        .order_by(Attachment.created_at, Attachment.id)
    )
    return shown(rows.all(), zone=zone)


def shown(attachments: Sequence[Attachment], *, zone: ZoneInfo) -> list[AttachmentShown]:
    return [
        AttachmentShown(
            id=each.id,
            name=each.name,
            media_type=each.media_type,
            size=each.size,
            url=f"/api/attachments/{each.id}",
            thumbnail_url=f"/api/attachments/{each.id}/thumbnail" if each.has_thumbnail else None,
            internal=each.is_internal,
            at=each.created_at.astimezone(zone),
        )
        for each in attachments
    ]


def attachment_by_id(session: Session, id: str) -> Attachment:
    """The attachment of an id. Raises NotFoundError for missing and foreign ones alike."""
    found = session.scalars(select(Attachment).where(Attachment.id == id)).one_or_none()
    if found is None:
        raise NotFoundError()
    return found


def attachments_by_id(session: Session, ids: Sequence[str]) -> list[Attachment]:
    """Several in the order given. Raises NotFoundError when one is missing or foreign."""
    return [attachment_by_id(session, id) for id in ids]
