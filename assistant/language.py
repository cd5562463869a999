"""Which language a message is in, and when a person asks for the other one."""

import re

from domain.language import Language
from domain.numbers import number_spans

_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
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
    if han == 0 and latin == 0:
        return before
    return Language.ZH if han >= latin else Language.EN


def _without_numbers(text: str) -> str:
    for start, end, _ in reversed(number_spans(text)):
        text = text[:start] + " " + text[end:]
    return re.sub(r"\b[A-Za-z]+[_-]?\d+\w*\b", " ", text)
