"""Values that do not fit, told in words a service clerk understands: which, where, what is right.

The models refuse values in the words of their library; nobody at a desk should have to read those.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from domain.errors import InvalidError
from domain.language import Language, Text
from domain.words import FIELDS, field_label, value_label

_MOST_NAMED = 6
_REQUIRED = Text("必填", "is required")
_TOO_LARGE = Text("太大，请核对", "is too large; please check it")


def _plain(zh: str, en: str) -> Callable[[Mapping[str, Any], str], Text]:
    return lambda _limits, _name: Text(zh, en)


def _with(zh: str, en: str) -> Callable[[Mapping[str, Any], str], Text]:
    return lambda limits, _name: Text(zh.format_map(limits), en.format_map(limits))


def _too_short(limits: Mapping[str, Any], _: str) -> Text:
    least = limits["min_length"]
    if least <= 1:
        return _REQUIRED
    return Text(f"至少要 {least} 个字", f"needs at least {least} characters")


def _too_few(least: int) -> Text:
    entries = "one entry" if least == 1 else f"{least} entries"
    return Text(f"至少要 {least} 项", f"needs at least {entries}")


def _one_of(limits: Mapping[str, Any], name: str) -> Text:
    codes = re.findall(r"'([^']*)'", str(limits.get("expected", "")))

    def told(language: Language) -> str:
        labels = [(value_label(name, code, language) or code, code) for code in codes]
        shown = (label if label == code else f"{label} ({code})" for label, code in labels)
        return ("、" if language is Language.ZH else ", ").join(shown)

    return Text(f"只能是：{told(Language.ZH)}", f"is one of: {told(Language.EN)}")


_TEXT = _plain("应是文字", "should be text")
_NUMBER = _plain("应是一个数", "should be a number")
_WHOLE = _plain("应是整数", "should be a whole number")
_DAY = _plain("应是日期，例如 2026-02-15", "should be a date such as 2026-02-15")
_LIST = _plain("应是一个列表", "should be a list")
_GROUP = _plain("应是一组内容", "should be an object with named fields")
_TYPES: dict[str, Callable[[Mapping[str, Any], str], Text]] = {
    "missing": lambda _limits, _name: _REQUIRED,
    "extra_forbidden": _plain("不认识这个字段", "is not a known field"),
    "string_too_long": _with("最多 {max_length} 个字", "may have {max_length} characters at most"),
    "string_too_short": _too_short,
    "too_long": _with("最多 {max_length} 项", "may have {max_length} entries at most"),
    "too_short": lambda limits, _name: _too_few(limits["min_length"]),
    "greater_than_equal": _with("不能小于 {ge}", "must not be below {ge}"),
    "greater_than": _with("要大于 {gt}", "must be above {gt}"),
    "less_than_equal": _with("不能大于 {le}", "must not be above {le}"),
    "less_than": _with("要小于 {lt}", "must be below {lt}"),
    "decimal_max_places": _with(
        "最多 {decimal_places} 位小数", "may have {decimal_places} decimals at most"
    ),
    "literal_error": _one_of,
    "enum": _one_of,
    "int_from_float": _WHOLE,
    "json_invalid": _plain("不是正确的 JSON", "is not valid JSON"),
    **dict.fromkeys(
        ("decimal_max_digits", "decimal_whole_digits", "int_parsing_size"),
        lambda _limits, _name: _TOO_LARGE,
    ),
}
_BY_BEGINNING: tuple[tuple[str, Callable[[Mapping[str, Any], str], Text]], ...] = (
    ("string_pattern", _plain("格式不对", "is not in the right form")),
    ("string_unicode", _plain("有不能保存的字符", "holds a character that cannot be kept")),
    ("string_", _TEXT),
    ("int_", _WHOLE),
    ("float_", _NUMBER),
    ("decimal_", _NUMBER),
    ("finite_", _NUMBER),
    ("date", _DAY),
    ("bool_", _plain("应是“是”或“否”（true 或 false）", "should be true or false")),
    ("list_", _LIST),
    ("tuple_", _LIST),
    ("dict_", _GROUP),
    ("model_", _GROUP),
    ("mapping_", _GROUP),
)
_WRONG = Text("不正确", "is not right")


def refusal(errors: Iterable[Any], labels: Mapping[str, Text]) -> InvalidError:
    """The refusal of a model, in one sentence and by field; `labels` name the model's own fields.

    `errors` are those of pydantic, each with `type`, `loc` and perhaps `ctx`.
    """
    fields: dict[str, Text] = {}
    told: list[Text] = []
    for error in errors:
        place = [part for part in error["loc"] if error["type"] != "json_invalid"]
        name = ".".join(str(part) for part in place)
        words = _words(error, place)
        if name in fields:
            continue
        fields[name] = words
        where = _where(place, labels)
        told.append(Text(f"{where.zh}{words.zh}", f"{where.en} {words.en}"))
    named = told[:_MOST_NAMED]
    more = Text(" 等", " and more") if len(told) > _MOST_NAMED else Text("", "")
    return InvalidError(
        Text(
            f"请检查：{'；'.join(each.zh for each in named)}{more.zh}。",
            f"Please check: {'; '.join(each.en for each in named)}{more.en}.",
        ),
        fields,
    )


def _words(error: Any, place: Sequence[Any]) -> Text:
    names = [str(part) for part in place if isinstance(part, str)]
    name = names[-1] if names else ""
    kind = error["type"]
    limits = error.get("ctx") or {}
    if kind in _TYPES:
        return _TYPES[kind](limits, name)
    for beginning, words in _BY_BEGINNING:
        if kind.startswith(beginning):
            return words(limits, name)
    return _WRONG


def _where(place: Sequence[Any], labels: Mapping[str, Text]) -> Text:
    """A place such as `items.0.quantity` as `配件第 1 行的“数量”`."""
    zh, en = "", ""
    for part in place:
        if isinstance(part, int):
            zh, en = f"{zh}第 {part + 1} 行", f"{en}, line {part + 1}"
            continue
        label = labels.get(part) or labelled(str(part))
        zh = f"{zh}的“{label.zh}”" if zh else f"“{label.zh}”"
        en = f"{en}: “{label.en}”" if en else f"“{label.en}”"
    return Text(zh or "内容", en or "The content")


def labelled(name: str) -> Text:
    """What a field is called in both languages; its name where it has no label."""
    plain = name[:60]
    if plain in FIELDS:
        return FIELDS[plain]
    return Text(field_label(plain, Language.ZH), field_label(plain, Language.EN))
