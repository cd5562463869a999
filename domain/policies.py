"""The policy for hosted models as people saved it: its versions, who, when, what changed.

The newest version holds. Without one, or where the newest has no text, the installation's own
holds (see `assistant.prompt`). Nothing is ever taken away: going back is a version too.
"""

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Text
from domain.models import PolicyVersion, User
from domain.plain import plain_json

TEXT_LIMIT = 40_000  # characters
_COMPARED = 1_000  # lines of each text
_AROUND = 1  # unchanged lines shown beside a change


class VersionShown(BaseModel):
    """A saved version; `is_base` where it gave the word back to the installation's own text."""

    number: int
    at: datetime
    by: str
    restores: int | None
    is_base: bool


class LineChange(BaseModel):
    """A line of what changed; a `gap` stands for unchanged lines that are left out."""

    sign: Literal["same", "added", "removed", "gap"]
    text: str = ""


def saved(session: Session) -> str | None:
    """The text that holds; None where it is the installation's own."""
    return session.scalar(_NEWEST.with_only_columns(PolicyVersion.text))


def newest(session: Session, viewer: Viewer) -> int:
    """The number of the newest version; 0 where nothing was saved yet."""
    _may_edit(viewer)
    return session.scalar(_NEWEST.with_only_columns(PolicyVersion.id)) or 0


def listed(
    session: Session, viewer: Viewer, *, page: int = 1, size: int = 50
) -> tuple[list[VersionShown], int]:
    """A page of the versions, newest first, and how many there are."""
    _may_edit(viewer)
    total = session.scalar(select(func.count(PolicyVersion.id))) or 0
    rows = session.execute(_SHOWN.limit(size).offset((page - 1) * size))
    return [_shown(row, name) for row, name in rows], total


def read(session: Session, viewer: Viewer, number: int) -> tuple[str | None, str | None]:
    """The text of a version and that of the one before it; None is the installation's own."""
    before = select(PolicyVersion.text).where(PolicyVersion.id < number)
    newest_before = before.order_by(PolicyVersion.id.desc()).limit(1)
    return _version(session, viewer, number).text, session.scalar(newest_before)


def save(
    session: Session,
    viewer: Viewer,
    text: str,
    *,
    after: int,
    now: datetime,
    trace: str | None = None,
) -> int:
    """Keep a new version of the text, begun from version `after` (0: none); its number.

    Raises ConflictError where somebody saved another one meanwhile, InvalidError for a text that
    cannot be kept or changes nothing.
    """
    _may_edit(viewer)
    plain = plain_json(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not plain or len(plain) > TEXT_LIMIT:
        raise InvalidError(
            Text(
                f"政策要有 1 到 {TEXT_LIMIT} 个字。", f"A policy has 1 to {TEXT_LIMIT} characters."
            )
        )
    version = PolicyVersion(at=now, by_id=viewer.user_id, text=plain, trace=trace)
    return _keep(session, version, after)


def go_back(
    session: Session,
    viewer: Viewer,
    number: int,
    *,
    after: int,
    now: datetime,
    trace: str | None = None,
) -> int:
    """Let an earlier version hold again, or for 0 the installation's own; the new number.

    Raises NotFoundError where there is no such version, else as `save`.
    """
    _may_edit(viewer)
    text = _version(session, viewer, number).text if number else None
    version = PolicyVersion(
        at=now, by_id=viewer.user_id, text=text, restores_id=number or None, trace=trace
    )
    return _keep(session, version, after)


def changed_lines(old: str, new: str) -> list[LineChange]:
    """What becomes of the lines of a text that say something, each change with a line around it."""
    before, after = _lines(old), _lines(new)
    lines: list[LineChange] = []
    told = 0
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes(_AROUND):
        if group[0][1] > told:
            lines.append(LineChange(sign="gap"))
        for step in group:
            lines += _of_step(step, before, after)
        told = group[-1][2]
    if lines and told < len(before):
        lines.append(LineChange(sign="gap"))
    return lines


def _lines(text: str) -> list[str]:
    return list(filter(str.strip, text.splitlines()))[:_COMPARED]


def _of_step(
    step: tuple[str, int, int, int, int], before: list[str], after: list[str]
) -> Iterator[LineChange]:
    tag, old_from, old_to, new_from, new_to = step
    if tag == "equal":
        yield from (LineChange(sign="same", text=line) for line in before[old_from:old_to])
        return
    yield from (LineChange(sign="removed", text=line) for line in before[old_from:old_to])
    yield from (LineChange(sign="added", text=line) for line in after[new_from:new_to])


_NEWEST = select(PolicyVersion).order_by(PolicyVersion.id.desc()).limit(1)
_SHOWN = (
    select(PolicyVersion, User.name)
    .join(User, User.id == PolicyVersion.by_id)
    .order_by(PolicyVersion.id.desc())
)


def _may_edit(viewer: Viewer) -> None:
    if not viewer.may(Permission.EDIT_POLICY):
        raise ForbiddenError()


def _version(session: Session, viewer: Viewer, number: int) -> PolicyVersion:
    _may_edit(viewer)
    found = session.get(PolicyVersion, number)
    if found is None:
        raise NotFoundError()
    return found


def _keep(session: Session, version: PolicyVersion, after: int) -> int:
    found = session.execute(_SHOWN.limit(1)).first()
    if (found[0].id if found else 0) != after:
        raise ConflictError(_overtaken(found[1] if found else "?"))
    if version.text == (found[0].text if found else None):
        raise InvalidError(Text("内容没有改动。", "Nothing was changed."))
    session.add(version)
    session.flush()
    return version.id


def _overtaken(who: str) -> Text:
    return Text(
        f"{who} 刚刚保存了另一个版本，您的内容还没有保存。请看清改动后再保存。",
        f"{who} has saved another version meanwhile; yours is not saved yet. Look at what changed,"
        " then save again.",
    )


def _shown(row: PolicyVersion, name: str) -> VersionShown:
    return VersionShown(
        number=row.id, at=row.at, by=name, restores=row.restores_id, is_base=row.text is None
    )
