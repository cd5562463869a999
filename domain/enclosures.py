"""The files that go with outward mails: opened when the mail is sent."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from domain.attachments.folder import Folder
from domain.database import Store
from domain.documents.setting import pdf_of
from domain.documents.wording import Letterhead
from domain.language import language_of
from domain.mails import Enclosed, Opener
from domain.models import Attachment, Document


def openers(
    store: Store, *, folder: Folder, letterhead: Letterhead, zone: ZoneInfo
) -> dict[str, Opener]:
    """How each kind of enclosure is opened; who may send it was asked when the mail was queued."""

    def attachment(enclosure: Mapping[str, Any]) -> Enclosed:
        with store.unbound_reader() as session:
            row = session.get_one(Attachment, enclosure["id"])
        return Enclosed(row.name, row.media_type, folder.path_of(row.sha256).read_bytes())

    def document(enclosure: Mapping[str, Any]) -> Enclosed:
        with store.unbound_reader() as session:
            row = session.get_one(Document, enclosure["id"])
            session.expunge(row)
        content = pdf_of(
            row,
            made_at=row.created_at.astimezone(zone),
            letterhead=letterhead,
            language=language_of(enclosure.get("language")),
        )
        return Enclosed(f"{row.title}.pdf", "application/pdf", content)

    return {"attachment": attachment, "document": document}
