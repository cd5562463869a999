"""A rule is as near as its nearest passages together."""

import pytest

from retrieval.nearness import together


def test_a_rule_with_several_near_passages_is_nearer_than_one_with_a_single_one():
    near = {1: 6.0, 2: 5.0, 3: 5.0, 4: 5.5, 5: 1.0, 6: 4.0}
    found = together(near, {1: 10, 2: 20, 3: 20, 4: 20})
    assert found.by_passage[2] > found.by_passage[1]
    assert found.by_passage[6] == pytest.approx(4.0)


def test_a_rule_counts_once_among_those_that_a_passage_is_compared_with():
    found = together({1: 6.0, 2: 5.0, 3: 4.0}, {1: 10, 2: 10})
    assert len(found.crowd) == 2
    assert list(found.crowd) == sorted(found.crowd, reverse=True)


def test_nothing_near_is_nothing():
    assert together({}, {}).crowd == ()
