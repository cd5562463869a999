"""The words of a request around its matter: what may be cut from the left, what from the right."""

_END = r"(?=$|[,.;:!? ])"
_KIND = (
    r"(?:咨询|返厂|返修|维修|报修|寄修|服务|补货|经销商维修|本地维修|投诉|售后|服务请求"
    r"|rma|svc|consult)"
)
_PAPER = r"(?:工单|单子|单号|单|案子|申请|记录|请求|case|ticket|rma|tiket)"
_OPEN = r"(?:开|建|创建|新建|新开|登记|提交?|递交|录入?|立|走|下|做|申请|起|办|报|生成|安排|发起)"
_THING = r"(?:consult(?:ation)?|rma|return|repair|dealer|local|support|service|field|warranty)"
_FILE = r"(?:ticket|tiket|case|rma|return|repair|consult(?:ation)?|request|order|job|claim|svc)s?"

# A request wherever it stands.
_BOTH = (
    rf"(?:再|另外?|重新)?{_OPEN}(?:了|一下|下|立|上)?一?[个张份条台笔](?:新的?)?{_KIND}{_END}",
    r"(?:记|登记|提|收)(?:一?个|一?下|进|到)?(?:功能)?(?:需求|期望|愿望|建议)(?:清单|单|池|里)*",
    r"(?:put|add) (?:it|this|that) (?:on|to) the (?:wishlist|list)|(?:log|note) (?:it|this) down",
    r"(?:log|record|register|add|note|file|submit|enter|put|open)(?: in| down)?"
    r"(?: (?:a|an|one|another|this|that|my|the))?(?: new)? ?(?:feature )?"
    r"(?:wish|request|suggestion)(?: (?:for|from) (?:a|the|one of our|another|my) customers?)?",
    r"请问|请教|麻烦您?|劳驾|拜托|您好|你好|有劳|谢谢|多谢|辛苦了?|帮忙",
    rf"(?:直接)?{_OPEN}(?:了|一下|下|立|上)?(?:一?[个张份条台笔])?(?:新的?)?的?{_KIND}*的?{_PAPER}",
    rf"(?:直接|先)?(?:登记|报修|报个修|建档|立案|寄修|返修|返厂|{_KIND}申请)(?:一下|下|吧"
    rf"|了)?{_END}",
    rf"(?:录入|录进|进|入)(?:到)?系统(?:里|吧)?{_END}",
    rf"(?:帮我?|给我?)?(?:提|报|记|录|登记)(?:一下|上去|下来|到系统里?)(?:吧)?{_END}",
    rf"(?:怎么)?走(?:一下)?{_KIND}(?:流程)?",
    rf"(?:一?[个张份条])?{_KIND}{_PAPER}{_END}",
    r"(?:以前|之前|历史上?|过去|别人|其他人|别的机器)?(?:有没有人?|有人|有过?|是否)?"
    r"(?:遇到|碰到|见到|出现|发生|见)过?(?:没有?|吗)?",
    r"(?:有没有|有无|有什么|有)?(?:跟|和|与)?(?:这个?|那个?)?(?:类似|相似|相同|同样|一样|差不多"
    r"|同类)的?"
    r"(?:案例|先例|情况|工单|单子|case|cases|例子|问题|故障)?",
    r"(?:有没有|有)?(?:参考)?(?:案例|先例|前例)(?:推荐)?(?:一下)?(?:给我)?(?:看看|参考)?",
    r"(?:可以了?|行了?|好了?)?[,， ]*(?:那?就|直接)?(?:按|照)?(?:这个|[这那]样|上面|此)(?:来)?"
    r"(?:提交|写|办|填|录)",
    r"submit (?:it |this |that )?(?:as|like) (?:it is|this|that|done)|(?:ok )?that'?s it",
    r"(?:the )?repair (?:is )?(?:finished|done|complete)",
    r"please|pls|plz|kindly|thanks|thank you|thx|right away|asap",
    r"(?:send|ship|bring|take|give|return)(?: (?:it|this|that|one))? (?:in|back|over)"
    r"(?: (?:to|for) (?:you|hq|headquarters|repair|service|the factory))?",
    r"(?:can|could|would|will) (?:you|u|we|i)(?: please)?",
    r"(?:and )?(?:log|register|record|report|file|book|open|raise|enter) (?:it|this|that|one)"
    r"(?: in| up| for me| please| down)*",
    r"for (?:me|us)|to me",
    r"(?:(?:(?:are|were|is|was) there|do (?:we|you) have|have (?:we|you) (?:had|seen)) )?(?:any )?"
    r"(?:similar|comparable|identical|matching|related|the same)(?: (?:cases|tickets|issues|repairs"
    r"|rmas|incidents|reports|problems|faults|ones|case|ticket|issue|problem))?(?: to this"
    r"| like this)?",
    r"(?:has|have|did) (?:this|that|it|anyone(?: else)?|anybody(?: else)?|we|you"
    r"|other (?:cameras|units|customers))(?: ever)?"
    r"(?: (?:happened|happen|seen|had|have|come up|occurred|encountered|run into|reported))?"
    r"(?: this)?"
    r"(?: before)?",
    r"(?:seen|happened|occurred|known) before|in the past|previously",
    r"how (?:was|were|is|did|do|can|could) (?:that|this|it|they|these|we|you|others) "
    r"(?:fixed|solved|resolved|handled|repaired|fix|solve|resolve|handle|repair)"
    r"(?: it| this| that)?(?: before)?",
    r"(?:之前|以前|过去|后来|最后)?(?:都?是)?(?:怎么|如何|咋)(?:修|解决|处理|弄|搞)(?:好)?的",
    r"(?:客户)?(?:打电话|来电|发邮件|发微信|打来|写信)(?:过?来)?(?:说|反映|反馈|称|讲)?",
    r"这(?:个|种|样的)?(?:故障|问题|情况|毛病|现象)(?=$|有)",
    r"(?:故障|问题)?(?:描述|现象|症状|内容|原因)(?:为|是|如下)?(?=$|:)",
    # What was advised was of no use.
    rf"(?:这些|以上|上面的?|方法|我们?|客户)*(?:都|全)?(?:试过?了?|照做了?)?(?:都|全|还是|但|也)*"
    rf"(?:没用|没有用|不管用|没效果|没解决|解决不了|没帮助|不起作用)(?:了|啊|的)?{_END}",
    rf"(?:都|全)?(?:试过了?|照做了){_END}",
    r"(?:nothing|none of (?:it|this|that|these|them|those)|that|it|this|neither)"
    r"(?: has| have| really)? (?:helped|helps|worked|works|did(?:n't| not) help"
    r"|did(?:n't| not) work|does(?:n't| not) (?:help|work))(?: here| at all)?",
    r"(?:we|i|he|they)(?: have|'ve)? (?:already )?tried (?:all|everything|that|this|these|it|both)"
    r"(?: of (?:that|them|it))?(?: already)?",
    r"no (?:luck|improvement|change)",
)

