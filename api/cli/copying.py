"""`bokeh-desk export`, `backup` and `restore`: what leaves an installation and comes back."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from api.cli.main import app, fail, say
from api.cli.serving import is_served
from api.settings import Settings


@app.command("export")
def export_records(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write; without it to the terminal.")
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", help="jsonl: all import records; csv or xlsx: the tickets."),
    ] = "jsonl",
    user: Annotated[
        str, typer.Option("--as", help="Whose view of the tickets csv and xlsx hold.")
    ] = "market",
) -> None:
    """Write the store as import records, or the tickets as a table.

    Passwords, history and files are not among the records; a backup holds them.
    """
    if form not in ("jsonl", "csv", "xlsx"):
        fail(f"There is no format {form}; it is jsonl, csv or xlsx.")
    if form == "xlsx" and file is None:
        fail("An xlsx file needs a name to be written to.")
    settings = _installed()
    if form == "jsonl":
        _export_world(settings, file)
    else:
        _export_table(settings, file, form, user)


@app.command()
def backup(
    archive: Annotated[
        Path | None, typer.Argument(help="The archive to make; default: named by the time.")
    ] = None,
) -> None:
    """Write store and attachments into one archive; the service may go on."""
    from domain.attachments.folder import Folder
    from domain.backup import make_backup

    settings = _installed()
    now = datetime.now(UTC)
    target = archive or Path(f"bokeh-{now:%Y%m%d-%H%M%S}.tar.gz")
    if not target.parent.is_dir():
        fail(f"There is no folder {target.parent}.")
    folder = Folder(settings.data_dir / "attachments")
    try:
        kept = make_backup(settings.database_path, folder, target, now=now)
    except OSError as wrong:
        fail(f"{target} cannot be written: {wrong.strerror}.")
        return
    say(f"{target}: {kept.tickets} tickets, {kept.files} files.")
    if kept.missing:
        fail(f"{kept.missing} attachments are named in the store, but their files are gone.")


@app.command()
def restore(
    archive: Annotated[Path, typer.Argument(help="An archive that `backup` made.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a store that is there; it is set aside.")
    ] = False,
) -> None:
    """Check an archive and put its store and attachments in place; the index is built anew."""
    import shutil

    from api.app import build
    from domain.attachments.folder import Folder
    from domain.backup import restore as put_back

    settings = Settings()
    if is_served(settings):
        fail("This installation is being served; stop it before restoring.")
    folder = Folder(settings.data_dir / "attachments")
    try:
        kept = put_back(
            archive, settings.database_path, folder, replace=force, now=datetime.now(UTC)
        )
    except OSError as wrong:
        fail(f"{archive} cannot be restored: {wrong.strerror}.")
        return
    shutil.rmtree(settings.data_dir / "index", ignore_errors=True)
    service = build(settings)
    try:
        service.library.reindex()
    finally:
        service.close()
    say(f"Restored {kept.tickets} tickets and {kept.files} files of {kept.made_at:%Y-%m-%d %H:%M}.")


def _installed() -> Settings:
    settings = Settings()
    if not settings.database_path.is_file():
        fail(f"There is no store at {settings.database_path}.")
    return settings


def _export_world(settings: Settings, file: Path | None) -> None:
    from domain.database import Store
    from domain.exporting.world import json_line, left_out, records
    from domain.schema import migrate

    migrate(settings.database_path)
    store = Store(settings.database_path)
    try:
        with store.unbound_reader() as session, _opened(file) as out:
            for record in records(session):
                out.write(json_line(record) + "\n")
            documents = left_out(session)
    except OSError as wrong:
        fail(f"{file} cannot be written: {wrong.strerror}.")
        return
    finally:
        store.close()
    if documents:
        typer.secho(
            f"{documents} imported documents are not records; import their files again there.",
            err=True,
        )


def _export_table(settings: Settings, file: Path | None, form: str, username: str) -> None:
    from api.app import build
    from domain.exporting.tickets import columns, viewed_rows
    from domain.identity import viewer_named
    from domain.language import language_of
    from domain.spreadsheets import csv_stream, write_workbook
    from domain.tickets.finding import Filter

    service = build(settings)
    try:
        with service.store.unbound_reader() as session:
            viewer = viewer_named(session, username, stage=service.stage)
        if viewer is None:
            fail(f"There is no user {username} who may sign in.")
            return
        language = language_of(viewer.language)
        headings = columns(viewer, language)
        rows = viewed_rows(service.store, viewer, Filter(), clock=service.clock, language=language)
        if form == "xlsx" and file is not None:
            with file.open("wb") as out:
                write_workbook(out, [("Tickets", headings, rows)])
            return
        with _opened(file) as text:
            text.writelines(csv_stream(headings, rows))
    except OSError as wrong:
        fail(f"{file} cannot be written: {wrong.strerror}.")
    finally:
        service.close()


def _opened(file: Path | None) -> TextIO:
    if file is not None:
        return file.open("w", encoding="utf-8", newline="")
    # Written to a copy of the terminal's stream, so that closing it leaves the terminal open.
    return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)
