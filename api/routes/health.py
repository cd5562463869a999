"""Whether the house stands: for load balancers and metrics, without a word about tenants."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from api.signed_in import ServiceOf

router = APIRouter(tags=["health"])


@router.get("/livez")
async def livez() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
def readyz(service: ServiceOf) -> JSONResponse:
    """Ready when the store takes a write; a model or vectors that are down only degrade."""
    waiting, vectors = service.library.lag()
    service.store.write(lambda session: session.connection())
    state: dict[str, Any] = {"status": "ok", "index_waiting": waiting, "vectors_waiting": vectors}
    return JSONResponse(state)


@router.get("/metrics")
async def metrics() -> Response:
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)
