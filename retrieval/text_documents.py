"""Markdown, HTML and plain text as sections: headings become paths, tables stay rows."""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

PATH = " › "
_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_ATX_TIGHT = re.compile(r"^(#{1,6})([^#\s!].*)$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
# All are bounded: a hostile line would else take time that grows with its square.
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,500})\]\([^()\n]{0,2000}\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.{0,2000}?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b", re.I | re.S
)


@dataclass(frozen=True)
class Section:
    """A stretch of a document; `label` is the path of headings, a page or a sheet."""

    label: str
    text: str


class Outline:
    """Collects text under a path of headings."""

    def __init__(self) -> None:
        self.path: list[tuple[int, str]] = []
        self._lines: list[str] = []
        self._sections: list[Section] = []
        self.first_headings: list[str] = []

    def heading(self, level: int, words: str) -> None:
        words = " ".join(words.split())
        if not words:
            return
        self.close()
        self.path = [each for each in self.path if each[0] < level]
        self.path.append((level, words))
        if level == 1:
            self.first_headings.append(words)

    def line(self, text: str) -> None:
        self._lines.append(text)

    def close(self) -> None:
        text = "\n".join(self._lines)
        text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
        if text.strip():
            self._sections.append(Section(PATH.join(words for _, words in self.path), text))
        self._lines = []

    def finished(self) -> tuple[str, list[Section]]:
        """(title, sections); the only first-level heading is the title, not a part of the path."""
        self.close()
        title = self.first_headings[0] if len(self.first_headings) == 1 else ""
        return title, [
            Section(_without_title(each.label, title), each.text) for each in self._sections
        ]


def _without_title(label: str, title: str) -> str:
    if title and (label == title or label.startswith(title + PATH)):
        return label[len(title) :].removeprefix(PATH)
    return label


def looks_like_html(text: str) -> bool:
    head = text[:2_000]
    return bool(_HTML_START.match(head)) or ("<body" in head.lower() and "<" in head)


def looks_like_markdown(text: str) -> bool:
    return any(
        _ATX.match(line) or line.startswith(("|--", "| --", "|:-", "| :-"))
        for line in text[:20_000].splitlines()
    )


def read_plain(text: str) -> tuple[str, list[Section]]:
    return "", [Section("", text.replace("\r\n", "\n").replace("\f", "\n"))]


def read_markdown(text: str) -> tuple[str, list[Section]]:
    """(title, sections) of a Markdown text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    title, text = _front_matter(text)
    outline = Outline()
    fence = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark.group(1).startswith(fence)):
            fence = "" if fence else mark.group(1)[:3]
            continue
        if fence:
            outline.line(line)
            continue
        _markdown_line(outline, line, lines[number + 1] if number + 1 < len(lines) else "")
    found, sections = outline.finished()
    return found or title, sections


def _markdown_line(outline: Outline, line: str, following: str) -> None:
    heading = _ATX.match(line) or _ATX_TIGHT.match(line)
    if heading:
        outline.heading(len(heading.group(1)), inline(heading.group(2)))
    elif (
        _SETEXT.match(following) and line.strip() and not line.lstrip().startswith(("|", "-", ">"))
    ):
        outline.heading(1 if "=" in following else 2, inline(line))
    elif not _SETEXT.match(line):
        outline.line(inline(line))


def _front_matter(text: str) -> tuple[str, str]:
    front = _FRONT.match(text)
    if not front:
        return "", text
    title = re.search(r"^title:[ \t]*['\"]?(.+?)['\"]?[ \t]*$", front.group(1), re.MULTILINE)
    return (title.group(1) if title else ""), text[front.end() :]


def inline(text: str) -> str:
    """A Markdown line without images' addresses, links' addresses and HTML tags."""
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    return unescape(_TAG.sub("", _BREAK.sub(" ", text)))


_SKIPPED = {"script", "style", "noscript", "template", "svg", "head", "nav", "iframe", "object"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col"}
_BLOCKS = {
    "p", "div", "section", "article", "li", "ul", "ol", "table", "blockquote", "pre", "dt", "dd",
    "header", "footer", "main", "figure", "figcaption", "br", "hr", "tbody", "thead", "form",
}  # fmt: skip


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self.title = ""
        self._skipping: list[str] = []
        self._in_title = False
        self._heading = 0
        self._text: list[str] = []
        self._row: list[str] | None = None
        self._rows = 0

    def handle_starttag(
        self,
        tag: str,
        attrs: list[tuple[str, str | None]],  # noqa: ARG002 (the parser's signature)
    ) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        if tag in _SKIPPED:
            self._skipping.append(tag)
        if self._skipping:
            return
        if re.fullmatch("h[1-6]", tag):
            self._flush()
            self._heading = int(tag[1])
        elif tag == "table":
            self._flush()
            self._rows = 0
        elif tag == "tr":
            self._flush()
            self._row = []
        elif tag in _BLOCKS and self._row is None:
            self._flush()
            if tag == "li":
                self._text.append("- ")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"
        if self._skipping:
            if tag in self._skipping:
                while self._skipping and self._skipping.pop() != tag:
                    pass
            return
        if re.fullmatch("h[1-6]", tag) and self._heading:
            words, self._text = "".join(self._text), []
            self.outline.heading(self._heading, words)
            self._heading = 0
        elif tag in ("td", "th") and self._row is not None:
            self._row.append(" ".join("".join(self._text).split()))
            self._text = []
        elif tag == "tr" and self._row is not None:
            self._end_row()
        elif tag in _BLOCKS and self._row is None:
            self._flush()

    def _end_row(self) -> None:
        row, self._row = self._row or [], None
        self._text = []
        if any(row):
            self.outline.line(table_row(row))
            if self._rows == 0:
                self.outline.line(table_rule(len(row)))
            self._rows += 1

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._skipping:
            self._text.append(data)

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        if text and text != "-":
            self.outline.line(text)

    def finish(self) -> tuple[str, list[Section]]:
        self.close()
        self._row = None
        self._flush()
        found, sections = self.outline.finished()
        return found or self.title, sections


def read_html(text: str) -> tuple[str, list[Section]]:
    """(title, sections) of an HTML page; scripts, styles and navigation are left out."""
    reader = _HtmlReader()
    reader.feed(text)
    return reader.finish()


READERS = {"html": read_html, "markdown": read_markdown, "plain": read_plain}


def table_row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def table_rule(columns: int) -> str:
    return "|" + "---|" * columns
