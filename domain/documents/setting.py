"""Setting papers as PDF: typst templates and Code 128 barcodes."""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, cast

from domain.documents.making import PACKING_LIST
from domain.documents.wording import Letterhead, worded
from domain.language import Language
from domain.models import Document
from domain.typesetting import compiler_of

_TEMPLATE = {PACKING_LIST: "packing_list.typ"}
_OTHER = "bill.typ"
_BARCODE = {"write_text": False, "module_height": 12, "module_width": 0.33, "quiet_zone": 3.5}


def pdf_of(
    document: Document, *, made_at: datetime, letterhead: Letterhead, language: Language
) -> bytes:
    """A paper as tagged PDF; the same paper in the same language is the same bytes.

    It is PDF/UA-1 where everything in it can be set. `made_at`, when it was made, is in business
    time.
    """
    words = worded(
        document.kind,
        document.facts,
        number=document.number,
        title=document.title,
        made_at=made_at,
        letterhead=letterhead,
        language=language,
    )
    if document.kind == PACKING_LIST:
        words["barcodes"] = [barcode(device["number"]) for device in words["devices"]]
    return _compiled(_TEMPLATE.get(document.kind, _OTHER), words, made_at)


@cache
def barcode(number: str) -> str:
    """A number as a Code 128 barcode with its quiet zones, as SVG."""
    from barcode import Code128
    from barcode.writer import SVGWriter

    drawn = io.BytesIO()
    Code128(number, writer=SVGWriter()).write(drawn, options=dict(_BARCODE))
    return drawn.getvalue().decode("ascii")


def _compiled(template: str, words: Mapping[str, Any], made_at: datetime) -> bytes:
    import typst

    compiler = compiler_of(template, words)
    at = int(made_at.timestamp())
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=at)
    except typst.TypstError:
        # A character that no font of ours has (an emoji) is no reason to print nothing: it stands
        # as a box, and the paper, still tagged, does not claim the standard.
        made = compiler.compile(format="pdf", timestamp=at)
    return cast(bytes, made)
