"""Requests to a chat-completions endpoint: messages, tools and limits as its profile takes them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.fitting import fit, stubbed
from assistant.hidden import visible
from assistant.model import Message, OfferedTool, Request, Speaker
from assistant.profiles import Profile
from assistant.tokens import tokens_of

_MARK = re.compile(r"<\s*/?\s*data\s*>", re.IGNORECASE)
_UNSAID_IN_STRICT = frozenset(
    ("minLength", "maxLength", "default", "minItems", "maxItems", "format", "pattern")
)


def body_of(
    request: Request, *, model: str, profile: Profile, answer_tokens: int, sent_tokens: int
) -> dict[str, Any]:
    """The body of one streamed completion, within `sent_tokens`."""
    tools = tool_schemas(request.tools, strict=profile.strict_schemas)
    room = sent_tokens - tokens_of(json.dumps(tools, ensure_ascii=False))
    compact = [_compact(each) for each in stubbed(request.messages)]
    body: dict[str, Any] = {
        "model": model,
        "messages": _joined(
            [_message(each, profile) for each in _with_own_ids(fit(compact, room))]
        ),
        "stream": True,
        profile.limit_field: answer_tokens,
    }
    if tools:
        body["tools"] = tools
        if profile.parallel_calls:
            body["parallel_tool_calls"] = True
    if profile.reports_usage:
        body["stream_options"] = {"include_usage": True}
    return body


def tool_schemas(tools: Sequence[OfferedTool], *, strict: bool = False) -> list[dict[str, Any]]:
    """The tools as a chat-completions request names them, without our own hints."""
    return [_tool(each, strict) for each in tools]


def _tool(each: OfferedTool, strict: bool) -> dict[str, Any]:
    parameters = _without_hints(each.schema)
    function: dict[str, Any] = {"name": each.tool.name, "description": each.tool.description}
    if strict:
        function |= {"strict": True, "parameters": _strict(parameters)}
    else:
        function["parameters"] = parameters
    return {"type": "function", "function": function}


# What a schema says that a model need not know: arguments are checked when they come.
_UNSAID = frozenset(
    (
        *("additionalProperties", "default", "label", "title", "pattern"),
        *("maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum"),
    )
)


def _without_hints(node: Any) -> Any:
    """A schema in as few words as say what it means."""
    if isinstance(node, list):
        return [_without_hints(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    unsaid = _UNSAID | {"description"} if "properties" in node else _UNSAID
    said = {k: v for k, v in node.items() if k not in unsaid and not k.startswith("x-")}
    if not said.get("required", True):
        del said["required"]
    return {
        key: {name: _without_hints(each) for name, each in value.items()}
        if key == "properties"
        else _without_hints(value)
        for key, value in said.items()
    }


def _strict(node: Any, *, optional: bool = False) -> Any:
    """A schema in the strict form: every field required, what may be left out may be null."""
    if not isinstance(node, Mapping):
        return node
    made = {k: v for k, v in node.items() if k not in _UNSAID_IN_STRICT}
    if "properties" in made:
        required = set(made.get("required", ()))
        made["properties"] = {
            name: _strict(each, optional=name not in required)
            for name, each in made["properties"].items()
        }
        made["required"] = list(made["properties"])
        made["additionalProperties"] = False
    if "items" in made:
        made["items"] = _strict(made["items"])
    if optional:
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
        if "type" in made:
            made["type"] = [made["type"], "null"]
    return made


def _message(message: Message, profile: Profile) -> dict[str, Any]:
    if message.speaker is Speaker.TOOL:
        return {
            "role": "tool",
            "tool_call_id": message.call_id or "",
            "content": as_data(message.text),
        }
    said: dict[str, Any] = {"role": message.speaker.value, "content": message.text}
    if message.calls:
        said["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {
                    "name": call.name,
                    "arguments": json.dumps(dict(call.arguments), ensure_ascii=False),
                },
                **({"extra_content": dict(call.extra)} if call.extra else {}),
            }
            for call in message.calls
        ]
        if profile.echoes_thought:
            said["reasoning_content"] = message.thought
    return said


def _with_own_ids(messages: Sequence[Message]) -> Iterator[Message]:
    """The messages with ids of calls that every family takes: nine letters and figures, each once.

    Endpoints leave ids out, repeat them or make them up in a form that another refuses.
    """
    made: dict[str, str] = {}
    count = 0
    for message in messages:
        if message.calls:
            made = {
                call.id: f"call{place:05}" for place, call in enumerate(message.calls, count + 1)
            }
            count += len(message.calls)
            calls = tuple(replace(call, id=made[call.id]) for call in message.calls)
            yield replace(message, calls=calls)
        elif message.call_id:
            yield replace(message, call_id=made.get(message.call_id, message.call_id))
        else:
            yield message


def _joined(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbours of one speaker as one message: after a turn that was broken off, some templates
    refuse a speaker who follows upon himself.
    """
    joined: list[dict[str, Any]] = []
    for each in messages:
        last = joined[-1] if joined else {}
        plain = each["role"] != "tool" and not ("tool_calls" in each or "tool_calls" in last)
        if plain and last.get("role") == each["role"]:
            joined[-1] = {**last, "content": f"{last['content']}\n\n{each['content']}"}
        else:
            joined.append(each)
    return joined


def as_data(text: str) -> str:
    """A text that others wrote, marked as data, without characters that hide or reorder text."""
    return f"<data>{_MARK.sub('(data)', visible(text))}</data>"


def _compact(message: Message) -> Message:
    """A tool's result without what only the page needs."""
    if message.speaker is not Speaker.TOOL:
        return message
    try:
        parsed = json.loads(message.text)
    except ValueError:
        return message
    if isinstance(parsed, dict):
        parsed.pop("references", None)
    text = json.dumps(_without_nothing(parsed), ensure_ascii=False)
    return Message(Speaker.TOOL, text, call_id=message.call_id, tool=message.tool, ok=message.ok)


def _without_nothing(node: Any) -> Any:
    """Without nulls and empty lists, which only cost tokens."""
    if isinstance(node, dict):
        return {k: _without_nothing(v) for k, v in node.items() if v not in (None, [], {})}
    return [_without_nothing(each) for each in node] if isinstance(node, list) else node
