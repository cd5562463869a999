"""`bokeh-desk doctor`: whether configuration, store, index and model endpoint are in order."""

import asyncio
from datetime import UTC, datetime

import typer

from api.cli.main import app, say
from api.settings import Settings

_ENOUGH_GB = 1.0


@app.command()
def doctor() -> None:
    """Check configuration, store, index freshness and the model endpoint."""
    from api.app import Service, build

    settings = Settings()
    service: Service = build(settings)
    healthy = True
    try:
        _say(True, f"store {settings.database_path}")
        waiting, vectors = service.library.lag()
        _say(waiting == 0, f"keyword index: {waiting} changes wait")
        _say(True, f"vectors: {vectors} passages wait")
        _say_of_channels(service)
        healthy = _say_of_files(service)
        if service.assistant.models.hosted is None:
            _say(True, "model: the built-in offline model")
        else:
            fault = asyncio.run(_endpoint_fault(service))
            healthy = healthy and fault is None
            why = f": {fault}" if fault else ""
            _say(fault is None, f"model {settings.llm_model} at {settings.llm_base_url}{why}")
    finally:
        service.close()
    raise typer.Exit(0 if healthy else 1)


def _say_of_channels(service: object) -> None:
    """Which channels are on, and what could not be told or sent."""
    from api.app import Service
    from domain.worker import stuck_counts

    assert isinstance(service, Service)  # noqa: S101 - kept untyped above to import late
    names = ", ".join(channel.name for channel in service.worker.channels) or "none: inbox only"
    _say(True, f"channels: {names}")
    for what, count in stuck_counts(service.store).items():
        _say(count == 0, f"{what}: {count} failed")


def _say_of_files(service: object) -> bool:
    """Whether every attachment's file is there, and room on the disk for more."""
    import shutil

    from api.app import Service
    from api.sweeping import Sweep

    assert isinstance(service, Service)  # noqa: S101 - kept untyped above to import late
    named, missing = Sweep(service.store, service.attachments).missing()
    _say(not missing, f"attachments: {named} files, {missing} missing")
    free = shutil.disk_usage(service.settings.data_dir).free / 1e9
    _say(free >= _ENOUGH_GB, f"disk: {free:.1f} GB free")
    return not missing and free >= _ENOUGH_GB


async def _endpoint_fault(service: object) -> str | None:
    """What keeps the endpoint from a whole answer, in a word or two; None when nothing does."""
    from api.app import Service
    from assistant.model import Message, ModelUnavailableError, Request, Speaker
    from domain.language import Language

    assert isinstance(service, Service)  # noqa: S101 - kept untyped above to import late
    hosted = service.assistant.models.hosted
    assert hosted is not None  # noqa: S101 - asked only where one is configured
    request = Request([Message(Speaker.USER, "ping")], (), Language.EN, datetime.now(UTC))
    try:
        async for _ in hosted.complete(request):
            pass
    except ModelUnavailableError as failure:
        return str(failure)
    return None


def _say(good: bool, sentence: str) -> None:
    mark = typer.style(*(("ok", typer.colors.GREEN) if good else ("no", typer.colors.RED)))
    say(f"{mark} {sentence}")
