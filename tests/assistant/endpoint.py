"""A chat-completions endpoint on loopback that plays a script: it streams, calls tools, misbehaves.

Each request takes the next step of the script. A step is a list of stream chunks to send, or a
function of the handler that does something worse.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

Step = list[dict[str, Any]] | Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        endpoint: Endpoint = self.server.endpoint  # type: ignore[attr-defined]
        endpoint.requests.append(json.loads(self.rfile.read(length)))
        refusal = endpoint.refuses(endpoint.requests[-1])
        if refusal:
            self.fail(400, said=refusal if isinstance(refusal, str) else "no")
            return
        step = endpoint.next_step()
        if callable(step):
            step(self)
        else:
            self.stream(step)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def chunk(self, data: dict[str, Any] | str) -> None:
        text = data if isinstance(data, str) else json.dumps(data)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()

    def stream(self, deltas: list[dict[str, Any]], finish: str | None = None) -> None:
        self.begin_stream()
        for delta in deltas:
            self.chunk(_chunk(delta))
        called = any(delta.get("tool_calls") for delta in deltas)
        self.chunk(_chunk({}, finish or ("tool_calls" if called else "stop")))
        usage = self.server.endpoint.usage  # type: ignore[attr-defined]
        if usage:
            self.chunk({**_chunk({}), "choices": [], "usage": {**usage, "total_tokens": 18}})
        self.chunk("[DONE]")

    def fail(self, status: int, *, said: str = "no", **headers: str) -> None:
        body = json.dumps({"error": {"message": said}}).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing on the terminal."""


def _chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


class Endpoint:
    """The running endpoint: its address, the requests it got, the script it plays.

    The last step is played again when the script is over.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.script: list[Step] = []
        self.refuses: Callable[[dict[str, Any]], bool | str] = lambda _: False
        self.usage: dict[str, Any] | None = {"prompt_tokens": 11, "completion_tokens": 7}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.endpoint = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def next_step(self) -> Step:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    running = Endpoint()
    try:
        yield running
    finally:
        running.close()


def say(text: str) -> list[dict[str, Any]]:
    """An answer, streamed in pieces that cut words and numbers apart."""
    return [{"content": text[start : start + 3]} for start in range(0, len(text), 3)]


def call(name: str, arguments: dict[str, Any] | str, index: int = 0) -> list[dict[str, Any]]:
    """A tool call whose arguments come in small pieces."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    head = {"index": index, "id": f"id{index}", "function": {"name": name, "arguments": ""}}
    rest = [
        {"tool_calls": [{"index": index, "function": {"arguments": text[start : start + 7]}}]}
        for start in range(0, len(text), 7)
    ]
    return [{"tool_calls": [{**head, "type": "function"}]}, *rest]


def cut_off(handler: Handler) -> None:
    """Begin an answer and drop the connection in the middle."""
    handler.begin_stream()
    handler.chunk(_chunk({"content": "The answer is in [K26"}))
    handler.connection.close()


def hang(handler: Handler) -> None:
    """Take the request and say nothing."""
    time.sleep(3)
    handler.close_connection = True


def stall(handler: Handler) -> None:
    """Begin an answer and fall silent."""
    handler.begin_stream()
    handler.chunk(_chunk({"content": "One moment"}))
    time.sleep(3)


def garbage(handler: Handler) -> None:
    """Answer with what is no stream of completions."""
    handler.begin_stream()
    handler.chunk("{not json")


def over_long(handler: Handler) -> None:
    """Answer without end."""
    handler.begin_stream()
    try:
        for _ in range(2_000):
            handler.chunk(_chunk({"content": "word " * 100}))
    except OSError:
        return


def nothing(handler: Handler) -> None:
    """Answer with an empty stream."""
    handler.begin_stream()
    handler.chunk("[DONE]")


def ping(handler: Handler) -> None:
    """Keep the stream open with comments and never say anything."""
    handler.begin_stream()
    try:
        for _ in range(60):
            handler.wfile.write(b": ping\n\n")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        return


def a_page(handler: Handler) -> None:
    """Answer with a web page, as a proxy in between does."""
    body = b"<html><body>Please sign in to the network.</body></html>"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def odd_chunks(handler: Handler) -> None:
    """Chunks that are JSON and no completion."""
    handler.begin_stream()
    for odd in ({"choices": 7}, {"choices": [{"delta": None}]}, [], {"error": {"message": "x"}}):
        handler.chunk(json.dumps(odd))
    handler.chunk("[DONE]")


def wait_an_hour(handler: Handler) -> None:
    """Too many requests, and a long time to wait."""
    handler.fail(429, Retry_After="3600")


def ends(finish: str, text: str) -> Callable[[Handler], None]:
    """An answer that ends in another way than by being whole."""
    return lambda handler: handler.stream(say(text), finish)


def refused(handler: Handler) -> None:
    """A refusal in the field of its own that some models have for it."""
    handler.stream([{"refusal": "I cannot help with that."}])


def blanks(handler: Handler) -> None:
    """Answer with nothing that could be read."""
    handler.stream([{"content": " "}, {"content": "\n\n"}])


def too_much(handler: Handler) -> None:
    """A request that is more than the model can take in."""
    handler.fail(400, said="This model's maximum context length is 4096 tokens.")


def not_utf8(handler: Handler) -> None:
    """A stream of bytes that are no text."""
    handler.begin_stream()
    handler.wfile.write(b'data: {"choices":[{"delta":{"content":"\xff\xfe\xc3"}}]}\n\n')
    handler.wfile.flush()


def huge_chunk(handler: Handler) -> None:
    """All of an endless answer in one event."""
    handler.begin_stream()
    try:
        handler.chunk(_chunk({"content": "word " * 600_000}))
    except OSError:
        return


def one_body(handler: Handler) -> None:
    """A whole completion where a stream was asked for."""
    message = {"role": "assistant", "content": "Here."}
    body = json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body.encode())


def leads_to(address: str) -> Callable[[Handler], None]:
    """Send whoever asks to another address."""
    return lambda handler: handler.fail(307, Location=f"{address}/chat/completions")


def drips(handler: Handler) -> None:
    """An answer that goes on and on, a word at a time."""
    handler.begin_stream()
    try:
        for _ in range(400):
            handler.chunk(_chunk({"content": "And on. "}))
            time.sleep(0.05)
    except OSError:
        return


def breaks_rules(body: dict[str, Any]) -> str | bool:
    """What the strictest of the families refuse in a conversation."""
    messages = body["messages"]
    roles = [each["role"] for each in messages]
    if roles[0] != "system" or roles.count("system") > 1 or roles[1] != "user":
        return "the system speaks first and once, then the user"
    spoken = [(each["role"], "tool_calls" in each) for each in messages if each["role"] != "tool"]
    if any(one == two and not one[1] for one, two in pairwise(spoken)):
        return "roles must alternate"
    open_calls: list[str] = []
    seen: set[str] = set()
    for each in messages:
        if each["role"] == "tool":
            if each["tool_call_id"] not in open_calls:
                return "a result answers no call"
            open_calls.remove(each["tool_call_id"])
            continue
        if open_calls:
            return "a call has no result"
        open_calls = [call["id"] for call in each.get("tool_calls", ())]
        if not all(re.fullmatch("[A-Za-z0-9]{9}", id) and id not in seen for id in open_calls):
            return "ids of calls are nine letters and figures, each once"
        seen |= set(open_calls)
    return bool(open_calls)
