"""A repair told in one go, told apart: what was done, what was the cause, how it was tested."""

import re

_CLAUSES = re.compile(r"[，,;；。\n]+\s*|(?<=[a-z)])\.(?=\s|$)\s*", re.IGNORECASE)
_TESTED = re.compile(
    r"测|试机|试拍|试录|老化|烤机|跑了|跑过|验证|通过|正常|没问题|未再|不再|无异常"
    r"|\b(?:test\w*|burn|burned|soak\w*|ran|runs|running|works|working|verified|passed|stable|fine"
    r"|ok|okay|without (?:a )?(?:fault|problem|freeze|stop)|no (?:fault|problem|freeze)s?)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"换|补焊|重焊|焊了|清[洁理灰]|升级|刷|重装|重插|紧固|拧紧|调[整校]|校准|加固|涂|修复"
    r"|\b(?:replac\w*|swap\w*|chang\w*|exchang\w*|resolder\w*|clean\w*|updat\w*|upgrad\w*|flash\w*"
    r"|fitted|fitting|reseat\w*|tighten\w*|adjust\w*|calibrat\w*|repair\w*)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"原因|因为|由于|导致|虚焊|开裂|断裂|断|短路|氧化|腐蚀|进水|受潮|松动|烧|击穿|磨损|变形|坏|老旧|积灰"
    r"|\b(?:cause\w*|because|due to|cold joint|dry joint|crack\w*|corro\w*|oxidi[sz]\w*|burn[et]d?"
    r"|short(?:ed|-circuit\w*)?|loose|worn|broken|damaged|wet|water|dust\w*)\b",
    re.IGNORECASE,
)
PARTS = ("work", "analysis", "test_result")


def told_apart(text: str) -> dict[str, str]:
    """The clauses of a report under `work`, `analysis` and `test_result`, in their own words.

    Nothing is added and nothing left out: a clause of no known kind goes on with the one before it.
    """
    kept: dict[str, list[str]] = {}
    part = PARTS[0]
    for clause in filter(None, (each.strip() for each in _CLAUSES.split(text))):
        part = _part(clause) or part
        kept.setdefault(part, []).append(clause)
    comma = "，" if re.search(r"[一-鿿]", text) else ", "
    return {part: comma.join(kept[part]) for part in PARTS if part in kept}


def _part(clause: str) -> str | None:
    if _DONE.search(clause):
        return "work"
    if _TESTED.search(clause):
        return "test_result"
    return "analysis" if _CAUSE.search(clause) else None
