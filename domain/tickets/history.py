"""The history of a ticket: who did what when, old and new values in words."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.kind import kind_of
from domain.language import Language, Text
from domain.lifecycle import Kind
from domain.models import Category, Customer, Dealer, Device, Event, Product, User
from domain.tickets.reading import ticket_by_number
from domain.tickets.shapes import ChangeShown, EventShown
from domain.words import VALUES, field_label, value_label

_NAMED: dict[str, tuple[Any, Any]] = {
    "handler_id": (User, User.name),
    "customer_id": (Customer, Customer.name),
    "dealer_id": (Dealer, Dealer.name),
    "device_id": (Device, Device.sn),
    "product_id": (Product, Product.name),
}
_NAMES = frozenset({"name_zh", "name_en"})


def history(session: Session, number: str, *, clock: Clock, language: Language) -> list[EventShown]:
    """What was done on a ticket, oldest first. Raises NotFoundError like reading it."""
    ticket = ticket_by_number(session, number)
    kind = kind_of(ticket.kind)
    events = session.scalars(
        select(Event).where(Event.ticket_id == ticket.id).order_by(Event.at, Event.id)
    )
    return [entry(session, kind, each, clock, language) for each in events]


def entry(
    session: Session,
    kind: Kind,
    event: Event,
    clock: Clock,
    language: Language,
    *,
    internal: bool = True,
) -> EventShown:
    """One entry in words; a reader's session has hidden what is `internal` where it must."""
    changes = {**event.changes, **(event.changes_internal or {} if internal else {})}
    return EventShown(
        at=event.at.astimezone(clock.zone),
        actor=event.actor,
        action=event.action,
        action_label=_action(kind, event.action).in_(language),
        from_status=event.from_status,
        from_label=_state(kind, event.from_status, language),
        to_status=event.to_status,
        to_label=_state(kind, event.to_status, language),
        changes=changes,
        changed=[
            ChangeShown(
                name=name,
                label=field_label(name, language),
                old=_in_words(session, kind, name, old, language),
                new=_in_words(session, kind, name, new, language),
            )
            for name, (old, new) in changes.items()
        ],
    )


def _action(kind: Kind, action: str) -> Text:
    move = kind.by_move.get(action)
    return move.label if move else VALUES["action"].get(action, Text(action, action))


def _state(kind: Kind, status: str | None, language: Language) -> str | None:
    if status is None:
        return None
    state = kind.by_state.get(status)
    return state.label.in_(language) if state else status


def _in_words(
    session: Session, kind: Kind, name: str, value: Any, language: Language
) -> str | None:
    """A value as a person reads it; ids become names that the viewer may see."""
    if value in (None, "", [], {}):
        return None
    if name == "status":
        return _state(kind, value, language)
    if name == "category_id":
        category = session.get(Category, value)
        return Text(category.name_zh, category.name_en).in_(language) if category else None
    if name in _NAMED:
        model, column = _NAMED[name]
        found: str | None = session.scalar(select(column).where(model.id == value))
        return found
    return value_label(name, value, language) or _plain(value, language)


def _plain(value: Any, language: Language, between: str = "; ") -> str:
    """Lists and groups of facts as `label: value` lists; the rest as it is.

    What has a name in both languages, such as a part that is quoted, begins with it.
    """
    if isinstance(value, dict):
        name = value.get(f"name_{language.value}")
        pairs = (
            f"{field_label(label, language)}: {_plain(each, language)}"
            for label, each in value.items()
            if each not in (None, "", [], {}) and not (name and label in _NAMES)
        )
        return between.join([str(name), *pairs] if name else pairs)
    if isinstance(value, list):
        return ", ".join(_plain(each, language, " · ") for each in value)
    return str(value)
