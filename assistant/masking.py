"""Private data kept from a hosted model: mails, phones and names become placeholders and back.

A placeholder stands for the same value in everything that one request sends. The answer and the
arguments of tool calls get the values again, also where a placeholder comes in pieces.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.model import (
    ChatModel,
    Message,
    ModelEvent,
    Name,
    NameKind,
    Request,
    Speaker,
    TextPiece,
    ToolCall,
)
from domain.numbers import number_spans

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .()-]{0,2}\d){6,12}"
    r"|0\d(?:[ .()-]{0,2}\d){7,11}|1[3-9]\d(?:[ -]?\d{4}){2}"
    r"|\(\d{2,4}\)[ .-]?\d(?:[ .-]?\d){5,8}|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\w-]|[.,]\d)"
)
_PRIVATE_KEYS = frozenset(("contact", "contacts", "email", "phone", "wechat", "mail", "mobile"))
_NAMED_KEYS = frozenset(("contact", "owner", "customer"))
_PLACEHOLDER = re.compile(r"\[{0,2}\b(MAIL|PHONE|NAME)_(\d{1,4})\b\]{0,2}")
_BEGUN = "|".join(word[:size] for word in ("MAIL", "PHONE", "NAME") for size in range(1, len(word)))
_HELD = re.compile(
    rf"(?:\[{{1,2}}|\b)(?:{_BEGUN}|(?:MAIL|PHONE|NAME)(?:_\d{{0,4}}\]?)?)$|\[{{1,2}}$"
)
_SHORTEST_NAME = 3


class Masked:
    """A model that is never told private data: wraps the one that answers."""

    def __init__(self, inner: ChatModel) -> None:
        self.inner = inner
        self.name = inner.name

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Stream the inner model's answer with the values put back."""
        mask = Mask(request.names, request.messages)
        sent = replace(request, messages=[mask.hide(each) for each in request.messages])
        held = ""
        async for event in self.inner.complete(sent):
            if isinstance(event, TextPiece):
                held += event.text
                tail = _HELD.search(held)
                cut = tail.start() if tail else len(held)
                if cut:
                    yield TextPiece(mask.show(held[:cut]))
                held = held[cut:]
            elif isinstance(event, ToolCall):
                yield replace(event, arguments=mask.show_all(event.arguments))
            else:
                yield event
        if held:
            yield TextPiece(mask.show(held))


class Mask:
    """The placeholders of one request."""

    def __init__(self, names: Sequence[Name], messages: Sequence[Message]) -> None:
        people = tuple(
            sorted(
                {each.value for each in names if each.kind is NameKind.CUSTOMER}
                | {value for message in messages for value in _named_in(message)},
                key=lambda name: (-len(name), name),
            )
        )
        self._names = _pattern(people)
        self._placeholders: dict[tuple[str, str], str] = {}
        self._values: dict[str, str] = {}

    def hide(self, message: Message) -> Message:
        """The message with placeholders; the instructions are ours and stay."""
        if message.speaker is Speaker.SYSTEM:
            return message
        calls = tuple(
            replace(call, arguments=self._hidden_all(call.arguments)) for call in message.calls
        )
        return replace(message, text=self._hidden(message.text), calls=calls)

    def show(self, text: str) -> str:
        """The text with values; a placeholder that stands for nothing becomes a dash."""
        return _PLACEHOLDER.sub(lambda m: self._values.get(f"{m[1]}_{m[2]}", "–"), text)

    def show_all(self, node: Any) -> Any:
        return _mapped(node, self.show)

    def _hidden_all(self, node: Any) -> Any:
        return _mapped(node, self._hidden)

    def _hidden(self, text: str) -> str:
        text = _MAIL.sub(lambda m: self._placeholder("MAIL", m.group()), text)
        numbers = [(start, end) for start, end, _ in number_spans(text)]
        text = _PHONE.sub(
            lambda m: (
                m.group()
                if any(start < m.end() and m.start() < end for start, end in numbers)
                else self._placeholder("PHONE", m.group())
            ),
            text,
        )
        if self._names is not None:
            text = self._names.sub(lambda m: self._placeholder("NAME", m.group()), text)
        return text

    def _placeholder(self, kind: str, value: str) -> str:
        key = (kind, value.casefold())
        if key not in self._placeholders:
            number = sum(each[0] == kind for each in self._placeholders) + 1
            self._placeholders[key] = f"{kind}_{number}"
            self._values[f"{kind}_{number}"] = value
        return f"[[{self._placeholders[key]}]]"


@lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    long_enough = [re.escape(each) for each in names if len(each) >= _SHORTEST_NAME]
    if not long_enough:
        return None
    return re.compile(
        rf"(?<![A-Za-z0-9_])(?:{'|'.join(long_enough)})(?![A-Za-z0-9_])", re.IGNORECASE
    )


def _named_in(message: Message) -> Iterator[str]:
    """People that a tool's result names in fields for people."""
    if message.speaker is not Speaker.TOOL:
        return
    try:
        yield from _people(json.loads(message.text), private=False)
    except ValueError:
        return


def _people(node: Any, *, private: bool) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(value, str):
                if key in _NAMED_KEYS or key in _PRIVATE_KEYS or (private and key == "name"):
                    yield value
            else:
                yield from _people(value, private=key in _NAMED_KEYS | _PRIVATE_KEYS)
    elif isinstance(node, list):
        for each in node:
            yield from _people(each, private=private)


def _mapped(node: Any, change: Any) -> Any:
    if isinstance(node, str):
        return change(node)
    if isinstance(node, Mapping):
        return {key: _mapped(value, change) for key, value in node.items()}
    return [_mapped(each, change) for each in node] if isinstance(node, list) else node
