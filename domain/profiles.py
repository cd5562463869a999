"""What a customer is like, worked out from its tickets, tags and contacts."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.kind import kind_of
from domain.language import Language, Text
from domain.models import Category, Customer, Ticket
from domain.tickets.shapes import Shown

_HALF_A_YEAR = timedelta(days=182)
_OFTEN = 4  # tickets in half a year
_REPEATED = 2
_LEVEL_OF_TAG = {
    "tech-savvy": "high",
    "技术能力强": "high",
    "expert": "high",
    "beginner": "low",
    "新手": "low",
}
_CHANNEL_OF_TAG = {
    "prefers mail": "email",
    "偏好邮件": "email",
    "prefers phone": "phone",
    "偏好电话": "phone",
    "prefers wechat": "wechat",
    "偏好微信": "wechat",
}


class Counted(Shown):
    code: str
    name: str
    count: int


class RepeatedProblem(Shown):
    """The same kind of fault again within half a year; `sn` where it was always one device."""

    category: str
    name: str
    count: int
    sn: str | None
    last: datetime


class Profile(Shown):
    """How a customer uses the service desk, as far as the viewer sees its tickets."""

    tickets: int
    by_kind: list[Counted]
    by_category: list[Counted]
    open_tickets: int
    last_contact: datetime | None
    activity: Literal["active", "occasional", "quiet", "new"]
    preferred_channel: str | None
    technical_level: Literal["high", "low"] | None
    repeated_problems: list[RepeatedProblem]


def profile(session: Session, customer: Customer, *, now: datetime, language: Language) -> Profile:
    """Derived from the tickets that the session shows."""
    tickets = session.scalars(
        select(Ticket).where(Ticket.customer_id == customer.id).order_by(Ticket.created_at)
    ).all()
    names = _category_names(session, tickets, language)
    recent = [each for each in tickets if each.created_at >= now - _HALF_A_YEAR]
    last = max((each.updated_at for each in tickets), default=None)
    kinds = Counter(each.kind for each in tickets)
    categories = Counter(each.category_id for each in tickets if each.category_id in names)
    return Profile(
        tickets=len(tickets),
        by_kind=[
            Counted(code=code, name=kind_of(code).label.in_(language), count=count)
            for code, count in kinds.most_common()
        ],
        by_category=[
            Counted(code=names[id][0], name=names[id][1], count=count)
            for id, count in categories.most_common(5)
            if id is not None
        ],
        open_tickets=sum(not kind_of(t.kind).by_state[t.status].is_end for t in tickets),
        last_contact=last.astimezone(now.tzinfo) if last else None,
        activity=_activity(len(tickets), len(recent)),
        preferred_channel=_channel(customer, tickets),
        technical_level=_level(customer.tags),
        repeated_problems=_repeated(recent, names, now),
    )


def _activity(total: int, recent: int) -> Literal["active", "occasional", "quiet", "new"]:
    if total == 0:
        return "new"
    if recent >= _OFTEN:
        return "active"
    return "occasional" if recent else "quiet"


def _channel(customer: Customer, tickets: Sequence[Ticket]) -> str | None:
    """What the customer said it prefers, else how it has come most often."""
    for contact in customer.contacts:
        if contact.get("preferred"):
            return str(contact["preferred"])
    for tag in customer.tags:
        if tag.casefold() in _CHANNEL_OF_TAG:
            return _CHANNEL_OF_TAG[tag.casefold()]
    used = Counter(each.source for each in tickets if each.source)
    return used.most_common(1)[0][0] if used else None


def _level(tags: Sequence[str]) -> Literal["high", "low"] | None:
    levels = {_LEVEL_OF_TAG.get(tag.casefold()) for tag in tags}
    if "high" in levels:
        return "high"
    return "low" if "low" in levels else None


def _repeated(
    recent: Sequence[Ticket], names: dict[int, tuple[str, str]], now: datetime
) -> list[RepeatedProblem]:
    by_category: dict[int, list[Ticket]] = {}
    for ticket in recent:
        if ticket.category_id in names and ticket.category_id is not None:
            by_category.setdefault(ticket.category_id, []).append(ticket)
    found = []
    for id, same in by_category.items():
        if len(same) < _REPEATED:
            continue
        serials = {each.sn for each in same}
        found.append(
            RepeatedProblem(
                category=names[id][0],
                name=names[id][1],
                count=len(same),
                sn=serials.pop() if len(serials) == 1 else None,
                last=same[-1].created_at.astimezone(now.tzinfo),
            )
        )
    return sorted(found, key=lambda each: -each.count)


def _category_names(
    session: Session, tickets: Sequence[Ticket], language: Language
) -> dict[int, tuple[str, str]]:
    ids = {each.category_id for each in tickets if each.category_id is not None}
    rows = session.scalars(select(Category).where(Category.id.in_(ids)))
    return {row.id: (row.code, Text(row.name_zh, row.name_en).in_(language)) for row in rows}
