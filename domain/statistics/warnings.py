"""Early warnings: what figures and words point to before somebody complains, with the evidence.

Each test is exact, asks for enough cases, and allows for how many tests are made at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from domain.access import Viewer, is_of_the_house
from domain.clock import Clock
from domain.kind import end_states
from domain.language import Language, Text
from domain.models import (
    Article,
    Category,
    Comment,
    Customer,
    Dealer,
    Device,
    EarlyWarning,
    Ownership,
    Product,
    Ticket,
    TicketPart,
    User,
)
from domain.statistics.chances import fisher_at_least, more_than_before, surprising
from domain.statistics.metrics import REPAIRS
from domain.statistics.moods import ANGRY, anger
from domain.visibility import reads

_LEVEL = 0.05
_FIELD_DAYS = 365  # how far back a batch's problems are compared
_BATCH_SIZE, _BATCH_CASES = 20, 3
_SURGE_DAYS, _BASE_DAYS, _SURGE_CASES = 28, 84, 6
_UNWRITTEN_DAYS, _UNWRITTEN_CASES = 30, 5
_ANGRY_DAYS = 14
_MOST_TICKETS = 10


class WarningShown(BaseModel):
    """One warning; `key` stays the same for the same finding, `tickets` are those behind it."""

    key: str
    kind: str
    title: str
    evidence: dict[str, Any]
    tickets: list[str]


@dataclass(frozen=True)
class Finding:
    key: str
    kind: str
    title: Text
    evidence: Mapping[str, Any]
    tickets: Sequence[str]

    def shown(self, language: Language) -> WarningShown:
        return WarningShown(
            key=self.key,
            kind=self.kind,
            title=self.title.in_(language),
            evidence=dict(self.evidence),
            tickets=list(self.tickets),
        )


def warnings(
    session: Session, viewer: Viewer, *, clock: Clock, language: Language
) -> list[WarningShown]:
    """What the figures warn of now, gravest first; for those who see the whole business."""
    if not reads(viewer.scope, EarlyWarning.__tablename__):
        return []
    return [each.shown(language) for each in findings(session, clock.now())]


def findings(session: Session, now: datetime) -> list[Finding]:
    return [finding for look in _LOOKS for finding in look(session, now)]


def keep_new(session: Session, now: datetime) -> list[Finding]:
    """Write down what was not warned of before, and answer just that: no alarm twice."""
    found = {each.key: each for each in findings(session, now)}
    known = set(session.scalars(select(EarlyWarning.key).where(EarlyWarning.key.in_(found))))
    new = [each for key, each in found.items() if key not in known]
    session.add_all(
        EarlyWarning(
            key=each.key,
            kind=each.kind,
            title_zh=each.title.zh,
            title_en=each.title.en,
            evidence={**each.evidence, "tickets": list(each.tickets)},
            found_at=now,
        )
        for each in new
    )
    return new


def _bad_batches(session: Session, now: datetime) -> Iterator[Finding]:
    """Batches whose devices come back more often, for their time in the field, than the others'."""
    since = now - timedelta(days=_FIELD_DAYS)
    sizes = session.execute(
        select(Device.product_id, Device.batch, func.min(Ownership.since))
        .join(Ownership, Ownership.device_id == Device.id, isouter=True)
        .where(Device.batch.is_not(None))
        .group_by(Device.product_id, Device.batch)
    ).all()
    counted = {
        (product, batch): size
        for product, batch, size in session.execute(
            select(Device.product_id, Device.batch, func.count())
            .where(Device.batch.is_not(None))
            .group_by(Device.product_id, Device.batch)
        )
        if batch is not None
    }
    cases = {
        (product, batch): (recent, ever)
        for product, batch, recent, ever in session.execute(
            select(
                Device.product_id,
                Device.batch,
                func.count(func.distinct(_when(Ticket.created_at >= since, Device.id))),
                func.count(func.distinct(Device.id)),
            )
            .join(Ticket, Ticket.device_id == Device.id)
            .where(Ticket.kind.in_(REPAIRS), Device.batch.is_not(None))
            .group_by(Device.product_id, Device.batch)
        )
        if batch is not None
    }
    names = dict(session.execute(select(Product.id, Product.name)).tuples().all())
    days = {
        (product, batch): counted[product, batch]
        * max((now.date() - max(_in_field(batch, first), since.date())).days, 1)
        for product, batch, first in sizes
        if batch is not None
    }
    for product in {key[0] for key in days}:
        yield from _batches_of(session, names[product], product, counted, cases, days)


