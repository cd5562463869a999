"""What a customer is entitled to: its contracts, and what they mean for a product today."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.models import Contract
from domain.tickets.shapes import Shown

Entitlement = Literal["none", "one_time", "in_contract"]


class ContractShown(Shown):
    """A contract; `products` are codes, empty for all; `is_valid` today."""

    kind: str
    products: list[str]
    since: date
    until: date
    is_valid: bool


def contracts_of(session: Session, customer_id: int, *, today: date) -> list[ContractShown]:
    """A customer's contracts, the newest first, as far as the session shows."""
    rows = session.scalars(
        select(Contract)
        .where(Contract.customer_id == customer_id)
        .order_by(Contract.valid_until.desc(), Contract.id)
    )
    return [
        ContractShown(
            kind=row.kind,
            products=row.products,
            since=row.valid_from,
            until=row.valid_until,
            is_valid=row.valid_from <= today <= row.valid_until,
        )
        for row in rows
    ]


def entitlement(contracts: Iterable[ContractShown], product: str | None = None) -> Entitlement:
    """What valid contracts give: service for their time, one service, or none."""
    kinds = {
        each.kind
        for each in contracts
        if each.is_valid and (product is None or not each.products or product in each.products)
    }
    if kinds & {"service", "warranty"}:
        return "in_contract"
    return "one_time" if "one_time" in kinds else "none"
