"""Mails that people send outward: kept with their course, sent by the worker, seen until done."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import structlog
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import errands
from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.database import Store
from domain.errands import PENDING, Outcome, SendingError
from domain.errors import ForbiddenError, InvalidError, NotFoundError
from domain.language import Text
from domain.models import Attachment, Document, OutgoingMail, Ticket, User
from domain.numbers import canonical_number
from domain.plain import plain_json
from domain.visibility import load_visible

log = structlog.get_logger()
_RECIPIENTS, _ENCLOSURES = 20, 20
_ENCLOSED_BYTES = 20 * 1024 * 1024
_SUBJECT, _BODY = 200, 50_000
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_ADDRESS_LENGTH = 254
_WITH_NAMES = (
    select(OutgoingMail, Ticket.number, User.username)
    .outerjoin(Ticket, Ticket.id == OutgoingMail.ticket_id)
    .outerjoin(User, User.id == OutgoingMail.created_by_id)
)
_ENCLOSED: dict[str, Any] = {"attachment": Attachment, "document": Document}


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with a mail."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """A mail as it is sent; `id` is the same at every attempt."""

    id: int
    recipients: Sequence[str]
    subject: str
    body: str
    enclosed: Sequence[Enclosed]


class Postman(Protocol):
    """What sends mails outward."""

    def post(self, letter: Letter) -> None:
        """Send, or raise `domain.errands.SendingError`; anything else raised is tried again."""


Opener = Callable[[Mapping[str, Any]], Enclosed]  # the file of an enclosure of a kind


class MailShown(BaseModel):
    id: int
    to: list[str]
    subject: str
    body: str
    enclosures: list[str]
    number: str | None
    by: str | None
    state: str
    attempts: int
    error: str | None
    created_at: datetime
    sent_at: datetime | None


def queue_mail(
    session: Session,
    viewer: Viewer,
    *,
    to: Sequence[str],
    subject: str,
    body: str,
    number: str | None = None,
    enclosures: Sequence[tuple[str, str]] = (),
    now: datetime,
) -> OutgoingMail:
    """Have a mail sent; it is on its way once this transaction is committed.

    `enclosures` are (`attachment` or `document`, id). Raises ForbiddenError, NotFoundError for
    what the viewer may not see, InvalidError for addresses and texts that cannot be sent.
    """
    if not viewer.may(Permission.SEND_MAIL):
        raise ForbiddenError()
    recipients = _addresses(to)
    _check_words(subject, body)
    enclosed = _enclosed(session, viewer, enclosures)
    ticket = None
    if number is not None:
        ticket = load_visible(session, viewer, Ticket, Ticket.number == canonical_number(number))
    mail = OutgoingMail(
        ticket_id=ticket.id if ticket else None,
        recipients=recipients,
        subject=subject.strip(),
        body=body.strip(),
        enclosures=enclosed,
        state=PENDING,
        next_at=now,
        created_at=now,
        created_by_id=viewer.known_id,
    )
    session.add(mail)
    session.flush()
    return mail


def send_due(store: Store, postman: Postman, openers: Mapping[str, Opener], *, clock: Clock) -> int:
    """Send the mails that are due; how many attempts were made."""
    attempts = 0
    for id in errands.due(store, OutgoingMail, now=clock.now()):
        mail = store.write(partial(_claim, id=id, now=clock.now()))
        if mail is not None:
            outcome = _attempt(postman, mail, openers)
            settle = partial(errands.settle, model=OutgoingMail, id=id, outcome=outcome)
            store.write(partial(settle, now=clock.now()))
            attempts += 1
    return attempts


def listed(
    session: Session,
    *,
    number: str | None,
    state: str | None,
    offset: int,
    limit: int,
    clock: Clock,
) -> tuple[list[MailShown], int]:
    """Mails of a viewer-bound session, newest first."""
    matching = _WITH_NAMES
    if number is not None:
        matching = matching.where(Ticket.number == canonical_number(number))
    if state is not None:
        matching = matching.where(OutgoingMail.state == state)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    rows = session.execute(matching.order_by(OutgoingMail.id.desc()).offset(offset).limit(limit))
    return [_shown(row, about, by, clock) for row, about, by in rows], total


def mail_by_id(session: Session, id: int, *, clock: Clock) -> MailShown:
    """One mail of a viewer-bound session. Raises NotFoundError for missing and foreign alike."""
    found = session.execute(_WITH_NAMES.where(OutgoingMail.id == id)).one_or_none()
    if found is None:
        raise NotFoundError()
    return _shown(*found, clock)


def is_mail_address(text: str) -> bool:
    """Whether mail can be sent to this: one plain address and nothing else."""
    return len(text) <= _ADDRESS_LENGTH and _ADDRESS.fullmatch(text) is not None


def _addresses(to: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(each.strip() for each in to))
    if not 1 <= len(found) <= _RECIPIENTS:
        raise InvalidError(
            Text(
                f"收件人要有 1 到 {_RECIPIENTS} 个。", f"A mail has 1 to {_RECIPIENTS} recipients."
            ),
            {"to": Text("数量不对", "the wrong number of them")},
        )
    for each in found:
        if not is_mail_address(each):
            raise InvalidError(
                Text(f"邮箱地址不对：{each[:80]}", f"This is no mail address: {each[:80]}"),
                {"to": Text("地址不对", "not an address")},
            )
    return found


def _check_words(subject: str, body: str) -> None:
    for name, words, length in (("subject", subject, _SUBJECT), ("body", body, _BODY)):
        plain_json(words)
        if not words.strip() or len(words) > length:
            raise InvalidError(
                Text(
                    f"邮件的主题或正文要有 1 到 {length} 个字。",
                    f"The {name} has 1 to {length} characters.",
                ),
                {name: Text("长度不对", "has the wrong length")},
            )
    if any(each in subject for each in "\r\n\t"):
        raise InvalidError(
            Text("邮件主题只能有一行。", "The subject is one line."),
            {"subject": Text("只能有一行", "is one line")},
        )


def _enclosed(
    session: Session, viewer: Viewer, asked: Sequence[tuple[str, str]]
) -> list[dict[str, Any]]:
    if len(asked) > _ENCLOSURES:
        raise InvalidError(
            Text(f"附件最多 {_ENCLOSURES} 个。", f"At most {_ENCLOSURES} files can go with a mail.")
        )
    found = [_enclosure(session, viewer, *each) for each in asked]
    if sum(each["size"] for each in found) > _ENCLOSED_BYTES:
        raise InvalidError(
            Text(
                "附件太大，合计不能超过 20 MB。", "The files are too large; 20 MB can go together."
            )
        )
    return found


def _enclosure(session: Session, viewer: Viewer, kind: str, id: str) -> dict[str, Any]:
    model = _ENCLOSED.get(kind)
    if model is None:
        raise InvalidError(Text("附件种类不对。", "There is no such kind of file."))
    found = load_visible(session, viewer, model, model.id == id)
    name = found.name if kind == "attachment" else found.title
    size = found.size if kind == "attachment" else 0
    return {"kind": kind, "id": id, "name": name, "size": size, "language": viewer.language}


def _claim(session: Session, *, id: int, now: datetime) -> OutgoingMail | None:
    if not errands.claim(session, OutgoingMail, id, now=now):
        return None
    return session.get_one(OutgoingMail, id)


def _attempt(postman: Postman, mail: OutgoingMail, openers: Mapping[str, Opener]) -> Outcome:
    try:
        enclosed = [openers[each["kind"]](each) for each in mail.enclosures]
        postman.post(Letter(mail.id, mail.recipients, mail.subject, mail.body, enclosed))
    except SendingError as refused:
        return Outcome(str(refused), is_final=refused.is_final)
    except Exception as problem:
        log.exception("mail", mail=mail.id)
        return Outcome(f"{type(problem).__name__}: {problem}")
    return Outcome()


def _shown(row: OutgoingMail, number: str | None, by: str | None, clock: Clock) -> MailShown:
    return MailShown(
        id=row.id,
        to=row.recipients,
        subject=row.subject,
        body=row.body,
        enclosures=[each["name"] for each in row.enclosures],
        number=number,
        by=by,
        state=row.state,
        attempts=row.attempts,
        error=row.error,
        created_at=row.created_at.astimezone(clock.zone),
        sent_at=row.sent_at.astimezone(clock.zone) if row.sent_at else None,
    )
