"""Values from outside as a model types them, refused in words where they do not fit."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from domain.errors import InvalidError
from domain.language import Text


def checked(model: type[BaseModel], values: Mapping[str, Any]) -> Any:
    """Values as the model types them. Raises InvalidError naming each wrong or missing field."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as wrong:
        fields: dict[str, Text] = {}
        for error in wrong.errors():
            name = ".".join(str(part) for part in error["loc"])
            fields[name] = _field_error(error["type"], error["msg"])
        names = "、".join(fields), ", ".join(fields)
        raise InvalidError(
            Text(f"请检查这些内容：{names[0]}。", f"Please check: {names[1]}."), fields
        ) from None


def _field_error(kind: str, message: str) -> Text:
    if kind == "missing":
        return Text("必填", "is required")
    if kind == "extra_forbidden":
        return Text("不认识这个字段", "is not a known field")
    if kind == "string_too_long":
        return Text("太长", "is too long")
    return Text(f"不正确（{message}）", message)
