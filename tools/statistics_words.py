"""How people ask for figures, by what it means.

`statistics_words.txt` has wordings as they stand; `statistics_meanings.txt` says which figure is
meant by things said together, in whatever order.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

_FILES = (
    Path(__file__).with_suffix(".txt"),
    Path(__file__).with_name("statistics_meanings.txt"),
)
_HAN = re.compile(r"[一-鿿]")
_SO_MANY = r"(?:[\d一二三四五六七八九十]+(?:篇|个|家|款|种|项|类|位|名|大))?"
_LOOK = r"(?:来?(?:看|分|统计|排|拆)(?:分|开|列|名|序|一下)?(?![布级]))?"
# Behind the second of two nouns: nothing, a time, or what is done with them.
_ENDS = (
    r"\s*(?:$|\n|[,.?!;]|\x00|in\b|for\b|of\b|over\b|since\b|this\b|last\b|during\b"
    r"|看|来|分|统计|排|列|汇总|的)"
)
_ONE_EACH = "一(?:行|列|个数|个数字|组数?|条线|笔)"  # a row for each
_MACROS = {each: each.strip("{}") for each in ("{many}", "{thing}", "{last}", "{standing}")}


def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    lines = (each.read_text(encoding="utf-8").splitlines() for each in _FILES)
    for line in chain.from_iterable(lines):
        if line.startswith("[") and line.endswith("]") and " ]" not in line:
            section = found.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("#"):
            section.append(line)
    return found


_ALL = _sections()


def _either(patterns: list[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _written_out(pattern: str) -> str:
    for macro, section in _MACROS.items():
        if macro in pattern:
            pattern = pattern.replace(macro, _either(_ALL[section]))
    return pattern


def _of(section: str) -> tuple[str, ...]:
    return tuple(_written_out(each) for each in _ALL.get(section, ()))


def _named(kind: str) -> Iterator[str]:
    for section in _ALL:
        if section.startswith(f"{kind} "):
            yield section.removeprefix(f"{kind} ")


def _by_value(kind: str) -> dict[str, tuple[str, ...]]:
    return {value: _of(f"{kind} {value}") for value in _named(kind)}


_NOUNS = "|".join(
    each for noun in _named("noun") for each in _ALL[f"noun {noun}"] if _HAN.search(each)
)
_VALUES_OF_TICKETS = ("kind", "severity", "priority", "warranty", "channel", "service_type")
_ALL["thing"] += [
    each
    for value in _named("value")
    if value.partition("=")[0] in _VALUES_OF_TICKETS
    for each in _ALL[f"value {value}"]
]


_ALL["standing"] += [  # a state before the end is one that tickets are in now
    each
    for value in _named("value")
    if value.startswith("status=")
    for each in _ALL[f"value {value}"]
]


def _splitting(noun: str) -> tuple[str, ...]:
    """The patterns that make a noun what figures are split by: 按产品, by product, which model."""
    words = _ALL[f"noun {noun}"]
    zh = _either([each for each in words if _HAN.search(each)])
    en = _either([each for each in words if not _HAN.search(each)])
    return (
        rf"(?P<at>{_either(_ALL['before zh'])}\s*(?:的)?{_SO_MANY}(?:{zh}|{en}\b)){_LOOK}",
        rf"{zh}\s*{_either(_ALL['after zh'])}",
        rf"(?<!covered )\b{_either(_ALL['before en'])} (?:the |our |one |of the |single )?"
        rf"(?:[a-z]+ |\d{{1,2}} )?(?:{en}\b(?! rate)|{zh})",
        rf"\b{en} {_either(_ALL['after en'])}",
        rf"(?:,|/|、|和|与|及|\band\b|(?<!covered )\bby\b|\bthen\b)\s?(?:{en}|{zh})(?={_ENDS})",
        rf"{zh}(?:里面?|中|当中)?[^,.;\n]{{0,10}}哪一?(?:个|家|款|种|类|位)(?!月|季|周|年|{_NOUNS})",
        rf"\(\s*(?:by )?(?:{en}|{zh})\s*\)",
        rf"一(?:个|家|款|种|位|类|项)?{zh}{_ONE_EACH}",
        *_of(f"group {noun}"),
    )


def _said(thing: str) -> str:
    """The lookahead for a thing of a `meant` line: `!` not said, `@` it is no narrowing besides."""
    ways = _either(_ALL[f"word {thing.lstrip('!@').replace('_', ' ')}"])
    if thing.startswith("!"):
        return f"(?!.*{ways})"
    return f"(?=.*?(?P<at>{ways}))" if thing.startswith("@") else f"(?=.*{ways})"


def _meant(metric: str) -> list[str]:
    lines = (each.split() for each in _ALL[f"meant {metric}"])
    return [r"\A" + "".join(map(_said, things)) for things in lines]


MEANT = [[metric, _meant(metric)] for metric in _named("meant")]
AHEAD, PART_OF, LISTED, RANKING = (_of(each) for each in ("ahead", "part of", "listed", "ranking"))
ADDED_UP = ("tickets_created", "tickets_open", "tickets_closed", "parts_used", "exceptions")
USUAL = [["tickets_created", _ALL["thing"]]]
UNUSUAL = [*_ALL["word lasting"], *_ALL["word share"], *_ALL["unusual"]]
TICKETS = _ALL["tickets"]
COUNTING = _ALL["counting"]
_WORDS = [name for name in _ALL if name.startswith(("word ", "noun ", "before ", "after "))]
HEARD = [
    each
    for name in (*_WORDS, "many", "thing", "how much", "talk", "ascending", "joining")
    for each in _ALL[name]
    if "{" not in each
]
_UNITS = {
    "day": "[天日]", "week": "(?:周|星期|礼拜)", "quarter": "季度?", "year": "年(?:份|度)?",
    "month": "月份?",
}  # fmt: skip


def _each(zh: str, en: str) -> tuple[str, ...]:
    """The patterns of one figure for each such unit of time: 每周, per week, which week."""
    ends = r"(?=$|\n|[,.?看来分统排的])"
    return (
        rf"(?:,|、|和|与|及)\s?{zh}{ends}",
        rf"(?:,|\band\b|\bthen\b) {en}{'' if en == 'day' else 's?'}"
        r"(?=$|\n|[,.?]| for\b| in\b| of\b)",
        rf"(?:按照?|每一?个?|逐个?|各个?|分|以)(?:自然)?{zh}(?!内|级|类|布|前|后|头)|哪一?个?{zh}(?!头)",
        rf"(?:[二两三四五六七八九十]|十[一二]|\d{{1,2}})个{zh}(?=的|各|每|分别|怎么)(?!的时间)",
        rf"一个?{zh}{_ONE_EACH}",
        rf"一个?{zh}(?:平均|大概|大约|一般|通常)|平均一个?{zh}",
        rf"\b(?:all|the|each of the) (?:two|three|four|six|twelve|\d{{1,2}}) {en}s (?=of )",
        rf"\ball (?:four|twelve) {en}s\b",
        rf"\b(?:per|by|each|every|which|what|one) {en}s?\b|\b{en} (?:by|for) {en}\b",
        rf"\b{en}[- ]wise\b|\bfor (?:each|every) {en}\b",
        rf"(?<!once )(?<!half )\ban? {en}\b(?! ago| before| earlier| later| old| or two|-| back)",
    )


NO_NAMES = _either(_ALL["no name"])
QUANTITY = (*_of("many"), *_of("how much"))
METRICS = _by_value("metric")
OUTSIDE = _of("outside")
GROUPS = {noun: _splitting(noun) for noun in _named("noun")}
GRAINS = {unit: (*_each(zh, unit), *_of(f"grain {unit}")) for unit, zh in _UNITS.items()}
COMPARE = _by_value("compare")
SHOWN = _by_value("show")
VALUES = _by_value("value")
AGAINST, INTRODUCED = _of("against"), _of("introduced")
LIMIT, ASCENDING, RUNNING = _of("limit"), _of("ascending"), _of("running")
_LISTABLE = ("tickets_created", "tickets_open", "tickets_closed", "parts_used", "exceptions")
COUNTED = dict.fromkeys((*_LISTABLE, "restocked", "wishes", "article_uses"), _of("counted")) | (
    dict.fromkeys(("debt", "dealer_settlement"), _of("summed"))
)
JOINING, DENIED = _of("joining"), _of("denied")
# Dimensions whose values only figures know.
OWN = ("channel", "warranty", "source", "severity", "service_type", "account_type", "firmware")
FRAMES, EXCLUDING = _of("frame"), _of("excluding")
MEASURED = _of("measured")
