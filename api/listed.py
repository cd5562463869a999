"""Which tickets or opinions a list, or its export, is asked for: the same filters for both."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.naming import category_named, customer_named, dealer_named, product_named
from domain.opinions import Wanted
from domain.tickets.finding import Filter

_Name = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True)
class TicketList:
    """The filters as they stand in the address; names and aliases where a thing is meant."""

    kind: str | None = None
    status: str | None = None
    q: Annotated[str | None, Query(max_length=10_000)] = None
    sn: Annotated[str | None, Query(max_length=40)] = None
    product: _Name = None
    dealer: _Name = None
    customer: _Name = None
    category: _Name = None
    priority: Annotated[str | None, Query(max_length=10)] = None
    since: Annotated[date | None, Query(alias="from")] = None
    until: Annotated[date | None, Query(alias="to")] = None

    def filter(self, session: Session, viewer: Viewer) -> Filter:
        """The same with ids. Raises DeskError where a name is nobody's."""
        return Filter(
            kind=self.kind,
            status=self.status,
            words=self.q,
            sn=self.sn,
            product_id=product_named(session, viewer, self.product).id if self.product else None,
            dealer_id=dealer_named(session, viewer, self.dealer).id if self.dealer else None,
            customer_id=(
                customer_named(session, viewer, self.customer).id if self.customer else None
            ),
            category_id=(
                category_named(session, viewer, self.category).id if self.category else None
            ),
            priority=self.priority,
            since=self.since,
            until=self.until,
        )


Listed = Annotated[TicketList, Depends()]


@dataclass(frozen=True)
class OpinionList:
    """The filters of opinions on answers as they stand in the address."""

    thumb: Literal["up", "down"] | None = None
    state: Literal["open", "reviewed"] | None = None
    q: Annotated[str, Query(max_length=200)] = ""

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            is_good=None if self.thumb is None else self.thumb == "up",
            is_reviewed=None if self.state is None else self.state == "reviewed",
            words=self.q,
        )


ListedOpinions = Annotated[OpinionList, Depends()]
