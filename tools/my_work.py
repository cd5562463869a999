"""What waits for the person who asks."""

from typing import Annotated, Literal

from pydantic import Field

from domain.access import Permission
from domain.language import Language, Text
from domain.tickets.shapes import TicketLine
from domain.work import my_work as work_of
from tools.context import Desk, Reference, reference
from tools.find_tickets import tell_line
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_SHOWN = 8
_ABOUT = {
    "overdue": (
        r"超期|逾期|超时|过期|拖期",
        r"(?<![a-z])(?:overdue|late|past due|behind)(?![a-z])",
    ),
    "to_decide": (
        r"我(?:来|们|去)?(?:审?批|点头|签字?|拍板|定夺|决定|过目|盖章|审|定)",
        r"(?<![a-z])(?:my (?:approval|signature|sign-?off|decision|blessing|nod|ok|go-ahead)"
        r"|(?:i|we) (?:still )?(?:have to|need to|must|should) (?:approve|sign|decide))(?![a-z])",
        r"(?<![a-z])(?:for me|do i have|i have|i need|me) to (?:approve|sign|decide)(?![a-z])",
    ),
}


class MyWork(Arguments):
    about: Annotated[
        Literal["overdue", "to_decide"] | None,
        Field(json_schema_extra=slot(SlotKind.CHOICE, patterns=_ABOUT, tells=["to_decide"])),
    ] = None


class Work(Result):
    """Overdue tickets, decisions to make, and the person's own tickets; each list is cut short.

    The `…_count`s tell how many there are in all, up to 100.
    """

    overdue: list[TicketLine]
    overdue_count: int
    to_decide: list[TicketLine]
    to_decide_count: int
    mine: list[TicketLine]
    mine_count: int
    references: list[Reference]


_HEADS = {
    "overdue": Text("已超期", "Overdue"),
    "to_decide": Text("等您决定", "Waiting for your decision"),
    "mine": Text("您手上的工单", "Your own tickets"),
}


def tell_work(result: Work, language: Language) -> str:
    parts = []
    for name, head in _HEADS.items():
        rows: list[TicketLine] = getattr(result, name)
        if rows:
            count = getattr(result, f"{name}_count")
            title = Text(f"**{head.zh}（{count}）**", f"**{head.en} ({count})**").in_(language)
            parts.append("\n".join([title, *(tell_line(row) for row in rows)]))
    if not parts:
        return Text("现在没有等您处理的工单。", "Nothing is waiting for you now.").in_(language)
    return "\n\n".join(parts)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("查看待办", "Looking at your work"),
    tell=tell_work,
    zh=("我有哪些待办", "有什么要我处理的", "哪些单快超期了", "等我审批的有哪些"),
    en=(
        "what is waiting for me",
        "my open work",
        "which of my tickets are overdue",
        "what do I have to approve",
    ),
)
def my_work(desk: Desk, asked: MyWork) -> Work:
    """What waits for the person: overdue, to decide, their own."""
    with desk.reader() as session:
        work = work_of(session, desk.viewer, clock=desk.clock, language=desk.language)
    wanted = [asked.about] if asked.about else list(_HEADS)
    shown = {name: getattr(work, name)[:_SHOWN] if name in wanted else [] for name in _HEADS}
    numbered = {row.number: row.summary for rows in shown.values() for row in rows}
    return Work(
        overdue=shown["overdue"],
        overdue_count=len(work.overdue),
        to_decide=shown["to_decide"],
        to_decide_count=len(work.to_decide),
        mine=shown["mine"],
        mine_count=len(work.mine),
        references=[reference("ticket", number, about) for number, about in numbered.items()],
    )
