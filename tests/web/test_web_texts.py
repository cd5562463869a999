"""The sources of the pages: both languages complete, no raw markup, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from api.routes.pages import PATHS
from tests.web.words import PAIRS, TEXT_FILES, TEXTS, WEB

SOURCES = sorted((WEB / "src").rglob("*.ts"))


def test_every_text_is_there_in_both_languages_and_takes_the_same_values() -> None:
    assert len(PAIRS) == len(re.findall(r'"[a-z_]+\.[a-z_]+":', TEXTS)) > 100
    for key, (zh, en) in PAIRS.items():
        assert zh, key
        assert en, key
        plain = en.replace("{s}", "s")  # the plural's, which only English has
        assert sorted(re.findall(r"\{\w+\}", zh)) == sorted(re.findall(r"\{\w+\}", plain)), key


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_sources_never_make_markup_from_text(source: Path) -> None:
    written = source.read_text(encoding="utf-8")
    for forbidden in (
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser"),
        *("createContextualFragment", "eval(", "new Function", "setHTML", "srcdoc", "unsafeHTML"),
        "unsafeSVG",
    ):
        assert forbidden not in written


def test_every_text_is_asked_for() -> None:
    """That every text asked for exists is the type checker's work."""
    written = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES if p not in TEXT_FILES)
    named = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', written))
    begun = tuple(re.findall(r"`([a-z_]+\.[a-z_]*)\$\{", written))
    assert {key for key in PAIRS if key not in named and not key.startswith(begun)} == set()


def test_nothing_comes_from_another_host() -> None:
    for path in [*SOURCES, *(WEB / "src" / "styles").iterdir(), *(WEB / "src" / "shell").iterdir()]:
        if path.suffix != ".png":
            found = set(re.findall(r"https?://[^\s\"'`)<]+", path.read_text(encoding="utf-8")))
            assert found <= {"http://www.w3.org/2000/svg"}, path.name


def test_the_shell_holds_no_inline_script_or_style() -> None:
    shell = (WEB / "static" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", shell)


def test_every_page_has_an_address_the_service_answers() -> None:
    router = (WEB / "src" / "lib" / "router.ts").read_text(encoding="utf-8")
    pages = re.findall(r'page\(\s*"([^"]+)"', router)
    assert sorted(re.sub(r":(\w+)", r"{\1}", each) for each in pages) == sorted(PATHS)
