"""Backups: the ticket store and all attachments in one archive, and back from it.

The archive is a compressed tar: `manifest.json` first, then `bokeh.db`, then the files, each with
its SHA-256 in the manifest. The search index is not in it; it is built anew.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.attachments.folder import Folder
from domain.errors import ConflictError, InvalidError
from domain.language import Text
from domain.schema import migrate

_FORMAT = 1
_DATABASE = "bokeh.db"
_MANIFEST = "manifest.json"
_FILE = re.compile(r"attachments/([0-9a-f]{2})/(\1[0-9a-f]{62})(\.thumb\.jpg)?")
_MANIFEST_LIMIT = 200_000_000
_PIECE = 1 << 18


@dataclass(frozen=True)
class Kept:
    """What a backup holds; `missing` are files that a row names and that were not there."""

    made_at: datetime
    tickets: int
    files: int
    missing: int


def make_backup(database: Path, folder: Folder, target: Path, *, now: datetime) -> Kept:
    """Write everything into a new archive at `target`, while the store may be in use.

    Raises ConflictError when `target` is there already or there is no store.
    """
    if not database.is_file():
        raise ConflictError(
            Text(f"{database} 不存在，没有可备份的数据。", f"There is no store at {database}.")
        )
    if target.exists():
        raise ConflictError(
            Text(f"{target} 已存在，请换一个文件名。", f"{target} is there already; name another.")
        )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as work:
        copy = Path(work) / _DATABASE
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as made:
            source.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
        digests, tickets = _named(copy)
        missing = folder.missing(digests)
        files = _files(folder, digests - set(missing))
        manifest = _manifest(copy, files, now, tickets, len(missing))
        written = Path(work) / "archive"
        _write_archive(written, copy, files, manifest)
        written.replace(target)
    return Kept(now, tickets, len(files), len(missing))


def restore(archive: Path, database: Path, folder: Folder, *, replace: bool, now: datetime) -> Kept:
    """Put the store and files of an archive in place, after all of it was checked.

    What was there is kept beside as `bokeh.db.before-…`. Raises InvalidError when the archive is
    damaged or not one of ours, ConflictError when there is a store and `replace` was not given.
    """
    if database.exists() and not replace:
        raise ConflictError(
            Text(
                f"{database} 已有数据；确定要替换时请加 --force。",
                f"There is a store at {database} already; use --force to replace it.",
            )
        )
    database.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=".restore-") as work:
        unpacked = Path(work)
        manifest = _unpack(archive, unpacked)
        copy = unpacked / _DATABASE
        _refuse_damaged(copy)
        migrate(copy)
        _settle(copy)
        _refuse_in_use(database)
        _put_files(unpacked, folder)
        _set_aside(database, now)
        copy.replace(database)
    return Kept(
        datetime.fromisoformat(manifest["made_at"]),
        int(manifest["tickets"]),
        len(manifest["files"]) - 1,
        int(manifest["missing"]),
    )


def _named(database: Path) -> tuple[set[str], int]:
    with closing(sqlite3.connect(database)) as connection:
        has = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('attachments', 'tickets')"
        ).fetchone()[0]
        if has < 2:
            return set(), 0
        rows = connection.execute("SELECT DISTINCT sha256 FROM attachments")
        tickets = connection.execute("SELECT count(*) FROM tickets").fetchone()[0]
        return {row[0] for row in rows}, int(tickets)


def _files(folder: Folder, digests: set[str]) -> dict[str, Path]:
    """Archive names and places of the files and their thumbnails."""
    found: dict[str, Path] = {}
    for digest in sorted(digests):
        for path in (folder.path_of(digest), folder.thumbnail_of(digest)):
            if path.is_file():
                found[f"attachments/{digest[:2]}/{path.name}"] = path
    return found


def _manifest(
    copy: Path, files: dict[str, Path], now: datetime, tickets: int, missing: int
) -> dict[str, Any]:
    entries = {_DATABASE: _entry(copy)} | {name: _entry(path) for name, path in files.items()}
    return {
        "bokeh_backup": _FORMAT,
        "made_at": now.isoformat(),
        "tickets": tickets,
        "missing": missing,
        "files": entries,
    }


def _entry(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            "size": path.stat().st_size,
        }


def _write_archive(
    target: Path, copy: Path, files: dict[str, Path], manifest: dict[str, Any]
) -> None:
    listed = target.with_name(_MANIFEST)
    listed.write_text(json.dumps(manifest), encoding="utf-8")
    with target.open("wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as archive:
            for name, path in ((_MANIFEST, listed), (_DATABASE, copy), *files.items()):
                archive.add(path, arcname=name, recursive=False)
        raw.flush()
        os.fsync(raw.fileno())


def _unpack(archive: Path, into: Path) -> dict[str, Any]:
    """Extract what the manifest lists, each checked against its digest; answers the manifest."""
    try:
        with tarfile.open(archive, mode="r:gz") as opened:
            members = iter(opened)
            first = next(members, None)
            manifest = _read_manifest(opened, first)
            wanted = dict(manifest["files"])
            for member in members:
                entry = wanted.pop(member.name, None)
                if entry is None or not member.isreg():
                    raise _damaged()
                _extract(opened, member, entry, into)
            if wanted:
                raise _damaged()
            return manifest
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as wrong:
        if isinstance(wrong, FileNotFoundError) and not archive.exists():
            raise InvalidError(
                Text(f"没有文件 {archive}。", f"There is no file {archive}.")
            ) from None
        raise _damaged() from None


def _read_manifest(opened: tarfile.TarFile, first: tarfile.TarInfo | None) -> dict[str, Any]:
    if first is None or first.name != _MANIFEST or first.size > _MANIFEST_LIMIT:
        raise _damaged()
    file = opened.extractfile(first)
    manifest = json.load(file) if file else None
    if not isinstance(manifest, dict) or manifest.get("bokeh_backup") != _FORMAT:
        raise _damaged()
    names = set(manifest["files"])
    if _DATABASE not in names or not all(
        name == _DATABASE or _FILE.fullmatch(name) for name in names
    ):
        raise _damaged()
    return manifest


def _extract(
    opened: tarfile.TarFile, member: tarfile.TarInfo, entry: dict[str, Any], into: Path
) -> None:
    """Write one member under its listed name, which is one of the two shapes we make."""
    source = opened.extractfile(member)
    if source is None or member.size != entry["size"]:
        raise _damaged()
    place = into / member.name
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with place.open("xb") as file:
        while piece := source.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    named = _FILE.fullmatch(member.name)
    is_original = named is not None and named[3] is None
    if digest.hexdigest() != entry["sha256"] or (
        is_original and named is not None and digest.hexdigest() != named[2]
    ):
        raise _damaged()


def _refuse_damaged(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            good = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        good = False
    if not good:
        raise _damaged()


def _settle(copy: Path) -> None:
    """Fold the write-ahead log in, so that the file stands alone and can be moved."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def _refuse_in_use(database: Path) -> None:
    """Refuse while anybody has the store open that is about to be replaced.

    Only a connection that is alone may leave the write-ahead log, so trying to tells.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=1)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "wal"
    except sqlite3.DatabaseError:
        return  # what is there is damaged: a reason to restore, not to refuse
    if mode != "delete":
        raise ConflictError(
            Text(
                "数据库正在使用，请先停止服务再恢复。",
                "The store is in use; stop the service before restoring.",
            )
        )


def _put_files(unpacked: Path, folder: Folder) -> None:
    """Files go to the same place whatever store names them, so what is there may stay."""
    for path in (unpacked / "attachments").glob("*/*"):
        place = folder.root / path.parent.name / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)


def _set_aside(database: Path, now: datetime) -> None:
    if not database.exists():
        return
    aside = database.with_name(f"{database.name}.before-{now:%Y%m%d-%H%M%S}")
    shutil.move(database, aside)
    for ending in ("-wal", "-shm"):
        log = database.with_name(database.name + ending)
        if log.exists():
            log.replace(aside.with_name(aside.name + ending))


def _damaged() -> InvalidError:
    return InvalidError(
        Text(
            "备份文件已损坏，或不是本系统的备份；没有改动任何数据。",
            "The archive is damaged or not a backup of this program; nothing was changed.",
        )
    )
