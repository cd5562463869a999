"""Values from outside as a model types them, refused in words where they do not fit."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from domain.language import Text
from domain.wrong_values import refusal


def checked(model: type[BaseModel], values: Mapping[str, Any]) -> Any:
    """Values as the model types them. Raises InvalidError naming each wrong or missing field."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as wrong:
        raise refusal(wrong.errors(), labels_of(model)) from None


def labels_of(model: type[BaseModel]) -> dict[str, Text]:
    """What a model itself calls its fields."""
    found: dict[str, Text] = {}
    for name, declared in model.model_fields.items():
        extra = declared.json_schema_extra
        label = extra.get("label") if isinstance(extra, dict) else None
        if isinstance(label, dict):
            found[name] = Text(str(label["zh"]), str(label["en"]))
    return found
