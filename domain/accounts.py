"""What dealers owe: receivables and their payments, how old debts are, what a month settles."""

import calendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.checking import checked
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Language, Text
from domain.models import Dealer, Invoice, Part, PartPrice, Receivable, ReceivablePayment
from domain.money import Currency, told_in_both
from domain.parts import name_of
from domain.parts_used import Use, midnight, month_start, parts_used
from domain.plain import plain_json
from domain.rules import Rules, house_rules
from domain.stock import STOCKING_TIER
from domain.tickets.shapes import Shown
from domain.visibility import visible

DebtLevel = Literal["none", "recent", "reminder", "desk", "management"]


class ReceivableShown(Shown):
    """What is open of one bill; `days` since it arose."""

    reference: str
    amount: Decimal
    paid: Decimal
    open: Decimal
    currency: str
    since: date
    days: int


class SettledPart(Shown):
    sku: str
    name: str
    quantity: int
    amount: Decimal


class Settlement(Shown):
    """What a month settles: the parts a dealer's repairs took from its stock, at their prices.

    `unpriced` are SKUs used that have no price in the dealer's currency.
    """

    month: str
    amount: Decimal
    currency: str
    parts: list[SettledPart]
    unpriced: list[str]


class Account(Shown):
    """A dealer's account; `warnings` say what its debts mean for restocks."""

    dealer: str
    name: str
    tier: int
    currency: str
    receivables: list[ReceivableShown]
    open_amounts: dict[str, Decimal]
    oldest_debt_days: int
    debt_level: DebtLevel
    month_to_settle: Settlement | None
    next_settlement_date: date | None
    warnings: list[str]


