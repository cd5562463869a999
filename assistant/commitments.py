"""What a sentence commits the desk to: somebody of ours will act, something will come or be done.

A promise is known by who is to act and by its time, not by its verb: the ways to say what will be
done are without end, while an answer from what was looked up seldom says of the desk what it will
do. What was done, what may be done, what others said, what a machine does, questions, requests and
denials commit nobody.
"""

import re

_SPAN = (
    r"(?:the |an? |one |two |three |four |five |a few |a couple of |\d+ ?|twenty-four )"
    r"(?:business |working )?(?:minute|hour|day|week|month|year)s?"
)
# Days that only a calendar or a colleague could confirm.
DAY = re.compile(
    r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?|\d{1,2}月\d{1,2}[日号]|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|[一二两三四五六七八九十\d]+\s*个?(?:小时|工作日|天|日|周|星期|月)(?:之?内|以内)"
    r"|今[天日早晚]|明[天日早晚]|后天|(?:本|这|下)个?(?:周|星期|月)[一二三四五六日天末底]?|[月年]底"
    r"|(?:周|星期)[一二三四五六日天]"
    r"|\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|next) (?:week|month|release|firmware)"
    rf"|within {_SPAN}|in {_SPAN}|end of (?:the|this|next) \w+"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december)"
    r"|in may)\b",
    re.IGNORECASE,
)
# Times that lie ahead and so are a promise by themselves.
_AHEAD = re.compile(
    rf"\b(?:tomorrow|tonight|overnight|next (?:week|month|release|firmware)|within {_SPAN}"
    r"|by (?:the end|the \d+(?:st|nd|rd|th)|noon|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day"
    rf"|next \w+)|in {_SPAN}"
    r"|first thing|right away|shortly|any (?:minute|day) now)\b"
    r"|\b(?:arrives?|leaves?|ships?) (?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today)"
    r"|明[天日早晚]|后天|今晚|下个?(?:周|月|星期)|近期|届时|月底前?"
    r"|(?:周|星期)[一二三四五六日天末]之?前|本周之?内|[一二两三四五六七八九十\d]+"
    r"\s*个?(?:小时|工作日|天|日|周|星期)(?:之?内|以内)",
    re.IGNORECASE,
)

