"""Saying something on a ticket."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.errors import ForbiddenError
from domain.language import Text
from domain.proposals import Card, PreviewLine
from domain.tickets import moving
from tools.context import Desk, Reference, reference
from tools.fields import ticket_number
from tools.tool import Arguments, Result, SlotKind, slot, tool


class CommentTicket(Arguments):
    number: str = ticket_number(Text("写在哪张工单上？", "On which ticket?"))
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=20_000,
            json_schema_extra=slot(
                SlotKind.TEXT,
                after=["备注", "留言", "评论", "说明", "写上", "saying", "that"],
                ask=Text("要写什么？", "What shall I write?"),
            ),
        ),
    ]
    audience: Annotated[
        str | None,
        Field(
            pattern="^(internal|open)$",
            description="internal (staff only) or open (default)",
            json_schema_extra=slot(
                SlotKind.CHOICE,
                permission=Permission.COMMENT_INTERNAL,
                words={
                    "internal": [
                        *("内部备注", "内部评论", "内部", "别给客户看", "不给客户看"),
                        *("别让客户看到", "别让经销商看到", "不让经销商看到", "internal note"),
                        *("internal", "staff only", "between us"),
                    ],
                    "open": [
                        *("公开", "客户可见", "经销商可见", "能看到", "也能看", "看得到"),
                        *("visible to the customer", "public", "visible", "see it", "can see"),
                    ],
                },
            ),
        ),
    ] = None


class Commented(Result):
    number: str
    references: list[Reference]


def propose_comment(desk: Desk, asked: CommentTicket) -> Card:
    """Where the comment would stand and who would read it."""
    if not desk.viewer.may(Permission.COMMENT):
        raise ForbiddenError()
    with desk.reader() as session:
        ticket = moving.load_ticket(session, desk.viewer, asked.number)
        about = f"{ticket.number} {ticket.summary}"
    internal = asked.audience == "internal"
    readers = Text("仅内部", "staff only") if internal else Text("所有相关人员", "all concerned")
    return Card(
        title=desk.say(Text(f"在 {ticket.number} 留言", f"Comment on {ticket.number}")),
        preview=[
            PreviewLine(label=desk.say(Text("工单", "Ticket")), new=about),
            PreviewLine(label=desk.say(Text("留言", "Comment")), new=asked.text),
            PreviewLine(label=desk.say(Text("谁能看到", "Who reads it")), new=desk.say(readers)),
        ],
    )


@tool(
    permissions={Permission.COMMENT},
    label=Text("留言", "Commenting"),
    propose=propose_comment,
    zh=(
        "给 K2602-0001 加个备注：客户已升级固件",
        "在 RMA-D-2601-0145 上留言，配件下周到",
        "K2602-0001 内部备注：客户很着急",
    ),
    en=(
        "comment on K2602-0001: the customer has updated the firmware",
        "add a note to RMA-D-2601-0145 that the parts come next week",
        "internal note on K2602-0001: the customer is in a hurry",
    ),
)
def comment_ticket(desk: Desk, asked: CommentTicket, session: Session) -> Commented:
    """Write a comment on a ticket, in the person's own words."""
    comment = moving.comment(
        session,
        desk.viewer,
        asked.number,
        asked.text,
        internal=asked.audience == "internal",
        now=desk.clock.now(),
        trace=desk.trace,
    )
    ticket = moving.load_ticket(session, desk.viewer, asked.number)
    return Commented(
        number=ticket.number,
        references=[reference("ticket", ticket.number, ticket.summary, comment.text)],
    )
