"""The conversation so far, folded from its messages: nothing is remembered anywhere else."""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.model import Ask, Message, Speaker, ToolCall
from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids

KEPT = 40  # messages looked back on
_CARD_AND_ANSWER = 2


@dataclass(frozen=True)
class Step:
    """A call and what came back; `text` is the raw result, `data` the same as an object.

    Calls of one `round` were made at once.
    """

    call: ToolCall
    text: str
    ok: bool
    round: int = 0

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """The result as an object."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def proposed(self) -> Mapping[str, Any]:
        """The arguments of a proposed write as its card holds them."""
        kept = self.data.get("arguments")
        return kept if isinstance(kept, dict) else self.call.arguments

    @property
    def known(self) -> frozenset[str]:
        """What stands on a write's card, as texts; of several tickets the number of each."""
        held = (each if isinstance(each, list) else [each] for each in self.proposed.values())
        return frozenset(str(value) for each in held for value in each)

    @property
    def card_id(self) -> str | None:
        """The id of the card that a proposed write stands on."""
        card = self.data.get("proposal")
        return str(card["id"]) if card else None

    @property
    def items(self) -> Sequence[Mapping[str, Any]]:
        """What the result lists, tickets, articles or devices, in the order shown."""
        if "number" in self.data:
            return []
        if self.data.get("older_result"):  # of which only the numbers are left
            return [{"number": each} for each in self.data.get("numbers", ())]
        shown = self.data.get("references")
        return list(_rows(self.data)) or list(_rows({"shown": shown} if shown else {}))


def _rows(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of every list in an object and in what it holds that is no thing of its own."""
    for key, value in data.items():
        if isinstance(value, list) and key != "references":
            yield from (
                each for each in value if isinstance(each, dict) and each.keys() & {"number", "sn"}
            )
        elif isinstance(value, dict) and not value.keys() & {"number", "sn"}:
            yield from _rows(value)


@dataclass(frozen=True)
class Exchange:
    """A former message of the person's with what was looked up for it and what was answered."""

    said: str
    steps: tuple[Step, ...]
    told: str
    ask: Ask | None = None  # the question that it ended with


@dataclass(frozen=True)
class Thread:
    """`said` is the last user message, `turn` the steps answered since, `past` all before.

    `earlier` are the person's former messages, newest first, `exchanges` the same with what was
    answered, oldest first; `spoken_of` is everything named by a
    person, a call, a result or a decision, oldest first; `ask` is the question left open just
    before `said`, `card` the write proposed there and not decided, `pending` the newest of the
    `cards` that wait.
    """

    said: str
    turn: tuple[Step, ...]
    past: tuple[Step, ...]
    earlier: tuple[str, ...]
    spoken_of: tuple[Mapping[str, Any], ...]
    ask: Ask | None
    card: Step | None
    pending: Step | None
    calls_made: int
    cards: tuple[Step, ...] = ()  # that wait, oldest first
    exchanges: tuple[Exchange, ...] = ()
    changed: frozenset[str] = (
        frozenset()
    )  # tickets on which something was decided since they were read

    @property
    def last(self) -> Step | None:
        begun = self.to_go_on
        return begun[-1] if begun else None

    @property
    def to_go_on(self) -> Sequence[Step]:
        """The steps that a short message may lead on, oldest first: not one that began nothing."""
        return [step for step in self.past if step.ok or step.call.arguments]

    def shown(self, reader: str, number: str) -> Step | None:
        """The newest reading of a ticket that nothing was decided on since."""
        read = (each for each in reversed(self.past) if each.call.name == reader)
        step = next((each for each in read if each.data.get("number") == number), None)
        return step if step and step.data.get("ticket") and number not in self.changed else None

    def places(self, key: str) -> Iterator[str]:
        """Values that were named, asked for or found under `key` (`sn`, …), newest first."""
        for source in reversed(self.spoken_of):
            value = within(source, key)
            if value:
                yield value

    def signs(self) -> Iterator[str]:
        """The kinds of what was named, newest first: `ticket_number`, `sn`, `customer`."""
        kinds = {key: kind for kind, key in _KEYS.items()}
        for source in reversed(self.spoken_of):
            yield from (kind for key, kind in kinds.items() if within(source, key))


def within(data: Mapping[str, Any], key: str, depth: int = 3) -> str | None:
    """The text under `key`, in the object itself or in one it holds (never inside a list).

    What has a name is told by it; of owners the last one is the customer.
    """
    value = data.get(key)
    if key == "customer" and isinstance(owners := data.get("owners"), list) and owners:
        value = owners[-1].get("customer") if isinstance(owners[-1], dict) else None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, str) and value:
        return value
    held = (each for each in data.values() if isinstance(each, dict)) if depth else ()
    return next((found for each in held if (found := within(each, key, depth - 1))), None)


