"""What a message does in the dialogue beside naming things: cancel, correct, refine, command."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.model import OfferedTool
from assistant.offline.clauses import clause_spans, clauses_of
from assistant.offline.folded import Folded
from assistant.offline.mentions import Heard
from domain.language import Language

_CANCEL = re.compile(
    r"(?:哦|不|等等|等一下|等下|那|那就|还是|我)?(?:先)?(?:算了|取消|不用了?|不要了?|别弄了?"
    r"|别开了?"
    r"|别做了?|不开了?|不做了?|不弄了?|别建了?|不建了?|别报了?|不报了?|先别|放弃|作罢|停|撤销"
    r"|撤了?|不管(?:它|这个)?了)"
    r"(?:这个|那个|单子?|它)?(?:吧|了|掉|先)?(?:[,. ]*(?:不用|不要|不开"
    r"|取消)了?)?(?:[,. ]*(?:谢谢|多谢))?"
    r"|(?:ok |okay |no |please |let'?s |just )*(?:cancel|never ?mind|forget (?:it|about it)|stop"
    r"|drop (?:it|that|this)|abort|skip (?:it|that|this)|forget that"
    r"|no thanks?|leave (?:it|that)|(?:scrap|scratch) (?:it|that|this)|don'?t (?:bother|open(?: it"
    r"| one| that| anything)?|do (?:it|that)))(?: it| that| this| please| thanks?| for now"
    r"| then| after"
    r" all| again| altogether)*"
)
_YES = re.compile(
    r"确认(?:提交|执行)?|确定|提交|是的?|yes(?: please)?|y|yep|yeah|confirm(?:ed)?|do it|please do"
)
_HAS_IT_NOT = re.compile(
    r"(?:这个|那个|它|序列号|客户|他们?|她|对方|现在|目前|暂时|我|我们|手上|都|也|还|先|的|名字|sn"
    r"|号码?|金额)*(?:不知道|不清楚|不确定|不记得"
    r"|没(?:有|给|发|说|问|提供|拿到|记)(?:给)?(?:我|我们)?"
    r"|未知|问不到|查不到|空着)(?:呢|啊|了|的|过来|吧|序列号|sn)*"
    r"|(?:i |we |he |she |they |the customer |sorry )*(?:do(?:es)? ?n[o']?t|did ?n[o']?t"
    r"|have ?n[o']?t|has ?n[o']?t|not|no)(?: |$)(?:yet )?"
    r"(?:know|have|got|sure|given|sent|told|say|said|idea|clue)?"
    r"(?: (?:it|that|one|any|me|us|him|yet|them|the (?:number|serial(?: number)?|sn)))*"
    r"|(?:unknown|not known|no idea|dunno|none yet)"
)
_CLAUSE = re.compile(r"[.,;:!?\n]+\s*|\s+(?:but|so|and)(?![a-z])\s*")
_HERE = re.compile(
    r"手上|手头|身边|这边|这里|(?<![a-z])(?:right now|here|at hand|with me|to hand|at the moment"
    r"|now)(?![a-z])"
)
_GOES_AHEAD = re.compile(
    r"(?:那?就|你|请|帮我)*(?:直接|照样|先)|(?:please |can you |you can )*(?:just|open|do"
    r"|go ahead)(?![a-z])",
    re.IGNORECASE,
)
_WITHOUT_IT = re.compile(
    r".{0,24}(?:不填|不用|不要|没有?|空着)(?:序列号|机身号|sn|它|这个)(?:也行|直接|先|就)*(?:开"
    r"|建|报|做)?(?:吧|行|就行|单)*"
    r"|.{0,40}(?<![a-z])without (?:it|one|that|(?:a |the |any )?(?:serial(?: number)?|s/?n|number))"
    r"(?: (?:then|please|for now|anyway|now))*"
)
_WHY = re.compile(
    r"(?:那|这|请问|可|但)*(?:是)?(?:为什么|为何|为啥|凭什么|怎么|什么原因)(?:就|会)?(?:不行"
    r"|不可以|不能|不让|不给|这样|没有权限|不允许)?"
    r"(?:呢|啊|吗|的)?|(?:but |and |hm+ |ok |so )*(?:why(?: (?:not|is that|so|can'?t (?:i|we)"
    r"|not allowed|that|isn'?t it|am i not allowed|are we not allowed))?|how come"
    r"|what'?s the reason|for what reason)"
)
_FEW = 2
_NOTED = re.compile(
    r"\s*(?:(?:none|nothing|ok(?:ay)?|oh|ah|hm+|right|alright|all right|great|good|fine|perfect"
    r"|thanks|thank you|thx|i see|got it|cool)(?![a-z])"
    r"|哦+|噢|嗯+|好的?|好吧|行|知道了|明白了?|了解|收到|谢谢|没有吗|没有啊)"
    r"\s*[,.?!;，。？！；]+\s*",
    re.IGNORECASE,
)
_DROPS = re.compile(
    r"\s*(?:那|还是)?(?:先)?(?:算了|不用了|不管(?:它|这个|那个)了?|不说(?:它|这个|那个)了?"
    r"|换个话题)"
    r"(?:吧)?[,，.。;；!！\s]+"
    r"|\s*(?:ok |okay |no )?(?:never ?mind|forget (?:it|that|about it)|leave (?:it|that))"
    r"[,.;!\s]+(?:and |but |just )?",
    re.IGNORECASE,
)
_SMALL_WORDS = re.compile(
    r"那么?|只|仅|就|再|还|换成?|改成?|改为|呢|的|吗|么|看|要|有|是|也|和|了|吧|啊|请|换|个|来|把"
    r"|为|给我|一下|怎么样|如何|情况|展开|拆开|细分|细看|排序|排列|排(?=$)"
    r"|跟|与|同|比|对比|相比|比较|就行|就好|即可|就可以|来看|来分|分开|拆分|汇总|分别|同样|另外|按"
    r"|工单|单子|单|优先级|回到|刚才|刚刚|之前|前面|统计|(?<![a-z])(?:priority|and|only|just|what"
    r"|how|about|the|ones?|for|in|of|now|instead|with"
    r"|from|please"
    r"|show|me|then|first|sorted|sort|but|also|same|switch|does|compare|tickets?|cases?|those|that"
    r"|are|is|on|make|it|to|change|set"
    r"|during|at|ok|no|vs|versus|against|compared|than|enough|split|break|broken|down|group|grouped"
    r"|every|each|per|by|still|again|here)"
    r"(?![a-z])"
)
_CORRECTION = re.compile(
    r"不(?:是|对)[^,.;\n]{0,40}[,.; ]*(?:而是|应该是|应为|是)"
    r"|(?:错了|搞错了|写错了|说错了|更正)[^\n]{0,10}(?:是|应该是|[:,])"
    r"|(?:改成|改为|换成|应该是|我是说)"
    r"|(?<![a-z])not\s.{1,40}?[,;]?\s*(?:but|it'?s|it is|rather|i meant?)(?![a-z])"
    r"|(?<![a-z])(?:i meant?|i mean|correction|sorry,? it'?s|make (?:it|that)|change (?:it|that) "
    r"to|should be"
    r"|actually)(?![a-z])"
)


_FIELD = re.compile(
    r"(?:客户|优先级|产品|型号|序列号|机身号|经销商|类别|分类|运费|人工费?)\s*(?:是|为|[:,])"
    r"|(?:the )?(?:customer|client|priority|product|model|serial(?: number)?|s/?n|dealer|category"
    r"|shipping|labou?r)\s*(?:is|[:=])(?![a-z])"
)
_SETTING = re.compile(
    r"(?:改|调|提|设|升|降|变|换)(?:成|为|到|至|回)"
    r"|(?<![a-z])(?:make|set|change|bump|raise|move|put|switch|up)(?![a-z])"
)
_DROP = re.compile(
    r"去掉|去除|删掉|删除|删了|拿掉|拿走|减掉|除去|扣掉|移除|撤掉|取消|不要了?|不用了?|不需要|不收"
    r"|别要|免了|免掉"
    r"|(?<![a-z])(?:drop|remove|take (?:out|off|away)|leave (?:out|off)|without|skip|lose|delete"
    r"|scratch|strike|don'?t (?:need|want)|no|not|minus|waive)(?![a-z])"
)
_ADD = re.compile(
    r"[再另外]加|加上|加个|加[一二两三四五六七八九十\d]|增加|添[上加个]?|还[要需有]|外加"
    r"|再[来要补订多]|多[加来要]|追加|补上|一起算上|算上"
    r"|^(?:and|plus)(?![a-z])|(?<![a-z])(?:also|add|another|include|put in|throw in|extra|more"
    r"|additional|as well|too)(?![a-z])"
)
_ONLY = re.compile(r"[只就光仅]要|只留|(?<![a-z])(?:only|just|nothing but)(?![a-z])")
_INSTEAD = re.compile(
    r"改|换成|调成|变成|减到|加到|减少到|增加到|只要|就要|instead"
    r"|要\s*[\d一二两三四五六七八九十]|(?<![a-z])(?:reduce|increase|lower|raise|cut|up)(?![a-z])"
    r"|^\W*(?:\d{1,4}|[一二两三四五六七八九十]{1,3})\s*(?:[个件块片套只]|pcs|pieces|units)?"
    r"\s*(?:吧|好了|就行|就好|够了|please)?\W*$"
)
_ONE_MORE = re.compile(
    r"也|另外?|再(?:开|建|来|给|提)|还有一?[台个张]|同样|[开建]一?[张个]"
    r"|(?<![a-z])(?:also|another|too|as well|one more|same for|open|create|and one)(?![a-z])"
)
_LEADS_ON = re.compile(
    r"^(?:那|还有|换|再|只|改|回到|回头|back to|return to|and|what about|how about|only|just|then"
    r"|same|switch|change|now)(?![a-z])"
    r"|呢[?]?$|instead"
)


def cancels(heard: Heard) -> bool:
    return bool(_CANCEL.fullmatch(heard.folded.folded.strip(" .,!?~")))


def drops_it(heard: Heard) -> bool:
    """Whether a clause withdraws what is being done, whatever else is said: `wait, drop that`."""
    return any(_CANCEL.fullmatch(each.strip(" .!?~")) for each in clauses_of(heard.folded.folded))


def behind_a_drop(heard: Heard) -> str | None:
    """What is said behind such a clause: `drop it, how many fans are left`."""
    text = heard.folded.folded
    for start, end in clause_spans(text):
        if _CANCEL.fullmatch(text[start:end].strip(" .!?~")):
            return heard.folded.said(end, len(text)).strip(" ,，.。;；!！") or None
    return None


def has_it_not(heard: Heard) -> bool:
    """Whether a message says that something is not known, or not here yet, or to be left out."""
    text = heard.folded.folded
    if _HAS_IT_NOT.fullmatch(text.strip(" .,!?~")):
        return True
    return any(_WITHOUT_IT.fullmatch(each.strip(" .!?~")) for each in clauses_of(text))


def asks_why(heard: Heard) -> bool:
    """Whether a message is nothing but the question for the reason."""
    return bool(_WHY.fullmatch(heard.folded.folded.strip(" .,!?~")))


def decides(heard: Heard) -> bool:
    """Whether a message is nothing but a yes to something."""
    return bool(_YES.fullmatch(heard.folded.folded.strip(" .,!~")))


def after_a_word(text: str) -> str | None:
    """What a message says behind a word that only takes note: `none? then the ones in transit`."""
    match = _NOTED.match(text)
    rest = text[match.end() :].strip() if match else ""
    return rest if sum(map(str.isalnum, rest)) > _FEW else None


def after_lacking(heard: Heard) -> str | None:
    """What a message asks for behind the word that something is not at hand.

    `Don't have it here. List the RMAs we had`: where that is looked for.
    """
    text = heard.folded.folded
    for match in _CLAUSE.finditer(text):
        lacks = _HAS_IT_NOT.fullmatch(_HERE.sub("", text[: match.start()]).strip())
        behind = heard.folded.said(match.end(), len(text)).strip()
        says = sum(map(str.isalnum, behind)) > _FEW and not _GOES_AHEAD.match(behind)
        return behind if lacks and says else None
    return None


def after_dropping(text: str) -> str | None:
    """What a message wants instead of what it waves away: `never mind, show me K2602-0001`."""
    match = _DROPS.match(text)
    return text[match.end() :].strip() or None if match else None


def leads_on(heard: Heard) -> bool:
    """Whether a short message goes on with what was asked before."""
    return bool(_LEADS_ON.search(heard.folded.folded))


def puts_right(text: str) -> bool:
    """Whether a message corrects what was said before, says what one field is, or drops it."""
    folded = Folded.of(text).folded
    corrects_it = _CORRECTION.search(folded) or _FIELD.match(folded)
    return bool(corrects_it) or after_dropping(text) is not None


def wants_one_more(text: str) -> bool:
    """Whether a message asks for the like of what was just made: `and one for ME_207891, too`."""
    return bool(_ONE_MORE.search(Folded.of(text).folded))


def drops(heard: Heard) -> bool:
    """Whether something is to be left out."""
    return bool(_DROP.search(heard.folded.folded))


def adds(heard: Heard) -> bool:
    """Whether something is to come on top."""
    return bool(_ADD.search(heard.folded.folded))


def means_only(heard: Heard) -> bool:
    """Whether nothing but what is named is to stay."""
    return bool(_ONLY.search(heard.folded.folded))


def changes(text: str) -> bool:
    """Whether a message alters what was asked for: takes from it, adds to it, sets it anew."""
    folded = Folded.of(text).folded
    return any(each.search(folded) for each in (_DROP, _ADD, _ONLY, _INSTEAD, _SETTING))


def corrects(heard: Heard) -> int | None:
    """Where the corrected value begins, if the message corrects one."""
    match = _CORRECTION.search(heard.folded.folded)
    return match.end() if match else None


def sets(heard: Heard) -> bool:
    """Whether a message gives something another value."""
    return corrects(heard) is not None or bool(_SETTING.search(heard.folded.folded))


def settings(heard: Heard) -> list[tuple[int, int]]:
    """Where the words stand by which a message gives something another value."""
    return [match.span() for match in _SETTING.finditer(heard.folded.folded)]


def rest(heard: Heard, spans: Sequence[tuple[int, int]] = ()) -> str:
    """What a message says besides the names in it and small words: empty for a mere refinement."""
    text = heard.folded.folded
    for start, end in [*spans, *((each.start, each.end) for each in heard.mentions)]:
        text = text[:start] + " " * (end - start) + text[end:]
    text = _SMALL_WORDS.sub(" ", text)
    return "".join(each for each in text if each.isalnum())


@lru_cache(maxsize=256)
def _folded_label(label: str) -> str:
    return Folded.of(label.rstrip("…. ")).folded


def commanded(heard: Heard, tools: Sequence[OfferedTool]) -> tuple[OfferedTool, str] | None:
    """The tool whose label opens the message, and the words after it (see `speech.command`)."""
    for offered in tools:
        for language in Language:
            label = _folded_label(offered.tool.label.in_(language))
            if label and heard.folded.folded.startswith(f"{label}:"):
                start = len(label) + 1
                return offered, heard.folded.said(start, len(heard.folded.folded)).strip()
    return None
