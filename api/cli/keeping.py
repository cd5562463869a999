"""`bokeh-desk reindex` and `migrate`: keeping an installation in order."""

from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli.main import app, say
from api.settings import Settings


@app.command()
def migrate() -> None:
    """Bring the ticket store to the newest shape."""
    from domain.schema import migrate as bring_up_to_date

    settings = Settings()
    changed = bring_up_to_date(settings.database_path)
    say("The store was brought up to date." if changed else "The store is up to date.")


@app.command()
def reindex(
    verify: Annotated[
        bool, typer.Option("--verify", help="Only compare the index with the store.")
    ] = False,
) -> None:
    """Build the search index from nothing."""
    from api.app import build

    service = build(Settings())
    try:
        if verify:
            differences = service.library.verify()
            for each in differences:
                say(each)
            say(f"{len(differences)} differences between index and store.")
            raise typer.Exit(1 if differences else 0)
        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True
        ) as bar:
            task = bar.add_task("keyword index", total=service.library.upkeep.how_many())
            service.library.reindex(lambda more: bar.advance(task, more))
            vectors = bar.add_task("vectors", total=service.library.lag()[1])
            service.make_vectors(lambda more: bar.advance(vectors, more))
        say("The search index was built anew.")
    finally:
        service.close()
