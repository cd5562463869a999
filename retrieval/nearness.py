"""Nearness: how like the question passages are, those of a rule taken together.

A rule is found by the many questions that it answers, each a passage of its own. One of them may
be near by chance; that several are says that it is the rule.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOGETHER = 3  # passages of a rule that say how near it is


@dataclass(frozen=True)
class Nearness:
    """Likeness by passage, in spreads, and the same with one value for each rule, best first."""

    by_passage: Mapping[int, float] = field(default_factory=dict)
    crowd: tuple[float, ...] = ()


def together(near: Mapping[int, float], rule_of: Mapping[int, int]) -> Nearness:
    """`near` by passage, that of a rule's passages (`rule_of`) the mean of its nearest ones."""
    least = min(near.values(), default=0.0)
    of_rule: dict[int, list[float]] = defaultdict(list)
    for chunk, rule in rule_of.items():
        of_rule[rule].append(near[chunk])
    joint = {rule: _mean_of_nearest(held, least) for rule, held in of_rule.items()}
    by_passage = {
        chunk: joint[rule_of[chunk]] if chunk in rule_of else value for chunk, value in near.items()
    }
    alone = (value for chunk, value in near.items() if chunk not in rule_of)
    return Nearness(by_passage, tuple(sorted([*alone, *joint.values()], reverse=True)))


def _mean_of_nearest(held: list[float], least: float) -> float:
    nearest = sorted(held, reverse=True)[:_TOGETHER]
    return (sum(nearest) + least * (_TOGETHER - len(nearest))) / _TOGETHER
