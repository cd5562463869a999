"""Questions about what holds in the house: who may, from when, how long until, who pays, why not.

They are said in many ways, and in the words of data questions, so how one is asked only lets the
rules be looked up first. Where a rule answers, it is told; else the message is what it would have
been.
"""

import re
from dataclasses import replace

from assistant.offline import pointers
from assistant.offline.pointing import in_talk
from assistant.offline.thread import Step
from assistant.offline.trouble import KNOWLEDGE
from assistant.offline.turn import Turn

_SURE = 0.5  # of a rule, where another tool is surely wanted
_LIKELY = 0.25
_LONGEST = 160
_LEAST = 10  # letters (a Han character is two) of a question that says what it is about
# What a question about data names, and one about rules does not.
_OF_DATA = ("ticket_number", "sn", "article", "wish", "invoice", "customer", "period", "email")

_WHO_ZH = (
    r"(?:谁|哪[些几]?[个级位类种]|几级|什么(?:人|级别)|哪些人|哪个?(?:部门|岗位))[^,;.]{0,10}?(?:批|审"
    r"|点头|签|同意|拍板|做主|说了算|有权|资格|权限|可以|能|负责|决定|放行|的事|管)"
    r"|(?:要|得|该|归|由|找|等|让)谁|做主|说了算|[有没]权|资格|权限|自己批|我批|额度|归(?:我|谁|哪)"
)
_PAYS_ZH = (
    r"(?:算|归|由|是)谁的?|谁(?:出|付|掏|承担|负担|买单)|收不收|要不要钱|(?:要|收|给|另)(?:钱|费)"
    r"|收费|免费|付费|全免|算我们"
)
_MAY_ZH = (
    r"能不能|可不可以|能否|可否|是否|是不是[要得能可]?|允许|准不准|让不让|([行成])不\1|(?:行|成|可以)[吗么吧]"
    r"|要不要|需不需要|用不用|必须|非得|非要|非[^,]{1,8}不可|(?:能|可以|会|要|得|需要|还|在|算|影响)"
    r"[^,;.?!]{1,20}(?:[吗么吧不没]$|[吗么吧不没][?,.])|能[^,;.?!]{1,8}不$|动得了|不让|不给|不能|不许|不准|停[供货]"
    r"|(?:可以|允许|支持|必须)[^,;.]{0,6}(?:哪|什么)|哪[些个]?[^,;.]{0,8}(?:可以|必须|允许|要(?:返|寄))"
)
_LIMIT_ZH = (
    r"(?:多久|多长时间?|几天|多少天|几个?(?:工作日|小时|月|星期|周)|多少(?:个?工作日|小时)"
    r"|什么时候|几时|几号|哪天|几点)[^,;.?!]{0,12}(?:就|才|要|得|需|不|可|能|自[动己]|作废"
    r"|取消|失效|过期|停|算|关|内|提醒|开始|修|回|催|打|付|结账|结算|对账|有效)"
    r"|最[晚迟多少长低高快][^,;.?!]{0,6}(?:几|多|什么)"
    r"|超(?:过|出|支|预算|了)?[^,;.]{0,6}(?:多少|几)|多少(?:以上|以内|以下|之内|钱以)|多大"
    r"|(?:什么|多大)(?:程度|情况|条件|优先级)|什么样的?才|[低少到过][于到]?多少|几级|哪一?级"
    r"|才算|算不算|算[急保过在]|期限|时限|上限|标准|门槛|有效期|账期|几天|多快|多少个?工作日"
)
_RULE_ZH = (
    r"(?:如果|要是|的话|万一|假如)[^,;.?!]{0,14}|(?:了|以后|之后|满.{1,4}|一直.{1,8}|不.{1,4})(?:的话)?"
    r"(?:怎么办|会?怎样|怎么处理|咋办|要干嘛|呢$)|会怎[样么]|会不会|后果|影响|好处|限制|区别|差别|不同"
    r"|怎么(?:算|定|分|来|拿|申请|收|付|结|走|下|处理|看)|怎样(?:算|定)|依据|按(?:什么|照|汇率|哪|当时)|拿什么"
    r"|用什么|什么(?:意思|步骤|流程|路|政策|手续|要求)|啥(?:意思|状态)|流程|步骤|环节|手续|规定|政策|审批"
    r"|先[^,;.]{1,10}还是|还是[^,;.]{2,12}$|凭什么|(?:为什么|为啥|为何|怎么)[^,;.]{0,16}(?:不|非|都|得"
    r"|要|贵|便宜|低|高|少)|上班|下班|工作时间|免打扰|工作日|分级|等级|看得?[到见]|[保质]保?修?(?:期限|政策)"
)
_EN = (
    r"who(?:se|m)? (?:\w+ ){0,3}?(?:approves?|signs?|decides?|pays?|may|can|has to|have to|must"
    r"|needs? to|is (?:allowed|entitled|authori[sz]ed|responsible|in charge)|bears?|should|gets? to"
    r"|evaluates?|settles?|assigns?|receives?|inspects?|looks at|does what)"
    r"|whose (?:approval|permission|job|bill|decision|are)|who has which"
    r"|(?:at|from|above|below|up to|after|until|till|within|by|on|in) (?:what|which|how many"
    r"|how much"
    r"|when)|how (?:long|old|soon|fast|quickly|far|late|low|high|much (?:over|may|can|am)"
    r"|many (?:working )?(?:days|weeks|hours|months)|often)"
    r"|(?:am|are|is|be) (?:\w+ ){1,3}?(?:allowed|permitted|entitled|authori[sz]ed|supposed|covered"
    r"|within|in our scope|something (?:for )?(?:we|us|i)|included|under warranty)"
    r"|(?:have|has|need|needs|had) to|entitled|allowed|permitted|permission|approval|limits?"
    r"|thresholds?|polic(?:y|ies)|procedure|deadline|in charge|responsible|count(?:s|ed)? as|reopen"
    r"|lapses?|expires?|what (?:happens|if|counts|makes|options|choices)|what's different"
    r"|why (?:can|may|must|do|does|are|is|was|isn|aren|don|doesn|not)|how come|before or after"
)
# Said of much else as well.
_EN_LOOSELY = (
    r"(?:may|can|could|should|must|shall|do|does|will|would|is|are) (?:i|we|they|it|he|she|you"
    r"|my|our|their|an?|the|any|unpaid|open|your|dealers?|customers?|staff|somebody|anybody"
    r"|anyone|another|other|holidays|quotes|damage|warranty|labour|parts|r&d)|rules?|process"
    r"|steps?|stages?|terms|levels?|tiers?|what (?:do|does|are the|is the|is my|should|comes|may"
    r"|must|now|tier|can)|what's the|which (?:\w+ )?(?:may|can|dealers|repairs|boards|role"
    r"|department|level|tier|day|currency|states?|payment)|how (?:do|does|can|are|is|should) \w+"
    r"|when (?:does|do|is|are|must|should|will|may|can)|where (?:do|does|is) the"
)
_WHY = re.compile(r"(?:那|and |so |but )?(?:为什么|为啥|为何|why)")
_THINGS = ("part", "sku", "dealer", "product")
_ASKS = re.compile(
    "|".join((_WHO_ZH, _PAYS_ZH, _MAY_ZH, _LIMIT_ZH, _RULE_ZH, rf"(?<![a-z])(?:{_EN})(?![a-z])"))
)
_ASKS_LOOSELY = re.compile(rf"(?<![a-z])(?:{_EN_LOOSELY})(?![a-z])")
# Things are counted, listed, measured, or somebody's own: what is, not what holds.
_OF_WHAT_IS = re.compile(
    r"(?:他|她|它|我的?|[这那]台|客户的?)[^,;.]{0,8}[在过]保|知识库|文章|资料|手册|(?:多少|几)[张台单家件条份笔个](?!人|级|工作|小时|月|星期"
    r"|周)|有(?:哪|多)些|有?哪[些几][张台单家件条份笔]?[^,;.]{0,12}"
    r"(?:超|没|还|待|等|在|未|低于|逾|过了)|哪家|平均|占比|率是|排[名行]|统计|列[出一]|列表|还剩|剩多少|等我|有没有"
    r"|(?:卖|要|得|值|是)?多少钱|什么价|谁(?:在|欠|开|报)|欠了?多少|(?:上|这|本|今|去|下)(?:个?[月周年]|季)"
    r"|(?<![a-z])(?:how many (?!(?:working )?(?:days|weeks|hours|months))|list|show|average"
    r"|share|(?<!exchange )rate|number of|total|left|wait(?:s|ing)|pending|overdue"
    r"|how much (?:is|are|do|does|for|did)"
    r"|price of|which \w+ (?:are|is|have|has|were|need) (?!we |allowed|permitted|it |the )"
    r"|what is waiting|(?:my|our) (?:camera|device"
    r"|case|ticket|repair|next)\b.{0,20}(?:now|still)|where is my|articles?|knowledge base"
    r"|(?:my|his|her|their)(?: \w+){0,4} (?:in|under|out of|covered)"
    r"|(?:what|anything|something)(?: that)?(?: do| must| should)? i (?:have to |need to )?"
    r"(?:approve|decide|sign)|next settlement"
    r"|last|this (?:week"
    r"|month|year|quarter)|years?)(?![a-z])"
)


