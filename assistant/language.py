"""Which language a message is in, and when a person asks for the other one."""

import re

from domain.language import Language
from domain.numbers import number_spans

_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_FEW = 4
_IN_BOTH = "ok okay yes no pi rma sn sdi hdmi usb edge mavo terra eagle max bye hi vip"
_ANYBODYS = frozenset(_IN_BOTH.split())
_SWITCH = r"(用|说|换成|改成|切换到?|请用)\s*"
_ASKS_FOR = (
    (re.compile(_SWITCH + r"(中文|汉语|普通话)|\bin chinese\b", re.I), Language.ZH),
    (re.compile(_SWITCH + r"(英文|英语)|\bin english\b", re.I), Language.EN),
)


def language_of_message(text: str, before: Language) -> Language:
    """The language to answer in; `before` where the message itself does not tell (an id, emoji)."""
    for pattern, language in _ASKS_FOR:
        if pattern.search(text):
            return language
    plain = _without_numbers(text)
    han = len(_HAN.findall(plain))
    latin = len(_LATIN_WORD.findall(plain))
    if han == 0 and (latin == 0 or (before is Language.ZH and _only_names(plain))):
        return before
    if before is Language.ZH and _only_names(_HAN.sub(" ", plain)):
        return before
    return Language.ZH if han >= latin else Language.EN


def _only_names(text: str) -> bool:
    """Whether the Latin words are none that only English has: names, codes, ok, an answer's yes."""
    words = _WORD.findall(text)
    return len(words) <= _FEW and all(
        word.lower() in _ANYBODYS
        or any(each.isupper() or each.isdigit() for each in word[1:])
        or (word[0].isupper() and place > 0)  # what begins a sentence is no name for that
        for place, word in enumerate(words)
    )


def _without_numbers(text: str) -> str:
    for start, end, _ in reversed(number_spans(text)):
        text = text[:start] + " " + text[end:]
    return re.sub(r"\b[A-Za-z]+[_-]?\d+\w*\b", " ", text)
