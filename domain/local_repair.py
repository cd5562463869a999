"""What dealers may repair themselves: which parts they replace, and what is headquarters' work."""

import re
import unicodedata
from collections.abc import Iterable

from domain.errors import InvalidError
from domain.language import Text
from domain.models import Category, Part
from domain.naming import name_key
from domain.rules import Rules

REPAIRING_TIERS = (1, 2)
_IN_BRACKETS = re.compile(r"\s*[（(][^（）()]*[)）]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def refuse_foreign_parts(parts: Iterable[Part], rules: Rules) -> None:
    """Raises InvalidError for parts that only headquarters replaces."""
    local = {name_key(name) for name in _names(rules.local_parts)}
    foreign = [part for part in parts if local.isdisjoint(_keys(part))]
    if foreign:
        zh = "、".join(f"{part.name_zh}（{part.sku}）" for part in foreign)
        en = ", ".join(f"{part.name_en} ({part.sku})" for part in foreign)
        raise InvalidError(
            Text(
                f"{zh} 不在经销商本地维修范围内，请开 RMA 返厂单寄回总部。",
                f"{en}: not among what dealers replace themselves. "
                "Please open an RMA and send the device to headquarters.",
            ),
            {"parts": Text("只能由总部更换", "replaced at headquarters only")},
        )


def headquarters_only(summary: str, category: Category | None, rules: Rules) -> Text | None:
    """Why this work is headquarters' alone, or None.

    A summary that also names a part within the dealers' scope is left to the person who repairs.
    """
    if reason := to_headquarters(summary, rules):
        return reason
    work = _names(rules.headquarters_work)
    if category is not None:
        called = (category.name_zh, category.name_en, *category.aliases)
        if {name_key(name) for name in called} & {name_key(name) for name in work}:
            return _to_headquarters(category.name_zh, category.name_en)
    return None


def to_headquarters(said: str, rules: Rules) -> Text | None:
    """Why what is said is headquarters' alone; None where it also names what dealers replace."""
    named = [name for name in _names(rules.headquarters_work) if _stands_in(name, said)]
    if not named or local_names_in(said, rules):
        return None
    return _to_headquarters(named[0], named[0])


def local_names_in(said: str, rules: Rules) -> list[str]:
    """What of the dealers' scope is named, as it is called there."""
    return [name for name in _names(rules.local_parts) if _stands_in(name, said)]


def _to_headquarters(zh: str, en: str) -> Text:
    return Text(
        f"“{zh}”不在经销商本地维修范围内（MC板、刷程序、清灰和不明故障都由总部处理），"
        "请开 RMA 返厂单。",
        f"“{en}” is not within dealers' own repairs: MC boards, programming, cleaning and unknown "
        "faults go to headquarters. Please open an RMA.",
    )


def _names(listed: str) -> list[str]:
    return [name for each in re.split(r"[,，、;；\n]", listed) if (name := each.strip())]


def _keys(part: Part) -> set[str]:
    """What a part is called, without the model in brackets."""
    called = (part.name_zh, part.name_en, *part.aliases)
    return {name_key(_IN_BRACKETS.sub("", name)) for name in called}


def _stands_in(name: str, text: str) -> bool:
    """Whether a text names this: Latin words whole, Han anywhere."""
    sought, said = (unicodedata.normalize("NFKC", each).casefold() for each in (name, text))
    if _HAN.search(sought):
        return sought in said
    return re.search(rf"(?<![a-z0-9]){re.escape(sought)}s?(?![a-z0-9])", said) is not None
