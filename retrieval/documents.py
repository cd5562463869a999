"""Documents: files read into titled sections, or refused with the reason.

What a file is, is decided by its content; its name only settles what content leaves open. PDF,
DOCX, XLSX and long pages are parsed in a process with limits of its own, so a hostile file harms
nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.language import Text
from retrieval.segment import share_of_han, visible_text
from retrieval.text_documents import (
    READERS,
    Section,
    looks_like_html,
    looks_like_markdown,
)

SUFFIXES = frozenset(
    {".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".xlsx", ".xlsm", ".txt", ".text"}
)
MOST_BYTES = 50_000_000
MOST_TEXT_BYTES = 10_000_000
_WORKER_S = 60.0
_MOST_ANSWER = 40_000_000
_READ_HERE = 20_000  # characters of a page; a hostile one takes time that grows with its square


_NO_TITLES = frozenset(
    ("content", "contents", "untitled", "readme", "index", "introduction", "overview", "no title")
) | {"table of contents", "document1", "目录", "无标题", "简介", "介绍", "概述"}


class UnreadableDocument(Exception):  # noqa: N818 (says what is the matter)
    """The file cannot be taken in; `reason` says why and what would help."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True)
class Document:
    """A file's texts in reading order. `language` is "zh" or "en", by what most of it is."""

    title: str
    file_name: str
    sections: tuple[Section, ...]
    language: str


REASONS = {
    "empty": Text("文件里没有内容。", "The file is empty."),
    "missing": Text("找不到这个文件。", "There is no such file."),
    "not_a_file": Text("这不是普通文件。", "This is not a regular file."),
    "too_large": Text(
        "文件太大：文档最大 50 MB，纯文本最大 10 MB。请拆分后再导入。",
        "The file is too large: documents up to 50 MB, plain text up to 10 MB. Please split it.",
    ),
    "unknown": Text(
        "无法识别的文件类型。可以导入 Markdown、HTML、PDF、DOCX、XLSX 和文本文件。",
        "This is no document I can read. Markdown, HTML, PDF, DOCX, XLSX and text can be imported.",
    ),
    "old_office": Text(
        "旧版 Office 文件或受密码保护的文件。请另存为不加密的 DOCX 或 XLSX。",
        "An old Office file or one with a password. Save it as DOCX or XLSX without a password.",
    ),
    "encrypted": Text(
        "文件有密码保护。请去掉密码后再导入。",
        "The file is protected by a password. Remove the password and import it again.",
    ),
    "scanned": Text(
        "文件里没有文字，可能是扫描件。请先做文字识别（OCR）。",
        "There is no text in the file; it is probably a scan. Run text recognition (OCR) first.",
    ),
    "broken": Text(
        "文件已损坏，无法读取。请重新导出后再试。",
        "The file is damaged and cannot be read. Export it again and retry.",
    ),
    "bomb": Text(
        "文件解压后大得不合理，已拒绝。",
        "The file unpacks to an unreasonable size and was refused.",
    ),
    "too_hard": Text(
        "文件太复杂，超出了处理时间或内存限制。请拆分后再导入。",
        "The file is too complex: it went past the limit of time or memory. Please split it.",
    ),
}


def read_document(path: Path, *, root: Path | None = None) -> Document:
    """Read one file. With `root`, `file_name` is the path below it, else the bare name.

    Raises `UnreadableDocument`.
    """
    name = path.relative_to(root).as_posix() if root else path.name
    kind = _kind_of(path)
    if kind in ("pdf", "docx", "xlsx"):
        title, sections = _read_apart(kind, path=path)
    else:
        title, sections = _read_text(path)
    kept = tuple(
        Section(visible_text(each.label).strip(), visible_text(each.text).strip())
        for each in sections
        if visible_text(each.text).strip()
    )
    if not kept:
        raise _refused("scanned" if kind == "pdf" else "empty")
    sample = "".join(each.text[:2_000] for each in kept[:50])
    language = "zh" if share_of_han(sample) > 0.2 else "en"
    return Document(_title(title, name), visible_text(name), kept, language)


