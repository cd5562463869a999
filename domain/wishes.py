"""Wishes: what customers would like a product to do, as the staff who weigh them see it."""

from datetime import datetime
from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.errors import ForbiddenError, NotFoundError
from domain.language import Language
from domain.models import Product, Wish
from domain.numbers import canonical_number
from domain.plain import like_pattern
from domain.tickets.shapes import Named, Shown
from domain.words import value_label

WishStatus = Literal["new", "evaluating", "planned", "released", "declined"]


class WishShown(Shown):
    """One wish; `votes` counts the customers who asked for it."""

    number: str
    title: str
    description: str
    product: Named | None
    votes: int
    status: str
    status_label: str
    target_version: str | None
    created_at: datetime


def list_wishes(
    session: Session,
    viewer: Viewer,
    *,
    words: str | None,
    status: WishStatus | None,
    product_id: int | None,
    clock: Clock,
    language: Language,
    offset: int,
    limit: int,
) -> tuple[list[WishShown], int]:
    """The wishes that match, most wanted first, and how many there are in all.

    Raises ForbiddenError below staff.
    """
    if not viewer.may(Permission.READ_INTERNAL):
        raise ForbiddenError()
    query = select(Wish)
    if words:
        pattern = like_pattern(words)
        texts = (Wish.number, Wish.title, Wish.description)
        query = query.where(or_(*(each.ilike(pattern, escape="\\") for each in texts)))
    if status:
        query = query.where(Wish.status == status)
    if product_id is not None:
        query = query.where(Wish.product_id == product_id)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    most_wanted = query.order_by(Wish.votes.desc(), Wish.number).offset(offset).limit(limit)
    rows = session.scalars(most_wanted).all()
    return [_shown(session, row, clock, language) for row in rows], total


def show_wish(session: Session, number: str, *, clock: Clock, language: Language) -> WishShown:
    """Raises NotFoundError where there is none, or none the viewer may see."""
    row = session.scalars(select(Wish).where(Wish.number == canonical_number(number))).one_or_none()
    if row is None:
        raise NotFoundError()
    return _shown(session, row, clock, language)


def _shown(session: Session, row: Wish, clock: Clock, language: Language) -> WishShown:
    product = session.get(Product, row.product_id) if row.product_id else None
    return WishShown(
        number=row.number,
        title=row.title,
        description=row.description,
        product=Named(code=product.code, name=product.name) if product else None,
        votes=row.votes,
        status=row.status,
        status_label=value_label("wish_status", row.status, language) or row.status,
        target_version=row.target_version,
        created_at=row.created_at.astimezone(clock.zone),
    )
