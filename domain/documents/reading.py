"""Papers as people find them: those of a ticket, and one by its id."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from domain.documents.wording import kind_label
from domain.errors import NotFoundError
from domain.language import Language
from domain.models import Document, DocumentTicket, Invoice


class DocumentShown(BaseModel):
    """A paper that can be fetched at `url`; `number` only of an invoice."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    number: str | None
    title: str
    url: str


def documents_of(session: Session, ticket_id: int, language: Language) -> list[DocumentShown]:
    """The papers about a ticket that the reader may see, newest first; no withdrawn invoices."""
    withdrawn = exists().where(Invoice.number == Document.number, Invoice.withdrawn_at.is_not(None))
    rows = session.scalars(
        select(Document)
        .join(DocumentTicket, DocumentTicket.document_id == Document.id)
        .where(DocumentTicket.ticket_id == ticket_id, ~withdrawn)
        .order_by(Document.created_at.desc(), Document.id)
    )
    return shown(rows.all(), language)


def shown(documents: Sequence[Document], language: Language) -> list[DocumentShown]:
    return [
        DocumentShown(
            id=each.id,
            kind=each.kind,
            number=each.number,
            title=f"{kind_label(each.kind).in_(language)} {each.title}",
            url=f"/api/documents/{each.id}.pdf",
        )
        for each in documents
    ]


def document_by_id(session: Session, id: str) -> Document:
    """The paper of an id. Raises NotFoundError for missing and foreign ones alike."""
    found = session.scalars(select(Document).where(Document.id == id)).one_or_none()
    if found is None:
        raise NotFoundError()
    return found