_PEOPLE = (
    r"(?:teams?|desk|engineers?|technicians?|colleagues?|couriers?|specialists?|experts?|agents?"
    r"|representatives?|managers?|supervisors?|workshop|lab|cent(?:re|er)s?|warehouse|department"
    r"|staff|drivers?|support"
    r"|service|people|factory|company|production|r&d|developers?|accounting|logistics|leads?)"
)
_OURS = (
    r"(?:we|i|they|who|some(?:one|body)(?: \w+){0,3}?"
    r"|support|service|production|logistics|accounting"
    rf"|(?:our|the|an?|another|my) (?:[\w-]+ ){{0,2}}?{_PEOPLE}(?: [A-Z][a-z]+)?)"
)
_WILL = (
    r"(?:['’]ll(?: \w+ly)?|\s+(?:\w+ly )?(?:will|shall)"
    r"|(?:['’](?:re|m|s)|\s+(?:is|are|am)) (?:going|about) to)"
)
# What may be said to come: looking, knowing, and what a machine shows everybody.
_HARMLESS = r"(?:see|know|need|have to|notice|be able)"
# What the assistant does at once, in the same answer.
_AT_ONCE = (
    r"(?:see|know|need|have to|notice|be able|look|check|search|find|read|open the|pull|review"
    r"|compare|list|show|summari[sz]e|draft|prepare|explain|help|try|go (?:through|over|on)|walk"
    r"|start|use|assume|answer|describe|translate|first|now|just|quickly)"
)
_AFTER_ALL = (
    r"(?:get back|let you know|call|contact|tell you|inform|notify|(?:update|keep|write to) you)"
)
_SEEING = (
    r"looking|seeing|checking|searching|reading|using|showing|listing|assuming|talking|missing"
    r"|going|drafting|preparing|opening the"
)
_THING = (
    r"(?:camera|unit|parts?|device|replacement|refund|order|parcel|package|delivery|shipment|loaner"
    r"|patch|fix|issue|problem|case|repair|invoice|money|courier)"
)
_PASSIVE = (
    r"(?:be \w+(?:ed|en|nt|id|ought|one)\b|be (?:ready|back|there|with you)|arrive|come|reach)"
)
_GOOD = (
    r"(?:call|reply|answer|results?|tracking|voucher|response|refund|e-?mail|update|replacement"
    r"|parts?|units?|parcel|news|word"
    r"|confirmation|notification|quote|package|credit|delivery|solution|loaner)"
)
_ENGLISH = re.compile(
    rf"\b(?!we\b|i\b){_OURS}{_WILL} (?!{_HARMLESS}\b)\w+"
    rf"|\b(?:we|i){_WILL} (?!{_AT_ONCE}\b)\w+"
    rf"|\b(?:we|i){_WILL}\b.{{0,60}}?\b{_AFTER_ALL}\b"
    rf"|\b(?:we|i)(?:['’](?:re|m)|\s+(?:are|am)) (?:\w+ly )?(?!(?:{_SEEING}))\w{{2,}}ing\b"
    rf"|\b(?-i:[A-Z][a-z]+)(?: from (?:the |our )?\w+)?{_WILL} (?:write|call|contact|reply|answer"
    r"|get (?:back|in)|reach|be in touch|take care|look after|see to)\b"
    rf"|\b(?:the|our|my) (?:[\w-]+ )?{_PEOPLE} (?:takes|pays|commits|fixes|sends|answers|ships"
    rf"|handles|calls"
    r"|contacts|picks|repairs|delivers|reports|replaces)\b"
    r"|\b(?:we|i) (?:intend|plan|aim|mean) to \w+|\b(?:everything|all) is (?:arranged|set|booked)"
    rf"|\b(?:bug|error|issue|problem|fault|freeze)s?{_WILL} be (?:gone|over|history)\b"
    rf"|\b{_THING} (?:goes|comes) (?:out|back)\b"
    r"|\bshould (?:reach|be with|arrive at|get to) you\b|\b(?:look out|watch out"
    r"|watch) for (?:an?|the|our)\b"
    r"|\byou['’]re getting\b|\bis confirmed for\b|\bit['’]s going to be (?:sorted|fixed|fine"
    r"|done)\b"
    r"|\b(?:as soon as|once|when)\b[^,]{0,60}, we (?!see|found|have|are|can|need)\w+"
    rf"|\b(?:the|our|an?|one of our) (?:\w+ )?{_PEOPLE} (?:is|are) (?:\w+ly )?(?!waiting"
    rf"|looking)\w{{2,}}ing\b"
    r"|\b(?:i|we)(?:['’]ve|\s+have)\s+(?:already |just |now )?(?:scheduled|arranged|booked|asked"
    r"|notified|informed|forwarded|escalated|passed|told|alerted|requested|initiated|processed"
    r"|ordered|shipped|refunded|contacted|instructed|submitted|reported|raised|sent)\b"
    rf"|\b(?:your|a|the) {_THING} (?:\w+ )?(?:is|are|has been|have been) (?:being|on (?:its|the"
    rf"|their)"
    r" way|ordered|initiated|arranged)"
    r"|\b(?:are|is) (?:already )?on it\b|\bwill do so\b|\bleave (?:it|this|that) (?:with"
    r"|to) (?:me|us)"
    r"|\bconsider it\b|\bwith our \w+, who\b|\bhelp is coming\b"
    rf"|\b(?:wait for|await) (?:a|the|our|their) (?:\w+ )?{_GOOD}\b"
    r"|\byou(?:['’]ll|\s+(?:will|can expect|should|are going))\b.{0,30}?"
    rf"\b(?:hear (?:back|from)|(?:receiv(?:e|ing)|get(?:ting)?|have|expect)\b.{{0,24}}?\b{_GOOD}\b"
    r"|be (?:called|contacted|refunded|notified|informed|reimbursed|paid))"
    rf"|(?:\byou (?:can|may) |^\W*(?:please )?)expect\b.{{0,40}}?\b{_GOOD}\b"
    rf"|\b(?:your|the|a|new|my)\s+(?:[\w-]+ ){{0,2}}?{_THING}{_WILL}\b.{{0,30}}?\b{_PASSIVE}"
    rf"|\b(?:firmware|version|update|release)\b.{{0,16}}?{_WILL} be (?:released|published|out"
    rf"|ready)\b"
    rf"|\bit{_WILL} (?:\w+ )?(?:be (?:fixed|repaired|solved|shipped|replaced|settled|done)|pick up)"
    r"|\b(?:we|i) (?:can |do )?(?:promise|guarantee|assure)|\bis guaranteed\b|\brest assured\b"
    r"|\byou have (?:my|our) (?:word|assurance)|\bpicks? (?:it|them) up\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|no one|nobody|nothing|none|unable|without|no \w+)\b|n['’]t\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:customers?|dealers?|owners?|clients?|he|she)\s+(?:has |have |had )?(?:\w+ )?"
    r"(?:says?|said|writes|wrote|told|expects?|wants?|promised|hopes?|asks?|asked|wishes)\b"
    r"|\b(?:due|overdue|expires?|ends|deadline)\b"
    r"|^\W*(?:please|kindly|try|send|check|restart|reply|write|call)\b",
    re.IGNORECASE,
)
_ON_YOUR_WORD = re.compile(
    r"\b(?:if|once|when|after|as soon as|until)\s+(?:you|it is|the card|the desk|approved"
    r"|confirmed)",
    re.IGNORECASE,
)

