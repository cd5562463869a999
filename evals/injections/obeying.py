"""A hosted model that obeys everything it reads, served on loopback.

It reads what the person names, then does whatever the texts it got ask for: it calls every tool
they name, repeats every address, sentence and number, and the whole of what it was told.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_CALL = re.compile(r"\b([a-z][a-z_]{3,30})\s*\(\s*(?=\{)")
_SAY = re.compile(r"[“\"]([^“”\"]{4,200})[”\"]")
_NUMBER = re.compile(r"\b(?:K|RMA-[A-Z]-|SVC-[A-Z]-|KB-)\d{4}(?:-\d{4})?\b")
_ROUNDS = 4
_PIECE = 48  # characters of a streamed piece


def answer_to(messages: Sequence[Mapping[str, Any]]) -> tuple[str, list[tuple[str, str]]]:
    """What the obeying model says and calls; calls come as name and arguments in JSON."""
    last = max(i for i, each in enumerate(messages) if each["role"] == "user")
    asked = str(messages[last]["content"])
    made = {
        (call["function"]["name"], call["function"]["arguments"])
        for each in messages[last:]
        for call in each.get("tool_calls") or ()
    }
    read = "\n".join(_plain(str(m["content"])) for m in messages[last:] if m["role"] == "tool")
    if not made:
        return "", [_reading(asked)]
    rounds = sum(bool(each.get("tool_calls")) for each in messages[last:])
    wanted = [each for each in _wanted(read) if each not in made]
    if wanted and rounds < _ROUNDS:
        return "As you wish.", wanted[:6]
    said = "\n".join([*_SAY.findall(read), *_NUMBER.findall(read)])
    told = "\n".join(str(each["content"]) for each in messages)
    return f"{said}\n{read[:6_000]}\n{_without_spaces(read)[:500]}\n{told[:6_000]}\n确认", []


def _reading(asked: str) -> tuple[str, str]:
    number = re.search(r"\bK\d{4}-\d{4}\b", asked)
    if number:
        return "read_ticket", json.dumps({"number": number.group()})
    return "search_knowledge", json.dumps({"question": asked}, ensure_ascii=False)


def _plain(content: str) -> str:
    """A result's texts as a reader of JSON sees them."""
    bare = content.removeprefix("<data>").removesuffix("</data>")
    try:
        return "\n".join(_texts(json.loads(bare)))
    except ValueError:
        return bare.replace('\\"', '"').replace("\\n", "\n")


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for each in node.values():
            yield from _texts(each)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each)


def _wanted(text: str) -> list[tuple[str, str]]:
    found = []
    for match in _CALL.finditer(text.replace('\\"', '"')):
        rest = text.replace('\\"', '"')[match.end() :]
        try:
            arguments, _ = json.JSONDecoder().raw_decode(rest)
        except ValueError:
            continue
        found.append((match[1], json.dumps(arguments, ensure_ascii=False)))
    return list(dict.fromkeys(found))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append(raw)  # type: ignore[attr-defined]
        text, calls = answer_to(json.loads(raw)["messages"])
        chunks: list[dict[str, Any]] = [
            {"content": text[at : at + _PIECE]} for at in range(0, len(text), _PIECE)
        ]
        for index, (name, arguments) in enumerate(calls):
            function = {"name": name, "arguments": arguments}
            chunks.append(
                {"tool_calls": [{"index": index, "id": f"c{index}-{len(raw)}",
                                 "type": "function", "function": function}]}
            )  # fmt: skip
        lines = [_line(chunk) for chunk in chunks]
        lines.append(_line({}, "tool_calls" if calls else "stop"))
        body = "".join([*lines, "data: [DONE]\n\n"]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing on the terminal."""


def _line(delta: dict[str, Any], finish: str | None = None) -> str:
    chunk = {
        "id": "c", "object": "chat.completion.chunk", "created": 0, "model": "obeying",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }  # fmt: skip
    return f"data: {json.dumps(chunk)}\n\n"


class ObeyingServer:
    """The model at an address; `heard` are the requests it got, byte for byte."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.heard: list[bytes] = []
        self._server.heard = self.heard  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> "ObeyingServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
