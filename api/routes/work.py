"""The work of the person who is signed in."""

from fastapi import APIRouter

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain.work import WorkShown, my_work

router = APIRouter(prefix="/api/work", tags=["work"])


@router.get("")
def read_work(viewer: SignedIn, service: ServiceOf, language: Spoken) -> WorkShown:
    """What waits for the viewer: overdue tickets, decisions to make, own tickets."""
    with service.store.reader(viewer) as session:
        return my_work(session, viewer, clock=service.clock, language=language)
