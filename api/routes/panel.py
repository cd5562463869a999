"""The panel on other sites: a host's word for its user, exchanged for a short-lived token."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.panel_tokens import SESSION
from api.routes.auth import about
from api.signed_in import ServiceOf
from domain.errors import SignInError
from domain.identity import viewer_named
from domain.language import Text
from domain.models import User

router = APIRouter(prefix="/api/panel", tags=["panel"])


class HostToken(BaseModel):
    token: Annotated[str, Field(max_length=4_000)]


@router.post("/session")
def begin(said: HostToken, request: Request, service: ServiceOf) -> dict[str, Any]:
    """An access token of 15 minutes for the user that an allowed host signed for.

    Raises SignInError alike for a token that is forged, expired or shown on another site, and for
    a user who may not come in.
    """
    claim = service.panel_hosts.read(said.token)
    origin = request.headers.get("origin")
    if claim is None or (origin is not None and origin != claim.origin):
        raise SignInError(_REFUSED)
    with service.store.unbound_reader() as session:
        viewer = viewer_named(session, claim.username, stage=service.stage)
        if viewer is None:
            raise SignInError(_REFUSED)
        version = session.get_one(User, viewer.user_id).session_version
    token = service.tokens.sign(viewer.user_id, version, lifetime=SESSION)
    return {"access_token": token, "me": about(viewer, service)}


_REFUSED = Text(
    "这个页面的登录凭证无效或已过期，请刷新页面。",
    "This page's sign-in token is not valid any more; please reload the page.",
)
