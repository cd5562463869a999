"""The index folder: which keyword file is the current one, and how the next takes its place.

`current` names the keyword file in use. A rebuild fills another file beside it and then changes
that one line, so readers in every process see either the old index or the new one whole.
"""

import contextlib
import fcntl
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import apsw

from retrieval.keyword import KeywordFile
from retrieval.segment import Segmenter

_NAME = re.compile(r"keywords-[0-9a-f]{8}\.db")


class IndexFolder:
    """Opens and exchanges keyword files."""

    def __init__(self, directory: Path, segmenter: Segmenter, shared: frozenset[str]) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self._segmenter = segmenter
        self._shared = shared
        self._pointer = directory / "current"
        self._seen: tuple[int, int] = (0, 0)
        self._file = self._open()

    @property
    def file(self) -> KeywordFile:
        """The current keyword file; another one after a rebuild by this or any process."""
        if self._stamp() != self._seen:
            self._file = self._open()
        return self._file

    def _stamp(self) -> tuple[int, int]:
        try:
            found = self._pointer.stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)

    def _open(self) -> KeywordFile:
        with self._alone():
            self._seen = self._stamp()
            name = self._named(self._pointer)
            if name and (self.directory / name).is_file():
                with contextlib.suppress(apsw.Error, ValueError):
                    return self._opened(name)
            fresh = self.begin()
            self._point_to(fresh)
            return fresh

    @staticmethod
    def _named(pointer: Path) -> str:
        """The keyword file a pointer names; "" when it is missing or names none."""
        try:
            name = pointer.read_bytes()[:100].decode().strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return name if _NAME.fullmatch(name) else ""

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.directory / "folder.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _opened(self, name: str) -> KeywordFile:
        return KeywordFile(self.directory / name, self._segmenter, self._shared)

    @property
    def has_next(self) -> bool:
        """Whether a file is being filled that will take the current one's place."""
        return bool(self._named(self.directory / "next"))

    def begin(self, *, resume: bool = False) -> KeywordFile:
        """A keyword file that is not in use yet; with `resume` one that was begun before."""
        waiting = self.directory / "next"
        begun = self._named(waiting)
        if resume and begun:
            with contextlib.suppress(apsw.Error, ValueError):
                return self._opened(begun)
        name = f"keywords-{secrets.token_hex(4)}.db"
        file = self._opened(name)
        if resume:
            waiting.write_text(name)
        return file

    def switch_to(self, file: KeywordFile) -> None:
        """Make a filled file the current one; older ones are deleted."""
        with self._alone():
            self._point_to(file)
            (self.directory / "next").unlink(missing_ok=True)

    def _point_to(self, file: KeywordFile) -> None:
        written = self.directory / "current.new"
        written.write_text(file.path.name)
        written.replace(self._pointer)
        self._file, self._seen = file, self._stamp()
        kept = file.path.name
        begun = self._named(self.directory / "next")
        for each in self.directory.glob("keywords-*.db*"):
            if not each.name.startswith(kept) and not (begun and each.name.startswith(begun)):
                each.unlink(missing_ok=True)

    def close(self) -> None:
        self._file.close()
