"""What kind of file somebody sent, judged by its content, and whether the desk takes it."""

import codecs
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from domain.attachments.names import extension_of
from domain.errors import InvalidError
from domain.language import Text

_HEAD = 4096  # bytes from which a kind is told
_PIECE = 1 << 18
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class FileKind:
    """A kind of file the desk takes; `most` bytes at most, None for the house's own limit."""

    media_type: str
    extensions: tuple[str, ...]
    most: int | None

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


_KINDS = (
    FileKind("image/jpeg", ("jpg", "jpeg", "jfif"), 30 * _MEGABYTE),
    FileKind("image/png", ("png",), 30 * _MEGABYTE),
    FileKind("image/gif", ("gif",), 30 * _MEGABYTE),
    FileKind("image/webp", ("webp",), 30 * _MEGABYTE),
    FileKind("video/mp4", ("mp4", "m4v"), None),
    FileKind("video/quicktime", ("mov", "qt"), None),
    FileKind("video/webm", ("webm",), None),
    FileKind("application/pdf", ("pdf",), 50 * _MEGABYTE),
)
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in _KINDS}
_ZIP = FileKind("application/zip", ("zip",), None)
_TEXTS = {
    "json": FileKind("application/json", ("json",), 30 * _MEGABYTE),
    "csv": FileKind("text/csv", ("csv",), 30 * _MEGABYTE),
}
_TEXT = FileKind("text/plain", ("txt", "log", "md"), 30 * _MEGABYTE)

# What runs, or shows itself as a page, when somebody opens it.
_REFUSED_EXTENSION = re.compile(
    "ade|adp|apk|app|appx|bat|chm|cmd|com|cpl|css|dll|dmg|docm|dotm|elf|exe|gadget|hlp|hta|html?|"
    "img|inf|ins|iso|jar|jse?|jsp|lnk|mht|mhtml|mjs|ms[cipt]|msix|phar|php|pif|pl|pptm|psm?1|pyc?|rb|"
    "reg|scf|scr|sh|shtml|svgz?|swf|sys|url|vbe?|vbs|vhd|wasm|ws[cfh]|xbap|xht|xhtml|xlam|xlsm|"
    "xml|xslt?"
)
_MARKUP = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(\?xml|!doctype|html|head|body|script|svg|iframe|object|embed|style|meta|"
    rb"link|img|table|div|xsl:|math|form)",
    re.IGNORECASE | re.DOTALL,
)
_BOM = re.compile(b"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_TAKEN = Text(
    "可以发：图片（JPEG、PNG、GIF、WebP）、视频（MP4、MOV、WebM）、PDF、ZIP，"
    "以及 TXT、LOG、CSV、JSON。",
    "Taken are pictures (JPEG, PNG, GIF, WebP), videos (MP4, MOV, WebM), PDF, ZIP, and TXT, LOG, "
    "CSV, JSON.",
)


def kind_of_file(path: Path, name: str, *, size: int, largest: int) -> FileKind:
    """The kind of a file that lies at `path`; `largest` bytes are the house's limit.

    Raises InvalidError with the reason when the desk does not take it.
    """
    if size == 0:
        raise InvalidError(Text("文件是空的。", "The file is empty."))
    extension = extension_of(name)
    if _REFUSED_EXTENSION.fullmatch(extension):
        raise _refused(
            Text(f"不接收 .{extension} 文件。", f"Files ending in .{extension} are not taken.")
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = _known(head, path) or _text(head, path, extension)
    most = min(kind.most or largest, largest)
    if size > most:
        megabytes = most // _MEGABYTE
        raise InvalidError(
            Text(
                f"文件太大：这类文件最大 {megabytes} MB。",
                f"The file is too large: {megabytes} MB at most for this kind of file.",
            )
        )
    return kind


def _known(head: bytes, path: Path) -> FileKind | None:
    import puremagic

    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if zipfile.is_zipfile(path):
            return _ZIP
        raise _refused(Text("ZIP 文件不完整。", "The ZIP file is not whole."))
    try:
        best = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return None
    if best.mime_type in ("image/heif", "image/heic", "image/heic-sequence"):
        raise _refused(
            Text(
                "不接收 HEIC 图片，请存为 JPEG 后再发。",
                "HEIC pictures are not taken; save it as JPEG.",
            )
        )
    return _BY_MEDIA_TYPE.get(best.mime_type)


def _text(head: bytes, path: Path, extension: str) -> FileKind:
    if _MARKUP.match(_BOM.sub(b"", head).replace(b"\0", b"")):
        raise _refused(Text("不接收网页、SVG 和 XML。", "Web pages, SVG and XML are not taken."))
    if head.startswith(b"#!") or not _is_text(path):
        raise _refused(Text("不接收这种文件。", "This kind of file is not taken."))
    return _TEXTS.get(extension, _TEXT)


def _is_text(path: Path) -> bool:
    """Whether all of a file is text in UTF-8, UTF-16 with a mark, or GB 18030."""
    with path.open("rb") as file:
        head = file.read(4)
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encodings = ("utf-16",) if head.startswith(marks) else ("utf-8", "gb18030")
    return any(_decodes(path, encoding) for encoding in encodings)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    controls = letters = 0
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                return False
            controls += len(_CONTROL.findall(text))
            letters += len(text)
            if "\x00" in text:
                return False
            if not piece:
                return controls * 100 <= letters  # colours of a terminal are well below that


_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff]")


def _refused(fact: Text) -> InvalidError:
    return InvalidError(Text(f"{fact.zh}{_TAKEN.zh}", f"{fact.en} {_TAKEN.en}"))
