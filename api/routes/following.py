"""Following tickets over HTTP."""

from fastapi import APIRouter

from api.signed_in import ServiceOf, SignedIn
from domain import following

router = APIRouter(prefix="/api/tickets", tags=["tickets"])


@router.post("/{number}/follow", status_code=204)
def follow(number: str, viewer: SignedIn, service: ServiceOf) -> None:
    """Hear of a ticket from now on."""
    service.store.write(lambda session: following.follow(session, viewer, number))


@router.delete("/{number}/follow", status_code=204)
def unfollow(number: str, viewer: SignedIn, service: ServiceOf) -> None:
    service.store.write(lambda session: following.unfollow(session, viewer, number))
