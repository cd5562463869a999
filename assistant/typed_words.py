"""Typed decisions: whether a message is nothing but a yes or a no, and to which of the cards."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

_YES = frozenset(
    (
        *("确认", "确定", "确认开单", "确认提交", "是", "是的", "好", "好的", "可以", "同意"),
        *("批准", "提交", "没问题", "对", "对的", "行", "yes", "y", "ok", "okay", "confirm"),
        *(
            "批了",
            "批准吧",
            "通过",
            "通过吧",
            "执行",
            "执行吧",
            "提交吧",
            "确认吧",
            "嗯",
            "好了",
            "嗯嗯",
        ),
        *(
            "就这么办",
            "就这样",
            "就这样吧",
            "可以了",
            "行了",
            "批了吧",
            "开吧",
            "录吧",
            "办吧",
            "没错",
            "好吧",
        ),
        *("looks good", "thats right", "that's right", "correct", "yes do it", "fine", "go for it"),
        *("confirmed", "approve", "approved", "sure", "yep", "yeah", "go ahead", "do it"),
        *("please do", "yes please"),
    )
)
# Said as often to take note of an answer: these decide only on a card that was just shown.
_NOTES = frozenset(
    (
        *(
            "好",
            "好的",
            "好吧",
            "好了",
            "行",
            "行了",
            "可以",
            "可以了",
            "没问题",
            "对",
            "对的",
            "嗯",
            "嗯嗯",
            "没错",
        ),
        *(
            "ok",
            "okay",
            "sure",
            "fine",
            "yep",
            "yeah",
            "y",
            "looks good",
            "correct",
            "that's right",
        ),
    )
)
_TAKES_NOTE = _NOTES | frozenset(
    (
        *(
            "知道了",
            "明白",
            "明白了",
            "了解",
            "了解了",
            "收到",
            "懂了",
            "清楚了",
            "好嘞",
            "好哒",
            "哦",
            "噢",
            "哦好",
        ),
        *(
            "got it",
            "i see",
            "understood",
            "alright",
            "all right",
            "right",
            "great",
            "good",
            "nice",
        ),
        *(
            "perfect",
            "cool",
            "noted",
            "thats fine",
            "that's fine",
            "oh ok",
            "k",
            "makes sense",
            "ok good",
        ),
        *("原来如此", "这样啊", "是这样啊", "没事了", "好知道了", "ok got it", "good to know"),
    )
)
_NO = frozenset(
    (
        *("取消", "不", "不要", "不用", "不用了", "算了", "不要了", "放弃", "否", "撤销", "no"),
        *("去掉", "删掉", "撤掉", "不批", "不批了", "不做", "不做了", "取消掉", "取消吧", "删了"),
        *("remove", "discard", "drop", "delete", "remove it", "discard it", "i don't want"),
        *("n", "cancel", "nope", "stop", "never mind", "nevermind", "don't", "no thanks"),
        "drop it",
    )
)
_PLACES = {
    **{word: place for place, word in enumerate("一二三四五六七八九", start=1)},
    **{word: place for place, word in enumerate(("first", "second", "third", "fourth"), start=1)},
    "两": 2,
}
_WHICH = re.compile(
    r"(?P<zh_all>全部|全都|全|都|所有的?|两[个张]都|一起)"
    r"|(?P<en_all>(?:both|all)(?: of (?:them|it))?)"
    r"|第\s*(?P<zh>[一二两三四五六七八九]|[1-9])\s*(?:个|张|条|项)?(?P<zh_card>卡片|卡)?"
    r"|(?:the\s+)?(?P<en>first|second|third|fourth)(?:\s+(?:one|(?P<en_card>card)))?"
    r"|(?:number|no\.?|(?P<card>card|卡片?)|#)?\s*(?P<number>[1-9])"
)


_DROPS_THE_CARD = re.compile(
    r"(?:把|那就?)?(?:刚才|刚刚|前面|上面)?(?:的)?(?:那|这)?一?[张个]?[^,，。?？\s]{0,8}?(?:的)?卡片?"
    r"(?:就|先)?(?:不要了?|取消(?:掉|了|吧)?|作废|算了|撤(?:掉|了)?|删(?:掉|了)?)"
    r"|(?:please )?(?:cancel|drop|discard|forget) (?:the|that|this) (?:[a-z]+ )?card"
)


_CORRECTS = re.compile(r"(?:no|nope|不|不对|不是)\s*[,，]")  # `no, 3` is another number, not No. 3


@dataclass(frozen=True)
class Word:
    """A decision: yes or no, to the only card, to the one at a place (from 1), or to all.

    `instead` says the same of a `{number}` in that place; None where cards are named, or no place.
    """

    yes: bool
    which: Literal["only", "all"] | int = "only"
    instead: str | None = field(default=None, compare=False)
    takes_note: bool = field(default=False, compare=False)  # may as well only mean “I see”


def word_of(text: str) -> Word | None:
    """The decision that a message is; None where it says anything else besides."""
    plain = _plain(text)
    if plain in _YES or plain in _NO:
        return Word(plain in _YES, takes_note=plain in _NOTES)
    pieces = [_plain(each) for each in re.split(r"[,，。.!！;； ]+", plain)]
    if _are_all(pieces, _YES) or _are_all(re.split(r"\s*[,，。.!！;；]+\s*", plain), _YES):
        return Word(True, takes_note=takes_note(text))
    if _DROPS_THE_CARD.fullmatch(plain):
        return Word(False)
    for match in _WHICH.finditer(plain):
        said = _plain(plain[: match.start()] + " " + plain[match.end() :])
        said = said.removeprefix("先").removeprefix("就").removeprefix("先").strip()
        if match["number"] and _CORRECTS.match(plain):
            continue
        if said in _YES or said in _NO:
            return Word(said in _YES, _which(match), _instead(plain, match))
    return None


def takes_note(text: str) -> bool:
    """Whether a message only says that it was understood: `ok`, `知道了`, `好，明白`."""
    plain = _plain(text)
    pieces = re.split(r"\s*[,，。.!！;；]+\s*", plain)
    return plain in _TAKES_NOTE or _are_all(pieces, _TAKES_NOTE)


def _are_all(pieces: list[str], words: frozenset[str]) -> bool:
    """Whether a message says nothing but such words, twice or more: `好，确认`."""
    said = [each for each in pieces if each]
    return len(said) > 1 and all(each in words for each in said)


def _instead(plain: str, match: re.Match[str]) -> str | None:
    """The same message with room for a number where it names a place."""
    if match["zh_all"] or match["en_all"] or match["card"] or match["en_card"] or match["zh_card"]:
        return None
    around = plain.replace("{", "").replace("}", "").partition(match.group())
    return f"{around[0].strip()} {{number}} {around[2].strip()}".strip()


def _which(match: re.Match[str]) -> Literal["all"] | int:
    if match["zh_all"] or match["en_all"]:
        return "all"
    said = match["zh"] or match["en"] or match["number"]
    return _PLACES.get(said) or int(said)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return re.sub(r"[\s。.!！~～，,]+$", "", re.sub(r"\s+", " ", folded)).strip(" ,，")
