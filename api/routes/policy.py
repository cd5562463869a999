"""The policy for hosted models: read, tried out, saved, brought back by those who may edit it."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.app import Service
from api.signed_in import ServiceOf, SignedIn, Spoken
from api.writes import Write, Writing
from assistant.hidden import visible
from assistant.telling import TOLD_TOKENS, check, problem_of, told_to_all
from domain import policies
from domain.access import Side, Viewer
from domain.language import Language
from domain.policies import LineChange

router = APIRouter(prefix="/api/admin/policy", tags=["admin"])

_Number = Annotated[int, Path(ge=1, le=2**31)]
_After = Annotated[int, Field(ge=0, le=2**31, description="the version it was begun from; 0: none")]
_MOST_SENT = 200_000  # characters; what is too long to be kept is told in words


class ToldShown(BaseModel):
    """What one kind of reader is told; `is_cut` where more was meant than fits."""

    side: Side
    language: Language
    text: str
    tokens: int
    is_cut: bool


class Trial(BaseModel):
    """A text that is only tried out."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=_MOST_SENT)]


class Trying(BaseModel):
    """What would become of it: told to whom, changed against what holds, what keeps it from being
    saved, and the text without characters that nobody sees where it has some.
    """

    told: list[ToldShown]
    changes: list[LineChange]
    problem: str | None
    visible: str | None


class Saved(Trial):
    after: _After


class GoneBack(BaseModel):
    """The version that is to hold again; 0 is the installation's own text."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=0, le=2**31)]
    after: _After


class PolicyShown(BaseModel):
    """The policy that holds. `source` says whose it is; `model` is who is told, if anybody is."""

    text: str
    version: int
    source: Literal["saved", "file", "built_in"]
    base: Literal["file", "built_in"]
    model: str | None
    budget: int
    told: list[ToldShown]


class VersionRead(BaseModel):
    """A version's text and what it changed of the one before it."""

    text: str
    changes: list[LineChange]


@router.get("", response_model=PolicyShown)
def read_policy(viewer: SignedIn, service: ServiceOf) -> PolicyShown:
    """What hosted models are told now, and what of it each kind of reader's is told."""
    return _shown(service, viewer)


@router.post("/try", response_model=Trying)
def try_policy(given: Trial, viewer: SignedIn, service: ServiceOf, language: Spoken) -> Trying:
    """What would be told of a text, without keeping it."""
    now = _shown(service, viewer)
    clear, problem = visible(given.text), problem_of(given.text)
    return Trying(
        told=_told(given.text[: policies.TEXT_LIMIT]),
        changes=policies.changed_lines(now.text.strip(), given.text.strip()),
        problem=problem.in_(language) if problem else None,
        visible=clear if clear != given.text else None,
    )


@router.post("", status_code=201, response_model=PolicyShown)
def save_policy(given: Saved, write: Writing) -> JSONResponse:
    """Keep a new version; models are told it from their next turn on."""

    def work(session: Session) -> dict[str, Any]:
        policies.newest(session, write.viewer)
        check(given.text)
        kept = partial(policies.save, session, write.viewer, given.text, after=given.after)
        return {"version": kept(now=write.now(), trace=write.trace)}

    return write.once(given, work, partial(_written, write))


@router.post("/back", status_code=201, response_model=PolicyShown)
def go_back(given: GoneBack, write: Writing) -> JSONResponse:
    """Let an earlier version hold again, or the installation's own text."""

    def work(session: Session) -> dict[str, Any]:
        back = partial(policies.go_back, session, write.viewer, given.version, after=given.after)
        return {"version": back(now=write.now(), trace=write.trace)}

    return write.once(given, work, partial(_written, write))


@router.get("/versions")
def list_versions(
    viewer: SignedIn,
    service: ServiceOf,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Who saved what when, newest first."""
    with service.store.reader(viewer) as session:
        items, total = policies.listed(session, viewer, page=page, size=size)
    return {"items": items, "total": total, "page": page, "size": size}


@router.get("/versions/{version_number}", response_model=VersionRead)
def read_version(version_number: _Number, viewer: SignedIn, service: ServiceOf) -> VersionRead:
    """One version, and what it changed."""
    with service.store.reader(viewer) as session:
        text, before = policies.read(session, viewer, version_number)
    base = service.assistant.policy.base().strip()
    text, before = text or base, before or base
    return VersionRead(text=text, changes=policies.changed_lines(before, text))


def _written(write: Write, _: dict[str, Any]) -> PolicyShown:
    return _shown(write.service, write.viewer)


def _shown(service: Service, viewer: Viewer) -> PolicyShown:
    with service.store.reader(viewer) as session:
        version = policies.newest(session, viewer)
        saved = policies.saved(session)
    policy = service.assistant.policy
    text = saved or policy.base()
    base: Literal["file", "built_in"] = "file" if policy.has_file else "built_in"
    hosted = service.assistant.models.hosted
    return PolicyShown(
        text=text,
        version=version,
        source="saved" if saved else base,
        base=base,
        model=hosted.name if hosted else None,
        budget=TOLD_TOKENS,
        told=_told(text),
    )


def _told(text: str) -> list[ToldShown]:
    return [
        ToldShown(
            side=each.side,
            language=each.language,
            text=each.text,
            tokens=each.tokens,
            is_cut=each.cut_from is not None,
        )
        for each in told_to_all(text)
    ]
