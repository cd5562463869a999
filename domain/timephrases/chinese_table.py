"""Chinese time phrases as a table: how each is said, and who reads it."""

from domain.timephrases import chinese as read
from domain.timephrases.chinese import Rule
from domain.timephrases.days import moving_feast

_N = r"(?:\d{1,3}|[一二两俩三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:20\d\d财年|20\d\d年?度?|[二两][零〇0][零〇一二三四五六七八九]{2}年|(?<!\d)'?\d\d"
    r"(?=q[1-4]|h[12])"
    r"|(?<!\d)'?\d\d年(?=\s*(?:\d|[一二三四五六七八九十第q上下]))"
    r"|(?<!\d)2\d(?:财年|年度|年(?![\s的]*(?:前|后|内|以|之|间|来|经验|历史)))"
    r"|[今本去上这]一?个?财年|今年|本年度?|这一?年|当年|去年|上一?年度?|大前年|前年|明年|后年)"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)月份?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_NEAR_MONTH = r"(?:上上个?月|上个?月|本月|这个?月|当月|下下个?月|下个?月)"
_WEEK = r"(?:个?(?:周|星期|礼拜))"
_NEAR_WEEK = rf"(?:上上{_WEEK}|上一?{_WEEK}|本{_WEEK}|这一?{_WEEK}|当周|下下{_WEEK}|下一?{_WEEK})"
# `上周一共` is last week: 一 belongs to the word behind it.
_WEEKDAY = r"(?:[二三四五六日天]|一(?![共起直定些下般样半周年月季天]))"
_LAST = r"(?:最近|近|过去|前|这|之前|以往|往前)的?(?:这)?"


_TO = r"\s*(?:到|至|~|-|—|–)\s*"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"

