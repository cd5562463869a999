"""What forms and lists choose from, over HTTP."""

from fastapi import APIRouter

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain.catalogue import Vocabulary, vocabulary

router = APIRouter(prefix="/api", tags=["vocabulary"])


@router.get("/vocabulary", response_model=Vocabulary)
def read_vocabulary(viewer: SignedIn, service: ServiceOf, language: Spoken) -> Vocabulary:
    with service.store.reader(viewer) as session:
        return vocabulary(session, viewer, language)
