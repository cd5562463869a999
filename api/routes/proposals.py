"""Cards: read, changed, approved, cancelled by the person they wait for."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain.proposals import ProposalShown

router = APIRouter(prefix="/api/proposals", tags=["proposals"])


class Decision(BaseModel):
    """`arguments` are the person's edits; `revision` is that of the card they saw."""

    arguments: dict[str, Any] | None = None
    revision: Annotated[int | None, Field(ge=1, le=1_000_000)] = None


class Edit(BaseModel):
    arguments: dict[str, Any]


@router.get("/{proposal_id}", response_model=ProposalShown)
def read(proposal_id: str, viewer: SignedIn, service: ServiceOf) -> ProposalShown:
    """A card as it stands now."""
    return service.assistant.decisions.read(viewer, proposal_id)


@router.patch("/{proposal_id}", response_model=ProposalShown)
def edit(
    proposal_id: str, change: Edit, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> ProposalShown:
    """Change what a waiting card would write; it goes on waiting, with a fresh preview."""
    return service.assistant.decisions.edit(
        viewer, proposal_id, change.arguments, language=language
    )


@router.post("/{proposal_id}/approve", response_model=ProposalShown)
def approve(
    proposal_id: str,
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    request: Request,
    decision: Decision | None = None,
) -> ProposalShown:
    """Carry a proposal out, with the person's edits if there are any; twice does it once.

    409 where what it would change has changed meanwhile: the card is then shown anew (read it).
    """
    given = decision or Decision()
    return service.assistant.decisions.approve(
        viewer,
        proposal_id,
        arguments=given.arguments,
        revision=given.revision,
        language=language,
        trace=getattr(request.state, "trace", None),
    )


@router.post("/{proposal_id}/cancel", response_model=ProposalShown)
def cancel(
    proposal_id: str, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> ProposalShown:
    return service.assistant.decisions.cancel(viewer, proposal_id, language=language)
