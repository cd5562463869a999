"""The HTTP application over a composed service."""

import importlib
import os
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles

import api.routes
from api import errors
from api.app import Service
from api.middleware import Surroundings
from api.pace import leave_what_stands
from assistant import telemetry

log = structlog.get_logger()


def create_app(service: Service) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start_worker()
        _send_traces()
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
        yield
        telemetry.end()
        service.close()

    app = FastAPI(title="Bokeh", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.service = service
    errors.install(app)
    for router in _routers():
        app.include_router(router)
    files = StaticFiles(directory=Path(__file__).parent / "web" / "static")
    app.mount("/static", GZipMiddleware(files), name="static")
    app.add_middleware(
        CORSMiddleware,
        allow_origins=service.panel_hosts.hosts,
        allow_methods=["GET", "POST", "PATCH"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
    )
    app.add_middleware(Surroundings)
    return app


def _routers() -> list[APIRouter]:
    """The router of every module in `api.routes`; the pages come last, as they take any path."""
    names = sorted(info.name for info in pkgutil.iter_modules(api.routes.__path__))
    names.sort(key=lambda name: name == "pages")
    return [importlib.import_module(f"api.routes.{name}").router for name in names]


def _send_traces() -> None:
    """Send spans where the exporter's own environment variables point, if they point anywhere."""
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return
    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    except ImportError:
        log.warning("telemetry_not_installed", install="pip install 'bokeh-desk[telemetry]'")
        return
    telemetry.begin(OTLPSpanExporter())


def _warm_up() -> None:
    """Import what the first turn needs, so that the first person does not wait for it."""
    from assistant.graph import turn_graph
    from assistant.offline import prepare

    turn_graph()
    prepare()
    leave_what_stands()
