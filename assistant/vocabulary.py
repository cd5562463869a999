"""The names a viewer may know: what the offline model recognises in what people type."""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import colleagues
from assistant.model import Name, NameKind
from domain.access import Viewer
from domain.database import Store
from domain.language import Text
from domain.models import Category, Customer, Dealer, Device, Family, Part, Product, Region, User
from domain.peoples import AFTER_COUNTRY, after_region
from domain.statistics import members

_FRESH_FOR = 20.0  # seconds
_CUSTOMERS = 5_000
_DEVICES = 50  # of one end customer
_SHORTEST = 3  # letters of a part of a customer's name that may stand for it
_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_CAPITALS = re.compile(r"(?:[A-Z]{2,}-[A-Z]|[A-Z]{3,})(?![A-Za-z-])")
_COLLEAGUES = select(User).where(
    User.dealer_id.is_(None), User.customer_id.is_(None), User.is_active.is_(True)
)


class Vocabulary:
    """Names per what a viewer may see, read through its own connection and kept for a moment."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[Any, ...], tuple[float, tuple[Name, ...]]] = {}
        self._lock = threading.Lock()

    def of(self, viewer: Viewer) -> tuple[Name, ...]:
        key = (viewer.scope, viewer.dealer_id, viewer.customer_id)
        with self._lock:
            kept = self._kept.get(key)
        if kept and time.monotonic() - kept[0] < _FRESH_FOR:
            return kept[1]
        with self._store.reader(viewer) as session:
            names = (*_names(session), *_own_devices(session, viewer))
        with self._lock:
            self._kept[key] = (time.monotonic(), names)
        return names


def _names(session: Session) -> Iterable[Name]:
    for product in session.scalars(select(Product)):
        yield _name(NameKind.PRODUCT, product.name, [product.code, *product.aliases])
    for family in session.scalars(select(Family)):
        label = Text(family.name_zh, family.name_en)
        said = [*label, *members.family_words(family.code, label)]
        yield _name(NameKind.FAMILY, family.code, said)
    for category in session.scalars(select(Category)):
        said = [category.name_zh, category.name_en, *category.aliases]
        yield _name(NameKind.CATEGORY, category.code, [*said, *_singular(category.name_en)])
    for region in session.scalars(select(Region)):
        said = [region.name_zh, region.name_en, *region.aliases]
        yield _name(NameKind.REGION, region.code, [*said, *after_region(said)])
    for country in members.country(session):
        people = AFTER_COUNTRY.get(country.code)
        said = [*country.names, *([people] if people else [])]
        yield _name(NameKind.COUNTRY, country.code, said)
    for dealer in session.scalars(select(Dealer)):
        yield _name(NameKind.DEALER, dealer.name, [dealer.code, *dealer.aliases])
    yield from _parts(session.scalars(select(Part)).all())
    users = session.scalars(_COLLEAGUES).all()
    others = colleagues.called([user.name for user in users])
    for user in users:
        yield _name(NameKind.PERSON, user.username, [user.name, *others[user.name]])
    customers = session.scalars(select(Customer.name).order_by(Customer.id).limit(_CUSTOMERS)).all()
    yield from _customers(customers)


def _own_devices(session: Session, viewer: Viewer) -> Iterable[Name]:
    """The devices of an end customer: whoever has one need not say which."""
    if viewer.customer_id is None:
        return
    owned = (
        select(Device.sn, Product.name)
        .join(Product, Product.id == Device.product_id)
        .where(Device.owner_id == viewer.customer_id)
        .order_by(Device.sn)
        .limit(_DEVICES)
    )
    for sn, product in session.execute(owned):
        yield Name(NameKind.OWN_DEVICE, sn, (product,))


def _singular(name: str) -> Iterable[str]:
    """Dropped frame, of a category of several words: a dropped-frame complaint."""
    if " " in name and name.endswith("s") and not name.endswith("ss"):
        yield name[:-1]


def _customers(names: Sequence[str]) -> Iterable[Name]:
    """Customers by their names, and by how these begin where no other one begins so."""
    begins = {name: list(_beginnings(name)) for name in names}
    owners = Counter(each for found in begins.values() for each in set(found))
    # `Films` may be the last word of one customer's name here and is no name of anybody.
    owners.update(word for name in names for word in name.split()[2:])
    for name in names:
        yield _name(NameKind.CUSTOMER, name, [e for e in begins[name] if owners[e] == 1])


def _beginnings(name: str) -> Iterable[str]:
    """`Harbour`, `Harbour Lane` of Harbour Lane Films; not of people, whose family name counts."""
    words = name.split()
    if len(words) < 2 or not name.isascii():
        return
    for count in range(1, len(words)):
        said = " ".join(words[:count])
        if len(said) >= _SHORTEST:
            yield said
    if len(words) == 2 and len(words[1]) >= _SHORTEST:
        yield words[1]


def _parts(parts: Sequence[Part]) -> Iterable[Name]:
    """Parts by their names, also without what stands in brackets or with that in front.

    Where several are called so, the first is meant where one must be: a card names it whole.
    """
    said = {part.sku: [part.name_zh, part.name_en, *part.aliases] for part in parts}
    shorter = {sku: {_BRACKETS.sub("", each) for each in names} for sku, names in said.items()}
    owners = Counter(each for names in shorter.values() for each in names)
    fronted = {sku: list(_fronted(names)) for sku, names in said.items()}
    owners.update(each for names in fronted.values() for each in names)
    for sku, names in said.items():
        own = sorted(n for n in {*shorter[sku], *fronted[sku]} if owners[n] == 1)
        yield _name(NameKind.PART, sku, [*names, *own])
    for name in sorted({n for names in shorter.values() for n in names if owners[n] > 1}):
        first = min(sku for sku in said if name in shorter[sku])
        yield Name(NameKind.PART_LIKE, first, (name,))
    for letters, first in _letters(said).items():
        yield Name(NameKind.PART_LIKE, first, (letters,))


def _letters(said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The capitals that a part goes by, of the first whose name begins with them: XLR."""
    found: dict[str, str] = {}
    for sku in sorted(said):
        for name in said[sku]:
            if match := _CAPITALS.match(name):
                found.setdefault(match[0], sku)
    return found


def _fronted(names: Iterable[str]) -> Iterable[str]:
    """`Edge back board` for `Back board (Edge)`, of several in the brackets each by itself."""
    for name in names:
        if inside := _BRACKETS.search(name):
            bare = name[: inside.start()].strip()
            yield from (f"{each.strip()} {bare}" for each in inside[1].split("/"))


def _name(kind: NameKind, value: str, aliases: list[str]) -> Name:
    return Name(kind, value, (value, *(alias for alias in aliases if alias != value)))
