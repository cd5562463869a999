"""Files and printed papers: attachments people send, documents made from tickets."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Attachment(Base):
    """A file somebody sent; the bytes lie in the attachment folder under `sha256`.

    Without a ticket it is its sender's alone. One sent with a comment names it.
    """

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    has_thumbnail: Mapped[bool] = mapped_column(default=False)
    is_internal: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Document(Base):
    """A paper made from tickets: packing list, quote or invoice; `facts` is all it is set from.

    `dealer_id` is the dealer it is addressed to; without one it is addressed to the customer.
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    number: Mapped[str | None]
    title: Mapped[str]
    facts: Mapped[dict[str, Any]]
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class DocumentTicket(Base):
    """The tickets a document is about; who may not see all of them may not see it."""

    __tablename__ = "document_tickets"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True, index=True)