_LEFT_ONLY = (
    rf"另外|同样|(?:也|再){_OPEN}?(?:一?[张个份])?{_END}|也|another|too",
    r"请|帮我们?|帮|给我们?|给|替我?|为|让你|能不能|能否|可以|可不可以|你们?",
    r"我们?(?=想|要|需|有\d|有[一两三])|我?(?:想要?|需要|要|得|打算)",
    rf"(?:新来|来|有)了?(?:一?[个张份条])(?:新的?)?{_KIND}{_PAPER}?{_END}",
    r"(?:查|找|搜|看|列|翻|调)(?:一?查|一?找|一?搜|一?看|一?下|一?翻)?(?:出来?|看|到)?(?:一下|下)?",
    r"有没有人?|有无|有哪些|还有(?:哪些|多少)|都有(?:哪些|什么)|所有的?|全部的?|显示|列表",
    r"(?:给我)?(?:几个|一些|点)(?=参考|类似|相似|案例)|参考(?=案例)",
    r"(?:故障)?(?:症状|现象|问题|描述|内容|原因)(?:就)?是|(?:症状|现象|描述|内容)[:]",
    r"关于|有关|工单|单子|知识库里?|资料库|客户|经销商|代理商|设备|这台|那台|该|它|的|是"
    r"|[个张台](?=$)",
    r"查询|名?叫|姓名|序列号|机身号|编号|s/?n|serial(?: number| no\.?)?|工单号|单号|反馈"
    r"|来电说?|说",
    r"(?:在|往|到)?留(?:一?[个条句下])言|里面?|上",
    r"(?:在|往|到)?(?:加|写|留|补充?|添加|追加)(?:一?[个条句下])?(?:内部)?(?:备注|评论|留言"
    r"|说明|记录|注释)",
    r"ok(?:ay)?|well|alright|right|yes|yeah|yep|hmm+|sorry|actually|just|(?:i|we) (?:have|got) to",
    r"好的?|行|那就?|嗯+|哦|对了|唉|等下|等等|还是",
    r"hi|hello|hey|let'?s|help me(?: to)?|(?:i|we) (?:need|want|have|had)(?: to)?",
    r"i(?:'d| would) (?:like|want|need)(?: you)? to|need(?: to)?|want(?: to)?",
    rf"(?:open(?: up)?|create|raise|log|file|register|start|make|submit|book(?: in)?|set up|put in"
    rf"|place|enter|report|record|add|write up|do|get|new)(?: (?:me|us|him|her|them))?"
    rf"(?: (?:a|an|the|another|one|new|up|in))*(?: {_THING})*(?: {_FILE})",
    r"(?:log|register|record|report|file|take|note)(?: (?:a|an|the|this|new))* "
    r"(?:call|fault|problem|issue|complaint|defect)",
    rf"(?:a|an|the|new|another)(?: (?:new|another))* ?{_THING} (?:ticket|case|request)",
    rf"new (?:{_THING}|ticket|case)",
    r"(?:show|find|search|look(?:ing)?|list|get|give|pull up|look up|check)(?: (?:me|us|up|for|the"
    r"|all|any|every))*",
    r"(?:him|her|them|this (?:customer|client)|that (?:customer|client))(?=[,.;:]|$)",
    r"[他她](?:们)?(?=[,.;:]|$|再|另|开|建|登|报|提)|(?:序列号|机身号|s/?n)(?= )",
    r"(?:all|any|every)(?= (?:the |open |closed |my )?(?:tickets|cases|rmas))",
    r"(?:cases|tickets|rmas|returns)(?= |$)|that|which|where|there is|it'?s|it|with|who",
    r"about|regarding|concerning|because(?: of)?|as|since|for|from|of|by|to|and|also|then|so",
    r"(?:the )?(?:symptom|problem|issue|fault|question) is|problem|symptom|is|are|this|the|a|an",
    r"(?:customer|client|dealer)(?:'s)?|named|called|device|unit(?= |$)|knowledge ?base|kb|'s"
    r"|body(?=,| )",
    r"(?:add|leave|write|put|make|post)(?: (?:a|an|the|internal|this|new))* (?:note|comment"
    r"|remark)s?"
    r"(?: (?:to|on|in|saying|that))*",
)

_RIGHT_ONLY = (
    r"(?:有|还有)?(?:吗|么|呢|吧|啊|呀|没有|没|的话|一下|看看|给我|参考)",
    r"(?:怎么|如何)(?:解决|处理|修|办|弄)的?(?=$)|的?(?:案例|工单|单子|返修|rma)",
    r"(?:on|with|for) (?:other|another) (?:units?|cameras?|devices?|customers?|bod(?:y|ies))",
    r"(?:problem|issue|fault) before|now|before|as well|too|of (?:this|that|it)|and|,|for|about"
    r"|with this",
)


def _joined(pieces: tuple[str, ...]) -> str:
    """One pattern; a Latin piece begins and ends with a word."""
    return "|".join(
        f"(?<![a-z0-9'])(?:{each})(?![a-z0-9])" if each.isascii() else f"(?:{each})"
        for each in pieces
    )


LEFT = _joined((*_BOTH, *_LEFT_ONLY))
RIGHT = _joined((*_BOTH, *_RIGHT_ONLY))
