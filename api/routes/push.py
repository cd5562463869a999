"""Web Push: the key to subscribe with, and the browsers that want pushes."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.app import Service
from api.signed_in import ServiceOf, SignedIn
from domain import push_subscriptions
from domain.push_subscriptions import Subscription

router = APIRouter(prefix="/api/push", tags=["notifications"])


class Withdrawn(BaseModel):
    endpoint: Annotated[str, Field(max_length=1_000)]


@router.get("/key")
def read_key(_: SignedIn, service: ServiceOf) -> dict[str, str]:
    """The public key that a browser subscribes with (`applicationServerKey`)."""
    return {"key": service.push_key}


@router.post("/subscriptions", status_code=204)
def subscribe(wanted: Subscription, viewer: SignedIn, service: ServiceOf) -> None:
    """Push to this browser from now on."""
    service.store.write(
        partial(
            push_subscriptions.subscribe,
            viewer=viewer,
            wanted=wanted,
            services=_services(service),
            now=service.clock.now(),
        )
    )


@router.delete("/subscriptions", status_code=204)
def unsubscribe(withdrawn: Withdrawn, viewer: SignedIn, service: ServiceOf) -> None:
    service.store.write(
        partial(push_subscriptions.unsubscribe, viewer=viewer, endpoint=withdrawn.endpoint)
    )


def _services(service: Service) -> tuple[str, ...]:
    return tuple(service.settings.push_services.split())