def fold(messages: Sequence[Message], waiting: Sequence[str] = ()) -> Thread:
    """The thread of a conversation; without a user message it is an empty one.

    `waiting` are the ids of the cards that wait in it, oldest first.
    """
    kept = messages[-KEPT:]
    last_user = max(
        (place for place, each in enumerate(kept) if each.speaker is Speaker.USER), default=-1
    )
    if last_user < 0:
        return Thread("", (), (), (), (), None, None, None, 0)
    before, after = kept[:last_user], kept[last_user + 1 :]
    earlier = [each.text for each in before if each.speaker is Speaker.USER]
    asking = next((each for each in reversed(before) if each.speaker is Speaker.ASSISTANT), None)
    cards = tuple(_waiting(before, waiting))
    return Thread(
        said=kept[last_user].text,
        turn=tuple(steps_of(after)),
        past=tuple(steps_of(before)),
        earlier=tuple(reversed(earlier)),
        spoken_of=tuple(_spoken_of(before)),
        ask=asking.ask if asking else None,
        card=_open_card(before, cards),
        pending=cards[-1] if cards else None,
        calls_made=sum(len(each.calls) for each in messages),
        cards=cards,
        exchanges=tuple(_exchanges(before)),
        changed=_changed(before),
    )


def _exchanges(messages: Sequence[Message]) -> Iterator[Exchange]:
    """What was said, with the calls and the answer up to the next message of the person's."""
    places = [i for i, each in enumerate(messages) if each.speaker is Speaker.USER]
    for start, end in itertools.pairwise([*places, len(messages)]):
        answered = messages[start + 1 : end]
        told = [each for each in answered if each.speaker is Speaker.ASSISTANT]
        ask = told[-1].ask if told else None
        text = "\n".join(each.text for each in told)
        yield Exchange(messages[start].text, tuple(steps_of(answered)), text, ask)


def _changed(messages: Sequence[Message]) -> frozenset[str]:
    steps = {step.call.id: step for step in steps_of(messages)}
    changed: set[str] = set()
    for message in messages:
        changed |= set(message.about)
        if step := steps.get(message.call_id or ""):
            changed.discard(str(step.data.get("number")))
    return frozenset(changed)


def _open_card(messages: Sequence[Message], cards: Sequence[Step]) -> Step | None:
    """The write that the last answer put on a card; None when something was said since."""
    if len(messages) < _CARD_AND_ANSWER or messages[-1].speaker is not Speaker.ASSISTANT:
        return None
    return next((each for each in cards if each.call.id == messages[-2].call_id), None)


def _waiting(messages: Sequence[Message], waiting: Sequence[str]) -> Iterator[Step]:
    """The steps that put up the cards which wait, in the order of the cards."""
    proposed = {step.card_id: step for step in steps_of(messages) if step.ok}
    return (proposed[each] for each in waiting if each in proposed)


def _spoken_of(messages: Sequence[Message]) -> Iterator[Mapping[str, Any]]:
    """What each message names, in the order it was said; of a call its result comes first."""
    steps = {step.call.id: step for step in steps_of(messages)}
    missing = {each for step in steps.values() for each in _not_there(step)}
    for source in _sources(messages, steps):
        yield {k: v for k, v in source.items() if not isinstance(v, str) or v not in missing}


def _not_there(step: Step) -> Iterator[str]:
    """The number or serial that was asked for and does not exist for this person."""
    error = step.data.get("error")
    refused = isinstance(error, Mapping) and error.get("code") == "not_found"
    unknown = _with_one_number(step.call.arguments) if refused else step.data
    if refused or step.data.get("found") is False:
        yield from (str(unknown[key]) for key in ("number", "sn") if unknown.get(key))


def _sources(messages: Sequence[Message], steps: Mapping[str, Step]) -> Iterator[Mapping[str, Any]]:
    for message in messages:
        if message.speaker is Speaker.USER:
            yield _ids_in(message.text)
        elif message.about:
            yield {"number": message.about[0]}
        elif step := steps.get(message.call_id or ""):
            yield step.data
            yield _with_one_number(step.call.arguments)


def _with_one_number(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """A call's arguments; of tickets named in a list the only one is the one in talk."""
    numbers = arguments.get("numbers")
    one = isinstance(numbers, list) and len(numbers) == 1
    return {**arguments, "number": numbers[0]} if one and numbers else arguments


def _ids_in(text: str) -> Mapping[str, str]:
    """The ticket and the device that a person names; neither where there are several."""
    found: dict[str, set[str]] = {}
    for kind, value, *_, is_sure in find_ids(Folded.of(text).folded):
        if kind in _IDS and is_sure:
            found.setdefault(_KEYS[kind], set()).add(value)
    return {key: values.pop() for key, values in found.items() if len(values) == 1}


_KEYS = {"ticket_number": "number", "sn": "sn", "customer": "customer"}
_IDS = frozenset({"ticket_number", "sn"})


def steps_of(messages: Sequence[Message]) -> Iterator[Step]:
    """Calls with their answers, in the order they were answered; an unanswered call is none."""
    waiting: dict[str, tuple[ToolCall, int]] = {}
    for place, message in enumerate(messages):
        if message.speaker is Speaker.ASSISTANT:
            waiting.update({call.id: (call, place) for call in message.calls})
        elif message.speaker is Speaker.TOOL and message.call_id in waiting:
            call, asked_at = waiting.pop(message.call_id or "")
            yield Step(call, message.text, message.ok, asked_at)
