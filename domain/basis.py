"""What a waiting write rests on: the rows it would change, as they stood when it was proposed."""

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from domain.models import Base


class Basis(BaseModel):
    """One row and its version: the row's own `version`, or a digest of what it holds."""

    table: str
    id: int
    version: str


def basis_of(row: Base) -> Basis:
    """A loaded row as something that a write may rest on."""
    keys = inspect(type(row)).primary_key
    return Basis(table=row.__tablename__, id=getattr(row, str(keys[0].key)), version=_version(row))


def still_stands(session: Session, basis: Sequence[Basis]) -> bool:
    """Whether none of these rows has changed or gone since."""
    for each in basis:
        model = _model(each.table)
        key = inspect(model).primary_key[0]
        row = session.scalars(
            select(model).where(key == each.id).execution_options(populate_existing=True)
        ).one_or_none()
        if row is None or _version(row) != each.version:
            return False
    return True


def _model(table: str) -> type[Base]:
    found = (each.class_ for each in Base.registry.mappers if each.local_table.name == table)  # type: ignore[attr-defined]
    return next(found)


def _version(row: Base) -> str:
    version: Any = getattr(row, "version", None)
    if isinstance(version, int):
        return str(version)
    values = [(each.key, repr(getattr(row, each.key))) for each in inspect(type(row)).column_attrs]
    return hashlib.sha256(repr(sorted(values)).encode()).hexdigest()[:16]