class DealerPayment(BaseModel):
    """Money a dealer paid for one receivable."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    reference: Annotated[str, Field(min_length=1, max_length=200)]
    method: Literal["paypal", "wechat", "alipay", "bank"]
    amount: Annotated[Decimal, Field(gt=0, le=10**9, max_digits=12, decimal_places=2)]
    currency: Currency | None = None
    day: Annotated[date | None, Field(alias="date")] = None


def account(session: Session, dealer: Dealer, *, now: datetime, language: Language) -> Account:
    """How a dealer stands, as far as the session shows."""
    rules = house_rules(session)
    owed = open_receivables(session, dealer, today=now.date())
    days = max((each.days for each in owed), default=0)
    level = debt_level(days, rules, has_debt=bool(owed))
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for each in owed:
        amounts[each.currency] += each.open
    holds_stock = dealer.tier == STOCKING_TIER
    warning = debt_warning(level, days)
    return Account(
        dealer=dealer.code,
        name=dealer.name,
        tier=dealer.tier,
        currency=dealer.currency,
        receivables=owed,
        open_amounts=dict(amounts),
        oldest_debt_days=days,
        debt_level=level,
        month_to_settle=settlement(session, dealer, now=now, language=language)
        if holds_stock
        else None,
        next_settlement_date=next_settlement(now.date(), rules) if holds_stock else None,
        warnings=[warning.in_(language)] if warning else [],
    )


def open_receivables(session: Session, dealer: Dealer, *, today: date) -> list[ReceivableShown]:
    """What the dealer still owes, oldest first."""
    rows = session.scalars(
        select(Receivable)
        .where(Receivable.dealer_id == dealer.id, Receivable.paid_at.is_(None))
        .order_by(Receivable.since, Receivable.id)
    ).all()
    paid = _paid(session, [row.id for row in rows])
    return [
        ReceivableShown(
            reference=row.reference,
            amount=row.amount,
            paid=paid.get(row.id, Decimal("0.00")),
            open=row.amount - paid.get(row.id, Decimal("0.00")),
            currency=row.currency,
            since=row.since,
            days=max(0, (today - row.since).days),
        )
        for row in rows
    ]


def debt_level(days: int, rules: Rules, *, has_debt: bool) -> DebtLevel:
    """What the age of the oldest debt means: whom a restock then needs."""
    if not has_debt:
        return "none"
    if days > rules.debt_management_days:
        return "management"
    if days > rules.debt_desk_days:
        return "desk"
    return "reminder" if days > rules.debt_reminder_days else "recent"


def debt_warning(level: DebtLevel, days: int) -> Text | None:
    """The sentence people read about a debt of that age."""
    said: dict[DebtLevel, Text] = {
        "recent": Text(
            f"有未付账款，最早的已 {days} 天，请按期付款。",
            f"There is an open debt, {days} days old; please pay it in time.",
        ),
        "reminder": Text(
            f"最早的欠款已 {days} 天，请尽快付款，服务台会跟进。",
            f"The oldest debt is {days} days old; please pay soon, the service desk follows it up.",
        ),
        "desk": Text(
            f"最早的欠款已 {days} 天，补货需要服务台批准。",
            f"The oldest debt is {days} days old; a restock needs the service desk's approval.",
        ),
        "management": Text(
            f"最早的欠款已 {days} 天，补货暂停，需要管理层批准。",
            f"The oldest debt is {days} days old; restocks stop until management approves.",
        ),
    }
    return said.get(level)


def settlement(
    session: Session, dealer: Dealer, *, now: datetime, language: Language
) -> Settlement:
    """What the dealer settles for the month of `now`, so far.

    Parts cost what they did when they were taken; those of older records what they cost now.
    """
    since = midnight(month_start(now.date()), now.tzinfo)
    until = midnight(month_start(now.date(), -1), now.tzinfo)
    uses = parts_used(session, [dealer.id], since=since, until=until)
    ids = {each.part_id for each in uses}
    parts = {row.id: row for row in session.scalars(select(Part).where(Part.id.in_(ids)))}
    prices = _prices(session, ids, dealer.currency)
    lines, unpriced = _settled(uses, parts, prices, dealer.currency, language)
    return Settlement(
        month=f"{now:%Y-%m}",
        amount=sum((line.amount for line in lines), Decimal("0.00")),
        currency=dealer.currency,
        parts=lines,
        unpriced=unpriced,
    )


def next_settlement(today: date, rules: Rules) -> date:
    """The next day on which a month is settled: its own last day, or a day of the next month."""
    if rules.settlement_day == 0:
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if today.day <= rules.settlement_day:
        return today.replace(day=rules.settlement_day)
    return month_start(today, -1).replace(day=rules.settlement_day)


def still_owed(session: Session, row: Receivable) -> Decimal:
    """What has not been paid of a receivable yet, in its own currency."""
    return row.amount - _paid(session, [row.id]).get(row.id, Decimal("0.00"))


def pay_receivable(
    session: Session, viewer: Viewer, code: str, asked: DealerPayment, *, now: datetime
) -> Receivable:
    """Record a dealer's payment; a receivable is paid once all of it has come in.

    Raises ForbiddenError below the desk, NotFoundError for an unknown dealer, InvalidError for an
    unknown reference or a wrong amount, currency or date, ConflictError when it is paid already.
    """
    if not viewer.may(Permission.BILL):
        raise ForbiddenError()
    given = checked(DealerPayment, plain_json(asked.model_dump(mode="json", by_alias=True)))
    dealer = dealer_of(session, viewer, code)
    row = _receivable(session, dealer, given.reference)
    still_open = still_owed(session, row)
    _refuse_wrong(row, given, still_open, now.date())
    session.add(
        ReceivablePayment(
            receivable_id=row.id,
            method=given.method,
            amount=given.amount,
            paid_on=given.day or now.date(),
            recorded_at=now,
            recorded_by_id=viewer.known_id,
        )
    )
    if given.amount == still_open:
        row.paid_at = now
        invoice = select(Invoice).where(Invoice.number == row.reference)
        for billed in session.scalars(invoice):
            billed.paid_at = billed.paid_at or now
    session.flush()
    return row


def dealer_of(session: Session, viewer: Viewer, code: str) -> Dealer:
    """The dealer of a code whose account the viewer may read.

    Raises ForbiddenError for those who read no accounts, NotFoundError for a missing or foreign
    dealer alike.
    """
    if not viewer.may(Permission.READ_ACCOUNTS):
        raise ForbiddenError()
    found = session.scalars(visible(viewer, Dealer).where(Dealer.code == code)).one_or_none()
    if found is None:
        raise NotFoundError()
    return found


def _settled(
    uses: Sequence[Use],
    parts: dict[int, Part],
    prices: dict[int, Decimal],
    currency: str,
    language: Language,
) -> tuple[list[SettledPart], list[str]]:
    counted: dict[int, int] = defaultdict(int)
    amounts: dict[int, Decimal] = defaultdict(Decimal)
    unpriced: set[str] = set()
    for each in uses:
        price = each.price if each.currency == currency else prices.get(each.part_id)
        if price is None:
            unpriced.add(parts[each.part_id].sku)
            continue
        counted[each.part_id] += each.quantity
        amounts[each.part_id] += price * each.quantity
    lines = [
        SettledPart(
            sku=parts[part_id].sku,
            name=name_of(parts[part_id]).in_(language),
            quantity=quantity,
            amount=amounts[part_id],
        )
        for part_id, quantity in counted.items()
    ]
    return sorted(lines, key=lambda line: line.sku), sorted(unpriced)


def _prices(session: Session, part_ids: set[int], currency: str) -> dict[int, Decimal]:
    rows = session.execute(
        select(PartPrice.part_id, PartPrice.amount).where(
            PartPrice.part_id.in_(part_ids), PartPrice.currency == currency
        )
    )
    return dict(rows.tuples().all())


def _paid(session: Session, receivable_ids: Sequence[int]) -> dict[int, Decimal]:
    rows = session.execute(
        select(ReceivablePayment.receivable_id, func.sum(ReceivablePayment.amount))
        .where(ReceivablePayment.receivable_id.in_(receivable_ids))
        .group_by(ReceivablePayment.receivable_id)
    )
    return dict(rows.tuples().all())


def _receivable(session: Session, dealer: Dealer, reference: str) -> Receivable:
    row = session.scalars(
        select(Receivable).where(
            Receivable.dealer_id == dealer.id, Receivable.reference == reference.strip()
        )
    ).one_or_none()
    if row is None:
        raise InvalidError(
            Text(
                f"{dealer.name} 没有编号为“{reference}”的应收款，请在账户里核对。",
                f"{dealer.name} has no receivable “{reference}”; please look it up in the account.",
            ),
            {"reference": Text("未知", "unknown")},
        )
    if row.paid_at is not None:
        raise ConflictError(
            Text(f"{row.reference} 已经付清。", f"{row.reference} is paid in full already.")
        )
    return row


def _refuse_wrong(row: Receivable, given: DealerPayment, still_open: Decimal, today: date) -> None:
    if given.currency is not None and given.currency != row.currency:
        raise InvalidError(
            Text(
                f"{row.reference} 的货币是 {row.currency}，不是 {given.currency}。",
                f"{row.reference} is in {row.currency}, not in {given.currency}.",
            ),
            {"currency": Text("货币不一致", "not the receivable's currency")},
        )
    if given.day is not None and not row.since <= given.day <= today:
        raise InvalidError(
            Text(
                f"收款日期应在 {row.since} 和今天之间。",
                f"The date of payment lies between {row.since} and today.",
            ),
            {"date": Text("日期不对", "out of range")},
        )
    if given.amount > still_open:
        owed = told_in_both(still_open, row.currency)
        raise InvalidError(
            Text(
                f"{row.reference} 只欠 {owed.zh}，收款多了，请核对。",
                f"Only {owed.en} is open on {row.reference}; check the amount.",
            ),
            {"amount": Text("太多", "too much")},
        )
