"""Fields that many tools take."""

from typing import Any

from pydantic import Field

from domain.language import Text
from tools.tool import SlotKind, slot


def ticket_number(ask: Text, **hints: Any) -> Any:
    """A ticket's number, asked for with this question where it is missing."""
    return Field(max_length=40, json_schema_extra=slot(SlotKind.TICKET_NUMBER, ask=ask, **hints))