def find_documents(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and in folders those with a known ending, in a stable order.

    Hidden files and links that lead out of their folder are skipped.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        home = path.resolve()
        for folder, below, files in os.walk(path):
            below[:] = sorted(each for each in below if not each.startswith("."))
            for name in sorted(files):
                found = Path(folder) / name
                if name.startswith(".") or found.suffix.lower() not in SUFFIXES:
                    continue
                if found.resolve().is_relative_to(home) and found.is_file():
                    yield found


def _refused(reason: str) -> UnreadableDocument:
    return UnreadableDocument(REASONS[reason])


def _title(found: str, name: str) -> str:
    title = " ".join(visible_text(found).split())
    if title and title.lower().strip(" .:!") not in _NO_TITLES:
        return title[:300]
    stem = Path(name).with_suffix("").as_posix()
    return " ".join(visible_text(stem).replace("/", " ").replace("_", " ").split())


def _kind_of(path: Path) -> str:
    try:
        if not path.exists():
            raise _refused("missing")
        if not path.is_file():
            raise _refused("not_a_file")
        size = path.stat().st_size
        with path.open("rb") as handle:
            head = handle.read(4_096)
    except OSError as problem:
        raise _refused("missing") from problem
    if not size:
        raise _refused("empty")
    if size > MOST_BYTES:
        raise _refused("too_large")
    return _kind_by_content(head, size, path)


def _kind_by_content(head: bytes, size: int, path: Path) -> str:
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refused("old_office")
    if path.suffix.lower() in (".pdf", ".docx", ".xlsx", ".xlsm"):
        raise _refused("broken")
    if size > MOST_TEXT_BYTES:
        raise _refused("too_large")
    return "text"


def _kind_of_archive(path: Path) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:5_000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise _refused("broken") from problem
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/workbook.") for name in names):
        return "xlsx"
    raise _refused("unknown")


# ---- text ----


def _read_text(path: Path) -> tuple[str, list[Section]]:
    text = decoded(path.read_bytes())
    kind = _kind_of_text(text, path.suffix.lower())
    if len(text) <= _READ_HERE:
        return READERS[kind](text)
    return _read_apart(kind, text=text)


def _kind_of_text(text: str, suffix: str) -> str:
    if looks_like_html(text) or (suffix in (".html", ".htm") and "<" in text):
        return "html"
    return "markdown" if suffix in (".md", ".markdown") or looks_like_markdown(text) else "plain"


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, GB18030 or Windows-1252; refused when it is binary."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    guess = _wide(data)
    for encoding in ([guess] if guess else []) + ["utf-8", "gb18030", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _common_han(text):
            continue
        if _is_text(text):
            return text
    raise _refused("unknown")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of western text is zero."""
    sample = data[:2_000]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > len(sample) // 5 and even < len(sample) // 50:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 5 and odd < len(sample) // 50 else ""


def _common_han(text: str) -> bool:
    """Whether the non-ASCII letters are mostly everyday Chinese, not an accident of decoding."""
    other = [character for character in text[:20_000] if ord(character) > 127]
    common = sum(1 for character in other if character.encode("gb2312", "ignore"))
    return not other or common > 0.8 * len(other)


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(1 for c in sample if (ord(c) < 32 and c not in "\t\n\r\f") or ord(c) == 0xFFFD)
    return odd <= len(sample) / 200


# ---- the process with limits ----


def _read_apart(
    kind: str, *, path: Path | None = None, text: str = ""
) -> tuple[str, list[Section]]:
    """What the process makes of a file, or of a page's text that it is given."""
    program = Path(__file__).with_name("document_worker.py")
    try:
        done = subprocess.run(  # noqa: S603 (our own file)
            [sys.executable, "-I", str(program), kind, str(path.resolve()) if path else ""],
            input=text.encode(errors="replace"),
            capture_output=True,
            timeout=_WORKER_S,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise _refused("too_hard") from problem
    if done.returncode < 0 or len(done.stdout) > _MOST_ANSWER:
        raise _refused("too_hard")
    try:
        answer = json.loads(done.stdout)
    except ValueError as problem:
        raise _refused("broken") from problem
    if "refused" in answer:
        raise _refused(answer["refused"])
    return answer["title"], [Section(label, text) for label, text in answer["sections"]]
