"""`bokeh-desk doctor`: whether configuration, store, index and model endpoint are in order."""

import asyncio
from datetime import UTC, datetime

import typer
from rich.console import Console

from api.cli.main import app
from api.settings import Settings


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
        if service.assistant.models.hosted is None:
            _say(True, "model: the built-in offline model")
        else:
            healthy = asyncio.run(_endpoint_answers(service))
            _say(healthy, f"model endpoint {settings.llm_base_url} ({settings.llm_model})")
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


async def _endpoint_answers(service: object) -> bool:
    from api.app import Service
    from assistant.model import Message, ModelUnavailableError, Request, Speaker
    from domain.language import Language

    assert isinstance(service, Service)  # noqa: S101 - kept untyped above to import late
    hosted = service.assistant.models.hosted
    assert hosted is not None  # noqa: S101 - asked only where one is configured
    request = Request([Message(Speaker.USER, "ping")], (), Language.EN, datetime.now(UTC))
    try:
        async for _ in hosted.complete(request):
            return True
    except ModelUnavailableError:
        return False
    return True


def _say(good: bool, sentence: str) -> None:
    Console().print("[green]ok[/green]" if good else "[red]no[/red]", sentence, highlight=False)