def _batches_of(
    session: Session,
    name: str,
    product: int,
    counted: Mapping[tuple[int, str], int],
    cases: Mapping[tuple[int, str], tuple[int, int]],
    days: Mapping[tuple[int, str], int],
) -> Iterator[Finding]:
    keys = [key for key in days if key[0] == product]
    large = [key for key in keys if counted[key] >= _BATCH_SIZE]
    total_days, total = sum(days[key] for key in keys), sum(counted[key] for key in keys)
    recent = sum(cases.get(key, (0, 0))[0] for key in keys)
    ever = sum(cases.get(key, (0, 0))[1] for key in keys)
    if len(keys) < 2:
        return
    chances = {
        key[1]: more_than_before(
            cases.get(key, (0, 0))[0],
            recent - cases.get(key, (0, 0))[0],
            share=days[key] / total_days,
        )
        for key in large
    }
    for batch in sorted(surprising(chances, level=_LEVEL), key=lambda each: chances[each]):
        hits = cases.get((product, batch), (0, 0))
        if hits[0] < _BATCH_CASES:
            continue
        rate, mean = hits[1] / counted[product, batch], ever / total
        numbers = session.scalars(
            select(Ticket.number)
            .join(Device, Device.id == Ticket.device_id)
            .where(Device.batch == batch, Device.product_id == product, Ticket.kind.in_(REPAIRS))
            .order_by(Ticket.created_at.desc())
            .limit(_MOST_TICKETS)
        ).all()
        yield Finding(
            f"batch:{product}:{batch}:{hits[0]}",
            "batch",
            Text(
                f"批次 {batch}（{name}）问题率 {rate:.1%}，平均 {mean:.1%}",
                f"Batch {batch} ({name}): problem rate {rate:.1%}, mean {mean:.1%}",
            ),
            {
                "batch": batch, "product": name, "devices": counted[product, batch],
                "with_problem": hits[1], "rate": round(rate, 4), "mean": round(mean, 4),
                "chance": float(f"{chances[batch]:.2g}"), "tests": len(chances),
                "test": "Poisson, by device days in the field, Holm",
            },
            numbers,
        )  # fmt: skip


def _when(condition: Any, value: Any) -> Any:
    return case((condition, value))


def _in_field(batch: str, first_owned: date | None) -> date:
    """When a batch came into the field: its first sale, or the quarter in its number."""
    if first_owned is not None:
        return first_owned
    try:
        return date(int(batch[:4]), int(batch[5]) * 3 - 2, 1)
    except (ValueError, IndexError):
        return date(2000, 1, 1)


def _surges(session: Session, now: datetime) -> Iterator[Finding]:
    """Categories that make up more of the tickets of four weeks than of the twelve before."""
    middle = now - timedelta(days=_SURGE_DAYS)
    start = middle - timedelta(days=_BASE_DAYS)
    rows = session.execute(
        select(
            Ticket.category_id,
            func.count(_when(Ticket.created_at >= middle, 1)),
            func.count(_when(Ticket.created_at < middle, 1)),
        )
        .where(Ticket.created_at >= start, Ticket.created_at <= now)
        .group_by(Ticket.category_id)
    ).all()
    after, before = sum(row[1] for row in rows), sum(row[2] for row in rows)
    chances = {
        str(category): fisher_at_least(late, after, early, before)
        for category, late, early in rows
        if category is not None and late + early >= _SURGE_CASES
    }
    counts = {str(row[0]): (row[1], row[2]) for row in rows}
    for key in sorted(surprising(chances, level=_LEVEL), key=lambda each: chances[each]):
        late, early = counts[key]
        category = session.get(Category, int(key))
        if late < _SURGE_CASES or category is None:
            continue
        yield Finding(
            f"surge:{key}:{now.isocalendar().year}-{now.isocalendar().week // 4}",
            "surge",
            Text(
                f"“{category.name_zh}”增多：近 4 周 {late} 件（{late / after:.0%}），"
                f"之前 12 周 {early} 件（{early / before if before else 0:.0%}）",
                f"More “{category.name_en}”: {late} in 4 weeks ({late / after:.0%}), {early} in "
                f"the 12 weeks before ({early / before if before else 0:.0%})",
            ),
            {
                "category": category.code, "now": late, "before": early, "all_now": after,
                "all_before": before, "chance": float(f"{chances[key]:.2g}"),
                "tests": len(chances), "test": "Fisher, one-sided, Holm",
            },
            _numbers(session, Ticket.category_id == int(key), Ticket.created_at >= middle),
        )  # fmt: skip