def asked(turn: Turn, *, wants_else: bool) -> bool:
    """Whether the message is put as a question about rules, and of nothing that it names.

    Where another tool is plainly wanted (`wants_else`), only what is hardly said of anything else
    counts.
    """
    heard = turn.heard
    text = heard.folded.folded.strip()
    if KNOWLEDGE not in turn.tools or not _width(text) >= _LEAST or len(text) > _LONGEST:
        return False
    if any(heard.of(kind) for kind in _OF_DATA):
        return False
    if _WHY.match(text) and any(heard.of(kind) for kind in _THINGS):
        return False  # of a thing that was shown
    if pointers.points_back(heard) and in_talk(turn, "ticket_number"):
        return False  # the ticket's own facts answer
    if _OF_WHAT_IS.search(text):
        return False
    return bool(_ASKS.search(text)) or (not wants_else and bool(_ASKS_LOOSELY.search(text)))


def looked_up(turn: Turn, *, wants_else: bool) -> Step | None:
    """The look-up that this turn began with, where that was made for a question about rules."""
    first = turn.thread.turn[0] if turn.thread.turn else None
    if first is None or first.call.name != KNOWLEDGE or not asked(turn, wants_else=wants_else):
        return None
    return first


def answers(step: Step, *, sure: bool) -> bool:
    """Whether a rule is what was found first; `sure` where another tool is plainly wanted."""
    passages = step.data.get("passages") or ()
    if not step.ok or not passages or passages[0].get("number"):
        return False
    return float(passages[0].get("evidence") or 0) >= (_SURE if sure else _LIKELY)


def without(turn: Turn, step: Step) -> Turn:
    """The turn as though the rules had not been looked up."""
    left = tuple(each for each in turn.thread.turn if each is not step)
    return replace(turn, thread=replace(turn.thread, turn=left))


def _width(text: str) -> int:
    return sum(1 if each.isascii() else 2 for each in text if each.isalnum())
