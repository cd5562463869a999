"""English time phrases as a table: how each is said, and who reads it."""

from domain.timephrases import english as read
from domain.timephrases.days import moving_feast
from domain.timephrases.english import Rule

_N = (
    r"(?:\d{1,3}|a couple of|couple of|"
    + "|".join(sorted(read.COUNTS, key=len, reverse=True))
    + ")"
)
_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WD = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?"
_Y = (
    r"(?:20\d\d|'\d\d|(?:this|the current|current|the last|last|the previous|previous|the next"
    r"|next)"
    r" year(?:'s)?|(?:the )?year before last|that year)"
)
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_OF = r"(?:,? of |,? in |, ?| )"
_THIS = r"(?:this|the current|current|the present)"
_PREV = r"(?:the previous|the preceding|previous|preceding|the last|last|the prior|prior)"
_NEXT = r"(?:the next|next|the coming|coming|the following)"
_PAST = (
    r"(?:the past|past|the last|last|the trailing|trailing|the previous|previous"
    r"|the most recent|the latest)"
)
_WHOLE = (
    r"(?:all of |the whole of |the entire "
    r"|(?:the )?(?:calendar |full |whole |fiscal |financial )year |fy ?)"
)


_UNITS = r"(?:hours?|days?|weeks?|fortnights?|months?|quarters?|half[- ]years?|years?)"
_TO = r" ?(?:to|through|thru|until|till|-|–|—|and) ?"

