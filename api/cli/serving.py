"""`bokeh-desk serve`: the service and its pages."""

import json
import os
import socket
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli.main import app, fail, say
from api.logs import set_up_logs
from api.settings import Settings

RUNNING = "serving.json"  # in the data directory: where this installation is being served


@app.command()
def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill an empty installation with the demo world.")
    ] = False,
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.")] = None,
) -> None:
    """Serve the pages and the API."""
    from api.app import build

    settings = Settings()
    address, at_port = host or settings.host, port or settings.port
    _refuse_taken_port(address, at_port)
    set_up_logs()
    if demo:
        _fill_with_demo(settings)
    service = build(settings)
    url = f"http://{'127.0.0.1' if address in ('0.0.0.0', '::') else address}:{at_port}"  # noqa: S104
    _announce(settings.data_dir, url)
    try:
        _run(service, address, at_port, url)
    finally:
        (settings.data_dir / RUNNING).unlink(missing_ok=True)


def _run(service: object, host: str, port: int, url: str) -> None:
    import uvicorn

    from api.app import Service
    from api.web_app import create_app

    assert isinstance(service, Service)  # noqa: S101 - kept untyped above to import late
    config = uvicorn.Config(
        create_app(service),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    say(f"Bokeh is ready at {url}  (Ctrl-C stops it)")

    live = service.live

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            live.close()  # an open stream would hold the server up
            super().handle_exit(sig, frame)

    Server(config).run()


def _fill_with_demo(settings: Settings) -> None:
    from api.app import make_demo

    with Progress(
        TextColumn("[bold]demo world"), BarColumn(), MofNCompleteColumn(), transient=True
    ) as bar:
        task = bar.add_task("records", total=None)
        report = make_demo(
            settings, lambda done, total: bar.update(task, completed=done, total=total)
        )
    if report and report.refusals:
        fail(f"The demo world was not taken: {report.refusals[0].reason.en}")


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as taken:
            fail(f"Cannot serve on {host}:{port}: {taken.strerror}. Choose another with --port.")


def is_served(settings: Settings) -> bool:
    """Whether a process is serving this installation now."""
    try:
        said = json.loads((settings.data_dir / RUNNING).read_text(encoding="utf-8"))
        os.kill(int(said["pid"]), 0)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _announce(data_dir: Path, url: str) -> None:
    (data_dir / RUNNING).write_text(json.dumps({"url": url, "pid": os.getpid()}), encoding="utf-8")
