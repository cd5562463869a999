"""Restocks: parts that a dealer of tier 1 orders for its shelf, on its monthly account."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.accounts import debt_level, debt_warning, open_receivables
from domain.errors import InvalidError
from domain.invoices import issue, open_invoice, withdraw
from domain.language import Language, Text
from domain.lifecycle import (
    Details,
    Kind,
    Move,
    MoveFields,
    Moving,
    Opening,
    Standing,
    State,
)
from domain.models import Dealer, Invoice, Part, Receivable, Ticket
from domain.parts import name_of, parts_of
from domain.quotes import Item, Shipping, draw_up
from domain.repairs.fields import MaybeReason, Reason, ShipParts
from domain.repairs.states import CANCELLED, REJECTED
from domain.repairs.workshop import reject
from domain.stock import STOCKING_TIER, no_stock, put

_DESK = frozenset({Permission.HANDLE_RESTOCK})
_REQUESTERS = frozenset({Permission.REQUEST_RESTOCK})
_UNDECIDED = frozenset({"submitted", "needs_desk_approval", "needs_management_approval"})
_STATE_OF_DEBT = {"desk": "needs_desk_approval", "management": "needs_management_approval"}
_SUMMARY = 300


class RestockDetails(Details):
    """`total` is decimal text in `currency`; `debt_days` the age of the oldest debt when asked."""

    items: Annotated[list[Item], Field(max_length=50)] = []
    address: Annotated[str | None, Field(max_length=500)] = None
    total: str | None = None
    currency: str | None = None
    debt_days: int | None = None
    debt_level: str | None = None
    invoice: str | None = None
    carrier: str | None = None
    tracking: str | None = None
    reject_reason: str | None = None
    cancel_reason: str | None = None


class MakeInvoice(MoveFields):
    shipping: Shipping = Decimal(0)


def _series(_: Ticket, day: date) -> str:
    return f"RS-{day:%y%m}"


def _check(session: Session, ticket: Ticket) -> Text | None:
    if ticket.customer_id is not None or ticket.sn or ticket.product_id is not None:
        return Text(
            "补货单只写经销商和配件，不写客户、产品和序列号。",
            "A restock names the dealer and the parts: no customer, product or serial number.",
        )
    if ticket.dealer_id is None:
        return Text("补货单需要写明经销商。", "A restock needs the dealer.")
    dealer = session.get_one(Dealer, ticket.dealer_id)
    return no_stock(dealer) if dealer.tier != STOCKING_TIER else None


def _begin(moving: Moving) -> None:
    """Check the order against the price list, and let the age of the dealer's debts decide."""
    asked = RestockDetails.model_validate(moving.ticket.details)
    if not asked.items:
        raise InvalidError(
            Text(
                "补货单至少要有一行配件：料号和数量。",
                "A restock needs at least one line: a SKU and a quantity.",
            ),
            {"details.items": Text("必填", "is required")},
        )
    dealer = _dealer(moving)
    bill = draw_up(moving.session, asked.items, currency=dealer.currency)
    parts = parts_of(moving.session, [line.sku for line in bill.items], field="items")
    moving.ticket.details = {}
    moving.keep(
        items=[{"sku": line.sku, "quantity": line.quantity} for line in bill.items],
        address=asked.address or _last_address(moving),
        total=bill.total,
        currency=bill.currency,
    )
    if not moving.ticket.summary:
        language = Language(moving.viewer.language)
        named = [
            f"{name_of(parts[line.sku]).in_(language)} × {line.quantity}" for line in bill.items
        ]
        moving.ticket.summary = ", ".join(named)[:_SUMMARY]
    _judge_debt(moving, dealer)


def _judge_debt(moving: Moving, dealer: Dealer) -> None:
    owed = open_receivables(moving.session, dealer, today=moving.now.date())
    days = max((each.days for each in owed), default=0)
    level = debt_level(days, moving.rules, has_debt=bool(owed))
    moving.ticket.status = _STATE_OF_DEBT.get(level, "submitted")
    if owed:
        moving.keep(debt_days=days, debt_level=level)
    if level in _STATE_OF_DEBT:
        moving.tell("restock_approval", debt_days=days, status=moving.ticket.status)


def _last_address(moving: Moving) -> str | None:
    """Where the dealer's last restock went."""
    rows = moving.session.scalars(
        select(Ticket)
        .where(Ticket.kind == "restock", Ticket.dealer_id == moving.ticket.dealer_id)
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
        .limit(5)
    )
    return next((row.details["address"] for row in rows if row.details.get("address")), None)


def _hints(standing: Standing) -> list[Text]:
    details, found = standing.ticket.details, []
    if standing.ticket.status in _UNDECIDED and details.get("debt_days") is not None:
        warning = debt_warning(details.get("debt_level", "recent"), int(details["debt_days"]))
        found += [warning] if warning else []
    if not details.get("address"):
        found.append(Text("还没有收货地址。", "There is no delivery address yet."))
    return found


def _needs_management(standing: Standing) -> Text | None:
    if standing.ticket.status != "needs_management_approval":
        return None
    if standing.viewer.may(Permission.APPROVE_RESTOCK_MANAGEMENT):
        return None
    return Text(
        "欠款时间太长，这张补货单要由管理层批准；经销商付清旧账后可以重新申请。",
        "The debt is too old: management has to approve this restock; "
        "once the old debt is paid the dealer can ask again.",
    )


def _cancel(moving: Moving) -> None:
    moving.keep(cancel_reason=moving.fields.reason)
    if open_invoice(moving.session, moving.ticket):
        withdraw(moving.session, moving.ticket, now=moving.now)


