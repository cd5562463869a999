"""Private data kept from a hosted model: what `private` finds becomes placeholders and back.

A placeholder stands for the same value in everything that one request sends. The answer and the
arguments of tool calls get the values again, also where a placeholder comes in pieces.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.model import (
    Anew,
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
from assistant.private import KINDS, private_spans

# Fields of a result that hold nothing but private data.
_PRIVATE_KEYS = frozenset(("contact", "contacts", "email", "phone", "wechat", "mail", "mobile"))
_NAMED_KEYS = frozenset(("contact", "owner", "customer"))
_OF_PEOPLE = frozenset(("name", "code"))
_ADDRESS = re.compile(r"address$|地址$", re.IGNORECASE)
_SHORTEST_NAME = 3
_SHARED = 3  # letters by which names are told apart
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_TWO_WORDS = re.compile(r"[A-ZÀ-Ž][a-zà-ž]{2,} [A-ZÀ-Ž][a-zà-ž-]{2,}")

_WORDS = "|".join(KINDS)
_OPEN, _CLOSE = r"(?:\\?[\[【{<])", r"(?:\\?[\]】}>])"
# However a model spells one: bare, or within some brackets, spaced, with the underscore escaped.
_PLACEHOLDER = re.compile(
    rf"{_OPEN}{{1,2}}\s?(?i:({_WORDS}))\s?\\?[_ -]?(\d{{1,4}})\s?{_CLOSE}{{1,2}}"
    rf"|(?<![A-Za-z0-9_])({_WORDS})\\?_(\d{{1,4}})(?![A-Za-z0-9])"
)
_BEGUN = "|".join(f"{word[:size]}" for word in KINDS for size in range(1, len(word)))
_HELD = re.compile(
    rf"{_OPEN}{{1,2}}\s?[A-Za-z]{{0,7}}\s?\\?[_ -]?\d{{0,4}}\s?{_CLOSE}?\\?$"
    rf"|(?<![A-Za-z0-9_])(?:{_BEGUN}|(?:{_WORDS})(?:\\?_?\d{{0,4}})?)$|\\$"
)


class Masked:
    """A model that is never told private data: wraps the one that answers."""

    def __init__(self, inner: ChatModel) -> None:
        self.inner = inner
        self.name = inner.name

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Stream the inner model's answer with the values put back."""
        # Thousands of names are taken in once in a while: not on everybody's time.
        mask, sent = await asyncio.to_thread(_without_private, request)
        held = ""
        async for event in self.inner.complete(sent):
            if isinstance(event, TextPiece):
                held += event.text
                tail = _HELD.search(held)
                cut = tail.start() if tail else len(held)
                if cut:
                    yield TextPiece(mask.show(held[:cut]))
                held = held[cut:]
            elif isinstance(event, Anew):
                held = ""
                yield event
            elif isinstance(event, ToolCall):
                yield replace(event, arguments=mask.show_all(event.arguments))
            else:
                yield event
        if held:
            yield TextPiece(mask.show(held))


