"""The shapes in which tickets go out: a line of a list, a whole ticket, its history."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.attachments.reading import AttachmentShown
from domain.documents.reading import DocumentShown
from domain.invoices import InvoiceShown


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class Named(Shown):
    code: str
    name: str


class CategoryShown(Named):
    parent: str | None = None


class DeviceShown(Shown):
    sn: str
    product: str | None = None
    batch: str | None = None
    warranty_until: date | None = None


class CommentShown(Shown):
    at: datetime
    author: str
    text: str
    internal: bool


class ChangeShown(Shown):
    """One value that was changed, in words a person reads; None where there was or is none."""

    name: str
    label: str
    old: str | None
    new: str | None


class EventShown(Shown):
    """One entry of the history. `changes` holds codes and ids, `changed` the same in words."""

    at: datetime
    actor: str
    action: str
    action_label: str
    from_status: str | None
    from_label: str | None
    to_status: str | None
    to_label: str | None
    changes: dict[str, Any]
    changed: list[ChangeShown]


class LinkShown(Shown):
    kind: str
    kind_label: str
    number: str
    ticket_kind: str
    summary: str


class PartUsed(Shown):
    sku: str
    name: str
    quantity: int


class MoveField(Shown):
    """A field of a move's form; `fields` are those of each entry where the type is `array`."""

    name: str
    type: str
    required: bool
    label: str
    options: list[str] | None = None
    option_labels: list[str] | None = None
    fields: "list[MoveField] | None" = None


class MoveShown(Shown):
    name: str
    label: str
    fields: list[MoveField]


class ClockShown(Shown):
    """A limit that runs, or stands still when `held`."""

    name: str
    label: str
    started_at: datetime
    due_at: datetime
    overdue: bool
    held: bool


class Fact(Shown):
    """One of a kind's own facts as a person reads it; `value` as it is kept."""

    name: str
    label: str
    value: Any
    value_label: str | None = None


class TicketLine(Shown):
    """One ticket in a list."""

    number: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    created_at: datetime
    updated_at: datetime
    summary: str
    customer: str | None
    dealer: str | None
    product: str | None
    category: str | None
    sn: str | None
    priority: str | None
    severity: int | None


class TicketShown(Shown):
    """A whole ticket as one viewer sees it; `solution_internal` is None below staff.

    `hints` are what one should know while it is open, such as a debt or a stock that runs out.
    """

    number: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    is_open: bool
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    customer: Named | None
    contact: str | None
    dealer: Named | None
    device: DeviceShown | None
    product: Named | None
    category: CategoryShown | None
    handler: str | None
    channel: str | None
    source: str | None
    service_type: str | None
    severity: int | None
    priority: str | None
    in_warranty: bool | None
    summary: str
    description: str
    solution: str | None
    solution_internal: str | None
    parts: list[PartUsed]
    comments: list[CommentShown]
    links: list[LinkShown]
    invoices: list[InvoiceShown]
    clocks: list[ClockShown]
    following: bool
    attachments: list[AttachmentShown]
    documents: list[DocumentShown]
    moves: list[MoveShown]
    hints: list[str]
    details: dict[str, Any]
    facts: list[Fact]
    version: int


class OpeningShown(Shown):
    """A ticket as it would be opened; names are those that were found for what was said."""

    kind: str
    kind_label: str
    status: str
    status_label: str
    customer: str | None
    dealer: str | None
    device: str | None
    product: str | None
    category: str | None
    in_warranty: bool | None
    warnings: list[str]
