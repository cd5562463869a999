"""What forms and lists choose from: kinds with their states, products, categories, people.

All sessions here are viewer-bound, so nobody is offered what they may not see.
"""

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer, holders
from domain.kind import kinds
from domain.language import Language, Text
from domain.models import Category, Dealer, Family, Product, User


class Choice(BaseModel):
    code: str
    label: str


class StateChoice(Choice):
    is_end: bool


class KindChoice(Choice):
    can_open: bool
    states: list[StateChoice]


class ProductChoice(Choice):
    family: str | None


class CategoryChoice(Choice):
    parent: str | None


class DealerChoice(Choice):
    tier: int
    currency: str


class Vocabulary(BaseModel):
    kinds: list[KindChoice]
    families: list[Choice]
    products: list[ProductChoice]
    categories: list[CategoryChoice]
    dealers: list[DealerChoice]
    handlers: list[Choice]


def vocabulary(session: Session, viewer: Viewer, language: Language) -> Vocabulary:
    """Everything that a viewer may choose from, with labels in one language."""
    families = {row.id: row for row in session.scalars(select(Family).order_by(Family.code))}
    categories = {row.id: row for row in session.scalars(select(Category).order_by(Category.id))}
    return Vocabulary(
        kinds=_kinds(viewer, language),
        families=[
            Choice(code=row.code, label=Text(row.name_zh, row.name_en).in_(language))
            for row in families.values()
        ],
        products=[
            ProductChoice(
                code=row.code,
                label=row.name,
                family=families[row.family_id].code if row.family_id in families else None,
            )
            for row in session.scalars(select(Product).order_by(Product.name))
        ],
        categories=[
            CategoryChoice(
                code=row.code,
                label=Text(row.name_zh, row.name_en).in_(language),
                parent=categories[row.parent_id].code if row.parent_id else None,
            )
            for row in categories.values()
        ],
        dealers=[
            DealerChoice(code=row.code, label=row.name, tier=row.tier, currency=row.currency)
            for row in session.scalars(select(Dealer).order_by(Dealer.name))
        ],
        handlers=_handlers(session, viewer),
    )


def _kinds(viewer: Viewer, language: Language) -> list[KindChoice]:
    return [
        KindChoice(
            code=kind.code,
            label=kind.label.in_(language),
            can_open=kind.opening_for(viewer) is not None,
            states=[
                StateChoice(code=each.code, label=each.label.in_(language), is_end=each.is_end)
                for each in kind.states
            ],
        )
        for kind in kinds().values()
    ]


def _handlers(session: Session, viewer: Viewer) -> list[Choice]:
    """Those in the workshop, for those who assign; nobody else is told who works there."""
    if not viewer.may(Permission.HANDLE_RMA):
        return []
    rows = session.scalars(
        select(User)
        .where(User.role.in_(holders(Permission.WORKSHOP)), User.is_active.is_(True))
        .order_by(User.name)
    )
    return [Choice(code=row.username, label=row.name) for row in rows]
