"""How a tool is declared: once, typed, with everything that others derive from it.

From one declaration come the schema for a model, the offline model's training lines and slot
questions, and the API docs. Declared tools are found by `discover`, not registered; a clash of
names stops the start.
"""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.access import Permission, Viewer
from domain.language import Language, Text


class Effect(StrEnum):
    READ = "read"
    WRITE = "write"


class SlotKind(StrEnum):
    """What a value looks like in a person's sentence; the offline model fills slots by kind."""

    TICKET_NUMBER = "ticket_number"
    SN = "sn"
    PRODUCT = "product"
    CUSTOMER = "customer"
    DEALER = "dealer"
    CATEGORY = "category"
    PERIOD = "period"  # the phrase as said: "last month", "上个月"
    CHOICE = "choice"  # one of an enum's values, named by `words`
    TEXT = "text"  # the person's own words
    WISH = "wish"  # the number of one
    DEVICES = "devices"  # several serial numbers with what is wrong with each
    AMOUNT = "amount"  # money as decimal text, without its currency
    CURRENCY = "currency"  # the currency said with the money
    PART = "part"  # one part's SKU
    ITEMS = "items"  # parts with how many of each
    CARRIER = "carrier"
    TRACKING = "tracking"
    EMAIL = "email"  # a mail address
    PERSON = "person"  # a colleague's user name
    CHOICES = "choices"  # all the values of an enum that are said
    NAMES = "names"  # whatever is named that narrows down: `names` says which kinds of things
    NUMBER = "number"
    FLAG = "flag"  # said or not
    FILES = "files"  # ids of files sent in the conversation; filled in, never by a model


class Arguments(BaseModel):
    """Base of every tool's arguments: unknown fields are refused, texts are trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @classmethod
    def hints(cls) -> Iterator[dict[str, Any]]:
        """What `slot` said of each field, whoever may fill it."""
        for each in cls.model_fields.values():
            if isinstance(each.json_schema_extra, dict):
                yield each.json_schema_extra


class Result(BaseModel):
    """Base of every tool's result."""

    model_config = ConfigDict(frozen=True)


