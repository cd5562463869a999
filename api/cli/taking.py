"""`bokeh-desk import`: records and documents taken in, with a report of what was refused."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli.main import app, fail, say
from api.cli.serving import is_served
from api.settings import Settings

Visibility = Literal["Public", "Dealer", "Internal"]


@app.command("import")
def import_paths(
    paths: Annotated[list[Path], typer.Argument(help="JSONL records, documents, or folders.")],
    visibility: Annotated[
        str, typer.Option(help="Who may read the documents: Public, Dealer or Internal.")
    ] = "Internal",
) -> None:
    """Take in JSONL records, or documents for the knowledge base."""
    from api.app import build
    from domain.importing import taking_turns

    known = {"public": "Public", "dealer": "Dealer", "internal": "Internal"}
    if visibility.lower() not in known:
        fail(f"There is no visibility {visibility}; it is Public, Dealer or Internal.")
    for path in paths:
        if not path.exists():
            fail(f"There is no file or folder {path}.")
    records = [path for path in paths if path.suffix.lower() in (".jsonl", ".ndjson")]
    documents = [path for path in paths if path not in records]
    settings = Settings()
    with (
        taking_turns(settings.database_path, on_wait=_say_waiting),
        closing(build(settings)) as service,
        _bar() as bar,
    ):
        refused = sum(_take_records(service, bar, path) for path in records)
        if documents:
            refused += _take_documents(service, bar, documents, known[visibility.lower()])
        _index(service, bar)
    raise typer.Exit(1 if refused else 0)


def _say_waiting() -> None:
    say("Another process is taking records in (an import, or the demo world); waiting for its end.")


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True
    )


def _take_records(service: Any, bar: Progress, path: Path) -> int:
    from domain.importing import import_lines

    task = bar.add_task(path.name, total=None)
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            report = import_lines(
                service.store,
                lines,
                now=service.clock.now(),
                zone=service.clock.zone,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
                gives_way=is_served(service.settings),
            )
    except OSError as unreadable:
        fail(f"{path} cannot be read: {unreadable.strerror}.")
        return 1
    _report(path.name, report.counts)
    for refusal in report.refusals:
        _refused(f"{path.name}:{refusal.line}", refusal.reason.en)
    return len(report.refusals)


def _take_documents(service: Any, bar: Progress, paths: list[Path], visibility: str) -> int:
    task = bar.add_task("documents", total=None)

    def show(done: int, total: int, name: str) -> None:
        bar.update(task, completed=done, total=total, description=name[:40])

    report = service.import_documents(
        paths, visibility=visibility, now=service.clock.now(), progress=show
    )
    bar.update(task, visible=False)
    _report("documents", report.counts)
    for refusal in report.refusals:
        _refused(str(refusal.path), refusal.reason.en)
    if report.retired:
        say(f"retired, as their files are gone: {', '.join(report.retired)}")
    return len(report.refusals)


def _index(service: Any, bar: Progress) -> None:
    """Make what was taken findable; a running service makes the vectors itself."""
    task = bar.add_task("keyword index", total=None)
    service.library.catch_up(progress=lambda more: bar.advance(task, more))
    if is_served(service.settings):
        say("The running service adds the vectors in the background.")
        return
    vectors = bar.add_task("vectors", total=service.library.lag()[1])
    service.make_vectors(lambda more: bar.advance(vectors, more))


def _report(what: str, counts: Any) -> None:
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    say(f"{what}: {told}")


def _refused(where: str, why: str) -> None:
    say(f"refused {where}: {why}", colour=typer.colors.RED, error=True)
