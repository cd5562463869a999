"""Files become titled sections, or are refused with the reason."""

import io
import time
import zipfile
from functools import partial
from pathlib import Path

import docx
import pypdf
import pytest
import typst

from domain.database import Store
from domain.importing.taking import Outcome
from retrieval.documents import REASONS, Document, UnreadableDocument, find_documents, read_document
from retrieval.library import Library
from retrieval.store import StoreTruth
from retrieval.taking_in import import_documents
from tests.conftest import NOW


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    return next(name for name, reason in REASONS.items() if reason == caught.value.reason)


def labels(document: Document) -> list[str]:
    return [section.label for section in document.sections]


def test_headings_of_markdown_become_paths_and_tables_keep_their_rows(tmp_path: Path) -> None:
    text = (
        "# Guide\nhello\n## Video\n### Depth\n| a | b |\n|---|---|\n| 8 | 10 |\n"
        "```\n# no heading\n```\n"
    )
    document = read_document(written(tmp_path / "g.md", text))
    assert document.title == "Guide"
    assert labels(document) == ["", "Video › Depth"]
    assert "| 8 | 10 |" in document.sections[1].text
    assert "# no heading" in document.sections[1].text


def test_html_leaves_scripts_out_and_keeps_tables(tmp_path: Path) -> None:
    page = (
        "<!doctype html><title>T</title><body><script>evil()</script><h2>维护</h2><p>清洁镜头</p>"
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    document = read_document(written(tmp_path / "page.txt", page))
    assert document.title == "T"
    assert labels(document) == ["维护"]
    assert "evil" not in document.sections[0].text
    assert "| 1 | 2 |" in document.sections[0].text


def test_word_headings_and_tables_are_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Repair", 1)
    made.add_paragraph("Open the back.")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Part", "Fan"
    made.save(str(tmp_path / "r.docx"))
    document = read_document(tmp_path / "r.docx")
    assert labels(document) == ["Repair"]
    assert "Fan" in document.sections[0].text


def test_sheets_are_named(tmp_path: Path) -> None:
    document = read_document(sheet(tmp_path / "p.xlsx", "Prices", [["SKU", "USD"], ["Fan", "65"]]))
    assert labels(document) == ["Prices"]
    assert document.sections[0].text.splitlines() == ["| SKU | USD |", "|---|---|", "| Fan | 65 |"]


def test_pages_are_named(tmp_path: Path) -> None:
    page = "The fan turns at 40 degrees and the screen gets darker; "
    said = (page * 4, page.replace("fan", "pump") * 4)
    (tmp_path / "m.pdf").write_bytes(typst.compile("#pagebreak()".join(said).encode()))
    document = read_document(tmp_path / "m.pdf")
    assert labels(document) == ["p. 1", "p. 2"]
    assert "pump" in document.sections[1].text


def sheet(path: Path, name: str, rows: list[list[str]]) -> Path:
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        out.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        out.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        out.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        )
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_text_is_read_in_the_encodings_people_save_in(tmp_path: Path, encoding: str) -> None:
    text = "相机拍摄死机 camera freeze report with a longer line of plain words\n" * 3
    document = read_document(written(tmp_path / "t.txt", text.encode(encoding)))
    assert "相机拍摄死机 camera" in document.sections[0].text


def test_invisible_and_direction_characters_are_left_out(tmp_path: Path) -> None:
    document = read_document(
        written(tmp_path / "t.txt", "a\u200bb\u202ec\u0007d " + "plain words " * 20)
    )
    assert document.sections[0].text.startswith("abcd plain words")


def blank_pdf(path: Path, password: str = "") -> Path:
    out = pypdf.PdfWriter()
    out.add_blank_page(200, 200)
    if password:
        out.encrypt(password, algorithm="RC4-128")
    with path.open("wb") as handle:
        out.write(handle)
    return path


