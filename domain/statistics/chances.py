"""Exact tests of counts: how likely at least so many are if nothing has changed."""

from collections.abc import Mapping, Sequence
from math import exp, lgamma, log


def binomial_at_least(hits: int, tries: int, rate: float) -> float:
    """The chance of `hits` or more of `tries` where each has the chance `rate`."""
    if hits <= 0:
        return 1.0
    if hits > tries or rate <= 0:
        return 0.0
    if rate >= 1:
        return 1.0
    logs = [
        _log_choose(tries, k) + k * log(rate) + (tries - k) * log(1 - rate)
        for k in range(hits, tries + 1)
    ]
    return min(1.0, _sum_of_exp(logs))


def fisher_at_least(hits: int, tries: int, other_hits: int, other_tries: int) -> float:
    """Fisher's exact test, one-sided: the chance that of all hits at least so many fall here."""
    total, everyone = hits + other_hits, tries + other_tries
    highest = min(tries, total)
    if hits <= max(0, total - other_tries):
        return 1.0
    whole = _log_choose(everyone, total)
    logs = [
        _log_choose(tries, k) + _log_choose(other_tries, total - k) - whole
        for k in range(hits, highest + 1)
    ]
    return min(1.0, _sum_of_exp(logs))


def more_than_before(now: int, before: int, *, share: float) -> float:
    """Whether a rate rose, given both counts: of all, the chance that so many fall into now.

    `share` is the part of the whole time that now is. Conditional on the sum two Poisson counts
    are binomial, so no rate needs to be known.
    """
    return binomial_at_least(now, now + before, share)


def surprising(chances: Mapping[str, float], *, level: float = 0.05) -> set[str]:
    """Which of many tests count as findings when all of them were made at once (Holm)."""
    found: set[str] = set()
    ordered: Sequence[tuple[str, float]] = sorted(chances.items(), key=lambda each: each[1])
    for place, (name, chance) in enumerate(ordered):
        if chance * (len(ordered) - place) > level:
            break
        found.add(name)
    return found


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _sum_of_exp(logs: Sequence[float]) -> float:
    highest = max(logs)
    return exp(highest) * sum(exp(each - highest) for each in logs)
