"""From what people call a thing to the row it means, among what the viewer may see.

Every look-up goes through the viewer's own rows, so a foreign customer is as unknown as none.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import InvalidError
from domain.language import Text
from domain.models import Base, Category, Customer, Dealer, Device, Product, User
from domain.numbers import sn_key
from domain.visibility import visible

M = TypeVar("M", bound=Base)
_MANY = 50


def name_key(text: str) -> str:
    """A name without case, width, spaces and punctuation: what makes two spellings the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s\-_./·'’,()（）]+", "", folded)


def product_named(session: Session, viewer: Viewer, said: str) -> Product:
    """The product of a code, name or alias. Raises InvalidError naming what is near."""
    rows = session.scalars(visible(viewer, Product)).all()
    return _named(rows, said, lambda row: (row.code, row.name, *row.aliases), PRODUCT, "product")


def dealer_named(session: Session, viewer: Viewer, said: str) -> Dealer:
    rows = session.scalars(visible(viewer, Dealer)).all()
    return _named(rows, said, lambda row: (row.code, row.name, *row.aliases), DEALER, "dealer")


def colleague_named(session: Session, said: str) -> User:
    """The member of staff of a user name or a name, who can work on tickets."""
    staff = User.dealer_id.is_(None), User.customer_id.is_(None), User.is_active.is_(True)
    rows = session.scalars(select(User).where(*staff).order_by(User.id)).all()
    return _named(rows, said, lambda row: (row.username, row.name), COLLEAGUE, "handler")


def category_named(session: Session, viewer: Viewer, said: str) -> Category:
    rows = session.scalars(visible(viewer, Category)).all()
    last = re.split(r"[>›/]", said)[-1]
    return _named(
        rows,
        last if last.strip() else said,
        lambda row: (row.code, row.name_zh, row.name_en, *row.aliases),
        CATEGORY,
        "category",
    )


def customer_named(
    session: Session, viewer: Viewer, said: str, *, dealer: Dealer | None = None
) -> Customer:
    """The customer of a code, a full name, or a part of one that only one customer has.

    Raises InvalidError when nobody or several are called so.
    """
    where: list[ColumnElement[bool]] = [
        or_(Customer.code == said.strip(), *_name_like(Customer.name, said))
    ]
    if dealer:
        where.append(Customer.dealer_id == dealer.id)
    rows = session.scalars(visible(viewer, Customer).where(*where).limit(_MANY)).all()
    key = name_key(said)
    exact = [row for row in rows if key in (name_key(row.code), name_key(row.name))]
    words = [row for row in rows if set(_words(said)) <= set(_words(row.name))]
    found = exact or words or list(rows)
    if len(found) == 1:
        return found[0]
    if found:
        names = _listed(f"{row.name} ({row.code})" for row in found)
        raise InvalidError(
            Text(
                f"叫“{said}”的客户不止一位：{names}。请说明是哪一位。",
                f"Several customers are called “{said}”: {names}. Which one is meant?",
            ),
            {"customer": Text("不止一位", "several match")},
        )
    near = session.scalars(visible(viewer, Customer).with_only_columns(Customer.name).limit(2000))
    raise _unknown(CUSTOMER, "customer", said, near.all())


def device_of(session: Session, viewer: Viewer, sn: str) -> Device | None:
    """The device of a serial number in any spelling; None when there is none the viewer may see."""
    return session.scalars(visible(viewer, Device).where(Device.sn_key == sn_key(sn))).one_or_none()


PRODUCT = Text("产品", "product")
DEALER = Text("经销商", "dealer")
CATEGORY = Text("问题类别", "category")
CUSTOMER = Text("客户", "customer")
COLLEAGUE = Text("同事", "colleague")


def _named(
    rows: Sequence[M], said: str, names: Callable[[M], Iterable[str]], what: Text, field: str
) -> M:
    key = name_key(said)
    for row in rows:
        if any(name_key(name) == key for name in names(row)):
            return row
    raise _unknown(what, field, said, [name for row in rows for name in list(names(row))[1:2]])


def _unknown(what: Text, field: str, said: str, known: Iterable[str]) -> InvalidError:
    shown = said if len(said) <= 60 else f"{said[:60]}…"
    by_key = {name_key(name): name for name in known}
    near = [by_key[key] for key in difflib.get_close_matches(name_key(said), by_key, 3, 0.5)]
    hint = Text("", "")
    if near:
        hint = Text(f"相近的有：{_listed(near)}。", f" Close to it: {_listed(near)}.")
    return InvalidError(
        Text(
            f"没有叫“{shown}”的{what.zh}。{hint.zh}", f"There is no {what.en} “{shown}”.{hint.en}"
        ),
        {field: Text("未知", "unknown")},
    )


def _name_like(column: Any, said: str) -> list[ColumnElement[bool]]:
    words = [word for word in _words(said) if word][:4]
    if not words:
        return [column == said]
    pattern = (
        "%"
        + "%".join(
            word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words
        )
        + "%"
    )
    return [column.ilike(pattern, escape="\\")]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(list(names)[:5])


def ids_by_code(session: Session, model: Any, column: Any) -> dict[str, int]:
    """All ids of a small table by its natural key; for the house's own bulk work."""
    return dict(session.execute(select(column, model.id)).tuples().all())
