"""Natural questions for figures get exactly the figures meant, and no number that is not kept."""

import pytest

from assistant.offline.folded import plain
from assistant.offline.grammar import lines_of
from evals.statistics_questions import SETS, ask, read
from tools.tool import discover


@pytest.mark.parametrize("name", SETS)
def test_a_sample_of_questions_gets_exact_figures_and_none_that_is_not_kept(service, name: str):
    kept = [line for line in read(name) if line["want"]]
    outside = [line for line in read(name) if not line["want"]]
    asked = ask(service, [*kept[::14], *outside[::6]])
    right = [each for each in asked if each.want and each.is_right]
    assert len(right) >= len(kept[::14]) - 2
    assert all(each.got is None for each in asked if each.want is None)


def test_no_question_of_the_sets_is_among_what_the_understanding_is_trained_on():
    trained = {plain(line.text) for line in lines_of(discover())}
    assert not [
        line["text"] for name in SETS for line in read(name) if plain(line["text"]) in trained
    ]
