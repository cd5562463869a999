"""The web pages: one shell for every address, which the page itself fills."""

from importlib import resources

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)


def _shell() -> str:
    return (resources.files("api") / "web" / "index.html").read_text(encoding="utf-8")


@router.get("/", response_class=HTMLResponse)
@router.get("/tickets/{number}", response_class=HTMLResponse)
@router.get("/articles/{number}", response_class=HTMLResponse)
def page(number: str = "") -> str:  # noqa: ARG001 - the page reads it from its address
    return _shell()
