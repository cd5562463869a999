"""Where in a sentence times are named: single phrases first, then what joins them."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from domain.timephrases.days import Period

Found = tuple[int, int, Period | None]  # None: a time, but not which days
Resolve = Callable[[str], Period | None]

# Words that are also months, days or numbers count only where something else says so.
_NEEDS_HINT = re.compile(
    r"may|march|mar|sun|sat|mon|wed|fri|thu|jan|dec|(?:the )?(?:first|second|last) half"
    r"|\d{1,2}[日号]|\d{1,2}(?:st|nd|rd|th)|20\d\d|[1-4]季度|h[12]|周[一二三四五六日天]|元月?|\d{8}"
)
_HINT = re.compile(
    r"(?:(?<![a-z])(?:in|since|last|this|next|from|during|of|until|before|after|by|for|on|the|to"
    r"|and|between)"
    r"|[在从自到至于、,(])\s*$"
)
_COUNTED = re.compile(r"\s*(?:tickets|rmas|cases|机|楼|线|库|版|款|k|fps|mm|%|元|块|美|欧)")
_TO = re.compile(r"\s*(?:到|至|直到|~|—|–|-|to|through|thru|until|till)\s*")
_AND = re.compile(r"\s*(?:and|和|与|到)\s*")
_SAME = re.compile(r"(?:去年|上年)?同期|\s*(?:of )?the same (?:period|time)|同比")
_GLUE = re.compile(r"\s*(?:的|of|of the|in|')?\s*")
_FROM = re.compile(r"(?:from|since|between|自从|自|从|ever since)\s*(?:the )?$")
_ONWARDS = re.compile(
    r"\s*(?:以来|开始|[看算数]?起(?!来)|至今|到现在|到今天|迄今|on(?:wards?)?(?![a-z])"
    r"|until now|to date|till now)"
)
_OPEN_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:before|until|till|prior to|up to|by|earlier than|older than|after|later than"
    r"|first|second|third|last|week \d of|week of|end of|start of|beginning of|middle of|half of"
    r"|(?:^|(?:early|late|first|last|latter|greater|best|most|good|a|any) )part of"
    r"|same (?:period|time|month|week|quarter)(?: of| in)?)"
    r"(?: the)?(?: (?:week|day|half|weekend|end|days) (?:of|in))?"
    r"|截至|截止|截止到|直到|早于|晚于)\s*(?:the )?$"
)
_OPEN_AFTER = re.compile(
    r"\s*(?:之前|以前|前(?![端框后])|之后|以后|后(?!背|盖|端|台|来)|and a half"
    r"|的?(?:最后|第)[一二三四五两\d]个?(?:周|天|月|季度)"
    r"|(?:的)?同期|or (?:earlier|later|before|after)|前后|左右|early|late)"
)


def find(text: str, rules: Sequence[re.Pattern[str]], resolve: Resolve) -> list[Found]:
    """Times in a plain (lower-case, half-width) text, left to right, none overlapping."""
    return [each for each in _joined(text, _singles(text, rules), resolve) if each]


def _singles(text: str, rules: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    position = 0
    anywhere = _anywhere(tuple(rules))
    while match := anywhere.search(text, position):
        start = match.start()
        end = max((_end(text, start, rule) for rule in rules), default=start)
        if end <= start:
            position = start + 1
            continue
        said = text[start:end]
        if _NEEDS_HINT.fullmatch(said) and not _hinted(text, start, end):
            position = end if said.isascii() else start + 1
            continue
        found.append((start, end))
        position = end
    return found


def _hinted(text: str, start: int, end: int) -> bool:
    """Whether a word like `may` or a number like `2025` stands where a time would."""
    is_name = text[start:end].isascii() and text[start:end].isalpha()
    if _COUNTED.match(text, end) or (is_name and re.search(r"(?<![a-z])the $", text[:start])):
        return False
    return bool(_HINT.search(text[:start])) or (
        bool(re.match(r"(?:年|\s*$|\s*[?.!,]\s*$)", text[end:]))
        and (start == 0 or text[start:end].isdigit() or bool(re.search(r"\d", text[start:end])))
    )


def _end(text: str, start: int, rule: re.Pattern[str]) -> int:
    """Where the rule's match ends, when it does not end or begin inside a word or number."""
    match = rule.match(text, start)
    if match is None or match.end() == start:
        return start
    if start and _word(text[start]) and _word(text[start - 1]):
        return start
    return match.end()


def _word(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=4)
def _anywhere(rules: tuple[re.Pattern[str], ...]) -> re.Pattern[str]:
    """One pattern that finds where any rule might begin."""
    bare = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern).replace("(?P=s)", "[-/.]") for rule in rules)
    return re.compile("|".join(f"(?:{each})" for each in bare))


def _joined(text: str, singles: list[tuple[int, int]], resolve: Resolve) -> list[Found]:
    """Ranges, `since …`, and what leaves the days open, out of neighbouring phrases."""
    found: list[Found] = []
    place = 0
    while place < len(singles):
        start, end = singles[place]
        period = resolve(text[start:end])
        place += 1
        while place < len(singles):
            after, last = singles[place]
            whole = _range(text, start, end, after, last, resolve)
            if whole:
                start, end, period = whole
            elif _GLUE.fullmatch(text[end:after]) and not _apart(
                text, (start, end), (after, last), resolve
            ):
                end, period = last, resolve(text[start:last])
            else:
                break
            place += 1
        found.append(_open(text, start, end, period, resolve))
    return found


def _apart(text: str, one: tuple[int, int], other: tuple[int, int], resolve: Resolve) -> bool:
    """Whether two times side by side are no single one: December 2025 January 2026."""
    if text[one[1] : other[0]].strip() or resolve(text[one[0] : other[1]]):
        return False
    first, second = (resolve(text[slice(*each)]) for each in (one, other))
    if first is None or second is None:
        return False
    return first.end <= second.start or second.end <= first.start


def _range(
    text: str, start: int, end: int, after: int, last: int, resolve: Resolve
) -> Found | None:
    gap = text[end:after]
    head = _FROM.search(text[:start])
    joins = _TO.fullmatch(gap) or (_AND.fullmatch(gap) and head and head[0].startswith("between"))
    if not joins:
        return None
    first = head.start() if head and not head[0].startswith("ever") else start
    return first, last, resolve(text[first:last]) or resolve(text[start:last])


def _open(text: str, start: int, end: int, period: Period | None, resolve: Resolve) -> Found:
    """The phrase with the words that make it open-ended, if there are any."""
    same = _SAME.match(text, end)
    if same:
        return start, same.end(), None
    head, tail = _FROM.search(text[:start]), _ONWARDS.match(text, end)
    if (head and head[0].strip(" the") not in ("between",)) or tail:
        first = head.start() if head else start
        last = tail.end() if tail else end
        since = resolve(text[first:last])
        if since:
            return first, last, since
    before, behind = _OPEN_BEFORE.search(text[:start]), _OPEN_AFTER.match(text, end)
    if before or behind:
        first, last = before.start() if before else start, behind.end() if behind else end
        return first, last, resolve(text[first:last])
    return start, end, period