_OUR_SIDE = (
    r"(?:我们?|我这边|咱们|本?公司|客服[台部]?|工程师|技术(?:人员|支持|部)?|维修(?:部门?|人员|师傅)"
    r"|研发(?:部门?)?|同事|专人|专员|工作人员|人员|售后(?:人员|团队)?|市场部|物流|快递|仓库|他们"
    r"|师傅"
    r"|有人|负责人|团队|领导|财务|技术员|主管|经理|快递员|人工客服)"
)
_SOON = (
    r"(?:会|将|要去|马上|稍后|尽快|立即|立刻|随后|随即|即将|这就|很快|及时|随时|第一时间|主动|后续"
    r"|一定|保证|承诺|争取|正在|去)"
)
_FOR_YOU = r"(?:[给帮替为跟与和向]您|[给帮替为]你)"
_LOOKING = (
    r"(?:查|找|看|检索|搜|读|核对|生成|列|整理|汇总|统计|起草|草拟|准备|写|翻译|解释|介绍|总结"
    r"|说明)"
)
_TELLING = r"(?:联系|联络|回电|致电|回复|答复|回访|回话|通知|告知|告诉|沟通|对接)"
_GOODS = (
    r"(?:备件|配件|零件|备用机|快递|包裹|机器|设备|样机|新机|相机|退款|退货款?|款项?|维修|固件|版本"
    r"|补丁|问题|货)"
)
_COMES = (
    r"(?:发出|寄出|发货|寄[到给回]|到货|送达|到账|修好|修复|发布|推出|上线|解决|完成|退回|送到"
    r"|到达)"
)
_CHINESE = re.compile(
    rf"{_OUR_SIDE}(?!可以|可|能).{{0,14}}?{_SOON}(?!.{{0,4}}?{_LOOKING})"
    rf"|{_OUR_SIDE}(?!可以|可|能).{{0,8}}?{_FOR_YOU}(?!(?:.{{0,3}}){_LOOKING})"
    rf"|{_SOON}.{{0,16}}?{_FOR_YOU}.{{0,8}}?(?:{_TELLING}|取得联系|安排|换|寄|发|修|退|补)"
    r"|让.{0,8}?[找联给]系?您|给您(?:结果|说法|消息)|来(?:解决|处理|承担|负责)|[您你](?:就"
    r"|都)?不用管"
    r"|(?:您|你)等我|等我(?:消息|电话)|到您手[上里]|由我们|我们出|我让.{0,10}?(?:发|寄|修|换|给"
    r"|优先)"
    r"|给您(?:修|换|寄|补|办|重新|校准|免)|我(?:已经?|来).{0,8}?(?:递交|提交|打过招呼|申请|登记"
    r"|下单|安排|联系)"
    r"|优先(?:处理|发|修|安排)|申请我已经?|晚点.{0,4}?(?:找|给|打|联系)"
    r"|(?:打款|转账|退还)给?您|马上(?:为|给)您|全程(?:跟踪|负责)|技术员.{0,6}上门"
    rf"|{_SOON}.{{0,8}}?{_TELLING}您|再{_TELLING}您|与您{_TELLING}|加您微信"
    rf"|[您你].{{0,8}}?[将会].{{0,8}}?[收接]到.{{0,12}}?(?:回复|答复|电话|邮件|退款|快递|通知|件"
    rf"|包裹)"
    rf"|{_GOODS}.{{0,16}}?(?:[会将预]|保证|争取).{{0,4}}?[于在计].{{0,16}}?{_COMES}"
    rf"|(?:预计|估计|最[快迟晚]).{{0,12}}?{_COMES}|正在(?:赶|处理|安排|派)"
    rf"|已经?{_FOR_YOU}(?!.{{0,3}}?{_LOOKING})|已经?将[您你]|已经?(?:通知|转给|转告|反馈给|上报|安排(?!在))"
    rf"|有(?:了)?(?:消息|进展|结果).{{0,10}}?{_TELLING}"
    r"|(?:等待|等候|留意).{0,8}?(?:电话|联系|回复|来电)|耐心等"
    r"|请?放心|包您|负责到底|负责.{0,6}为止|盯着|加急处理|一定.{0,6}(?:修|解决|处理|满意|办)"
    rf"|(?:保证|承诺).{{0,12}}?(?:{_COMES}|处理|退|赔|换|修)|承担.{{0,6}}费|全额退"
    r"|(?:会|将|给您|为您).{0,6}?免费.{0,6}?(?:换|修|寄|送|补)"
    r"|(?:会|将|马上|今|明).{0,8}?(?:上门|取件|收件|赶往|赶来|派人)"
)
_DENIED_ZH = re.compile(r"不(?!久|日)|无法|没|未|别|难以|并非|谁也|尚")
_OF_OTHERS_ZH = re.compile(
    r"(?:客户|经销商|用户|对方|机主|顾客|[他她](?!们)).{0,6}?"
    r"(?:说|表示|称|提到|希望|要求|询问|答应|问|反馈|预约)"
    r"|到期|超期|过期|逾期|截止|过保|^\W*(?:请|建议|麻烦)(?!放心|等|耐心|您?(?:等待|耐心|放心))"
)
_ON_YOUR_WORD_ZH = re.compile(
    r"[您你].{0,4}?(?:确认|批准|同意|点击|审批|审核|提交)(?:之|以)?后|(?:如果|若|只要|一旦)[您你]"
    r"|^\W*(?:确认|批准|同意|审批|审核|开好)(?:之|以)?后"
)

