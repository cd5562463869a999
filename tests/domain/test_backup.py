"""Backups: whole, checked before anything is changed, never put over a store in use."""

import gzip
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from domain.attachments import placing
from domain.attachments.folder import Folder
from domain.backup import make_backup, restore
from domain.database import Store
from domain.errors import ConflictError, InvalidError
from domain.importing import import_records
from domain.models import Attachment, Product
from tests.conftest import NOW, ZONE
from tests.domain.files import picture


@pytest.fixture
def house(tmp_path: Path, store: Store) -> tuple[Path, Folder, Path]:
    """A small store with a product and an attachment, its folder, and a backup of both."""
    folder = Folder(tmp_path / "attachments")
    import_records(store, [{"type": "product", "code": "p", "name": "P"}], now=NOW, zone=ZONE)
    sent = placing.take_in(folder, io.BytesIO(picture("PNG")), "a.png", largest=10**6)
    row = Attachment(id="a", name="a.png", media_type="image/png", size=sent.received.size,
                     sha256=sent.received.sha256, has_thumbnail=True, created_at=NOW)  # fmt: skip
    store.write(lambda session: session.add(row))
    archive = tmp_path / "b.tar.gz"
    kept = make_backup(store.path, folder, archive, now=NOW)
    assert (kept.tickets, kept.files, kept.missing) == (0, 2, 0)
    return store.path, folder, archive


def put_back(archive: Path, into: Path, **more):
    return restore(
        archive, into / "bokeh.db", Folder(into / "attachments"), replace=False, now=NOW, **more
    )


def test_an_empty_place_becomes_the_same_installation(house, tmp_path):
    _, folder, archive = house
    kept = put_back(archive, tmp_path / "new")
    assert (kept.made_at, kept.files) == (NOW, 2)
    other = Store(tmp_path / "new" / "bokeh.db")
    with other.unbound_reader() as session:
        assert session.get(Product, 1).code == "p"
        digest = session.get(Attachment, "a").sha256
    other.close()
    copied = Folder(tmp_path / "new" / "attachments")
    assert copied.path_of(digest).read_bytes() == folder.path_of(digest).read_bytes()
    assert copied.thumbnail_of(digest).is_file()
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "attachments", "bokeh.db",
    ]  # fmt: skip


def test_what_was_written_while_the_store_is_in_use_is_in_the_backup(house, store, tmp_path):
    _, folder, _ = house
    import_records(store, [{"type": "product", "code": "q", "name": "Q"}], now=NOW, zone=ZONE)
    make_backup(store.path, folder, tmp_path / "c.tar.gz", now=NOW)
    put_back(tmp_path / "c.tar.gz", tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / "bokeh.db")) as connection:
        assert connection.execute("SELECT count(*) FROM products").fetchone() == (2,)


def test_a_store_in_use_is_not_replaced_and_one_not_in_use_is_set_aside(house, store, tmp_path):
    path, folder, archive = house
    with store.unbound_reader() as session:
        session.get(Product, 1)
        with pytest.raises(ConflictError, match="in use"):
            restore(archive, path, folder, replace=True, now=NOW)
    store.close()
    with pytest.raises(ConflictError, match="--force"):
        restore(archive, path, folder, replace=False, now=NOW)
    restore(archive, path, folder, replace=True, now=NOW)
    assert (tmp_path / "bokeh.db.before-20260215-090000").is_file()


def test_a_missing_file_is_counted_and_the_rest_is_kept(house, tmp_path):
    path, folder, _ = house
    for file in folder.root.glob("*/*"):
        file.unlink()
    kept = make_backup(path, folder, tmp_path / "c.tar.gz", now=NOW)
    assert (kept.files, kept.missing) == (0, 1)


def test_a_backup_is_not_written_over_a_file_nor_made_of_nothing(house, tmp_path):
    path, folder, archive = house
    with pytest.raises(ConflictError, match="already"):
        make_backup(path, folder, archive, now=NOW)
    with pytest.raises(ConflictError, match="no store"):
        make_backup(tmp_path / "none.db", folder, tmp_path / "d.tar.gz", now=NOW)
    assert not (tmp_path / "d.tar.gz").exists()


