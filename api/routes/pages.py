"""The web pages: one shell for every address, which the page itself fills."""

from importlib import resources

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

router = APIRouter(include_in_schema=False)

# Every address that a page of `api/web/src/lib/router.ts` shows.
PATHS = (
    "/",
    "/tickets/{number}",
    "/articles/{number}",
    "/work",
    "/approvals",
    "/inbox",
    "/lists/{kind}",
    "/new/{kind}",
    "/cart",
    "/receive",
    "/customers",
    "/customers/{code}",
    "/devices/{sn}",
    "/dealers",
    "/dealers/{code}",
    "/stock",
    "/prices",
    "/knowledge",
    "/search",
    "/statistics",
    "/settings",
    "/outbox",
    "/wishes",
    "/wishes/{number}",
    "/reviews",
    "/policy",
    "/admin",
)


def _file(name: str) -> str:
    return (resources.files("api") / "web" / "static" / name).read_text(encoding="utf-8")


def page() -> HTMLResponse:
    return HTMLResponse(_file("index.html"))


for path in PATHS:
    router.add_api_route(path, page, response_class=HTMLResponse)


@router.get("/sw.js")
def service_worker() -> Response:
    """The service worker stands at the root, because it looks after every page."""
    return Response(_file("sw.js"), media_type="text/javascript")
