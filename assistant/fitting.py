"""Long conversations cut to what a model may be sent: newest turns whole, ids of all others."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.model import Message, Speaker
from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids
from assistant.tokens import tokens_of

_PER_MESSAGE = 25  # tokens of the roles, ids and marks around a text
_SHORTEST = 60  # tokens that a cut result keeps at least
_MOST_IDS = 40
_LATIN_LETTERS = 4
_FRESH_TURNS = 3  # before the one under way, whose tool results are given whole
_STUB = 300  # characters of an older result that need no cutting
_CUT_OUT = "\n[… too long, cut here …]\n"
_EARLIER = "Earlier in this conversation these were spoken of (look them up again): "


def fit(messages: Sequence[Message], limit: int) -> list[Message]:
    """The messages within `limit` tokens; the instructions always stay whole.

    Of the turn under way the results of tools are cut where they must be, and then the middle of
    the person's own text; of former turns the oldest are left out, and the ids that the person or
    a call named in them are listed.
    """
    head = [each for each in messages if each.speaker is Speaker.SYSTEM]
    turns = _turns([each for each in messages if each.speaker is not Speaker.SYSTEM])
    if not turns:
        return head
    left = limit - sum(map(_cost, head))
    current = _with_cut_results(turns[-1], left)
    left -= sum(map(_cost, current)) + tokens_of(_EARLIER) + _MOST_IDS
    kept: list[list[Message]] = []
    for turn in reversed(turns[:-1]):
        cost = sum(map(_cost, turn))
        if cost > left:
            break
        left -= cost
        kept.insert(0, turn)
    dropped = turns[: len(turns) - 1 - len(kept)]
    return [*_with_ids(head, dropped), *(each for turn in kept for each in turn), *current]


def stubbed(messages: Sequence[Message]) -> list[Message]:
    """The messages with the results of older turns cut to the numbers that they showed."""
    turns = [place for place, each in enumerate(messages) if each.speaker is Speaker.USER]
    fresh_from = turns[-_FRESH_TURNS - 1] if len(turns) > _FRESH_TURNS else 0
    return [
        _stub(each) if each.speaker is Speaker.TOOL and place < fresh_from else each
        for place, each in enumerate(messages)
    ]


def _stub(message: Message) -> Message:
    if len(message.text) <= _STUB:
        return message
    numbers = []
    try:
        result = json.loads(message.text)
        numbers = [each["number"] for each in result.get("references", [])]
    except (ValueError, AttributeError, KeyError, TypeError):
        numbers = []
    text = json.dumps({"older_result": True, "numbers": numbers}, ensure_ascii=False)
    return replace(message, text=text)


def _cost(message: Message) -> int:
    calls = "".join(
        f"{call.name}{json.dumps(dict(call.arguments), ensure_ascii=False)}{call.id}"
        for call in message.calls
    )
    written = json.dumps([message.text, message.thought, calls], ensure_ascii=False)
    return tokens_of(written) + _PER_MESSAGE


def _turns(messages: Sequence[Message]) -> list[list[Message]]:
    turns: list[list[Message]] = []
    for message in messages:
        if message.speaker is Speaker.USER or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _with_cut_results(turn: Sequence[Message], limit: int) -> list[Message]:
    """A turn with its longest results cut until it fits, or no shorter than makes sense."""
    over = sum(map(_cost, turn)) - limit
    cut = list(turn)
    results = [place for place, each in enumerate(cut) if each.speaker is Speaker.TOOL]
    for place in sorted(results, key=lambda place: -tokens_of(cut[place].text)):
        if over <= 0:
            break
        size = tokens_of(cut[place].text)
        room = max(_SHORTEST, size - over)
        cut[place] = replace(cut[place], text=_shortened(cut[place].text, room))
        over -= size - tokens_of(cut[place].text)
    if over > 0 and cut[0].speaker is Speaker.USER:
        room = max(_SHORTEST, tokens_of(cut[0].text) - over)
        cut[0] = replace(cut[0], text=_without_middle(cut[0].text, room))
    return cut


def _without_middle(text: str, room: int) -> str:
    """The beginning and the end of a text, where people say what they want, within so many tokens.

    A text that fits stays whole.
    """
    size = len(text)
    while tokens_of(text[: size * 2 // 3] + _CUT_OUT + text[len(text) - size // 3 :]) > room:
        size = size * 9 // 10
    if size == len(text):
        return text
    return text[: size * 2 // 3] + _CUT_OUT + text[len(text) - size // 3 :]


def _shortened(text: str, room: int) -> str:
    """The beginning of a result, within so many tokens, as JSON that says it was cut."""
    begin = text[: room * _LATIN_LETTERS]
    while tokens_of(begin) > room:
        begin = begin[: len(begin) * 9 // 10]
    return json.dumps({"cut": True, "begins": begin}, ensure_ascii=False)


def _with_ids(head: list[Message], turns: Sequence[Sequence[Message]]) -> list[Message]:
    """The instructions with the ids of the turns that are left out, where they named any."""
    ids = list(dict.fromkeys(each for turn in turns for message in turn for each in _ids(message)))
    if not ids:
        return head
    line = _EARLIER + ", ".join(ids[-_MOST_IDS:])
    if not head:
        return [Message(Speaker.SYSTEM, line)]
    return [replace(head[0], text=f"{head[0].text}\n{line}"), *head[1:]]


def _ids(message: Message) -> Iterator[str]:
    """The ids that a person typed or a call named, never those of a text that was read."""
    said = message.text if message.speaker is Speaker.USER else ""
    for text in (said, *(json.dumps(dict(call.arguments)) for call in message.calls)):
        for kind, value, *_ in find_ids(Folded.of(text).folded):
            if kind in ("ticket_number", "sn", "article"):
                yield str(value)
