"""The files of the pages: both languages complete, no raw markup, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "api" / "web"
SCRIPTS = sorted(WEB.glob("*.js"))


TEXTS = (WEB / "texts.js").read_text(encoding="utf-8").split("export const CODES")[0]
ENTRY = re.compile(r'"([a-z_]+\.[a-z_]+)":\s*\[\s*"([^"]*)",\s*"([^"]*)",?\s*\]')
PAIRS = {key: (zh, en) for key, zh, en in ENTRY.findall(TEXTS)}


def test_every_text_is_there_in_both_languages_and_takes_the_same_values() -> None:
    assert len(PAIRS) == len(re.findall(r'"[a-z_]+\.[a-z_]+":', TEXTS))
    for key, (zh, en) in PAIRS.items():
        assert zh, key
        assert en, key
        assert sorted(re.findall(r"\{\w+\}", zh)) == sorted(re.findall(r"\{\w+\}", en)), key


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_make_markup_from_text(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    assert source.startswith("// "), "the first line says what is kept there"
    for forbidden in (
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser"),
        *("createContextualFragment", "eval(", "new Function", "setHTML", "srcdoc"),
    ):
        assert forbidden not in source


def test_every_text_that_is_asked_for_exists_and_every_text_is_asked_for() -> None:
    groups = {key.split(".")[0] for key in PAIRS}
    asked = {f"card.{state}" for state in ("pending", "done", "cancelled", "expired", "failed")}
    for path in SCRIPTS:
        if path.name != "texts.js":
            named = re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
            asked |= {each for each in named if each.split(".")[0] in groups}
    assert asked == set(PAIRS)


def test_nothing_comes_from_another_host() -> None:
    for path in WEB.iterdir():
        addresses = set(re.findall(r"https?://[^\s\"'`)]+", path.read_text(encoding="utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}, path.name


def test_the_shell_holds_no_inline_script_or_style() -> None:
    shell = (WEB / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", shell)
