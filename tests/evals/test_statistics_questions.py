"""Natural questions for figures get exactly the figures meant, and no number that is not kept."""

from evals.statistics_questions import ask, read


def test_a_sample_of_questions_gets_exact_figures_and_none_that_is_not_kept(service):
    kept = [line for line in read() if line["want"]]
    outside = [line for line in read() if not line["want"]]
    asked = ask(service, [*kept[::12], *outside[::4]])
    right = [each for each in asked if each.want and each.is_right]
    assert len(right) >= len(kept[::12]) - 2
    assert all(each.got is None for each in asked if each.want is None)
