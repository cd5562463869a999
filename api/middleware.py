"""What surrounds every request: a trace id, security headers, a size limit, one log line.

Plain ASGI, because Starlette's function middleware keeps closed streams alive.
"""

import json
import re
import secrets
import time

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body
from domain.language import Text, language_of

log = structlog.get_logger()
BODY_LIMIT = 2_000_000
_UPLOAD = re.compile(r"/api/(attachments|tickets/[^/]+/attachments)")
_FORM_AROUND = 100_000  # bytes of a multipart form beside its files
_TOO_LARGE = Text("内容太大。", "That is too large.")
_REQUESTS = Counter("bokeh_requests", "Requests answered", ("method", "route", "status"))
_SECONDS = Histogram("bokeh_request_seconds", "Time to the first byte", ("route",))
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "media-src 'self' blob:; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Surroundings:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        trace = secrets.token_hex(8)
        scope.setdefault("state", {})["trace"] = trace
        structlog.contextvars.bind_contextvars(trace=trace)
        started = time.perf_counter()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = trace
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                _cached(scope["path"], headers)
                _note(scope, status, time.perf_counter() - started)
            await send(message)

        try:
            limit = _limit(scope)
            if _announced(scope, limit) > limit:
                await _refuse(scope, sending)
            else:
                await self.app(scope, _limited(receive, limit), sending)
        finally:
            structlog.contextvars.unbind_contextvars("trace")


def _cached(path: str, headers: MutableHeaders) -> None:
    """Pages and scripts belong together; a chunk's name says what is in it, so it never changes."""
    if path.startswith("/static/c/"):
        headers.setdefault("Cache-Control", "public, max-age=31536000, immutable")
    elif not path.startswith("/api/"):
        headers.setdefault("Cache-Control", "no-cache")
    if path.startswith("/static/"):  # the panel's script is for pages of any host
        headers.setdefault("Access-Control-Allow-Origin", "*")


def _limit(scope: Scope) -> int:
    """How long a body may be: files may be as large as the installation takes them."""
    if scope["method"] == "POST" and _UPLOAD.fullmatch(scope["path"]):
        megabytes: int = scope["app"].state.service.settings.attachment_mb
        return megabytes * 1_000_000 + _FORM_AROUND
    return BODY_LIMIT


def _announced(scope: Scope, limit: int) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isdecimal() else limit + 1


def _limited(receive: Receive, limit: int) -> Receive:
    """Stop reading a body that grows past the limit without having said so."""
    read = 0

    async def receiving() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if read > limit else message

    return receiving


async def _refuse(scope: Scope, send: Send) -> None:
    language = language_of(Headers(scope=scope).get("accept-language"))
    content = json.dumps(body("invalid", _TOO_LARGE.in_(language)), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def _note(scope: Scope, status: int, seconds: float) -> None:
    """Count the request by its route, never by its address: addresses hold numbers of tickets."""
    route = getattr(scope.get("route"), "path", "unknown")
    _REQUESTS.labels(scope["method"], route, status).inc()
    _SECONDS.labels(route).observe(seconds)
    log.info("request", method=scope["method"], route=route, status=status, ms=round(seconds * 1e3))
