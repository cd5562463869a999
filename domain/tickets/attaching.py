"""Putting files on tickets."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.attachments.placing import place
from domain.errors import ForbiddenError, InvalidError
from domain.language import Text
from domain.lifecycle import Notice
from domain.models import Attachment
from domain.noting import note
from domain.outbox import tell_people
from domain.tickets.moving import load_ticket


def attach(
    session: Session,
    viewer: Viewer,
    number: str,
    ids: Sequence[str],
    *,
    internal: bool = False,
    now: datetime,
    trace: str | None = None,
) -> list[Attachment]:
    """Put files that the viewer has sent on a ticket; `internal` keeps them among staff.

    Raises NotFoundError when the ticket or a file is missing, foreign or already placed.
    """
    if not viewer.may(Permission.COMMENT):
        raise ForbiddenError()
    ticket = load_ticket(session, viewer, number)
    if not ids:
        raise InvalidError(
            Text("请先选择文件。", "Choose a file first."),
            {"ids": Text("必填", "is required")},
        )
    placed = place(session, viewer, ticket, ids, internal=internal)
    note(
        session,
        viewer,
        ticket,
        "attach",
        before=ticket.status,
        now=now,
        trace=trace,
        changes=({"attachments": [None, ", ".join(each.name for each in placed)]}, {}),
        internal=internal,
    )
    notice = Notice("comment", {"internal": internal, "attachments": len(placed)})
    tell_people(session, ticket.id, [notice], actor=viewer.known_id, now=now)
    session.flush()
    return placed
