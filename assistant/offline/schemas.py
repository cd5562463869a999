"""What a tool's schema says of its values: their kinds, the questions, when they have a place."""

from collections.abc import Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline.quantities import PARTS
from domain.language import Text

Schema = Mapping[str, Any]


def properties(offered: OfferedTool) -> Mapping[str, Schema]:
    found = offered.schema.get("properties", {})
    return found if isinstance(found, Mapping) else {}


def slot_kind(schema: Schema) -> str:
    return str(schema.get("x-slot", ""))


def question(schema: Schema, name: str) -> Text:
    """What to ask for a missing value."""
    asked = schema.get("x-ask")
    if isinstance(asked, Mapping) and "zh" in asked and "en" in asked:
        return Text(str(asked["zh"]), str(asked["en"]))
    said = str(schema.get("description") or name.replace("_", " "))
    return Text(f"还需要：{said}", f"I still need: {said}.")


def kinds_of(schema: Schema) -> tuple[str, ...]:
    """The kinds of mentions that fill a slot."""
    kind = slot_kind(schema)
    own = {"part": ("part", "sku"), "items": PARTS}.get(kind, (kind,))
    return (*own, *(schema.get("x-also") or ()))


def needed_now(schema: Schema, arguments: Mapping[str, Any]) -> bool:
    """`{"kind": ["rma"], "devices": []}`: needed when kind is rma and no devices are given."""
    return _holds(schema.get("x-needed-when"), arguments)


def has_meaning(schema: Schema, arguments: Mapping[str, Any]) -> bool:
    """Whether a value has its place beside what is known: a carrier belongs to shipping."""
    return not schema.get("x-only-when") or _holds(schema["x-only-when"], arguments)


def is_of_choices(schema: Schema) -> bool:
    """Whether a value has its place only beside certain choices."""
    return any((schema.get("x-only-when") or {}).values())


def _holds(condition: Any, arguments: Mapping[str, Any]) -> bool:
    if not isinstance(condition, Mapping) or not condition:
        return False
    return all(
        arguments.get(name) in values if values else not arguments.get(name)
        for name, values in condition.items()
    )
