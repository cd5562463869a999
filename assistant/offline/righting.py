"""A word put right in a text that waits: `sorry, 8 March`, `不对，是周四`, `not red but green`.

What is said anew stands where the text holds just one thing of the same shape.
"""

import re
from collections.abc import Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import schemas
from assistant.offline.mentions import Heard

_LONGEST = 40  # letters of what is put right
_CUES = (
    r"(?:(?:oh|ah|ok|wait|hang on|no|nope|sorry|actually|i meant?|correction|my mistake|rather"
    r"|it'?s|it is|make (?:it|that)|that'?s)(?![a-z])[\s,.:;-]*"
    r"|(?:哦|噢|呃|不对|不是|不|错了|说错了?|搞错了?|写错了?|等等|等一?下|抱歉|不好意思|更正"
    r"|应该是|改成|改为|是)[\s,.:;]*)"
)
_LATER = r"[\s,]*(?:,? ?(?:i meant?|sorry|rather|actually|instead|才对|才是|吧))*[\s.!]*"
_ANEW = re.compile(rf"{_CUES}+(?P<new>.+?){_LATER}")
_BEHIND = re.compile(r"(?P<new>.+?)[\s,]+(?:i meant?|sorry|rather|actually|才对)[\s.!]*")
_NOT_BUT = re.compile(
    rf"{_CUES}*(?:不是|not )(?P<old>[^,.;]{{1,30}}?)[\s,;.]*(?:而?是|but|it'?s|it is"
    rf"|,)\s*(?P<new>.+?){_LATER}"
)
_DAYS = (
    "mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# What may stand in another's place: numbers, days, months, parts of a day.
_KINDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d[\d.:]*",
        rf"(?<![a-z])(?:{_DAYS})(?![a-z])",
        rf"(?<![a-z])(?:{_MONTHS})(?![a-z])",
        r"(?<=[周期拜])[一二三四五六日天]",
        r"[一二两三四五六七八九十]+(?=[点号日月天个台张次])",
        r"上午|下午|早上|晚上|中午",
        r"今天|明天|后天|昨天|前天",
        r"(?<=\d)\s*(?:am|pm)(?![a-z])",
    )
)


def corrects(heard: Heard) -> bool:
    """Whether a message begins with a word that takes back what was said."""
    return bool(re.match(_CUES, heard.folded.folded))


def without_cue(heard: Heard) -> str:
    """What it says behind that, folded."""
    return re.sub(rf"^{_CUES}+", "", heard.folded.folded)


def names_both(heard: Heard) -> bool:
    """Whether a message says what is wrong beside what is right: `not red but green`."""
    return bool(_NOT_BUT.fullmatch(heard.folded.folded.strip()))


def righted(offered: OfferedTool, heard: Heard, before: Mapping[str, Any]) -> dict[str, str]:
    """The texts that a message puts right, by field; none where it is not plain what is meant."""
    texts = {
        name: str(before[name]) for name, schema in schemas.properties(offered).items()
        if schemas.slot_kind(schema) == "text" and before.get(name)
    }  # fmt: skip
    folded = heard.folded.folded.strip()
    if named := _NOT_BUT.fullmatch(folded):
        old, new = named["old"].strip(), _as_typed(heard, named["new"])
        held = {n: _replaced(each, re.escape(old), new) for n, each in texts.items()}
        if changed := {n: each for n, each in held.items() if each}:
            return changed
    match = _ANEW.fullmatch(folded) or _BEHIND.fullmatch(folded)
    if match is None or len(match["new"]) > _LONGEST:
        return {}
    shape, new = _shape(match["new"]), _as_typed(heard, match["new"])
    if shape is None:
        return {}
    held = {name: _replaced(each, shape, new) for name, each in texts.items()}
    return {name: each for name, each in held.items() if each}


def _as_typed(heard: Heard, folded: str) -> str:
    start = heard.folded.folded.find(folded)
    return heard.folded.said(start, start + len(folded)).strip()


def _shape(said: str) -> str | None:
    """A pattern of what is like this: the same words with other numbers, days or months."""
    taken: list[tuple[int, int, str]] = []
    for kind in _KINDS:
        for match in kind.finditer(said):
            if not any(match.start() < end and start < match.end() for start, end, _ in taken):
                taken.append((*match.span(), kind.pattern))
    if not taken:
        return None
    pieces, place = [], 0
    for start, end, pattern in sorted(taken):
        pieces += [_words(said[place:start]), f"(?:{pattern})"]
        place = end
    return "".join([*pieces, _words(said[place:])])


def _words(said: str) -> str:
    return re.sub(r"(?:\\ )+", r"\\s*", re.escape(said))


def _replaced(text: str, pattern: str, new: str) -> str | None:
    """The text with the one place that fits said anew; None without one, or with several."""
    found = list(re.finditer(pattern, text, re.IGNORECASE))
    if len(found) != 1 or found[0].group().lower() == new.lower():
        return None
    start, end = found[0].span()
    return f"{text[:start]}{new}{text[end:]}"
