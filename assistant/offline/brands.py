"""Other makers' names: a message about their products is not ours to answer."""

import re
from collections.abc import Iterator

from assistant.offline.folded import Folded

Span = tuple[str, str, int, int, bool]

_LATIN = (
    r"canon|nikon|sony|fuji(?:film)?|panasonic|lumix|leica|hasselblad|olympus|pentax|sigma fp"
    r"|gopro|insta360|dji"
    r"|blackmagic|bmpcc|bmd|ursa mini|arri(?:flex)?|alexa(?: mini| 35| lf)?|amira|red (?:komodo"
    r"|raptor|epic|dragon"
    r"|helium|gemini|dsmc2?|v-raptor)|komodo(?:-x)?|v-raptor|phantom flex|vision research|eos(?: "
    r"r\d*)?|cinealta"
    r"|venice(?: 2)?|fx[3-9]0?|fs[57]|a7s? ?(?:i{1,3}|[1-5])|a7[rsc]|alpha 7|c[3578]00(?: mark "
    r"ii)?|gh[4-7]|bgh1"
    r"|iphone|ipad|samsung|galaxy s\d+|huawei|xiaomi|pixel \d|macbook|thinkpad|playstation|xbox"
    r"|tesla|ronin"
    r"|mavic(?: \d)?|osmo(?: pocket)?|hp printer|epson"
)
_HAN = (
    "佳能|尼康|索尼|富士|松下|徕卡|哈苏|奥林巴斯|宾得|大疆|影石|阿莱|艾丽莎|苹果手机|华为|小米|三星|联想|惠普"
    "|爱普生|特斯拉|黑魔法"
)
# A maker and its model's short code belong together: 佳能R5, Nikon Z9.
_MODEL = (
    r"(?:\s?(?:[a-z]{0,4}[ -]?\d{1,4}[a-z]{0,3}(?:\s?(?:ii|iii|iv|mark ii|pro|max|ultra))?)"
    r"(?![a-z0-9]))?"
)
_BRAND = re.compile(rf"(?<![a-z0-9])(?:{_LATIN}){_MODEL}(?![a-z0-9])|(?:{_HAN}){_MODEL}")
_RED = re.compile(r"(?<![a-z0-9])red(?![a-z0-9])")
# Their lenses, cards and batteries are used with our cameras.
_USED_WITH_OURS = re.compile(
    r"镜头|电池|卡口|转接|存储卡|内存卡|闪存|监视器|跟焦|稳定器|云台|麦克风|机内|兼容|能用|可以用|挂|接|lens|batter|mount"
    r"|adapt|card|media|monitor|gimbal|mic|remote|app|compatib|work with|cable|phone|android"
)


def find_brands(folded: Folded) -> Iterator[Span]:
    for match in _BRAND.finditer(folded.folded):
        yield "foreign", match.group(), match.start(), match.end(), True
    if folded.text.isupper() and not folded.is_han:
        return
    for match in _RED.finditer(folded.folded):
        if folded.said(*match.span()).isupper():  # elsewhere it is a colour
            yield "foreign", match.group(), match.start(), match.end(), True


def with_ours(text: str) -> bool:
    """Whether the other maker's thing is an accessory to one of ours."""
    return bool(_USED_WITH_OURS.search(text))
