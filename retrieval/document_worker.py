"""The process that parses PDF, DOCX, XLSX and long pages, within limits of memory, time and size.

Run by file as `document_worker.py KIND PATH`, without a path the page is on its input; answers one
JSON object on its output:
{"title", "sections": [[label, text]]} or {"refused": reason}.
"""

import importlib.util
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MEMORY = 1_000_000_000
_CPU_S = 30
_PAGE_CPU_S = 4
_MOST_ENTRIES = 3_000
_MOST_UNPACKED = 300_000_000
_MOST_RATIO = 150
_MOST_PAGES = 3_000
_MOST_ROWS = 50_000
_MOST_CELLS = 60
_MOST_CHARACTERS = 5_000_000

Sections = list[tuple[str, str]]


class Refused(Exception):  # noqa: N818 (says what is the matter)
    """Carries the reason's name."""


def limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_archive(path: str) -> None:
    """Refuse archives that unpack to too much; sizes are those the archive declares."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused("encrypted")
        if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED:
            raise Refused("bomb")
        if unpacked > 20_000_000 and unpacked > _MOST_RATIO * max(packed, 1):
            raise Refused("bomb")


def read_pdf(path: str) -> tuple[str, Sections]:
    import pypdf

    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    if len(reader.pages) > _MOST_PAGES:
        raise Refused("too_large")
    found = [
        (f"p. {number}", tidy(page.extract_text() or ""))
        for number, page in enumerate(reader.pages, 1)
    ]
    if sum(len(text) for _, text in found) < 20:
        raise Refused("scanned")
    title = str((reader.metadata.title if reader.metadata else "") or "")
    return title if usable_title(title) else "", found


def usable_title(title: str) -> bool:
    """Whether a PDF's title was written by a person, not left behind by a program."""
    lowered = title.strip().lower()
    programs = ("microsoft word", "untitled", "slide", "powerpoint", ".doc", ".ppt", ".indd", ".ai")
    return len(lowered) > 3 and not any(each in lowered for each in programs)


def tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def read_docx(path: str) -> tuple[str, Sections]:
    import docx
    from docx.table import Table

    document = docx.Document(path)
    headings: list[tuple[int, str]] = []
    lines: list[str] = []
    found: Sections = []

    def close() -> None:
        text = "\n".join(lines).strip()
        if text:
            found.append((" › ".join(words for _, words in headings), text))
        lines.clear()

    title = str(document.core_properties.title or "")
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.extend(table_lines([[cell.text for cell in row.cells] for row in block.rows]))
            continue
        words = block.text.strip()
        level = heading_level(block)
        if words and level == 0:
            title = title or words
        elif words and level:
            close()
            headings[:] = [each for each in headings if each[0] < level]
            headings.append((level, words))
        elif words:
            lines.append(words)
    close()
    return title, found


def heading_level(paragraph: Any) -> int | None:
    """0 for a title, 1–9 for a heading, None for text; by style, in whichever language."""
    style = paragraph.style
    name = str(getattr(style, "name", "") or "").lower()
    if name == "title":
        return 0
    for word in ("heading ", "标题 "):
        if name.startswith(word) and name[len(word) :].strip().isdigit():
            return int(name[len(word) :])
    return None


def read_xlsx(path: str) -> tuple[str, Sections]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    found: Sections = []
    for name in book.sheet_names:
        rows = [
            [cell_text(cell) for cell in row[:_MOST_CELLS]]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=True)[:_MOST_ROWS]
        ]
        lines = table_lines(rows)
        if lines:
            found.append((name, "\n".join(lines)))
    return "", found


def cell_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def table_lines(rows: list[list[str]]) -> list[str]:
    """Rows as Markdown; empty rows and empty columns are left out, merged cells said once."""
    kept = [[" ".join(cell.split()).replace("|", "/") for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    if not kept:
        return []
    width = max(len(row) for row in kept)
    used = [
        column for column in range(width) if any(len(row) > column and row[column] for row in kept)
    ]
    lines = []
    for number, row in enumerate(kept):
        cells = [row[column] if column < len(row) else "" for column in used]
        lines.append("| " + " | ".join(once(cells)) + " |")
        if number == 0 and len(kept) > 1:
            lines.append("|" + "---|" * len(used))
    return lines


def once(cells: list[str]) -> Iterator[str]:
    before = None
    for cell in cells:
        yield "" if cell == before and len(cell) > 20 else cell
        before = cell


def read_page(kind: str) -> tuple[str, Sections]:
    """A page in Markdown or HTML, or a plain text, by the reader beside this file."""
    beside = Path(__file__).with_name("text_documents.py")
    spec = importlib.util.spec_from_file_location("text_documents", beside)
    if spec is None or spec.loader is None:
        raise Refused("broken")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    title, found = module.READERS[kind](sys.stdin.buffer.read().decode())
    return title, [(each.label, each.text) for each in found]


READERS = {"pdf": read_pdf, "docx": read_docx, "xlsx": read_xlsx}


def answer(kind: str, path: str) -> dict[str, Any]:
    try:
        if kind in ("docx", "xlsx"):
            check_archive(path)
        title, sections = READERS[kind](path) if path else read_page(kind)
    except Refused as reason:
        return {"refused": str(reason)}
    except (MemoryError, RecursionError):
        return {"refused": "too_hard"}
    except Exception as problem:  # noqa: BLE001 (any parser's complaint about the file)
        said = str(problem).lower()
        return {"refused": "encrypted" if "encrypt" in said or "password" in said else "broken"}
    if sum(len(text) for _, text in sections) > _MOST_CHARACTERS:
        return {"refused": "too_large"}
    return {"title": title, "sections": sections}


if __name__ == "__main__":
    limit(_CPU_S if sys.argv[2] else _PAGE_CPU_S)
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.argv[2])))
