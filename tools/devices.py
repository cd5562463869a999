"""Devices: what has happened to one."""

from typing import Annotated

from pydantic import Field

from domain.access import Permission
from domain.contracts import Entitlement
from domain.devices import DeviceRecord, device_record, device_tickets
from domain.errors import NotFoundError
from domain.language import Language, Text
from domain.tickets.shapes import TicketLine
from tools.context import Desk, Reference, reference
from tools.find_tickets import tell_line
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool


class DeviceHistory(Arguments):
    sn: Annotated[
        str,
        Field(
            max_length=40,
            json_schema_extra=slot(
                SlotKind.SN,
                ask=Text("设备序列号（SN）是多少？", "What is the serial number (SN)?"),
            ),
        ),
    ]


class DeviceStory(Result):
    """A device and its tickets, or `found` false when the viewer may see neither."""

    found: bool
    sn: str
    device: DeviceRecord | None = None
    tickets: list[TicketLine] = []
    references: list[Reference] = []


def tell_device(result: DeviceStory, language: Language) -> str:
    if not result.found:
        return Text(
            f"没有找到序列号 {result.sn} 的记录。", f"I found nothing on serial number {result.sn}."
        ).in_(language)
    told = [f"**{result.sn}**"]
    if result.device:
        told = [f"**{result.device.product.name} ({result.device.sn})**"]
        told += _facts(result.device, language)
    if result.tickets:
        told.append(Text("服务记录：", "Service history:").in_(language))
        told += [tell_line(line) for line in result.tickets]
    else:
        told.append(Text("还没有服务记录。", "There is no service history yet.").in_(language))
    return "\n".join(told)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("查询设备履历", "Looking up the device"),
    tell=tell_device,
    zh=("ME_207890", "ME_207890 的维修历史", "查下这台机器还在保吗", "序列号 ME_207890 以前修过吗"),
    en=(
        "ME_207890",
        "service history of ME_207890",
        "is this camera still in warranty",
        "has serial ME_207890 been repaired before",
    ),
)
def device_history(desk: Desk, asked: DeviceHistory) -> DeviceStory:
    """A device by its SN: product, warranty, owners and tickets."""
    device, tickets = None, []
    with desk.reader() as session:
        try:
            device = device_record(session, asked.sn, today=desk.clock.today())
            tickets = device_tickets(session, asked.sn, clock=desk.clock, language=desk.language)
        except NotFoundError:
            tickets = _loose_tickets(desk, asked.sn)
    sn = device.sn if device else asked.sn
    return DeviceStory(
        found=device is not None or bool(tickets),
        sn=sn,
        device=device,
        tickets=tickets,
        references=[reference("ticket", line.number, line.summary) for line in tickets],
    )


def _loose_tickets(desk: Desk, sn: str) -> list[TicketLine]:
    """Tickets that name the serial number where the device itself is not to be seen."""
    with desk.reader() as session:
        try:
            return device_tickets(session, sn, clock=desk.clock, language=desk.language)
        except NotFoundError:
            return []


def _facts(device: DeviceRecord, language: Language) -> list[str]:
    told = []
    if device.warranty_until:
        state = Text("在保", "in warranty") if device.in_warranty else Text("已过保", "expired")
        head = Text("保修至", "Warranty until").in_(language)
        told.append(f"- {head} {device.warranty_until} ({state.in_(language)})")
    told.append(entitled(device.entitlement, language))
    if device.firmware:
        told.append(Text("- 固件：", "- Firmware: ").in_(language) + device.firmware)
    if device.batch:
        told.append(Text("- 批次：", "- Batch: ").in_(language) + device.batch)
    if device.owners:
        names = " → ".join(f"{each.customer.name} ({each.since})" for each in device.owners)
        told.append(Text("- 用户：", "- Owners: ").in_(language) + names)
    if device.tags:
        told.append(Text("- 标签：", "- Tags: ").in_(language) + " | ".join(device.tags))
    return told


def entitled(entitlement: Entitlement, language: Language) -> str:
    """What the contracts give, as one line of a list."""
    given = {
        "in_contract": Text("- 服务资格：合同期内", "- Entitlement: in contract"),
        "one_time": Text("- 服务资格：单次服务", "- Entitlement: one service"),
        "none": Text("- 服务资格：无合同", "- Entitlement: no contract"),
    }
    return given[entitlement].in_(language)
