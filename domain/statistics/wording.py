"""Summaries in words: the points as they are, or as a model puts them, every number checked."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer, roles_with
from domain.database import Store
from domain.identity import viewer_of
from domain.language import Language
from domain.models import Outgoing, User
from domain.outbox import NOTICE
from domain.statistics.summaries import Point

Worder = Callable[[Viewer, Sequence[str], Language], Sequence[str]]
"""Sentences as somebody else puts them, one each, in order; whatever it answers is checked.

The viewer is one for whom all of them are meant. It may wait for others' servers.
"""

_WAITS = "points"  # with the language: what may still be worded
_LONGEST = 300
_HEADS = {
    "up": {Language.ZH: "向好", Language.EN: "Better"},
    "watch": {Language.ZH: "留意", Language.EN: "To watch"},
    "to_do": {Language.ZH: "待办", Language.EN: "To do"},
}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Figures in letters, which nobody could check against those that were counted.
_IN_LETTERS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|hundreds?|thousands?|millions?|dozens?|doubl\w+|tripl\w+|twice|thrice|halv\w+|half"
    r"|quarters?|thirds?|majority)\b"
    r"|[二两三四五六七八九十百千万亿半][倍成个张台次件天周月年%分]|翻[倍番两]|一半|过半|大半|成以上"
)
_STRANGE = re.compile(r"https?:|www\.|[<>`\x00-\x1f\[\]]|\]\(")
_LAST_STAGE = 3  # the whole business is summed up, whichever stage has opened


def in_words(points: Sequence[Point], language: Language) -> str:
    """The points under their headings, each with the tickets it leads to."""
    lines = []
    for section, heads in _HEADS.items():
        held = [each for each in points if each.section == section]
        if held:
            lines += [heads[language], *(f"- {_line(each)}" for each in held)]
    return "\n".join(lines)


def _line(point: Point) -> str:
    return f"{point.text} ({', '.join(point.tickets)})" if point.tickets else point.text


def checked(points: Sequence[Point], said: Sequence[str]) -> list[Point]:
    """The points with what was said of each; its own words where that is not just as true.

    A sentence holds the numbers of its point, no other and none less, none in letters that the
    point has not, and nothing that leads elsewhere.
    """
    if len(said) != len(points):
        return list(points)
    return [
        point.model_copy(update={"text": text.strip()}) if _is_true(point.text, text) else point
        for point, text in zip(points, said, strict=True)
    ]


def _is_true(fact: str, said: str) -> bool:
    fact, said = (unicodedata.normalize("NFKC", each).strip() for each in (fact, said))
    if not 0 < len(said) <= _LONGEST or _STRANGE.search(_without(said, _STRANGE.findall(fact))):
        return False
    told = {each.lower() for each in _IN_LETTERS.findall(said.lower())}
    known = {each.lower() for each in _IN_LETTERS.findall(fact.lower())}
    return told <= known and _numbers(said) == _numbers(fact)


def _without(said: str, known: Sequence[str]) -> str:
    for each in known:
        said = said.replace(each, "")
    return said


def _numbers(text: str) -> list[Decimal]:
    found = (each.replace(",", "") for each in _NUMBER.findall(text))
    return sorted(Decimal(each) if each.count(".") < 2 else Decimal(-1) for each in found)


def who_sees_all(session: Session) -> Viewer | None:
    """Somebody of those who hear of the summaries: each of them sees the whole business."""
    roles = [role.value for role in roles_with(Permission.HEAR_AS_MANAGEMENT)]
    for user in session.scalars(select(User).where(User.role.in_(roles)).order_by(User.id)):
        viewer = viewer_of(session, user, stage=_LAST_STAGE)
        if viewer is not None:
            return viewer
    return None


def waiting_points(points: Sequence[Point], language: Language) -> dict[str, Any]:
    """What a notice keeps of its points, so that they can be worded before it is told."""
    shown = [each.model_dump(include={"section", "text", "tickets"}) for each in points]
    return {f"{_WAITS}_{language.value}": shown}


def word_waiting(store: Store, worder: Worder) -> int:
    """Have the summaries worded that are still to be told; how many there were.

    Nothing is held while the worder thinks. Without a good answer the words stay as they are.
    """
    waiting, viewer = store.write(_waiting)
    for seq, facts in waiting.items():
        new = {}
        for language in Language:
            kept = facts.get(f"{_WAITS}_{language.value}")
            if kept and viewer is not None:
                points = [Point.model_validate(each) for each in kept]
                said = worder(viewer, [each.text for each in points], language)
                new[f"text_{language.value}"] = in_words(checked(points, said), language)
        store.write(partial(_keep, seq=seq, new=new))
    return len(waiting)


def _waiting(session: Session) -> tuple[dict[int, dict[str, Any]], Viewer | None]:
    rows = session.scalars(
        select(Outgoing).where(Outgoing.topic == NOTICE, Outgoing.subject == "house")
    )
    facts = {row.seq: row.payload.get("facts", {}) for row in rows}
    found = {seq: each for seq, each in facts.items() if any(_is_kept(name) for name in each)}
    return found, who_sees_all(session) if found else None


def _keep(session: Session, *, seq: int, new: dict[str, str]) -> None:
    """The new words, unless somebody told it meanwhile."""
    row = session.get(Outgoing, seq)
    if row is None:
        return
    facts = row.payload["facts"]
    kept = {name: value for name, value in facts.items() if not _is_kept(name)}
    row.payload = {**row.payload, "facts": {**kept, **new}}


def _is_kept(name: str) -> bool:
    return name.startswith(f"{_WAITS}_")
