"""Taking documents into the knowledge base: files read, kept as articles, gone ones retired."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from domain.database import Store
from domain.importing.taking import Outcome
from domain.knowledge import ImportedDocument, retire_missing, take_document
from domain.language import Text
from retrieval.documents import UnreadableDocument, find_documents, read_document


@dataclass(frozen=True)
class RefusedFile:
    path: Path
    reason: Text


@dataclass
class DocumentReport:
    """What became of each file; `retired` are the numbers of documents whose files are gone."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    refusals: list[RefusedFile] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


def import_documents(
    store: Store,
    paths: Iterable[Path],
    *,
    visibility: str,
    now: datetime,
    progress: Callable[[int, int, str], None] | None = None,
) -> DocumentReport:
    """Read files and folders into the knowledge base; the same again changes nothing.

    `progress(done, total, name)` is told before each file. A file that cannot be read is refused
    with the reason and what was known of it stays.
    """
    report = DocumentReport()
    files = [(root, path) for root in paths for path in find_documents([root])]
    for done, (root, path) in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        try:
            document = _read(root, path)
        except UnreadableDocument as unreadable:
            report.refusals.append(RefusedFile(path, unreadable.reason))
            continue
        outcome = store.write(
            partial(take_document, document=document, visibility=visibility, now=now)
        )
        report.counts[outcome] += 1
    for root in {root for root, _ in files if root.is_dir()}:
        present = [_origin(root, path) for other, path in files if other == root]
        report.retired += store.write(
            partial(retire_missing, folder=root.resolve().name, present=present, now=now)
        )
    return report


def _read(root: Path, path: Path) -> ImportedDocument:
    document = read_document(path)
    return ImportedDocument(
        origin=_origin(root, path),
        file_name=document.file_name,
        title=document.title,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        language=document.language,
        sections=[(section.label, section.text) for section in document.sections],
    )


def _origin(root: Path, path: Path) -> str:
    """A file's place below what was imported, its folder's name first."""
    if root.is_dir():
        return f"{root.resolve().name}/{path.resolve().relative_to(root.resolve()).as_posix()}"
    return path.resolve().name
