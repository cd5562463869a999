"""A model behind a real HTTP server: it streams at the pace of a slow real one."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

WORDS = 40
PACE = 0.05  # seconds between words


class SlowModel:
    """Answers "count" slowly, `words` long, and says `text` to anything else."""

    def __init__(self) -> None:
        self.words = WORDS
        self.text = "Nothing to say."
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                asked = json.loads(self.rfile.read(length))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                self.close_connection = True
                try:
                    model.stream(self, asked["messages"][-1]["content"])
                except OSError:
                    return  # the asker has gone

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> "SlowModel":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def stream(self, handler: BaseHTTPRequestHandler, asked: str) -> None:
        if "count" in asked:
            for number in range(1, self.words + 1):
                say(handler, f"n{number}! ")  # answers are shown by the sentence
                time.sleep(PACE)
        else:
            for start in range(0, len(self.text), 7):
                say(handler, self.text[start : start + 7])
        say(handler, None)
        handler.wfile.write(b"data: [DONE]\n\n")


def say(handler: BaseHTTPRequestHandler, text: str | None) -> None:
    delta = {} if text is None else {"content": text}
    reason = "stop" if text is None else None
    chunk = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "slow",
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    }
    handler.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
    handler.wfile.flush()
