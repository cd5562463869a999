"""Texts that the assistant drafts for a person to edit and use."""

from typing import Literal

from pydantic import BaseModel


class DraftText(BaseModel):
    """A mail (with recipients and subject) or an article (its subject is the title)."""

    kind: Literal["email", "article"]
    subject: str
    text: str
    to: str | None = None
