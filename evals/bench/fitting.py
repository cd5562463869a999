"""What fitting needs: logistic regression, folds, and how far chances are from what happens."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def fitted(features: Numbers, happened: Numbers, *, restraint: float = 1.0) -> Numbers:
    """Weights (d,) of a logistic regression of `happened` (n,) on `features` (n, d).

    The first feature is the constant; `restraint` keeps the others small.
    """
    weights = np.zeros(features.shape[1])
    held = restraint * np.diag([0.01, *[1.0] * (features.shape[1] - 1)])
    for _ in range(50):
        chance = chances(features, weights)
        slope = (features.T * (chance * (1 - chance) + 1e-6)) @ features + held
        weights = weights + np.linalg.solve(
            slope, features.T @ (happened - chance) - held @ weights
        )
    return weights


def chances(features: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(features @ weights, -30, 30))))


def folds(groups: Sequence[int], count: int = 5) -> Iterator[tuple[Numbers, Numbers]]:
    """(learnt from, held out) as masks; rows of one group are never on both sides."""
    fold = np.array(groups) % count
    for each in range(count):
        yield fold != each, fold == each


def held_out(features: Numbers, happened: Numbers, groups: Sequence[int]) -> Numbers:
    """For each row its chance by weights fitted without its own fold."""
    found = np.zeros(len(happened))
    for learnt, held in folds(groups):
        found[held] = chances(features[held], fitted(features[learnt], happened[learnt]))
    return found


def calibration_error(told: Numbers, happened: Numbers, bins: int = 10) -> float:
    """How far, on average, what was told is from what happened: expected calibration error."""
    place = np.minimum((told * bins).astype(int), bins - 1)
    gaps = [
        abs(told[place == each].mean() - happened[place == each].mean()) * (place == each).mean()
        for each in range(bins)
        if (place == each).any()
    ]
    return float(sum(gaps))
