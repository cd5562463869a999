"""A small desk for the offline model's tests: six tools, some names, and a way to talk."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from assistant.model import (
    Completion,
    Message,
    Name,
    NameKind,
    OfferedTool,
    Request,
    Speaker,
    TextPiece,
    ToolCall,
    Verdict,
)
from assistant.offline import OfflineModel
from domain.access import Permission
from domain.language import Language
from tools.tool import Effect, Result, Tool, discover

NOW = datetime(2026, 2, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

NAMES = (
    Name(NameKind.PRODUCT, "MAVO Edge 8K", ("Edge 8K", "Edge8K", "边缘8K")),
    Name(NameKind.PRODUCT, "MAVO Edge 6K", ("Edge 6K", "Edge6K")),
    Name(NameKind.PRODUCT, "MAVO mark2", ("MM2", "mark2")),
    Name(NameKind.PRODUCT, "Terra 4K", ("Terra4K",)),
    Name(NameKind.DEALER, "ProAV", ("ProAV UK", "宝洛维")),
    Name(NameKind.DEALER, "Gafpa", ()),
    Name(NameKind.CUSTOMER, "Max Mueller", ("Mueller",)),
    Name(NameKind.CUSTOMER, "John", ()),
    Name(NameKind.REGION, "Europe", ("欧洲",)),
    Name(NameKind.CATEGORY, "Freeze", ("死机", "freezes")),
)


FIRST = frozenset(
    {
        "find_tickets",
        "read_ticket",
        "find_similar_tickets",
        "device_history",
        "search_knowledge",
        "open_ticket",
    }
)


class Found(Result):
    """A result of the desk's tools: a list, a summary, or nothing."""

    found: bool = True
    number: str | None = None
    sn: str | None = None
    summary: str | None = None
    items: list[dict[str, str]] = []


def told(result: Found, language: Language) -> str:
    if not result.found:
        return "没有找到。" if language is Language.ZH else "I found nothing."
    return "; ".join(f"[{each.get('number', '')}]" for each in result.items) or str(result.number)


# The real tools' arguments and words, with results that a test can write down.
TOOLS = tuple(
    replace(tool, result=Found, tell=told if tool.effect is Effect.READ else None)
    for tool in discover().values()
    if tool.name in FIRST
)


RESULTS = {
    "find_tickets": {
        "found": True,
        "items": [
            {"number": "K2602-0001", "sn": "ME_207890"},
            {"number": "RMA-D-2601-0145", "sn": "ME_207811"},
        ],
    },
    "find_similar_tickets": {"found": True, "items": [{"number": "K2602-0001"}]},
    "read_ticket": {"found": True, "number": "K2602-0001", "sn": "ME_207890", "summary": "死机"},
    "device_history": {"found": True, "sn": "ME_207890", "items": [{"number": "K2512-0089"}]},
    "search_knowledge": {"found": True, "number": "KB-0023"},
}


def offered(*, without: Sequence[str] = (), dealer: bool = True) -> list[OfferedTool]:
    """The desk's tools as a service desk clerk is offered them (or a dealer: no dealer slot)."""
    found = []
    for tool in TOOLS:
        if tool.name in without:
            continue
        schema = _schema(tool)
        if not dealer:
            kept = {n: each for n, each in schema["properties"].items() if n != "dealer"}
            schema = {**schema, "properties": kept}
        found.append(OfferedTool(tool, schema))
    return found


def _schema(tool: Tool) -> dict[str, Any]:
    class Everyone:
        permissions = frozenset(Permission)

        def may(self, permission: Permission) -> bool:
            return permission in self.permissions

    return tool.schema(Everyone())  # type: ignore[arg-type]


@dataclass
class Talk:
    """A conversation: `say` answers as the turn loop does, with results given by tool name."""

    language: Language = Language.ZH
    results: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    tools: list[OfferedTool] = field(default_factory=offered)
    messages: list[Message] = field(default_factory=list)
    names: Sequence[Name] = NAMES

    def request(self) -> Request:
        return Request(list(self.messages), self.tools, self.language, NOW, self.names)

    def say(self, text: str) -> Completion:
        """The final completion of the turn; `calls` holds all calls made in it."""
        self.messages.append(Message(Speaker.USER, text))
        made: list[ToolCall] = []
        for _ in range(6):
            done = complete(self.request())
            ask = done.verdict.ask if done.verdict else None
            self.messages.append(
                Message(Speaker.ASSISTANT, done.text, calls=tuple(done.calls), ask=ask)
            )
            made += done.calls
            if not done.calls:
                break
            self.messages += [self._answer(call) for call in done.calls]
        done.calls = made
        return done

    def _answer(self, call: ToolCall) -> Message:
        given = self.results.get(call.name, {"found": False})
        if call.name == "open_ticket" and call.name not in self.results:
            given = {"proposal": {"id": "p1", "title": "t", "preview": [], "warnings": []}}
        return Message(
            Speaker.TOOL,
            json.dumps(given, ensure_ascii=False),
            call_id=call.id,
            tool=call.name,
            ok="error" not in given,
        )


def complete(request: Request) -> Completion:
    """One completion of the offline model, gathered."""

    async def gather() -> Completion:
        done = Completion()
        async for event in OfflineModel().complete(request):
            if isinstance(event, TextPiece):
                done.text += event.text
            elif isinstance(event, ToolCall):
                done.calls.append(event)
            elif isinstance(event, Verdict):
                done.verdict = event
        return done

    return asyncio.run(gather())
