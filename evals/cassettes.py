"""Cassettes: what a hosted model streamed, recorded once and replayed without its endpoint.

A line holds one stream of one play: which story, which try, the how-manieth, what it was asked
(as a digest without ids that differ from play to play) and its events.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from assistant.model import (
    Anew,
    ChatModel,
    CutShort,
    ModelEvent,
    ModelUnavailableError,
    Request,
    Speaker,
    TextPiece,
    Thought,
    ToolCall,
    Usage,
)

_EVENTS = {each.__name__: each for each in (TextPiece, Thought, ToolCall, Usage, Anew, CutShort)}


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
            events.append([type(event).__name__, _plain(event)])
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
        read = (json.loads(each) for each in path.read_text(encoding="utf-8").splitlines())
        mine = [each for each in read if (each["story"], each["play"]) == (story, play)]
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
            yield _EVENTS[name](**fields)


def plays_in(path: Path) -> int:
    """How often each story was played at most on this cassette."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return max((json.loads(each)["play"] + 1 for each in lines), default=0)


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


def _plain(event: ModelEvent) -> dict[str, Any]:
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in vars(event).items()
    }