def _odd_settlements(session: Session, now: datetime) -> Iterator[Finding]:
    """Dealers whose repairs of this month took more parts each than their half year before."""
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    start = month - timedelta(days=183)
    rows = session.execute(
        select(
            Ticket.dealer_id,
            func.count(func.distinct(_when(Ticket.created_at >= month, Ticket.id))),
            func.count(func.distinct(_when(Ticket.created_at < month, Ticket.id))),
            func.sum(_when(Ticket.created_at >= month, TicketPart.quantity)),
            func.sum(_when(Ticket.created_at < month, TicketPart.quantity)),
        )
        .join(TicketPart, TicketPart.ticket_id == Ticket.id)
        .where(
            Ticket.kind == "dealer_repair", Ticket.created_at >= start, Ticket.created_at <= now,
            Ticket.dealer_id.is_not(None),
        )
        .group_by(Ticket.dealer_id)
    ).all()  # fmt: skip
    chances = {
        str(dealer): more_than_before(int(used or 0), int(old or 0), share=late / (late + early))
        for dealer, late, early, used, old in rows
        if late >= 3 and early >= 3
    }
    held = {str(row[0]): row for row in rows}
    for key in sorted(surprising(chances, level=_LEVEL)):
        dealer_id, late, early, used, old = held[key]
        dealer = session.get(Dealer, dealer_id)
        if dealer is None:
            continue
        yield Finding(
            f"settlement:{dealer.code}:{month:%Y-%m}",
            "settlement",
            Text(
                f"{dealer.name} 本月结算偏高：{late} 单用 {used} 件，之前 {early} 单用 {old} 件",
                f"{dealer.name}: settlement unusually high, {used} parts for {late} repairs, "
                f"{old} for {early} before",
            ),
            {"dealer": dealer.code, "repairs": late, "parts": int(used or 0),
             "chance": float(f"{chances[key]:.2g}"), "test": "Poisson, Holm"},
            _numbers(session, Ticket.kind == "dealer_repair", Ticket.dealer_id == dealer_id,
                     Ticket.created_at >= month),
        )  # fmt: skip


def _unwritten(session: Session, now: datetime) -> Iterator[Finding]:
    """Problems that come often and of which no published article speaks."""
    since = now - timedelta(days=_UNWRITTEN_DAYS)
    rows = session.execute(
        select(Ticket.category_id, Ticket.product_id, func.count())
        .where(Ticket.created_at >= since, Ticket.created_at <= now,
               Ticket.category_id.is_not(None), Ticket.product_id.is_not(None))
        .group_by(Ticket.category_id, Ticket.product_id)
        .having(func.count() >= _UNWRITTEN_CASES)
        .order_by(func.count().desc())
    ).all()  # fmt: skip
    for category_id, product_id, count in rows:
        category, product = session.get(Category, category_id), session.get(Product, product_id)
        if category is None or product is None or _is_written_of(session, category, product):
            continue
        yield Finding(
            f"unwritten:{category.code}:{product.code}:{now:%Y-%m}",
            "unwritten",
            Text(
                f"{product.name} 的“{category.name_zh}”30 天内 {count} 件，还没有知识文章",
                f"{product.name}, {category.name_en}: {count} tickets in 30 days and no article",
            ),
            {"category": category.code, "product": product.code, "tickets_30_days": count},
            _numbers(session, Ticket.category_id == category_id, Ticket.product_id == product_id,
                     Ticket.created_at >= since),
        )  # fmt: skip


def _is_written_of(session: Session, category: Category, product: Product) -> bool:
    names = [category.name_zh, category.name_en, *category.aliases]
    said = or_(
        *(
            column.ilike(f"%{name.replace('%', '')}%")
            for name in names
            if len(name) > 1
            for column in (Article.title, Article.problem)
        )
    )
    held = session.scalars(select(Article.products).where(Article.status == "published", said))
    return any(not products or product.code in products for products in held)


def _angry(session: Session, now: datetime) -> Iterator[Finding]:
    """Open tickets whose customer sounds angry in what was said lately."""
    since = now - timedelta(days=_ANGRY_DAYS)
    roles = dict(session.execute(select(User.username, User.role)).tuples().all())
    said: dict[int, list[str]] = {}
    for ticket_id, author, text in session.execute(
        select(Comment.ticket_id, Comment.author, Comment.text).where(
            Comment.at >= since, Comment.at <= now, Comment.is_internal.is_(False)
        )
    ):
        if not is_of_the_house(roles.get(author, "")):
            said.setdefault(ticket_id, []).append(text)
    recent = select(Ticket).where(
        Ticket.status.not_in(end_states()),
        or_(Ticket.created_at >= since, Ticket.id.in_(list(said)[:500])),
    )
    for ticket in session.scalars(recent.order_by(Ticket.id)):
        words = " ".join(
            [*said.get(ticket.id, ()), ticket.description if ticket.created_at >= since else ""]
        )
        score, heard = anger(words)
        if score < ANGRY:
            continue
        customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
        who = customer.name if customer else ticket.contact or ticket.number
        yield Finding(
            f"angry:{ticket.number}",
            "angry",
            Text(f"{who} 情绪激动：{ticket.number}", f"{who} sounds angry: {ticket.number}"),
            {"score": score, "words": heard},
            [ticket.number],
        )


def _numbers(session: Session, *where: Any) -> list[str]:
    newest = select(Ticket.number).where(*where).order_by(Ticket.created_at.desc())
    return list(session.scalars(newest.limit(_MOST_TICKETS)))


_LOOKS: tuple[Callable[[Session, datetime], Iterator[Finding]], ...] = (
    _bad_batches, _surges, _angry, _odd_settlements, _unwritten,
)  # fmt: skip