RULES: tuple[Rule, ...] = (
    (r"(?:大前天|前天|前日|昨[天日]|昨[晚夜]|今[天日]|今[早晚]|当[天日]|明[天日]|大后天|后天)"
     r"(?:上午|下午|早上|晚上|凌晨|中午)?", read.a_day),
    (rf"(?P<w>{_NEAR_WEEK})(?P<a>{_WEEKDAY}){_TO}(?:{_NEAR_WEEK}|周|星期"
     rf"|礼拜)?(?P<b>{_WEEKDAY})", read.week_range),
    (rf"(?P<w>{_NEAR_WEEK})末(?!尾)", read.weekend),
    (r"(?P<w>)周末", read.weekend),
    (rf"(?P<w>{_NEAR_WEEK})(?P<d>{_WEEKDAY})", read.weekday),
    (rf"(?P<w>)(?:周|星期|礼拜)(?P<d>{_WEEKDAY})(?!末)", read.weekday),
    (rf"(?P<w>{_NEAR_WEEK})", read.week),
    (rf"(?P<y>)(?P<m>{_NEAR_MONTH})的?(?P<d>{_DAY}){_TO}(?P<e>{_DAY})", read.days_of_month),
    (rf"(?P<y>{_YEAR})?的?(?P<m>{_MONTH})(?P<d>{_DAY}){_TO}(?P<e>{_DAY})", read.days_of_month),
    (rf"(?P<m>{_NEAR_MONTH})的?(?P<d>{_DAY})", read.near_date),
    (rf"(?P<y>{_YEAR})?的?(?P<m>{_MONTH})(?P<d>{_DAY})", read.a_date),
    (rf"(?P<y>{_YEAR})?(?:(?P<nm>{_NEAR_MONTH})|(?P<m>{_MONTH}))的?(?P<p>上旬|中旬|下旬|月?初"
     rf"|月?中(?!旬)|月?底"
     rf"|月?末)", read.third),
    (r"(?P<y>)(?P<nm>)(?P<m>)(?P<p>月初|月中|月底|月末|上旬|中旬|下旬)(?!至今|以来)", read.third),
    (rf"(?P<y>{_YEAR})?的?(?:(?P<nm>{_NEAR_MONTH})|(?P<m>{_MONTH}))的?(?P<e>前|头|最后|末|后)"
     rf"(?P<n>{_N})个?(?P<u>天|日|周|星期|礼拜)", read.month_edge),
    (rf"(?P<y>{_YEAR})?的?(?P<s>[春夏秋])(?:天|季)", read.season),
    (rf"(?P<m>{_NEAR_MONTH})份?", read.near_month),
    (rf"(?P<d>{_DAY})", read.bare_day),
    (rf"(?P<y>{_YEAR})?的?(?P<a>{_M})月?份?{_TO}(?P<b>{_MONTH})", read.year_range),
    (rf"(?P<y>{_YEAR})?的?(?P<m>{_MONTH})", read.a_month),
    (rf"(?P<y>{_YEAR})?的?(?:第\s*(?P<q>[1-4一二三四])个?季度?|q(?P<q2>[1-4])"
     r"|(?P<q3>[1-4一二三四])季度)", read.quarter_any),
    (r"(?P<q>上上个?季度?|上一?个?季度?|本季度?|这一?个?季度?|当季度?|下一?个?季度?)",
     read.near_quarter),
    (rf"(?P<y>{_YEAR})?的?(?P<h>上|下|前|后)半年", read.half),
    (rf"(?P<y>{_YEAR})?(?:h(?P<h>[12]))", read.half),
    (rf"(?P<y>{_YEAR})?的?(?:前|头)(?P<n>{_N})个?(?:季度)", read.first_months),
    (rf"(?P<y>{_YEAR})的?(?:前|头)(?P<n>{_N})个月", read.first_months),
    (rf"(?P<y>{_YEAR})?年?(?P<e>初|底|末)(?<=年[初底末])(?!至今|以来|到现在)", read.year_end),
    (rf"(?P<y>{_YEAR})(?:一?整年|全年|一年|内)?", read.a_year),
    (rf"{_LAST}(?P<n>半)(?P<h>)(?P<u>年|个?月)", read.half_window),
    (rf"{_LAST}(?P<n>{_N})(?:个)?(?P<u>天|日|周|星期|礼拜|月|季度|年)(?P<h>半)?"
     r"(?:内|以内|之内|以来|间|里)?", read.rolling),
    (rf"(?P<n>{_N})(?:个)?(?P<u>天|周|星期|礼拜|月|季度|年)(?P<h>半)?"
     r"(?:以内|之内|内|以?来(?![电自的了过访往]))", read.rolling),
    (r"(?P<n>半)(?P<h>)(?P<u>年)(?:以内|之内|内|以来|来)", read.half_window),
    (rf"(?P<n>{_N})(?P<u>天|个?周|个?星期|个?礼拜|个月|年)(?:以|之)?前", read.ago),
    (rf"(?P<y>{_YEAR})?的?(?P<f>双十一|双11|双十二|双12|元旦|圣诞节?)", read.feast),
    (rf"(?:{_YEAR})?的?(?:春节|农历新年|清明节|端午节?|中秋节?|国庆节?|黄金周|小长假"
     r"|(?:五一|十一)(?=假|长假|期间|节|劳动节))", moving_feast),
    (r"(?P<u>本周|这周|本月|这个月|当月|本季度?|这个季度|今年|本年度?|年|月)初?(?:至今|以来"
     r"|到现在|到目前(?:为止)?"
     r"|迄今|到今天|至今为止|截至目前)", read.to_date),
    (r"(?:自|从)?(?P<u>年|月|周|季)初?(?:至今|以来|到现在)|(?:自|从)(?P<v>今?年|本?月)初",
     read.since_start),
    (r"(?P<u>年)(?:累计|度累计)|(?P<u2>今年)(?:累计|目前为止)", read.this_year),
)  # fmt: skip

SINCE = (
    r"(?:自从?|从|打|自打)?(?P<p>.+?)(?:以来|开始|[看算数]?起|至今|到现在|到今天|到目前(?:为止)?"
    r"|迄今)"
)