def members_of(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as opened:
        return {each.name: opened.extractfile(each).read() for each in opened}


def packed(target: Path, members: dict[str, bytes], *extra: tarfile.TarInfo) -> Path:
    with tarfile.open(target, "w:gz") as made:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
        for info in extra:
            made.addfile(info)
    return target


def entry(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def changed_manifest(members, change) -> dict[str, bytes]:
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    return members | {"manifest.json": json.dumps(manifest).encode()}


def spoilt(archive: Path, folder: Path) -> dict[str, Path]:
    """Archives that are damaged or hostile, each in its own way."""
    whole = archive.read_bytes()
    members = members_of(archive)
    named = next(name for name in members if name.startswith("attachments/"))
    files: dict[str, bytes] = {
        "empty": b"",
        "text": b"this is no archive",
        "cut": whole[: len(whole) // 2],
        "turned": whole[:500] + bytes([whole[500] ^ 255]) + whole[501:],
        "gzip-of-nothing": gzip.compress(b""),
        "gzip-bomb": gzip.compress(bytes(3_000_000)),
        "zip": b"PK\x03\x04" + whole,
    }
    found = {}
    for name, content in files.items():
        found[name] = folder / f"{name}.tar.gz"
        found[name].write_bytes(content)

    def add(name, members, *extra):
        found[name] = packed(folder / f"{name}.tar.gz", members, *extra)

    rest = {name: content for name, content in members.items() if name != "manifest.json"}
    add("no-manifest", rest)
    add("manifest-last", rest | {"manifest.json": members["manifest.json"]})
    add("changed-store", members | {"bokeh.db": members["bokeh.db"][:-1] + b"x"})
    add("changed-file", members | {named: b"x" * len(members[named])})
    add("missing-file", {name: value for name, value in members.items() if name != named})
    add("unlisted", members | {"more": b"x"})
    add("path", members | {"../evil": b"x"})
    add("link", members, entry("bokeh.db", tarfile.SYMTYPE, "/etc/passwd"))
    add("hard-link", members, entry("x", tarfile.LNKTYPE, "bokeh.db"))
    add("device", members, entry("x", tarfile.CHRTYPE))
    add("folder", members, entry("attachments", tarfile.DIRTYPE))
    add("other-format", changed_manifest(members, lambda m: m.update(bokeh_backup=99)))
    add("no-files", changed_manifest(members, lambda m: m.pop("files")))
    add("list", members | {"manifest.json": b"[]"})
    add("broken-manifest", members | {"manifest.json": b"{"})
    evil = {"sha256": "0" * 64, "size": 1}
    for name in ("../../evil", "/etc/evil", "attachments/aa/../../evil", "index/evil"):
        add(
            f"lists-{name.replace('/', '_')}",
            changed_manifest(members, lambda m, name=name: m["files"].update({name: evil}))
            | {name: b"x"},
        )
    add("no-size", changed_manifest(members, lambda m: m["files"]["bokeh.db"].pop("size")))
    return found


def test_a_damaged_or_hostile_archive_changes_nothing(house, tmp_path):
    _, _, archive = house
    place = tmp_path / "spoilt"
    place.mkdir()
    archives = spoilt(archive, place)
    assert len(archives) >= 25
    for name, each in archives.items():
        into = tmp_path / "into"
        with pytest.raises(InvalidError, match="damaged"):
            put_back(each, into)
        assert list(into.iterdir()) == [], name
    with pytest.raises(InvalidError, match="no file"):
        put_back(tmp_path / "none.tar.gz", tmp_path / "into")


def test_an_archive_of_a_newer_version_is_refused(house, tmp_path):
    path, folder, _ = house
    shutil.copy(path, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    make_backup(tmp_path / "newer.db", folder, tmp_path / "newer.tar.gz", now=NOW)
    with pytest.raises(ConflictError, match="newer version"):
        put_back(tmp_path / "newer.tar.gz", tmp_path / "into")
    assert list((tmp_path / "into").iterdir()) == []
