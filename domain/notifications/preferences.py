"""How each person wants to be told: ways by event, quiet hours."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.checking import checked
from domain.errors import InvalidError
from domain.language import Language, Text
from domain.models import Preference
from domain.notifications.told import TOLD, Told
from domain.plain import plain_json
from domain.rules import Rules, house_rules

Hour = Annotated[int, Field(ge=0, le=23)]


class Preferences(BaseModel):
    """What a person has changed; what is left out is as the house has it.

    Both quiet hours None: never quiet. `events` holds the ways besides the inbox.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    quiet_from: Hour | None = None
    quiet_until: Hour | None = None
    events: dict[str, list[Literal["push", "mail"]]] = Field(default_factory=dict)


class EventPreference(BaseModel):
    event: str
    label: str
    ways: list[str]
    usual: list[str]
    is_urgent: bool


class PreferencesShown(BaseModel):
    quiet_from: int | None
    quiet_until: int | None
    events: list[EventPreference]


def preferences_of(session: Session, user_id: int) -> Preferences:
    row = session.get(Preference, user_id)
    return Preferences.model_validate(row.body) if row else Preferences()


def show(session: Session, viewer: Viewer, *, language: Language) -> PreferencesShown:
    """The viewer's preferences, filled up with what the house has."""
    held = preferences_of(session, viewer.user_id)
    quiet = quiet_hours(held, house_rules(session))
    return PreferencesShown(
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        events=[
            EventPreference(
                event=told.event,
                label=told.label.in_(language),
                ways=sorted(ways_of(held, told, viewer)),
                usual=sorted(_usual(told, viewer)),
                is_urgent=told.is_urgent,
            )
            for told in TOLD.values()
            if not told.is_internal or viewer.may(Permission.READ_INTERNAL)
        ],
    )


def change(session: Session, viewer: Viewer, values: Mapping[str, Any]) -> None:
    """Replace the viewer's preferences. Raises InvalidError naming what cannot be."""
    wanted: Preferences = checked(Preferences, plain_json(dict(values)))
    unknown = [event for event in wanted.events if event not in TOLD]
    if unknown:
        names = ", ".join(unknown)[:200]
        raise InvalidError(
            Text(f"没有这些通知：{names}。", f"There are no such notifications: {names}."),
            {"events": Text("未知", "unknown")},
        )
    if (wanted.quiet_from is None) != (wanted.quiet_until is None):
        raise InvalidError(
            Text("免打扰要写明开始和结束。", "Quiet hours need a beginning and an end."),
            {"quiet_until": Text("必填", "is required")},
        )
    row = session.get(Preference, viewer.user_id) or Preference(user_id=viewer.user_id)
    row.body = wanted.model_dump(mode="json", exclude_unset=True)
    session.add(row)


def ways_of(held: Preferences, told: Told, viewer: Viewer) -> frozenset[str]:
    """The ways besides the inbox by which a person is told of an event."""
    chosen = held.events.get(told.event)
    return _usual(told, viewer) if chosen is None else frozenset(chosen)


def quiet_hours(held: Preferences, rules: Rules) -> tuple[int, int] | None:
    """From which hour until which the person is left in peace; None for never."""
    if "quiet_from" not in held.model_fields_set:
        hours = (rules.quiet_from, rules.quiet_until)
    elif held.quiet_from is None or held.quiet_until is None:
        return None
    else:
        hours = (held.quiet_from, held.quiet_until)
    return hours if hours[0] != hours[1] else None


def after_quiet(now: datetime, hours: tuple[int, int] | None) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in; in the zone of `now`."""
    if hours is None:
        return now
    begins, ends = hours
    passed = (now.hour - begins) % 24
    if passed >= (ends - begins) % 24:
        return now
    day = now.date() if now.hour < ends else now.date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, ends, tzinfo=now.tzinfo)


def _usual(told: Told, viewer: Viewer) -> frozenset[str]:
    return told.ways if viewer.may(Permission.READ_INTERNAL) else told.outside
