"""What fixed cases like one at hand, and how many each fix has solved."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.advice import says_firmware, solved
from domain.language import Text
from domain.models import Part, TicketPart

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
    rows = solved(session, ticket_ids)
    words = {row.id: row.solution for row in rows if row.solution and row.solution.strip()}
    replaced = _replaced(session, list(words))
    found: dict[Text, list[int]] = {}
    for id in dict.fromkeys(ticket_ids):
        if id in words:
            found.setdefault(replaced.get(id) or _named(words[id]), []).append(id)
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
    if says_firmware(solution):
        return Text("固件更新", "Firmware update")
    said = " ".join(solution.split())
    short = said if len(said) <= _MOST_WORDS else f"{said[:_MOST_WORDS]}…"
    return Text(short, short)
