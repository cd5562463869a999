"""The folder of attachments: bytes under their SHA-256, written whole before anything names them.

A file is received beside the others, made durable, then moved to its place in one step; so a place
holds all of a file or nothing, and a row that was committed always finds its bytes.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from domain.errors import InvalidError
from domain.language import Text

_PIECE = 1 << 18
_COMING = "coming"  # files that are being received
_THUMBNAIL = ".thumb.jpg"


@dataclass(frozen=True)
class Received:
    """A file that came in and is durable, not yet in its place."""

    path: Path
    sha256: str
    size: int


class Folder:
    """The bytes of all attachments of one installation."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def receive(self, source: IO[bytes], *, largest: int) -> Received:
        """Take a stream in. Raises InvalidError when it is longer than `largest` bytes.

        The caller keeps or drops what was received.
        """
        coming = self.root / _COMING
        coming.mkdir(parents=True, exist_ok=True)
        path = coming / secrets.token_hex(16)
        digest, size = hashlib.sha256(), 0
        try:
            with path.open("xb") as file:
                while piece := source.read(_PIECE):
                    size += len(piece)
                    if size > largest:
                        raise _too_large(largest)
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Received(path, digest.hexdigest(), size)

    def keep(self, received: Received, *, thumbnail: bytes | None) -> None:
        """Put a received file in its place, with its thumbnail; the same bytes are kept once."""
        place = self.path_of(received.sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        if thumbnail is not None:
            self._write_beside(self.thumbnail_of(received.sha256), thumbnail)
        if place.exists():
            os.utime(place)  # it is wanted again, so a sweep leaves it
        received.path.replace(place)
        _sync_folder(place.parent)

    def drop(self, received: Received) -> None:
        received.path.unlink(missing_ok=True)

    def path_of(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def thumbnail_of(self, sha256: str) -> Path:
        return self.root / sha256[:2] / f"{sha256}{_THUMBNAIL}"

    def sweep(self, is_named: Callable[[str], bool], *, older_than: float) -> int:
        """Delete files that nothing names and that are older (POSIX seconds); answers how many.

        What came in lately stays: its row may be about to be written.
        """
        swept = 0
        for path in self._files():
            with suppress(FileNotFoundError):
                digest = path.name.removesuffix(_THUMBNAIL)
                is_coming = path.parent.name == _COMING
                if path.stat().st_mtime < older_than and (is_coming or not is_named(digest)):
                    path.unlink()
                    swept += 1
        return swept

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Those of these whose bytes are not here."""
        return [digest for digest in digests if not self.path_of(digest).is_file()]

    def _files(self) -> Iterable[Path]:
        if self.root.is_dir():
            yield from (path for path in self.root.glob("*/*") if path.is_file())

    def _write_beside(self, place: Path, content: bytes) -> None:
        written = self.root / _COMING / secrets.token_hex(16)
        with written.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.replace(place)


def _too_large(largest: int) -> InvalidError:
    megabytes = largest // 1_000_000
    return InvalidError(
        Text(f"文件太大：最大 {megabytes} MB。", f"The file is too large: {megabytes} MB at most.")
    )


def _sync_folder(folder: Path) -> None:
    """Make the folder's entries durable; without it a power cut may forget a new name."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
