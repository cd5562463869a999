"""The conversation so far, folded from its messages: nothing is remembered anywhere else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.model import Ask, Message, Speaker, ToolCall

KEPT = 40  # messages looked back on


@dataclass(frozen=True)
class Step:
    """A call and what came back; `text` is the raw result, `data` the same as an object."""

    call: ToolCall
    text: str
    ok: bool

    @cached_property
    def data(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def items(self) -> Sequence[Mapping[str, Any]]:
        """The result's list of tickets or devices, in the order shown; empty without one."""
        for key, value in self.data.items():
            if key == "references":
                continue
            rows = [each for each in value if isinstance(each, dict)] if _is_list(value) else []
            if rows and ("number" in rows[0] or "sn" in rows[0]):
                return rows
        return []


def _is_list(value: object) -> bool:
    return isinstance(value, list)


@dataclass(frozen=True)
class Thread:
    """`said` is the last user message, `turn` the steps answered since, `past` all before.

    `earlier` are the person's former messages, newest first; `ask` is the question left open
    just before `said`.
    """

    said: str
    turn: tuple[Step, ...]
    past: tuple[Step, ...]
    earlier: tuple[str, ...]
    ask: Ask | None
    calls_made: int

    @property
    def last(self) -> Step | None:
        return self.past[-1] if self.past else None

    def places(self, key: str) -> Iterator[str]:
        """Values that earlier steps asked for or found under `key` (`sn`, …), newest first."""
        for step in reversed(self.past):
            for source in (step.call.arguments, step.data):
                value = within(source, key)
                if value:
                    yield value


def within(data: Mapping[str, Any], key: str, depth: int = 3) -> str | None:
    """The text under `key`, in the object itself or in one it holds (never inside a list)."""
    value = data.get(key)
    if isinstance(value, str) and value:
        return value
    held = (each for each in data.values() if isinstance(each, dict)) if depth else ()
    return next((found for each in held if (found := within(each, key, depth - 1))), None)


def fold(messages: Sequence[Message]) -> Thread:
    """The thread of a conversation; without a user message it is an empty one."""
    kept = messages[-KEPT:]
    last_user = max(
        (place for place, each in enumerate(kept) if each.speaker is Speaker.USER), default=-1
    )
    if last_user < 0:
        return Thread("", (), (), (), None, 0)
    before, after = kept[:last_user], kept[last_user + 1 :]
    earlier = [each.text for each in before if each.speaker is Speaker.USER]
    asking = next((each for each in reversed(before) if each.speaker is Speaker.ASSISTANT), None)
    return Thread(
        said=kept[last_user].text,
        turn=tuple(_steps(after)),
        past=tuple(_steps(before)),
        earlier=tuple(reversed(earlier)),
        ask=asking.ask if asking else None,
        calls_made=sum(len(each.calls) for each in messages),
    )


def _steps(messages: Sequence[Message]) -> Iterator[Step]:
    """Calls with their answers, in the order they were answered; an unanswered call is none."""
    waiting: dict[str, ToolCall] = {}
    for message in messages:
        if message.speaker is Speaker.ASSISTANT:
            waiting.update({call.id: call for call in message.calls})
        elif message.speaker is Speaker.TOOL and message.call_id in waiting:
            yield Step(waiting.pop(message.call_id or ""), message.text, message.ok)