RULES: tuple[Rule, ...] = (
    (r"(?:the )?day before yesterday|yesterday(?: morning| afternoon| evening)?|today|tonight"
     r"|last night"
     r"|this (?:morning|afternoon|evening)|(?:the )?day after tomorrow|tomorrow", read.a_day),
    (r"(?:the )?(?P<u>week|month|quarter|year) (?P<r>before last)", read.unit),
    (rf"(?P<r>{_THIS}|{_PREV}|{_NEXT}) (?:(?:calendar|fiscal|financial) )?"
     r"(?P<u>week|month|quarter|year|fy)(?:'s)?(?! before)", read.unit),
    (rf"(?:the )?(?P<r>this|past|{_PREV}|{_NEXT}) weekend", read.weekend),
    (rf"(?:from )?(?P<d>{_WD}){_TO}(?P<e>{_WD}) (?:of )?(?P<r>{_THIS}|{_PREV}|{_NEXT}) "
     rf"week", read.weekdays),
    (rf"(?P<d>{_WD}) (?:of )?(?P<r>{_THIS}|{_PREV}|{_NEXT}|the) week(?: before last)?",
     read.weekday),
    (rf"(?:(?P<r>this|{_PREV}|{_NEXT}) )?(?P<d>{_WD})", read.weekday),
    (rf"(?P<m>{_M}) (?P<d>{_D}){_TO}(?P<e>{_D})(?:{_OF}(?P<y>{_Y}))?", read.dates),
    (rf"(?P<d>{_D}){_TO}(?P<e>{_D}) (?:of )?(?P<m>{_M})(?:{_OF}(?P<y>{_Y}))?", read.dates),
    (rf"(?P<m>{_M}) (?:the )?(?P<d>{_D})(?:{_OF}(?P<y>{_Y}))?", read.a_date),
    (rf"(?:the )?(?P<d>{_D}) (?:of )?(?P<m>{_M})(?:{_OF}(?P<y>{_Y}))?", read.a_date),
    (r"(?P<d>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?: of (?:the|this) month)?", read.the_day),
    (rf"(?:the )?(?P<p>early|mid|late|beginning of|start of|middle of|end of)[- ]?(?:in "
     rf")?(?P<m>{_M})"
     rf"(?:{_OF}(?P<y>{_Y}))?(?P<r>)", read.part),
    (rf"(?:the )?(?P<p>beginning|start|middle|end) of (?P<m>)(?P<y>)(?:(?P<r>{_THIS}|{_PREV}|the) "
     rf")month", read.part),
    (rf"(?:the )?(?P<p>beginning|start|end) of (?:the )?(?P<y>{_Y})", read.year_part),
    (rf"(?:the )?(?P<o>first|last) (?P<n>(?!an? |one ){_N}) (?P<u>days|weeks) (?:of|in) (?P<m>{_M})"
     rf"(?:{_OF}(?P<y>{_Y}))?(?P<r>)", read.month_edge),
    (rf"(?:(?P<r>this|{_PREV}) (?P<s0>spring|summer|autumn|fall)"
     rf"|(?:the )?(?P<s>spring|summer|autumn|fall)(?: of|(?<!fall) in)? (?P<y>{_Y}))", read.season),
    (rf"(?P<m>{_M})(?:{_OF}| )(?P<y>{_Y})|(?P<y0>{_Y}) "
     rf"(?P<m0>{_M})", read.month_year),
    (rf"(?P<r>this|{_PREV}|{_NEXT}) (?P<m>{_M})", read.a_month),
    (rf"(?P<m>{_M})(?P<y>)", read.a_month),
    (rf"(?P<y0>{_Y})[ -]?q(?P<a>[1-4]) ?(?:-|–|to) ?q?(?P<b>[1-4])(?P<y>)", read.quarters),
    (rf"q(?P<a>[1-4]) ?(?:-|–|to|and|through) ?q(?P<b>[1-4])(?:(?:{_OF}|)(?P<y>{_Y}))?",
     read.quarters),
    (rf"(?:q(?P<q>[1-4])|(?:the )?(?P<o>first|second|third|fourth|last|final|1st|2nd|3rd|4th) "
     rf"quarter)"
     rf"(?:(?:{_OF}|)(?P<y>{_Y})|(?= |$|[.,;?!]))", read.quarter_checked),
    (rf"(?P<y>{_Y})[ -]?(?:q(?P<q>[1-4])|(?P<o>first|second|third|fourth|last) quarter)",
     read.quarter),
    (rf"(?:h(?P<h>[12])|(?:the )?(?P<h0>first|second|1st|2nd|last) half)(?:(?:{_OF}|)(?P<y>{_Y})| "
     rf"of the year|(?= |$))",
     read.half_any),
    (rf"(?P<y>{_Y})[ -]?(?:h(?P<h>[12])|(?P<h0>first|second) half)", read.half_any),
    (rf"(?:the )?(?P<o>first|last) (?P<n>{_N}) (?:months|quarters) of (?:the )?(?P<y>{_Y}|the "
     rf"year|year)", read.first_months),
    (rf"{_WHOLE}(?P<y>{_Y})|fy ?'?(?P<y0>2\d)|(?P<y1>20\d\d)", read.whole_year),
    (rf"{_PAST} (?P<n>{_N}) (?P<u>{_UNITS})", read.rolling),
    (rf"within (?:the )?(?:past |last )?(?P<n>{_N}) (?P<u>{_UNITS})", read.rolling),
    (r"(?:the past|past|the trailing|trailing)(?P<n>) (?P<u>day|week|fortnight|month|quarter"
     r"|half[- ]year|year)", read.rolling),
    (rf"{_PAST}(?P<n>) (?P<u>fortnight|half[- ]year)|{_PAST} half a "
     rf"(?P<u0>year)", read.half_year),
    (rf"(?P<n>{_N}) (?P<u>days?|weeks?|fortnights?|months?|years?) (?:ago|back|earlier)", read.ago),
    (r"[wmqy]td|(?:year|month|quarter|week)[- ]to[- ]date|(?:so far|to date|up to now|until now) "
     r"this (?:year|month|quarter|week)"
     r"|since (?:the )?(?:beginning|start) of (?:the|this) (?:year|month|quarter|week)"
     r"|this (?:year|month|quarter|week) (?:so far|to date|until now|up to now)", read.to_date),
    (rf"(?:easter|thanksgiving|(?:chinese|lunar) new year|spring festival|golden week"
     rf"|mid-autumn festival|dragon boat festival|national day|labou?r day|black friday"
     rf"|ramadan|diwali)(?:(?:{_OF}|)(?:{_Y}))?", moving_feast),
    (rf"(?P<f>christmas(?: day)?|new year's day|singles'? day)(?:(?:{_OF}|)(?P<y>{_Y}))?",
     read.feast),
)  # fmt: skip

SINCE = (
    r"(?:ever )?(?:since|from) (?:the )?(?P<p>.+?)(?: on(?:wards?)?| until now| till now| to date"
    r"| to now| up to now| to today| until today)?"
)
