"""Attachments as rows: noted when sent, placed on tickets, found again, swept when forgotten."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.attachments.checking import FileKind, kind_of_file
from domain.attachments.folder import Folder, Received
from domain.attachments.names import safe_name, with_extension
from domain.attachments.pictures import thumbnail
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Text
from domain.models import Attachment, Ticket
from domain.visibility import visible

MOST_AT_ONCE = 20
_MOST_UNPLACED = 200
_KEPT_UNPLACED = timedelta(days=7)
_GONE = Text(
    "附件没有找到，可能已过期或已用在别的工单上，请重新上传。",
    "An attachment was not found; it may have expired or be on a ticket already. "
    "Please send it again.",
)


@dataclass(frozen=True)
class Sent:
    """A file that was taken and lies in the folder: what its row will say."""

    name: str
    kind: FileKind
    received: Received
    has_thumbnail: bool


def take_in(folder: Folder, source: IO[bytes], name: str, *, largest: int) -> Sent:
    """Receive, check and keep a file; nothing names it yet. Raises InvalidError with the reason."""
    received = folder.receive(source, largest=largest)
    try:
        shown = safe_name(name)
        kind = kind_of_file(received.path, shown, size=received.size, largest=largest)
        small = thumbnail(received.path) if kind.is_picture else None
        folder.keep(received, thumbnail=small)
    finally:
        folder.drop(received)
    return Sent(with_extension(shown, kind.extensions), kind, received, small is not None)


def note(session: Session, viewer: Viewer, sent: Sent, *, now: datetime) -> Attachment:
    """The row of a file that was taken in: its sender's own until it is placed on a ticket."""
    if not viewer.may(Permission.READ_TICKETS):
        raise ForbiddenError()
    waiting = session.scalar(
        select(func.count())
        .select_from(Attachment)
        .where(Attachment.user_id == viewer.user_id, Attachment.ticket_id.is_(None))
    )
    if (waiting or 0) >= _MOST_UNPLACED:
        raise ConflictError(
            Text(
                f"您已有 {_MOST_UNPLACED} 个附件没有放到工单上，请先使用或删除。",
                f"{_MOST_UNPLACED} files of yours are on no ticket yet; use or delete them first.",
            )
        )
    row = Attachment(
        id=secrets.token_urlsafe(16),
        user_id=viewer.user_id,
        name=sent.name,
        media_type=sent.kind.media_type,
        size=sent.received.size,
        sha256=sent.received.sha256,
        has_thumbnail=sent.has_thumbnail,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def unplaced(session: Session, viewer: Viewer, ids: Sequence[str]) -> list[Attachment]:
    """The viewer's own files that are on no ticket yet, in this order.

    Raises NotFoundError alike for missing and foreign ones and those already placed.
    """
    if not ids:
        return []
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST_AT_ONCE:
        raise InvalidError(
            Text(f"一次最多 {MOST_AT_ONCE} 个附件。", f"At most {MOST_AT_ONCE} files at once."),
            {"attachments": Text("太多", "are too many")},
        )
    found = {row.id: row for row in session.scalars(_own_unplaced(viewer, wanted))}
    if len(found) != len(wanted):
        raise NotFoundError(_GONE)
    return [found[each] for each in wanted]


def still_unplaced(session: Session, viewer: Viewer, ids: Sequence[str]) -> list[str]:
    """Those of these files that are the viewer's own and on no ticket yet, in this order."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    found = {row.id for row in session.scalars(_own_unplaced(viewer, wanted))}
    return [each for each in wanted if each in found]


def _own_unplaced(viewer: Viewer, ids: Sequence[str]) -> Select[Attachment]:
    return visible(viewer, Attachment).where(
        Attachment.id.in_(ids),
        Attachment.ticket_id.is_(None),
        Attachment.user_id == viewer.user_id,
    )


def place(
    session: Session,
    viewer: Viewer,
    ticket: Ticket,
    ids: Sequence[str],
    *,
    internal: bool = False,
    comment_id: int | None = None,
) -> list[Attachment]:
    """Put files on a loaded ticket; `internal` keeps them among staff. Raises like `unplaced`."""
    if internal and not viewer.may(Permission.COMMENT_INTERNAL):
        raise ForbiddenError()
    rows = unplaced(session, viewer, ids)
    for row in rows:
        row.ticket_id, row.is_internal, row.comment_id = ticket.id, internal, comment_id
    return rows


def take_back(session: Session, viewer: Viewer, id: str) -> None:
    """Delete a file of one's own that is on no ticket yet; raises like `unplaced`."""
    session.delete(unplaced(session, viewer, [id])[0])


def forget_unplaced(session: Session, *, now: datetime) -> int:
    """Delete the rows of files that nobody placed for a week; answers how many."""
    gone = session.scalars(
        delete(Attachment)
        .where(Attachment.ticket_id.is_(None), Attachment.created_at < now - _KEPT_UNPLACED)
        .returning(Attachment.id)
    )
    return len(gone.all())


def named_digests(session: Session) -> set[str]:
    """The digests of all files that a row names."""
    return set(session.scalars(select(Attachment.sha256).distinct()))