class Mask:
    """The placeholders of one request."""

    def __init__(self, names: Sequence[Name], messages: Sequence[Message]) -> None:
        people = {each.value for each in names if each.kind is NameKind.CUSTOMER}
        people |= {value for message in messages for value in _named_in(message)}
        self._names = _pattern(tuple(sorted(people)), _words_of_the_trade(names))
        self._placeholders: dict[tuple[str, str], str] = {}
        self._values: dict[str, str] = {}

    def hide(self, message: Message) -> Message:
        """The message with placeholders; the instructions are ours and stay."""
        if message.speaker is Speaker.SYSTEM:
            return message
        calls = tuple(
            replace(call, arguments=self._hidden_all(call.arguments)) for call in message.calls
        )
        result = _result_of(message)
        if result is None:
            return replace(message, text=self._hidden(message.text), calls=calls)
        # In the text of a result, what stands before a value may be the end of an escape.
        return replace(message, text=json.dumps(self._hidden_all(result), ensure_ascii=False))

    def show(self, text: str) -> str:
        """The text with values; a placeholder that stands for nothing becomes a dash."""
        return _PLACEHOLDER.sub(self._value, text)

    def show_all(self, node: Any) -> Any:
        return _mapped(node, self.show)

    def _value(self, match: re.Match[str]) -> str:
        kind, number = match[1] or match[3], match[2] or match[4]
        return self._values.get(f"{kind.upper()}_{int(number)}", "–")

    def _hidden_all(self, node: Any) -> Any:
        """The same with every text masked, and whole addresses where a field holds one."""
        if isinstance(node, Mapping):
            about = next((node[key] for key in ("label", "name") if key in node), "")
            return {
                key: self._placeholder("ADDRESS", value)
                if isinstance(value, str) and value and _is_address(key, about)
                else self._hidden_all(value)
                for key, value in node.items()
            }
        if isinstance(node, list):
            return [self._hidden_all(each) for each in node]
        return self._hidden(node) if isinstance(node, str) else node

    def _hidden(self, text: str) -> str:
        shown, position = "", 0
        for start, end, kind in private_spans(text, self._names):
            shown += text[position:start] + self._placeholder(kind, text[start:end])
            position = end
        return shown + text[position:]

    def _placeholder(self, kind: str, value: str) -> str:
        key = (kind, value.casefold())
        if key not in self._placeholders:
            number = sum(each[0] == kind for each in self._placeholders) + 1
            self._placeholders[key] = f"{kind}_{number}"
            self._values[f"{kind}_{number}"] = value
        return f"[[{self._placeholders[key]}]]"


def _without_private(request: Request) -> tuple[Mask, Request]:
    mask = Mask(request.names, request.messages)
    return mask, replace(request, messages=[mask.hide(each) for each in request.messages])


def _is_address(key: str, about: Any) -> bool:
    """Whether a field is one, or the value in a line that is about one."""
    in_line = key in ("value", "old", "new") and isinstance(about, str)
    return bool(_ADDRESS.search(about if in_line else key))


def _words_of_the_trade(names: Sequence[Name]) -> frozenset[str]:
    """Words that name products, parts, places and the like, and so nobody."""
    return frozenset(
        word.casefold()
        for each in names
        if each.kind not in (NameKind.CUSTOMER, NameKind.PERSON)
        for text in (each.value, *each.aliases)
        for word in text.split()
    )


@lru_cache(maxsize=32)
def _pattern(people: tuple[str, ...], trade: frozenset[str]) -> re.Pattern[str] | None:
    """Finds people by their whole names and codes in any case, and by first or last names as these
    are written.
    """
    whole = {each for each in people if len(each) >= _SHORTEST_NAME or _HAN.fullmatch(each)}
    parts = {
        part
        for each in people
        if _TWO_WORDS.fullmatch(each)
        for part in each.split()
        if part.casefold() not in trade
    }
    if not whole:
        return None
    either = f"(?i:{_either({each.lower() for each in whole})})"
    if parts:
        either += f"|{_either(parts)}"
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{either})(?![A-Za-z0-9_])")


def _either(words: Collection[str], depth: int = 0) -> str:
    """Any of these, the longest first; by their first letters, so that thousands are found fast."""
    if depth == _SHARED or len(words) == 1:
        return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[:1], set()).add(word[1:])
    ends = rests.pop("", None)
    begun = [f"{re.escape(c)}(?:{_either(rest, depth + 1)})" for c, rest in sorted(rests.items())]
    return "|".join([*begun, *([""] if ends else [])])


def _result_of(message: Message) -> Any:
    """What a tool returned, taken apart; None where a text is no result."""
    if message.speaker is not Speaker.TOOL:
        return None
    try:
        found = json.loads(message.text)
    except ValueError:
        return None
    return found if isinstance(found, (dict, list)) else None


def _named_in(message: Message) -> Iterator[str]:
    """People that a tool's result names in fields for people."""
    yield from _people(_result_of(message), private=False)


def _people(node: Any, *, private: bool) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(value, str):
                if key in _NAMED_KEYS | _PRIVATE_KEYS or (private and key in _OF_PEOPLE):
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
