"""Signing in and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pydantic import BaseModel, Field

from api.app import Service
from api.signed_in import COOKIE, ServiceOf, SignedIn
from domain.access import Viewer
from domain.errors import DeskError, TooManyError
from domain.identity import sign_in
from domain.language import Text
from domain.models import User

router = APIRouter(prefix="/api/auth", tags=["auth"])
_attempts = MovingWindowRateLimiter(MemoryStorage())
_PER_MINUTE = RateLimitItemPerMinute(10)


class Credentials(BaseModel):
    username: Annotated[str, Field(max_length=80)]
    password: Annotated[str, Field(max_length=200)]


@router.post("/login")
def login(
    credentials: Credentials, request: Request, response: Response, service: ServiceOf
) -> dict[str, Any]:
    """A token for a name and password; the cookie carries the same for the web pages."""
    address = request.client.host if request.client else "unknown"
    if not _attempts.test(_PER_MINUTE, address, credentials.username):
        raise TooManyError(
            Text("登录尝试太多，请一分钟后再试。", "Too many attempts; please wait a minute.")
        )
    try:
        with service.store.unbound_reader() as session:
            user, viewer = sign_in(
                session, credentials.username, credentials.password, stage=service.stage
            )
            token = service.tokens.sign(user.id, user.session_version)
    except DeskError:
        _attempts.hit(_PER_MINUTE, address, credentials.username)
        raise
    response.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        max_age=service.settings.token_hours * 3600,
    )
    return {"access_token": token, "user": described(viewer, user.name)}


@router.post("/logout", status_code=204)
def logout(response: Response) -> None:
    response.delete_cookie(COOKIE)


@router.post("/token")
def make_token(viewer: SignedIn, service: ServiceOf) -> dict[str, str]:
    """A further access token for the person who is signed in, for scripts of theirs."""
    with service.store.unbound_reader() as session:
        version = session.get_one(User, viewer.user_id).session_version
    return {"access_token": service.tokens.sign(viewer.user_id, version)}


@router.get("/me")
def me(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    """Who is signed in, and what the pages should show of the installation."""
    return about(viewer, service)


def about(viewer: Viewer, service: Service) -> dict[str, Any]:
    """A viewer, what it may do, and the installation it works in."""
    with service.store.unbound_reader() as session:
        name = session.get_one(User, viewer.user_id).name
    return {
        "user": described(viewer, name) | {"permissions": sorted(viewer.permissions)},
        "demo_clock": service.clock.now().isoformat() if service.clock.is_shifted else None,
        "model": (service.assistant.models.hosted or service.assistant.models.offline).name,
    }


def described(viewer: Viewer, name: str) -> dict[str, Any]:
    """Who a viewer is; `name` is what the person is called."""
    user = {
        "username": viewer.username,
        "name": name,
        "role": viewer.role,
        "language": viewer.language,
    }
    return user | ({"dealer": viewer.dealer_code} if viewer.dealer_code else {})
