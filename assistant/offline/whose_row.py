"""A row of figures called by its place: the one that owes the most, 欠最久那家, 排第一的.

The name that stands in that row takes the place of these words; what is asked of it is then
understood as if the person had typed the name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.offline import picking
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

ACCOUNTS = "stock_status"
_DEBTS: Mapping[str, Any] = {"about": "debt"}
_BACK = 4  # messages in which the table was shown, where it is said what its rows are
_GRAINS = frozenset({"day", "week", "month", "quarter", "year", "currency"})
_NUMBERS = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip
_ROWS_ARE = (
    ("dealer", r"家|经销商|代理商?|dealers?|distributors?|resellers?"),
    ("customer", r"家|客户|customers?|clients?"),
    ("product", r"款|产品|型号|机型|机器|products?|models?|cameras?"),
    ("category", r"类|种|问题|类别|故障|categor(?:y|ies)|problems?|faults?|issues?|kinds?"),
    ("region", r"地区|区域|regions?|markets?"),
    ("country", r"国家|countr(?:y|ies)"),
    ("part", r"配件|零件|parts?"),
    ("handler", r"人|位|people|person|colleague"),
    ("batch", r"批次?|batch(?:es)?"),
)
_ZH_NOUN = (
    r"(?:一?[个名项位行]|经销商|代理商?|客户|产品|型号|机型|问题|类别|故障|地区|区域|国家|配件|零件"
    r"|[家款类种批])"
)
_THING = (
    r"(?P<what>one|dealer|customer|client|product|model|camera|category|problem|region|country"
    r"|part|batch|debtor)(?![a-z])"
)
_MOST = (
    r"多|高|大|严重|厉害|most|biggest|largest|highest|worst|top|leading|greatest|number one"
    r"|heaviest"
)
_LEAST = r"少|低|小|least|fewest|smallest|lowest|best"
_LONG = r"久|长|早|老|longest|oldest|slowest"
_HOW = rf"(?P<how>{_MOST}|{_LEAST}|{_LONG})"
_WAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:欠|拖|返厂|报修?|报单|出问题|用|订)(?:款|钱|单|得|的)*)?最{_HOW}的?[那这]?"
        rf"(?P<what>{_ZH_NOUN})(?![月年天周])",
        rf"排(?:名|在)?(?:第(?P<n>[一二三四五1-5])|最前面?)的?(?:[那这]?(?P<what>{_ZH_NOUN}))?",
        r"第(?P<n>[一二三四五1-5])(?P<what>家|名|位|款|类|种|批|个(?:经销商|产品|客户|问题|型号))",
        rf"(?<![a-z])the {_THING}(?: (?:that|who|which|with|in|owes?|owing|has|had|sent|sends"
        rf"|reported|took|takes|the|us|for))* (?:the )?{_HOW}"
        r"(?: (?:debts?|tickets|rmas|money|repairs))?(?![a-z])",
        rf"(?<![a-z])(?:the )?{_HOW}(?:[ -](?:debtor|owing|open))? {_THING}",
        rf"(?<![a-z])whoever (?:owes|has|sent|took)(?: us)?(?: the)? {_HOW}(?![a-z])",
        rf"(?<![a-z])the (?P<n>first|second|third|fourth|fifth) {_THING}",
    )
)
_THEY = re.compile(
    r"(?<![a-z])(?:they|them|their|theirs"
    r"|that (?:dealer|product|model|customer|category|part))(?![a-z])"
    r"|他们|[这那]家|[这那][个款类](?:产品|经销商|客户|问题|型号|机型|类别|配件)"
)
_RANKED = re.compile(
    r"最|排名|排行|(?<![a-z])(?:most|least|biggest|top|longest|highest|worst|fewest)(?![a-z])"
)


@dataclass(frozen=True)
class _Row:
    name: str
    place: int
    measure: Decimal | None
    days: Decimal | None = None


def resolved(turn: Turn) -> Turn | Decision:
    """The turn with the name of the row that is meant; else the look-up that tells which it is."""
    found = _said(turn)
    if found is None:
        return turn
    match, what = found
    rows, step = next(_tables(turn, what), ((), None))
    if step is None:
        return turn
    how = match.groupdict().get("how") or ""
    is_long = bool(re.fullmatch(_LONG, how))
    if is_long and step.call.arguments.get("metric") == "debt":  # which tells no days
        rows, turn = _accounts(turn)
        if not rows and ACCOUNTS in turn.tools and not turn.thread.turn:
            return Decision(calls=((ACCOUNTS, _DEBTS),))
    row = _meant(rows, how, match.groupdict().get("n"))
    return picking.put(turn, [(*match.span(), row.name)]) if row else turn


def _said(turn: Turn) -> tuple[re.Match[str], str] | None:
    """The words for a row, and what its rows are; who asks for a ranking means no row."""
    text = turn.heard.folded.folded
    for way in _WAYS:
        match = way.search(text)
        if match and (match.start() or match.end() < len(text.rstrip(" ?.!。？"))):
            return match, match.groupdict().get("what") or ""
    match = _THEY.search(text)
    exchanges = turn.thread.exchanges
    asked = exchanges and _RANKED.search(turn.hear(exchanges[-1].said).folded.folded)
    return (match, "") if match and asked else None


def _tables(turn: Turn, what: str) -> Iterator[tuple[Sequence[_Row], Step]]:
    """The rows shown last; further back only those of what is named."""
    wanted = {name for name, pattern in _ROWS_ARE if re.fullmatch(pattern, what)}
    for back, exchange in enumerate(reversed(turn.thread.exchanges[-_BACK:])):
        if back and not wanted:
            return
        for step in reversed(exchange.steps):
            name, rows = _rows(step)
            if len(rows) > 1 and (not wanted or name in wanted):
                yield rows, step


def _rows(step: Step) -> tuple[str, Sequence[_Row]]:
    """What the rows of a result are, and each with its name and figure."""
    if step.data.get("accounts"):
        return "dealer", list(_of_accounts(step))
    table = next(iter(step.data.get("tables") or ()), None)
    keys = table.get("keys") if isinstance(table, Mapping) else None
    if not table or not keys or not keys[0]:
        return "", ()
    names = [name for name in keys[0] if name not in _GRAINS]
    if len(names) != 1 or step.data.get("references"):
        return "", ()
    column, measured = list(keys[0]).index(names[0]), len(keys[0])
    rows = [
        _Row(str(row[column]).rpartition(" > ")[2], place, _number(row[measured]))
        for place, (row, key) in enumerate(zip(table["rows"], keys, strict=False))
        if key and key.get(names[0]) is not None
    ]
    return names[0], rows


def _of_accounts(step: Step) -> Iterator[_Row]:
    for place, each in enumerate(step.data.get("accounts") or ()):
        owed = [_number(value) for value in (each.get("open_amounts") or {}).values()]
        days = _number(each.get("oldest_debt_days"))
        yield _Row(str(each.get("name")), place, max((e for e in owed if e), default=None), days)


def _accounts(turn: Turn) -> tuple[Sequence[_Row], Turn]:
    """The accounts looked up for this, with the turn behind that look-up."""
    first = turn.thread.turn[:1]
    if first and first[0].call.name == ACCOUNTS:
        return list(_of_accounts(first[0])), turn.gone_by()
    return (), turn


def _meant(rows: Sequence[_Row], how: str, said: str | None) -> _Row | None:
    """The one row that is meant; none where two are the same."""
    if said:
        return next((row for row in rows if row.place == _NUMBERS[said] - 1), None)
    is_long = bool(how) and re.fullmatch(_LONG, how) is not None
    by_days = is_long and any(row.days is not None for row in rows)
    values = {row: row.days if by_days else row.measure for row in rows}
    known = {row: value for row, value in values.items() if value is not None}
    if not known:
        return None
    least = bool(how) and re.fullmatch(_LEAST, how) is not None
    wanted = min(known.values()) if least else max(known.values())
    meant = [row for row, value in known.items() if value == wanted]
    return meant[0] if len(meant) == 1 else None


def _number(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
