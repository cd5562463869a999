"""Wishes: what customers would like a product to do, and what R&D makes of them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Language, Text
from domain.models import Product, User, Wish
from domain.numbers import canonical_number
from domain.outbox import tell_index
from domain.plain import like_pattern
from domain.tickets.shapes import Named, Shown
from domain.visibility import load_visible
from domain.words import value_label

WishStatus = Literal["new", "evaluating", "planned", "released", "declined"]
Feasibility = Literal["feasible", "difficult", "not_feasible"]


class Evaluation(BaseModel):
    """What R&D makes of a wish; `effort_days` are days of one person's work.

    That it is released is said by the release that brings it, not here.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    status: Literal["evaluating", "planned", "declined"]
    feasibility: Feasibility | None = None
    effort_days: Annotated[int | None, Field(ge=0, le=10_000)] = None
    target_version: Annotated[str | None, Field(min_length=1, max_length=60)] = None
    evaluation: Annotated[str | None, Field(min_length=1, max_length=5_000)] = None


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
    feasibility: str | None
    feasibility_label: str | None
    effort_days: int | None
    evaluation: str | None
    evaluated_by: str | None
    evaluated_at: datetime | None
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


def evaluate_wish(
    session: Session, viewer: Viewer, number: str, evaluation: Evaluation, *, now: datetime
) -> Wish:
    """Keep what R&D makes of a wish, in place of what it made of it before.

    Raises NotFoundError, ForbiddenError, InvalidError where a plan names no version or a refusal no
    reason, ConflictError once it was released.
    """
    wish = load_visible(session, viewer, Wish, Wish.number == canonical_number(number))
    if not viewer.may(Permission.EVALUATE_WISH):
        raise ForbiddenError()
    if wish.status == "released":
        raise ConflictError(
            Text(
                "这个期望已经发布，不再评估。",
                "This wish was released; there is nothing left to weigh.",
            )
        )
    _check_whole(evaluation)
    for name, value in evaluation.model_dump().items():
        setattr(wish, name, value)
    wish.evaluated_at, wish.evaluated_by_id = now, viewer.known_id
    tell_index(session, "wish", wish.id, now=now)
    return wish


def to_vote_for(session: Session, viewer: Viewer, number: str) -> Wish:
    """A wish that may get one more vote.

    Raises NotFoundError, ForbiddenError, ConflictError once it was released.
    """
    wish = load_visible(session, viewer, Wish, Wish.number == canonical_number(number))
    if not viewer.may(Permission.ADD_WISH):
        raise ForbiddenError()
    if wish.status == "released":
        raise ConflictError(
            Text(
                "这个期望已经发布，请客户升级固件。",
                "This wish was released: the customer can update the firmware.",
            )
        )
    return wish


def vote_for(session: Session, viewer: Viewer, number: str, *, now: datetime) -> Wish:
    """Count one more customer who asks for a wish; raises as `to_vote_for` does."""
    wish = to_vote_for(session, viewer, number)
    wish.votes += 1
    tell_index(session, "wish", wish.id, now=now)
    return wish


def _check_whole(evaluation: Evaluation) -> None:
    """A plan needs its version, a refusal its reason."""
    missing = {"planned": "target_version", "declined": "evaluation"}.get(evaluation.status)
    if missing and getattr(evaluation, missing) is None:
        text = {
            "target_version": Text(
                "规划到版本的期望请填写目标版本。", "Please name the version it is planned for."
            ),
            "evaluation": Text("不采纳请说明理由。", "Please give the reason why it is declined."),
        }[missing]
        raise InvalidError(text, {missing: text})


def _shown(session: Session, row: Wish, clock: Clock, language: Language) -> WishShown:
    product = session.get(Product, row.product_id) if row.product_id else None
    by = session.get(User, row.evaluated_by_id) if row.evaluated_by_id else None
    at = row.evaluated_at
    return WishShown(
        number=row.number,
        title=row.title,
        description=row.description,
        product=Named(code=product.code, name=product.name) if product else None,
        votes=row.votes,
        status=row.status,
        status_label=value_label("wish_status", row.status, language) or row.status,
        target_version=row.target_version,
        feasibility=row.feasibility,
        feasibility_label=value_label("feasibility", row.feasibility, language)
        if row.feasibility
        else None,
        effort_days=row.effort_days,
        evaluation=row.evaluation,
        evaluated_by=by.name if by else None,
        evaluated_at=at.astimezone(clock.zone) if at else None,
        created_at=row.created_at.astimezone(clock.zone),
    )
