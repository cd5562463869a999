"""A ticket while it is being told: from first contact to the record that is imported."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.demo.devices import Device
from domain.demo.people import Customer
from domain.demo.shelf import NOW, Record, stamp

END_STATES = frozenset({"resolved", "auto_closed", "upgraded", "closed", "cancelled", "rejected"})


@dataclass
class Draft:
    kind: str
    at: datetime
    language: str = "en"
    product: str | None = None
    customer: Customer | None = None
    dealer: str | None = None
    device: Device | None = None
    number: str = ""
    channel: str | None = None
    status: str = ""
    since: datetime = NOW
    category: str | None = None
    source: str | None = None
    service_type: str | None = None
    severity: int = 3
    priority: str | None = None
    handler: str | None = None
    summary: str = ""
    description: str = ""
    solution: str | None = None
    solution_internal: str | None = None
    parts: list[tuple[str, int]] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    became: "Draft | None" = None
    related: "list[Draft]" = field(default_factory=list)
    invoiced_at: datetime | None = None
    _comments: list[Record] = field(default_factory=list)

    @property
    def series(self) -> str:
        """`K2602`, `RMA-D-2602`, `SVC-D-2602`, by the month of creation in the business zone."""
        prefix = {"consult": "K", "rma": f"RMA-{self.channel}-", "dealer_repair": "SVC-D-"}
        return f"{prefix[self.kind]}{self.at:%y%m}"

    @property
    def in_warranty(self) -> bool:
        return self.device is None or self.device.warranty_until >= self.at.date()

    def enter(self, status: str, at: datetime) -> None:
        self.status, self.since = status, at

    def say(self, at: datetime, by: str, text: str, *, internal: bool = False) -> None:
        """Keep a comment; what would be said after now has not been said."""
        if at <= NOW:
            said = {"at": stamp(at), "by": by, "text": text, "internal": internal}
            self._comments.append(said)

    def record(self) -> Record:
        optional = {
            "customer": self.customer.code if self.customer else None,
            "contact": self.customer.contact if self.customer else None,
            "dealer": self.dealer,
            "sn": self.device.sn if self.device else None,
            "product": self.product,
            "category": self.category,
            "channel": self.channel,
            "source": self.source,
            "service_type": self.service_type,
            "severity": self.severity,
            "priority": self.priority,
            "handler": self.handler,
        }
        told = {
            "description": self.description or None,
            "solution": self.solution,
            "solution_internal": self.solution_internal,
        }
        moments = {"created_at": stamp(self.at), "status_at": stamp(self.since)}
        if self.status in END_STATES:
            moments["closed_at"] = stamp(self.since)
        return {
            "type": "ticket",
            "number": self.number,
            "kind": self.kind,
            "status": self.status,
            **moments,
            **{name: value for name, value in optional.items() if value is not None},
            "summary": self.summary,
            **{name: value for name, value in told.items() if value is not None},
            "parts": [{"sku": sku, "quantity": quantity} for sku, quantity in self.parts],
            "comments": sorted(self._comments, key=lambda each: str(each["at"])),
            "details": self.details,
        }


def hours(count: float) -> timedelta:
    return timedelta(hours=count)