def slot(
    kind: SlotKind,
    *,
    ask: Text | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
    permission: Permission | None = None,
    needed_when: Mapping[str, Sequence[str]] | None = None,
    only_when: Mapping[str, Sequence[str]] | None = None,
    after: Sequence[str] | None = None,
    allowed: Mapping[str, Sequence[Permission]] | None = None,
    patterns: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What the schema says beyond types, for `Field(json_schema_extra=slot(...))`.

    `ask` is the question when a required value is missing; `words` names a choice's values as
    people say them; a field with a `permission` is offered only to those who hold it. An optional
    field is `needed_when` other fields have one of these values, or, for an empty list, none, and
    has a meaning `only_when` they do. A text may be introduced: it is all that stands `after` one
    of these words, or after a colon. A choice's value is `allowed` to those who hold one of its
    permissions; where one value is left, it is filled in and not asked for; the words of the others
    are kept as denied, to say so. `patterns` are regular
    expressions for each value, where words are not enough; `more` are further hints, which
    `assistant.offline.patterns` reads.
    """
    extra: dict[str, Any] = {"x-slot": kind.value}
    if ask:
        extra["x-ask"] = {"zh": ask.zh, "en": ask.en}
    if words:
        extra["x-words"] = {value: list(said) for value, said in words.items()}
    if permission:
        extra["x-permission"] = permission.value
    if needed_when:
        extra["x-needed-when"] = {name: list(values) for name, values in needed_when.items()}
    if only_when:
        extra["x-only-when"] = {name: list(values) for name, values in only_when.items()}
    if after is not None:
        extra["x-after"] = list(after)
    if allowed:
        extra["x-allowed"] = {value: [each.value for each in may] for value, may in allowed.items()}
    if patterns:
        # Pairs, not an object: the order counts, and a generated schema sorts its objects.
        extra["x-patterns"] = [[value, list(each)] for value, each in patterns.items()]
    return extra | {f"x-{name.replace('_', '-')}": hint for name, hint in more.items()}


@dataclass(frozen=True)
class Tool:
    """One operation as a model sees it.

    `run(desk, arguments)` reads, or for a write carries it out after approval; `propose(desk,
    arguments)` is a write's dry run and makes its preview; `tell(result, language)` puts a read's
    result into words from its fields alone. A new card of a write that is made `once_for` some
    arguments replaces one that waits with the same values of them. `otherwise` says what those can
    do instead to whom it is not offered.
    """

    name: str
    effect: Effect
    permissions: frozenset[Permission]
    arguments: type[Arguments]
    description: str
    label: Text  # what the person sees while it runs
    run: Callable[..., Any]
    result: type[Result]
    propose: Callable[..., Any] | None = None
    tell: Callable[..., str] | None = None
    examples: Mapping[Language, Sequence[str]] = field(default_factory=dict)
    seconds: float = 10.0
    once_for: Sequence[str] = ()
    otherwise: Mapping[Permission, Text] = field(default_factory=dict)

    def offered_to(self, viewer: Viewer) -> bool:
        return any(viewer.may(permission) for permission in self.permissions)

    def refusal(self, viewer: Viewer) -> Text | None:
        """What a viewer to whom it is not offered can do instead, by the first right they hold."""
        return next((told for right, told in self.otherwise.items() if viewer.may(right)), None)

    def schema(self, viewer: Viewer) -> Mapping[str, Any]:
        """The JSON schema of the arguments as this viewer may fill them, `x-…` hints included."""
        return _schema(self.arguments, viewer.permissions)[0]

    @property
    def whole_schema(self) -> Mapping[str, Any]:
        """The same with every field and value there is, for nobody in particular."""
        return _schema(self.arguments, frozenset(Permission))[0]

    @property
    def files_field(self) -> str | None:
        """The argument that takes the files sent in the conversation, if there is one."""
        extras = ((n, each.json_schema_extra) for n, each in self.arguments.model_fields.items())
        return next(
            (n for n, extra in extras if isinstance(extra, dict)
             and extra.get("x-slot") == SlotKind.FILES), None,
        )  # fmt: skip

    def filled_in(self, viewer: Viewer) -> Mapping[str, str]:
        """The fields that can have one value only for this viewer."""
        return _schema(self.arguments, viewer.permissions)[1]


@lru_cache(maxsize=1_000)
def _schema(
    arguments: type[Arguments], permissions: frozenset[Permission]
) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    schema = arguments.model_json_schema()
    properties: dict[str, Any] = schema["properties"]
    filled: dict[str, str] = {}
    for name in list(properties):
        needed = properties[name].get("x-permission")
        values = _allowed(properties[name], permissions)
        is_ours = properties[name].get("x-slot") == SlotKind.FILES
        if is_ours or (needed and needed not in permissions):
            del properties[name]
        elif len(values) == 1:
            filled[name] = values[0]
            del properties[name]
    offered = {
        "type": "object",
        "properties": {name: _plain(value, schema) for name, value in properties.items()},
        "required": [name for name in schema.get("required", []) if name in properties],
        "additionalProperties": False,
    }
    return offered, filled


def _allowed(field_schema: dict[str, Any], permissions: frozenset[Permission]) -> list[str]:
    """Cut a choice to the values that are allowed, and give them; nothing for other fields."""
    allowed = field_schema.pop("x-allowed", None)
    if allowed is None:
        return []
    node = field_schema if "enum" in field_schema else field_schema["items"]
    values = [each for each in node["enum"] if permissions.intersection(allowed[each])]
    node["enum"] = values
    words = field_schema.get("x-words", {})
    field_schema["x-words"] = {value: words[value] for value in values if value in words}
    field_schema["x-denied"] = [w for value in words if value not in values for w in words[value]]
    if "x-patterns" in field_schema:
        said = field_schema["x-patterns"]
        field_schema["x-patterns"] = [pair for pair in said if pair[0] in values]
    return values if node is field_schema else []


def _plain(node: Any, root: Mapping[str, Any]) -> Any:
    """A schema node without titles, null defaults and references: fewer tokens, same meaning."""
    if isinstance(node, list):
        return [_plain(each, root) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return _plain({**target, **{k: v for k, v in node.items() if k != "$ref"}}, root)
    options = node.get("anyOf")
    if options and {"type": "null"} in options and len(options) == 2:
        kept = next(each for each in options if each != {"type": "null"})
        return _plain({**kept, **{k: v for k, v in node.items() if k != "anyOf"}}, root)
    skipped = {"title"} | ({"default"} if node.get("default", 0) is None else set())
    return {k: _plain(v, root) for k, v in node.items() if k not in skipped or k == "x-words"}


F = TypeVar("F", bound=Callable[..., Any])


def tool(
    *,
    effect: Effect = Effect.WRITE,
    permissions: set[Permission],
    label: Text,
    zh: Sequence[str],
    en: Sequence[str],
    propose: Callable[..., Any] | None = None,
    tell: Callable[..., str] | None = None,
    seconds: float = 10.0,
    once_for: Sequence[str] = (),
    otherwise: Mapping[Permission, Text] | None = None,
) -> Callable[[F], F]:
    """Declare the function below as the tool of the same name; its docstring is the prompt.

    A tool that does not say it reads counts as a write, and a write needs `propose`.
    """

    def declare(run: F) -> F:
        hints = typing.get_type_hints(run)
        parameters = list(inspect.signature(run).parameters)
        if effect is Effect.WRITE and propose is None:
            raise TypeError(f"{run.__name__} writes but declares no proposal")
        declared = Tool(
            name=run.__name__,
            effect=effect,
            permissions=frozenset(permissions),
            arguments=hints[parameters[1]],
            description=inspect.cleandoc(run.__doc__ or ""),
            label=label,
            run=run,
            result=hints["return"],
            propose=propose,
            tell=tell,
            examples={Language.ZH: tuple(zh), Language.EN: tuple(en)},
            seconds=seconds,
            once_for=tuple(once_for),
            otherwise=dict(otherwise or {}),
        )
        run.__dict__["tool"] = declared
        return run

    return declare


def discover() -> dict[str, Tool]:
    """Every tool declared in this package, by name, in a stable order.

    Raises ValueError when two tools share a name.
    """
    import tools

    found: dict[str, Tool] = {}
    for module_info in sorted(pkgutil.iter_modules(tools.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"tools.{module_info.name}")
        for member in vars(module).values():
            declared = getattr(member, "__dict__", {}).get("tool") if callable(member) else None
            if not isinstance(declared, Tool) or member.__module__ != module.__name__:
                continue
            if declared.name in found:
                raise ValueError(f"two tools are called {declared.name}")
            found[declared.name] = declared
    return found


__all__ = ["Arguments", "Effect", "Field", "Result", "SlotKind", "Tool", "discover", "slot", "tool"]
