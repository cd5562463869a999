"""What became of cases like one at hand: how they were solved, which parts they needed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.kind import end_states
from domain.language import Language, Text
from domain.models import Part, Ticket, TicketPart

_ENOUGH = 3  # cases below which nothing is said
_OFTEN = 0.3  # the share from which a part is worth naming
_FIRMWARE = ("固件", "firmware", "升级到", "update to")
_GIVEN_UP = ("cancelled", "rejected")


@dataclass(frozen=True)
class Outcomes:
    """How cases that are over ended; `parts` counts the cases that needed each part."""

    cases: int
    without_return: int
    by_firmware: int
    parts: Sequence[tuple[Text, int]]


def outcomes(session: Session, ticket_ids: Sequence[int]) -> Outcomes:
    """Of those of these tickets that are over and were solved, in the viewer's own session."""
    rows = session.scalars(
        select(Ticket).where(
            Ticket.id.in_(ticket_ids),
            Ticket.status.in_(end_states() - set(_GIVEN_UP)),
            Ticket.solution.is_not(None),
        )
    ).all()
    return Outcomes(
        cases=len(rows),
        without_return=sum(row.kind == "consult" for row in rows),
        by_firmware=sum(_says_firmware(row.solution or "") for row in rows),
        parts=_parts(session, [row.id for row in rows]),
    )


def _says_firmware(solution: str) -> bool:
    return any(word in solution.lower() for word in _FIRMWARE)


def _parts(session: Session, ids: Sequence[int]) -> list[tuple[Text, int]]:
    rows = session.execute(
        select(TicketPart.ticket_id, Part.name_zh, Part.name_en)
        .join(Part, Part.id == TicketPart.part_id)
        .where(TicketPart.ticket_id.in_(ids))
    )
    needed = {(id, zh, en) for id, zh, en in rows}
    counts = Counter((zh, en) for _, zh, en in needed)
    return [(Text(zh, en), count) for (zh, en), count in counts.most_common(3)]


def approval_advice(found: Outcomes, language: Language) -> str | None:
    """Whether cases like this one needed the device at all; None where too few are known."""
    if found.cases < _ENOUGH:
        return None
    remote = _share(found.without_return, found.cases)
    firmware = _share(found.by_firmware, found.cases)
    return Text(
        f"{found.cases} 个类似的已结案例中，{remote} 没有返厂就解决了，{firmware} 的方案提到固件。",
        f"Of {found.cases} closed cases like it, {remote} were solved without a return and "
        f"{firmware} by firmware.",
    ).in_(language)


def inspection_hint(found: Outcomes, language: Language) -> str | None:
    """Which parts cases like this one needed; None where no part stands out."""
    if found.cases < _ENOUGH:
        return None
    often = [(name, count) for name, count in found.parts if count >= _OFTEN * found.cases]
    if not often:
        return None
    zh = "、".join(f"{name.zh}（{_share(count, found.cases)}）" for name, count in often)
    en = ", ".join(f"{name.en} ({_share(count, found.cases)})" for name, count in often)
    return Text(
        f"{found.cases} 个类似的已结案例中更换过：{zh}。",
        f"Of {found.cases} closed cases like it, these parts were replaced: {en}.",
    ).in_(language)


def _share(count: int, of: int) -> str:
    return f"{round(100 * count / of)} %"
