"""How errors look over HTTP: one table from the domain's facts to status codes."""

import json
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from domain.errors import DeskError
from domain.language import Language, Text, language_of
from domain.wrong_values import refusal

log = structlog.get_logger()
STATUS = {
    "not_found": 404,
    "forbidden": 403,
    "invalid": 422,
    "conflict": 409,
    "unauthorized": 401,
    "busy": 503,
    "outside": 422,
    "too_many": 429,
    "error": 400,
}
_HTTP = {
    404: (
        "not_found",
        Text("没有找到，请核对后再试。", "Not found. Please check it and try again."),
    ),
    405: ("invalid", Text("这个地址不支持这种请求。", "This address does not take that method.")),
    413: ("invalid", Text("内容太大。", "That is too large.")),
}
# What the pages call the parts of a request that are no fields of the desk.
_ASKED = {
    "from": Text("开始日期", "From"),
    "to": Text("结束日期", "To"),
    "form": Text("格式", "Form"),
    "q": Text("关键词", "Words"),
    "page": Text("页码", "Page"),
    "size": Text("每页条数", "Entries a page"),
    "limit": Text("条数", "Limit"),
}
_SENT = {"to": Text("收件人", "To")}
_WRONG = Text("请求的内容不对，请检查。", "The request is not right; please check it.")
_OURS = Text("系统出错了，已记录。", "Something went wrong on our side; it was logged.")


def body(code: str, message: str, fields: dict[str, str] | None = None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code, "message": message}
    if fields:
        error["fields"] = fields
    return {"error": error}


def language_asked(request: Request) -> Language:
    """The language of a request: its viewer's where somebody is signed in, else the header's."""
    header = request.headers.get("accept-language")
    viewer = getattr(request.state, "viewer", None)
    return language_of(header, language_of(viewer.language if viewer else None))


def answer(error: DeskError, language: Language) -> JSONResponse:
    fields = {name: text.in_(language) for name, text in error.fields.items()}
    headers = {"Retry-After": "1"} if error.code == "busy" else None
    return JSONResponse(
        body(error.code, error.in_(language), fields),
        status_code=STATUS.get(error.code, 400),
        headers=headers,
    )


def install(app: FastAPI) -> None:
    """Let the app answer every error in the one shape."""

    @app.exception_handler(DeskError)
    async def desk(request: Request, error: DeskError) -> JSONResponse:
        return answer(error, language_asked(request))

    @app.exception_handler(RequestValidationError)
    async def wrong(request: Request, error: RequestValidationError) -> JSONResponse:
        labels = _SENT if any(each["loc"][0] == "body" for each in error.errors()) else _ASKED
        told = [{**each, "loc": _place(each["loc"])} for each in error.errors()]
        return answer(refusal(told, labels), language_asked(request))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        code, text = _HTTP.get(error.status_code, ("error", _WRONG))
        return JSONResponse(
            body(code, text.in_(language_asked(request))), status_code=error.status_code
        )

    @app.exception_handler(Exception)
    async def ours(request: Request, error: Exception) -> JSONResponse:
        log.exception("request_failed", path=request.url.path, exc_info=error)
        text = _OURS.in_(language_asked(request))
        return JSONResponse(body("error", text), status_code=500)


def _place(location: Sequence[Any]) -> list[Any]:
    """Where in what was sent something is wrong, without the part of the request it came in."""
    first, *rest = location
    return rest if first in ("body", "query", "path", "header") else list(location)


def as_bytes(value: Any) -> bytes:
    """A JSON value as the bytes that an idempotency key is compared by."""
    return json.dumps(value, sort_keys=True, default=str).encode()
