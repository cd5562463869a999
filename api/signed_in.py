"""Who is asking: the viewer of a request, from its bearer token or its cookie."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.app import Service
from api.errors import language_asked
from domain.access import Viewer
from domain.errors import ForbiddenError, SignInError
from domain.identity import viewer_by_session
from domain.language import Language, Text

COOKIE = "bokeh_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def service_of(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


def viewer_of_request(request: Request) -> Viewer:
    """Raises SignInError when nobody is signed in or the token is no longer good."""
    service = service_of(request)
    token = _bearer(request) or _cookie(request)
    claim = service.tokens.read(token) if token else None
    viewer = None
    if claim:
        with service.store.unbound_reader() as session:
            viewer = viewer_by_session(
                session, claim.user_id, claim.session_version, stage=service.stage
            )
    if viewer is None:
        raise SignInError(Text("请先登录。", "Please sign in."))
    request.state.viewer = viewer
    return viewer


def language_of_request(request: Request) -> Language:
    return language_asked(request)


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _cookie(request: Request) -> str | None:
    """The cookie's token; a write that rests on it must come from our own pages."""
    token = request.cookies.get(COOKIE)
    if token and request.method not in _SAFE:
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            raise ForbiddenError()
    return token


ServiceOf = Annotated[Service, Depends(service_of)]
SignedIn = Annotated[Viewer, Depends(viewer_of_request)]
Spoken = Annotated[Language, Depends(language_of_request)]
