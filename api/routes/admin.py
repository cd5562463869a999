"""How the installation stands, and who may sign in: for those who set the house's rules."""

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from api.app import Service
from api.signed_in import ServiceOf, SignedIn
from api.writes import Write, Writing
from assistant.models import Models
from domain import users
from domain.access import Permission, Viewer
from domain.errors import ForbiddenError
from domain.notifications import sending
from domain.notifications.sending import Standing
from domain.users import NewUser, UserEdit, UserShown
from integrations.channel import lacking

router = APIRouter(prefix="/api/admin", tags=["admin"])


@router.get("/status")
def read_status(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    """Model, embedding, index and channels, without a key or an address's secrets."""
    _refuse(viewer)
    waiting, vectors = service.library.lag()
    models = service.assistant.models
    return {
        "model": {
            "name": (models.hosted or models.offline).name,
            "state": _state(models),
            "endpoint": urlsplit(service.settings.llm_base_url).hostname,
        },
        "embedding": {"name": service.settings.embedding, "waiting": vectors},
        "index_waiting": waiting,
        "channels": _channels(viewer, service),
        "stage": service.stage,
        "version": _version(),
    }


@router.get("/users")
def list_users(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    """Everybody who may sign in, or could once, and the roles that the caller may give."""
    with service.store.reader(viewer) as session:
        items = users.list_users(session, viewer)
    return {"items": items, "total": len(items), "roles": users.roles_to_give(viewer)}


@router.post("/users", status_code=201, response_model=UserShown)
def add_user(given: NewUser, write: Writing) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        zone = write.service.clock.zone
        users.add_user(session, write.viewer, given, now=write.now(), zone=zone)
        return {"username": given.username}

    return write.once(given, work, partial(_shown, write))


@router.patch("/users/{username}", response_model=UserShown)
def change_user(username: str, edit: UserEdit, write: Writing) -> JSONResponse:
    """Change what is given; a new password, role or desk ends the person's sign-ins."""

    def work(session: Session) -> dict[str, Any]:
        zone = write.service.clock.zone
        users.change_user(session, write.viewer, username, edit, now=write.now(), zone=zone)
        return {"username": username}

    return write.once(edit, work, partial(_shown, write), status=200)


@router.post("/users/{username}/end-sign-ins", status_code=204)
def end_sign_ins(username: str, viewer: SignedIn, service: ServiceOf) -> None:
    """End every sign-in and access token of a person."""
    service.store.write(lambda session: users.end_sign_ins(session, viewer, username))


def _shown(write: Write, written: dict[str, Any]) -> UserShown:
    with write.service.store.reader(write.viewer) as session:
        return users.show_user(session, write.viewer, written["username"])


def _channels(viewer: Viewer, service: Service) -> list[dict[str, Any]]:
    """Every channel and how its deliveries do; one that is off with the settings it lacks."""
    with service.store.reader(viewer) as session:
        standing = sending.standing(session, clock=service.clock)
    shown: list[dict[str, Any]] = [{"name": "web", "way": "web", "is_on": True}]
    for each in service.worker.channels:
        held = standing.get(each.name, Standing())
        shown.append({"name": each.name, "way": each.way, "is_on": True, **held.model_dump()})
    for name, settings in lacking(service.settings).items():
        shown.append({"name": name, "way": name, "is_on": False, "settings": settings})
    return shown


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
