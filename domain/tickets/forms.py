"""The form of a move: the fields a person fills in, labelled in the person's language."""

from collections.abc import Mapping
from typing import Any

from domain.language import Language
from domain.lifecycle import Move
from domain.tickets.shapes import MoveField, MoveShown
from domain.words import field_label, value_label


def move_form(move: Move, language: Language) -> MoveShown:
    """What a move asks for."""
    schema = move.fields.model_json_schema()
    return MoveShown(
        name=move.name, label=move.label.in_(language), fields=_fields(schema, schema, language)
    )


def _fields(
    node: Mapping[str, Any], root: Mapping[str, Any], language: Language
) -> list[MoveField]:
    required = set(node.get("required", []))
    return [
        _field(name, declared, root, language, required=name in required)
        for name, declared in node.get("properties", {}).items()
    ]


def _field(
    name: str,
    declared: Mapping[str, Any],
    root: Mapping[str, Any],
    language: Language,
    *,
    required: bool,
) -> MoveField:
    given = [each for each in declared.get("anyOf", []) if each.get("type") != "null"]
    plain = _followed(given[0] if given else declared, root)
    options = plain.get("enum") or ([plain["const"]] if "const" in plain else None)
    entry = _followed(plain.get("items", {}), root)
    return MoveField(
        name=name,
        type=plain.get("format") or plain.get("type", "string"),
        required=required,
        label=declared.get("label", {}).get(language.value) or field_label(name, language),
        options=options,
        option_labels=[value_label(name, each, language) or str(each) for each in options]
        if options
        else None,
        fields=_fields(entry, root, language) if entry.get("properties") else None,
    )


def _followed(node: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = node.get("$ref")
    if reference is None:
        return node
    found: Mapping[str, Any] = root["$defs"][reference.rsplit("/", 1)[1]]
    return found
