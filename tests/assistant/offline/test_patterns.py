"""Patterns stay quick on long texts, and are ready before anybody asks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from time import process_time

import pytest

from assistant.model import Message, OfferedTool, Request, Speaker
from assistant.offline import matching, prepare
from assistant.offline.mentions import hear
from assistant.offline.planner import decide
from domain.language import Language
from tools import statistics_words as words
from tools.tool import discover

TODAY = date(2026, 2, 15)
NOW = datetime(2026, 2, 15, 9, tzinfo=UTC)
LONG = {
    "letters": "x",
    "counting": "how many of the ",
    "counting in Chinese": "多少个的",
    "a story": "the camera freezes after ten minutes, how many times must we return it for repair ",
    "a story in Chinese": "机器拍摄十分钟以后就死机，返厂多少次才能修好请告诉我们现在怎么办",
    "clauses": "x, ",
}


def _tried() -> Iterator[str]:
    """Every pattern of figures that is looked for in a whole message."""
    valued = (words.METRICS, words.GROUPS, words.GRAINS, words.COMPARE, words.SHOWN, words.COUNTED)
    for each in valued:
        for patterns in each.values():
            yield from patterns
    for _, patterns in words.MEANT:
        yield from patterns
    for value, patterns in words.VALUES.items():
        yield from (each for each in patterns if value)
    yield from (*words.HEARD, *words.QUANTITY, *words.OUTSIDE, *words.AHEAD, *words.PART_OF)
    yield from (*words.EXCLUDING, *words.FRAMES, *words.LIMIT, *words.LISTED, *words.COUNTING)


def _seconds(text: str) -> float:
    """The time that all of them take on a text, the best of three."""
    patterns = [matching.compiled(each) for each in _tried()]
    best = 1e9
    for _ in range(3):
        started = process_time()
        for each in patterns:
            for _ in each.finditer(f"{text}\n⟨period⟩"):
                pass
        best = min(best, process_time() - started)
    return best


@pytest.mark.parametrize("said", LONG)
def test_a_text_four_times_as_long_takes_patterns_about_four_times_as_long(said: str) -> None:
    short, long = ((LONG[said] * length)[:length] for length in (500, 2_000))
    assert _seconds(long) < _seconds(short) * 8  # a quadratic pattern makes it 16 times


def test_of_a_very_long_text_only_the_beginning_is_read_for_figures() -> None:
    heard = hear("how many RMAs per month " + "and so on " * 5_000, (), TODAY)
    assert len(matching.view(heard)) < 1_000


def test_after_preparing_a_question_for_figures_compiles_next_to_nothing() -> None:
    matching.compiled.cache_clear()
    prepare()
    before = matching.compiled.cache_info().misses
    offered = [OfferedTool(each, each.whole_schema) for each in discover().values()]
    for said in (
        "各经销商今年的平均维修时间",
        "which dealers owe us most",
        "RMAs by region in 2025",
    ):
        decide(Request((Message(Speaker.USER, said),), offered, Language.EN, NOW))
    assert before > 500
    assert matching.compiled.cache_info().misses - before < before * 0.05
