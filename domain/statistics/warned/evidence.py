"""What speaks for a warning, in words: each number with what it is, and how it was tested."""

from collections.abc import Mapping
from typing import Any

from domain.language import Language, Text

_LABELS = {
    "devices": Text("批次台数", "devices in the batch"),
    "with_problem": Text("出过问题", "with a problem"),
    "rate": Text("问题率", "problem rate"),
    "mean": Text("平均", "mean"),
    "now": Text("近期", "lately"),
    "before": Text("之前", "before"),
    "all_now": Text("近期全部工单", "all tickets lately"),
    "all_before": Text("之前全部工单", "all tickets before"),
    "repairs": Text("维修单", "repairs"),
    "parts": Text("用件数", "parts used"),
    "tickets_30_days": Text("30 天工单", "tickets in 30 days"),
    "chance": Text("偶然出现的概率", "probability by chance"),
    "tests": Text("同时检验数", "tests made at once"),
    "test": Text("检验方法", "test"),
    "words": Text("听到的词", "words heard"),
}
_SHARES = frozenset({"rate", "mean"})
_TESTS = {
    "poisson_by_days": Text(
        "泊松检验，按设备使用天数，Holm 校正", "Poisson, by device days in the field, Holm"
    ),
    "poisson": Text("泊松检验，Holm 校正", "Poisson, Holm"),
    "fisher": Text("Fisher 单侧检验，Holm 校正", "Fisher, one-sided, Holm"),
}


def facts_told(evidence: Mapping[str, Any], language: Language) -> list[str]:
    """Each fact with what it is; what has no name here is not for a reader."""
    return [
        f"{label.in_(language)} {_plain(name, evidence[name], language)}"
        for name, label in _LABELS.items()
        if name in evidence
    ]


def _plain(name: str, value: Any, language: Language) -> str:
    if name == "test":
        return _TESTS[value].in_(language)
    if name in _SHARES:
        return f"{value:.1%}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
