"""Cassettes: what a hosted model streamed, recorded once and replayed without its endpoint.

A line holds one stream of one play: which story, which try, the how-manieth, what it was asked
(as a digest without ids that differ from play to play) and its events.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter

from assistant.model import ChatModel, ModelEvent, ModelUnavailableError, Request, Speaker

_EVENTS: dict[str, TypeAdapter[ModelEvent]] = {
    each.__name__: TypeAdapter(each) for each in get_args(ModelEvent)
}


class Recording:
    """Passes a model's streams on and keeps each that ended well."""

    def __init__(self, model: ChatModel, path: Path, story: str, play: int) -> None:
        self.name = model.name
        self._model, self._path, self._story, self._play = model, path, story, play
        self._place = 0

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Stream one completion."""
        events = []
        place, self._place = self._place, self._place + 1
        async for event in self._model.complete(request):
            name = type(event).__name__
            events.append([name, _EVENTS[name].dump_python(event, mode="json")])
            yield event
        line = {
            "story": self._story, "play": self._play, "place": place, "model": self.name,
            "asked": digest(request), "events": events,
        }  # fmt: skip
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Replaying:
    """Streams what was recorded. Raises ModelUnavailableError where that does not fit."""

    def __init__(self, path: Path, story: str, play: int) -> None:
        mine = [each for each in _lines(path) if (each["story"], each["play"]) == (story, play)]
        self._kept = {each["place"]: each for each in mine}
        self.name = mine[0]["model"] if mine else "cassette"
        self._place = 0

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Stream one recorded completion."""
        kept = self._kept.get(self._place)
        self._place += 1
        if kept is None or kept["asked"] != digest(request):
            raise ModelUnavailableError("the cassette does not fit")
        for name, fields in kept["events"]:
            yield _EVENTS[name].validate_python(fields)


def plays_on(path: Path) -> dict[str, int]:
    """The stories on a cassette and how often each was played. ValueError: it is none."""
    plays: dict[str, int] = {}
    try:
        for each in _lines(path):
            plays[each["story"]] = max(plays.get(each["story"], 0), each["play"] + 1)
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise ValueError(f"{path} is no cassette: {wrong}") from None
    return plays


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def digest(request: Request) -> str:
    """What was asked: the person's words, the calls made and which tools answered."""
    said: list[Any] = [str(request.language)]
    for message in request.messages:
        if message.speaker is Speaker.USER:
            said.append(message.text)
        elif message.speaker is Speaker.TOOL:
            said.append([message.tool, message.ok])
    text = json.dumps(said, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
