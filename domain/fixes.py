"""What fixed cases like one at hand, and how many each fix has solved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.kind import end_states
from domain.language import Text
from domain.models import Part, Ticket, TicketPart

_GIVEN_UP = ("cancelled", "rejected")
_FIRMWARE = re.compile(r"固件|firmware", re.IGNORECASE)
_MOST_WORDS = 120  # characters of a solution that name it


@dataclass(frozen=True)
class Fix:
    """A part replaced, a firmware update, or the words of a solution; `tickets` it has solved.

    The ids are in the order in which the tickets were given.
    """

    what: Text
    tickets: tuple[int, ...]


def fixes(session: Session, ticket_ids: Sequence[int]) -> list[Fix]:
    """What solved those of these tickets that are over, the commonest first.

    Read in the viewer's own session. A case counts once: with the parts replaced on it, else as a
    firmware update where its solution names one, else by its solution's own words.
    """
    rows = session.scalars(
        select(Ticket).where(
            Ticket.id.in_(ticket_ids),
            Ticket.status.in_(end_states() - set(_GIVEN_UP)),
            Ticket.solution.is_not(None),
        )
    )
    solved = {row.id: row.solution for row in rows if row.solution and row.solution.strip()}
    replaced = _replaced(session, list(solved))
    found: dict[Text, list[int]] = {}
    for id in dict.fromkeys(ticket_ids):
        if id in solved:
            found.setdefault(replaced.get(id) or _named(solved[id]), []).append(id)
    ranked = sorted(found.items(), key=lambda each: -len(each[1]))
    return [Fix(what, tuple(ids)) for what, ids in ranked]


def _replaced(session: Session, ids: Sequence[int]) -> dict[int, Text]:
    rows = session.execute(
        select(TicketPart.ticket_id, Part.name_zh, Part.name_en)
        .join(Part, Part.id == TicketPart.part_id)
        .where(TicketPart.ticket_id.in_(ids))
        .order_by(Part.sku)
    )
    parts: dict[int, list[Text]] = {}
    for id, zh, en in rows:
        parts.setdefault(id, []).append(Text(zh, en))
    return {
        id: Text(
            "更换" + "、".join(each.zh for each in names),
            "Replaced: " + ", ".join(each.en for each in names),
        )
        for id, names in parts.items()
    }


def _named(solution: str) -> Text:
    if _FIRMWARE.search(solution):
        return Text("固件更新", "Firmware update")
    words = " ".join(solution.split())
    short = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
    return Text(short, short)
