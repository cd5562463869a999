"""What the pages and the service call things, in both languages, so that a story is told once."""

import re
from functools import cache
from pathlib import Path

from domain.kind import kind_of
from domain.language import Language

WEB = Path(__file__).parents[2] / "api" / "web"
TEXT_FILES = sorted((WEB / "src" / "lib" / "texts").glob("*.ts"))
_ENTRY = re.compile(
    r'"([a-z_]+\.[a-z_]+)":\s*\[\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\]'
)
_CODE = re.compile(r'^\s{4}(\w+): \[\s*"([^"]*)",\s*"([^"]*)",?\s*\],?$', re.MULTILINE)
TEXTS = "\n".join(path.read_text(encoding="utf-8") for path in TEXT_FILES)
PAIRS = {key: (zh, en) for key, zh, en in _ENTRY.findall(TEXTS)}
_KINDS = {"K": "consult", "RMA": "rma", "SVC": "dealer_repair", "RS": "restock"}


def text_of(key: str, language: Language, **values: object) -> str:
    """A text of the pages, with its `{names}` filled in."""
    text = PAIRS[key][0 if language is Language.ZH else 1]
    known = {"s": "" if values.get("count") == 1 else "s"} | values
    return re.sub(r"\{(\w+)\}", lambda found: str(known[found[1]]), text)


def label_of(vocabulary: str, code: str, language: Language) -> str:
    """What the pages call a code of one of their own vocabularies."""
    zh, en = _codes(vocabulary)[code]
    return zh if language is Language.ZH else en


@cache
def _codes(vocabulary: str) -> dict[str, tuple[str, str]]:
    written = (WEB / "src" / "lib" / "codes.ts").read_text(encoding="utf-8")
    begun = written.index(f"\n  {vocabulary}: {{")
    found = _CODE.findall(written[begun : written.index("},", begun)])
    return {code: (zh, en) for code, zh, en in found}


def move_label(number: str, move: str, language: Language) -> str:
    """What a move of the ticket of this number is called."""
    moves = kind_of(_KINDS[number.split("-")[0][:3].rstrip("0123456789")]).moves
    return next(each.label for each in moves if each.name == move).in_(language)


def state_label(number: str, state: str, language: Language) -> str:
    """What a state of the ticket of this number is called."""
    states = kind_of(_KINDS[number.split("-")[0][:3].rstrip("0123456789")]).states
    return next(each.label for each in states if each.code == state).in_(language)
