"""How the installation stands, and who may sign in: for those who set the house's rules."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from sqlalchemy import select

from api.signed_in import ServiceOf, SignedIn
from assistant.models import Models
from domain.access import Permission, Viewer
from domain.errors import ForbiddenError
from domain.models import Dealer, User

router = APIRouter(prefix="/api/admin", tags=["admin"])


@router.get("/status")
def read_status(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    """Model, embedding, index and channels, without a key or an address's secrets."""
    _refuse(viewer)
    waiting, vectors = service.library.lag()
    models = service.assistant.models
    channels = [
        {"name": each.name, "way": each.way, "is_on": True} for each in service.worker.channels
    ]
    return {
        "model": {
            "name": (models.hosted or models.offline).name,
            "state": _state(models),
            "endpoint": urlsplit(service.settings.llm_base_url).hostname,
        },
        "embedding": {"name": service.settings.embedding, "waiting": vectors},
        "index_waiting": waiting,
        "channels": [{"name": "web", "way": "web", "is_on": True}, *channels],
        "stage": service.stage,
        "version": _version(),
    }


@router.get("/users")
def list_users(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    """Everybody who may sign in, or could once."""
    _refuse(viewer)
    with service.store.reader(viewer) as session:
        rows = session.execute(
            select(User, Dealer.name)
            .outerjoin(Dealer, Dealer.id == User.dealer_id)
            .order_by(User.username)
        )
        items = [
            {
                "username": user.username,
                "name": user.name,
                "role": user.role,
                "dealer": dealer,
                "language": user.language,
                "is_active": user.is_active,
            }
            for user, dealer in rows
        ]
    return {"items": items, "total": len(items)}


def _state(models: Models) -> str:
    """`offline` where no model is set up, `resting` after a failure, else `ok`."""
    if models.hosted is None:
        return "offline"
    return "resting" if models.hosted_rests else "ok"


def _refuse(viewer: Viewer) -> None:
    if not viewer.may(Permission.SET_RULES):
        raise ForbiddenError()


def _version() -> str:
    try:
        return version("bokeh-desk")
    except PackageNotFoundError:
        return "?"