def _invoice(moving: Moving) -> None:
    asked = RestockDetails.model_validate(moving.ticket.details)
    bill = draw_up(
        moving.session,
        asked.items,
        currency=_dealer(moving).currency,
        shipping=moving.fields.shipping,
    )
    made = issue(moving.session, moving.viewer, moving.ticket, bill, now=moving.now)
    moving.keep(invoice=made.number, total=made.total, currency=made.currency)


def _ship(moving: Moving) -> None:
    moving.keep(carrier=moving.fields.carrier, tracking=moving.fields.tracking)
    moving.tell("shipped", carrier=moving.fields.carrier, tracking=moving.fields.tracking)


def _receive(moving: Moving) -> None:
    """The parts stand on the shelf, and the dealer owes them."""
    dealer = _dealer(moving)
    asked = RestockDetails.model_validate(moving.ticket.details)
    parts = parts_of(moving.session, [item.sku for item in asked.items], field="items")
    for item in asked.items:
        part: Part = parts[item.sku]
        put(
            moving.session, moving.viewer, dealer, part, item.quantity,
            ticket=moving.ticket, now=moving.now,
        )  # fmt: skip
    reference, amount, currency = _owed(moving, dealer, asked)
    if amount:
        moving.session.add(
            Receivable(
                dealer_id=dealer.id,
                reference=reference,
                amount=amount,
                currency=currency,
                since=moving.now.date(),
            )
        )
    moving.tell("arrived")


def _owed(moving: Moving, dealer: Dealer, asked: RestockDetails) -> tuple[str, Decimal, str]:
    """Under which number the dealer owes how much; an imported restock has no invoice here."""
    invoice = moving.session.scalars(
        select(Invoice)
        .where(Invoice.ticket_id == moving.ticket.id, Invoice.withdrawn_at.is_(None))
        .order_by(Invoice.id.desc())
    ).first()
    if invoice:
        return invoice.number, invoice.total, invoice.currency
    bill = draw_up(moving.session, asked.items, currency=dealer.currency)
    return asked.invoice or moving.ticket.number, bill.total, bill.currency


def _dealer(moving: Moving) -> Dealer:
    return moving.session.get_one(Dealer, moving.ticket.dealer_id)


KIND = Kind(
    code="restock",
    label=Text("补货单", "Restock"),
    series=_series,
    details=RestockDetails,
    check=_check,
    begin=_begin,
    begins=frozenset({"needs_desk_approval", "needs_management_approval"}),
    given=frozenset({"items", "address"}),
    hints=_hints,
    openings=(Opening(Permission.REQUEST_RESTOCK, "submitted"),),
    guidance="parts that a dealer of tier 1 orders for its own stock",
    states=(
        State(
            "submitted",
            Text("已提交", "Submitted"),
            ahead=Text(
                "服务台开 PI，然后寄出配件。",
                "The service desk makes the PI and sends the parts.",
            ),
        ),
        State(
            "needs_desk_approval",
            Text("待服务台批准", "Needs the desk's approval"),
            ahead=Text(
                "有较早的欠款，要先由服务台批准，之后开 PI、寄出。",
                "An older debt is open, so the service desk approves it first; then the PI is "
                "made and the parts are sent.",
            ),
        ),
        State(
            "needs_management_approval",
            Text("待管理层批准", "Needs management's approval"),
            ahead=Text(
                "欠款时间太长，要先由管理层批准；付清旧账后可以重新申请。",
                "The debt is too old, so management approves it first; once the old debt is paid "
                "it can be asked for again.",
            ),
        ),
        State(
            "approved",
            Text("已批准", "Approved"),
            ahead=Text(
                "已批准，服务台开 PI，然后寄出配件。",
                "It is approved; the service desk makes the PI and sends the parts.",
            ),
        ),
        State(
            "invoiced",
            Text("已开PI", "Invoiced"),
            ahead=Text(
                "PI 已开，下一步是寄出配件。",
                "The PI is made; next the parts are sent.",
            ),
        ),
        State(
            "shipped",
            Text("已发货", "Shipped"),
            ahead=Text(
                "配件在路上，收到后请登记收货，库存随之增加。",
                "The parts are on their way. Please register them once they have come; they then "
                "stand in the stock.",
            ),
        ),
        State(
            "received",
            Text("已收货", "Received"),
            ahead=Text(
                "配件已入库，货款记入应收，按月结算。",
                "The parts stand in the stock; what they cost is owed and settled monthly.",
            ),
        ),
        REJECTED,
        CANCELLED,
    ),
    moves=(
        Move(
            "approve",
            Text("批准", "Approve"),
            _UNDECIDED,
            "approved",
            _DESK,
            reserved=_needs_management,
        ),
        Move("reject", Text("拒绝", "Reject"), _UNDECIDED, "rejected", _DESK, Reason, reject),
        Move(
            "invoice",
            Text("开PI", "Make the PI"),
            frozenset({"submitted", "approved"}),
            "invoiced",
            _DESK,
            MakeInvoice,
            _invoice,
        ),
        Move(
            "ship",
            Text("发货", "Ship"),
            frozenset({"invoiced"}),
            "shipped",
            _DESK,
            ShipParts,
            _ship,
        ),
        Move(
            "receive",
            Text("确认收货", "Receive"),
            frozenset({"shipped"}),
            "received",
            _REQUESTERS,
            effect=_receive,
        ),
        Move(
            "cancel",
            Text("取消", "Cancel"),
            _UNDECIDED | {"approved", "invoiced"},
            "cancelled",
            _REQUESTERS,
            MaybeReason,
            _cancel,
        ),
    ),
)