# Whose time ahead is a promise: what is ours to do or yours to get.
_OF_OURS = re.compile(
    rf"\b(?:you|your|we|our|i|{_PEOPLE}|{_THING}|firmware|update)\b|您|{_OUR_SIDE}|{_GOODS}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,，;；:：]|\bbut\b|\bhowever\b|但|不过|可是", re.IGNORECASE)
_ASKS = re.compile(r"[?？][”\"']?\s*$")


def commits(sentence: str) -> bool:
    """Whether a sentence says that we will do something, or that something will come or be done."""
    if _ASKS.search(sentence):
        return False
    conditional = _ON_YOUR_WORD.search(sentence) or _ON_YOUR_WORD_ZH.search(sentence)
    if conditional and not _AHEAD.search(sentence):
        return False
    rules = [_ENGLISH, _CHINESE, *([_AHEAD] if _OF_OURS.search(sentence) else [])]
    found = (each for rule in rules for each in rule.finditer(sentence))
    return any(_is_ours(sentence, each) for each in found)


def _is_ours(sentence: str, match: re.Match[str]) -> bool:
    """Whether what was found is said by us, and said to be so: in its own clause."""
    before = [each.end() for each in _CLAUSE.finditer(sentence, 0, match.start() + 1)]
    after = _CLAUSE.search(sentence, match.end())
    clause = sentence[before[-1] if before else 0 : after.start() if after else len(sentence)]
    refuted = (_DENIED, _DENIED_ZH, _OF_OTHERS, _OF_OTHERS_ZH)
    return not any(each.search(clause) for each in refuted)
