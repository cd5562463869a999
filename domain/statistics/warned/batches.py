"""Batches whose devices come back more often than the others'."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.language import Text
from domain.models import Device, Ownership, Product, Ticket
from domain.statistics.chances import more_than_before, surprising
from domain.statistics.metric import REPAIRS
from domain.statistics.warned.finding import LEVEL, MOST_TICKETS, Finding, when

_FIELD_DAYS = 365  # how far back a batch's problems are compared
_BATCH_SIZE, _BATCH_CASES = 20, 3


def bad_batches(session: Session, now: datetime) -> Iterator[Finding]:
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
                func.count(func.distinct(when(Ticket.created_at >= since, Device.id))),
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
    for batch in sorted(surprising(chances, level=LEVEL), key=lambda each: chances[each]):
        hits = cases.get((product, batch), (0, 0))
        if hits[0] < _BATCH_CASES:
            continue
        rate, mean = hits[1] / counted[product, batch], ever / total
        numbers = session.scalars(
            select(Ticket.number)
            .join(Device, Device.id == Ticket.device_id)
            .where(Device.batch == batch, Device.product_id == product, Ticket.kind.in_(REPAIRS))
            .order_by(Ticket.created_at.desc())
            .limit(MOST_TICKETS)
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
                "test": "poisson_by_days",
            },
            numbers,
        )  # fmt: skip


def _in_field(batch: str, first_owned: date | None) -> date:
    """When a batch came into the field: its first sale, or the quarter in its number."""
    if first_owned is not None:
        return first_owned
    try:
        return date(int(batch[:4]), int(batch[5]) * 3 - 2, 1)
    except (ValueError, IndexError):
        return date(2000, 1, 1)
