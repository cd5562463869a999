"""Framing: the words around a question that ask for an answer and say nothing about the matter.

Whoever speaks says more than a search box is given: that the knowledge base is to be searched, for
whom, and please. None of it stands in the passage that answers, so it is left out of what is
compared with passages. What is asked, and how, stays.
"""

import re

_PLACE_ZH = r"(?:知识库|资料库|资料|文章|文档|手册|(?<![a-z])(?:wiki|kb)(?![a-z]))"
_LOOK_ZH = r"(?:检索|搜索|查找|查询|查查|找找|搜搜|看看|翻翻|[查搜找翻看调])"
_ZH = (
    r"(?:麻烦|劳驾|拜托|请问|(?<![邀申聘])请(?=[你您帮]))(?:你|您|帮忙|帮我|再)*",
    r"(?:能不能|能否|可以|可不可以)?(?:帮忙|帮我们?|替我|给我)(?:们)?(?:再|先|去|都)?"
    rf"(?:在{_PLACE_ZH}(?:里面?|中|上)?)?(?:{_LOOK_ZH})?(?:一?[下遍]|出来|到)?",
    rf"(?:{_LOOK_ZH}(?:一?下)?)(?:我们的?|咱们的?)?{_PLACE_ZH}(?:里面?|中|上)?",
    r"(?:我们?|客户|有人)?(?:想|想要)(?:知道|了解|问问?)(?:一下)?",
    r"(?:有没有|有无|是否有|有)?(?:现成的?|什么|哪些|哪篇|相关的?|有关的?|类似的?)*"
    rf"(?:讲|写|说|教人?|提到|介绍)?(?:到|过)?(?:关于)?(?:在|从)?{_PLACE_ZH}(?:里面?|中|上|库)?"
    r"(?:面?有没有|有|没有?|没|是|都|里)?(?:提到|怎么(?:说|写|讲)的?|咋说|说法|写|讲)?(?:过|到)?"
    r"(?:给我|发我|让我|说这个|看看|看一下)*(?:了?[没吗啊呢吧]|没有)?",
    r"[,，;；、 ]*(?:内部|对外|公开|全部)的?(?:资料|文章|说明|方案|备注|版本)?(?:也|都)"
    r"(?:要|行|可以|算|看|给|查|找)+(?:一?下)?",
    r"(?:有没有|有|没有)(?:讲|写|说|教人?|提到|介绍)(?:到|过)?(?:的|了)?(?:那篇)?",
    r"(?:发|拿|调|找)(?:给)?(?:我|我们|他|客户)(?:看看|看一?下|一下|看|参考|出来)?|(?:调|找|翻)出来",
    r"[那这哪]一?篇(?:文章)?|里?怎么[说写讲]的?$|来着|(?:查|看|找|搜|翻)一?下|谢谢|多谢|你好|您好|哈喽",
)
_PLACE_EN = (
    r"(?:knowledge ?base|kb|articles?|docs?|documentation|documents?|handbook|manuals?|wiki"
    r"|write-?ups?|notes?)"
)
_EN = (
    r"(?:hi|hello|hey|dear \w+|good (?:morning|afternoon))(?: there)?",
    r"(?:thanks|thank you|cheers|much appreciated)(?: (?:a lot|so much|in advance))?",
    r"please|quick question|by the way|real quick|for me",
    r"(?:can|could|would|will) you(?: (?:kindly|please|just|quickly|maybe))*(?: (?:tell|show|let)"
    r" (?:me|us)(?: (?:know|see))?)?(?: (?:if|whether|what|where)\b)?",
    r"(?:i|we)(?:'d| would|'m| am| are)? (?:like|need|want|looking)(?: to (?:know|see|read|find"
    r" out|check)| for)?(?: (?:something|anything))?(?: (?:on|about))?",
    r"(?:search|look(?: up| in(?:to)?| through)?|check|find|browse|go through|pull up|dig out|show"
    r"|get|give)(?: (?:me|us))?(?: (?:in|through|for|up))?(?: (?:the|our|your|any|an?|all))?"
    rf"(?: (?:if|whether))?(?: (?:the|our))?(?: \w+)?? {_PLACE_EN}"
    r"(?: (?:has anything|and see|for|on|about|if|whether|what|says?|to see|that))*",
    r"(?:is|are) there (?:any|an?|some)?(?:thing)? ?(?:\w+ )??"
    rf"{_PLACE_EN}(?: (?:on|about|for|that|which|to|explain\w*|tell\w*))*",
    r"(?:is|are) there (?:any|some)thing (?:in|on|about)",
    r"(?:do|does|did) (?:we|you|i|they) (?:have|keep|got)(?: (?:any|an?|some|the|a list of))*"
    rf"(?:thing)?(?: (?:written|{_PLACE_EN}))?(?: (?:on|about|for|how|that))*",
    rf"what (?:does|do|did|is|we have|do we have|is written)? ?(?:(?:the|our|your|in|we|have) )*"
    rf"{_PLACE_EN}(?: (?:says?|tells?|recommends?|suggests?|on|about))*",
    rf"which {_PLACE_EN} (?:tells?|says?|explains?|is about|covers?)",
    rf"(?:in|from|by|through) (?:the|our|your) {_PLACE_EN}",
    r"(?:has|have) (?:any|some)thing (?:on|about)|(?:what|where) (?:we say|can i read|is written)"
    r"(?: about| on)?|(?:and )?including (?:the )?internal (?:ones|stuff|"
    rf"{_PLACE_EN})|internal (?:ones|stuff) too",
    r"(?:any|some) (?:guidance|guide|info|information|material|idea)s?"
    rf"(?: in (?:our|the|your) {_PLACE_EN})?(?: (?:on|about))?",
    r"(?:pull|look) (?:it )?up|show (?:me|us)|tell (?:me|us)|let me know",
)
_FRAME = re.compile(
    "|".join([*_ZH, *(rf"(?<![a-z'])(?:{each})(?![a-z'])" for each in _EN)]), re.IGNORECASE
)
_LONGEST = 400  # letters; a letter or a log has no frame
_LEAST = 2  # Han characters or words that say something
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff_]+")
_EDGES = " ,，;；、。"


def matter_of(text: str) -> str:
    """What is asked, without what only asks for it; the whole where hardly anything would stay."""
    if len(text) > _LONGEST:
        return text
    left = " ".join(_FRAME.sub(" ", text).split()).strip(_EDGES)
    return left if len(_WORD.findall(left)) >= _LEAST else text