def test_hostile_and_unusable_files_are_refused_with_the_reason(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "empty.md", "")) == "empty"
    assert refused(tmp_path / "missing.md") == "missing"
    assert (
        refused(written(tmp_path / "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20))
        == "unknown"
    )
    assert refused(written(tmp_path / "a.pdf", "not a pdf")) == "broken"
    assert refused(written(tmp_path / "b.pdf", b"%PDF-1.7\n" + b"\x00garbage" * 50)) == "broken"
    assert (
        refused(written(tmp_path / "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))
        == "old_office"
    )
    assert refused(blank_pdf(tmp_path / "scan.pdf")) == "scanned"
    assert refused(blank_pdf(tmp_path / "locked.pdf", "secret")) == "encrypted"
    assert refused(written(tmp_path / "c.docx", b"PK\x03\x04" + b"\0" * 200)) == "broken"


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b" " * 60_000_000)
    assert refused(written(tmp_path / "bomb.docx", packed.getvalue())) == "bomb"


def test_folders_give_known_files_in_order_and_no_way_out(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside" / "secret.md", "# s\nx")
    home = tmp_path / "home"
    for name in ("b.md", "a/z.txt", ".hidden.md", "a/x.exe"):
        written(home / name, "text")
    (home / "link.md").symlink_to(outside)
    found = [path.relative_to(home).as_posix() for path in find_documents([home])]
    assert found == ["b.md", "a/z.txt"]


def word_file(path: Path, body: str, head: str = "") -> Path:
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        out.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}"><w:body>{body}'
            "</w:body></w:document>",
        )
    return path


def test_word_files_that_unfold_nest_or_reach_out_are_refused(tmp_path: Path) -> None:
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    assert read_document(word_file(tmp_path / "ok.docx", said.format("hello"))).sections
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    assert refused(word_file(tmp_path / "l.docx", said.format("&j;"), laughs + "]>")) == "broken"
    deep = "<w:p>" * 50_000 + "</w:p>" * 50_000
    assert refused(word_file(tmp_path / "d.docx", deep)) == "broken"
    outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    reaching = word_file(tmp_path / "x.docx", said.format("&x; end"), outside)
    assert refused(reaching) in ("empty", "broken")


def test_a_name_that_lies_about_the_content_does_not_matter(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "p.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 500)) == "broken"
    assert refused(written(tmp_path / "b.txt", bytes(range(256)) * 400)) == "unknown"
    made = docx.Document()
    made.add_paragraph("Saved under another name.")
    made.save(str(tmp_path / "really.docx"))
    renamed = (tmp_path / "really.docx").rename(tmp_path / "really.pdf")
    assert "another name" in read_document(renamed).sections[0].text


@pytest.mark.parametrize(
    "line", ["[" * 30_000, "![a](" * 10_000, "<a " * 20_000, "|" + "a|" * 20_000, "# " * 20_000]
)
def test_a_hostile_page_takes_no_long_time(tmp_path: Path, line: str) -> None:
    begun = time.process_time()
    assert read_document(written(tmp_path / "h.md", f"# x\n{line}\nend")).sections
    assert time.process_time() - begun < 5


def test_a_page_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    page = written(tmp_path / "h.html", "<html><body>" + "<b <" * 60_000)
    assert refused(page) == "too_hard"


def test_a_folder_imported_again_updates_and_retires(tmp_path: Path, store: Store) -> None:
    home = tmp_path / "manuals"
    written(home / "a.md", "# Fan\nReplace the fan.")
    written(home / "deep" / "b.txt", "The monitor stays black.")
    written(home / "c.pdf", "no pdf")
    take = partial(import_documents, store, [home], visibility="Public", now=NOW)
    first = take()
    assert first.counts[Outcome.NEW] == 2
    assert [each.path.name for each in first.refusals] == ["c.pdf"]
    assert take().counts[Outcome.UNCHANGED] == 2
    written(home / "a.md", "# Fan\nClean the fan first.")
    (home / "deep" / "b.txt").unlink()
    third = take()
    assert third.counts[Outcome.CHANGED] == 1
    assert len(third.retired) == 1
    library = Library.open(tmp_path / "index", StoreTruth(store), None)
    everyone = {"audiences": frozenset({"kp"}), "visible": lambda _, ids: ids}
    hits = library.search("clean the fan", **everyone).hits
    assert [hit.title for hit in hits] == ["Fan (a.md)"]
    assert library.search("monitor black", **everyone).hits == ()
    library.close()
