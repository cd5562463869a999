"""Which entries of the price list a sentence means, by words nobody wrote down beforehand."""

import pytest

from domain import prices
from domain.language import Language

FAN, OLD_FAN = "S1-010-021-01", "S2-010-021-01"
SDI, OLD_SDI = "S1-011-013-01", "S2-011-013-01"
MAIN_8K, MAIN_6K = "S1-010-030-01", "S1-010-032-01"
BACK, OLD_BACK = "S1-010-006-01", "S2-010-006-01"


@pytest.fixture
def named(demo_store):
    """The SKUs and plan codes found for a sentence, in their order."""

    def find(words, product=None):
        with demo_store.unbound_reader() as session:
            asked = prices.Asked(words=words, product_code=product)
            found = prices.find(session, asked, language=Language.EN)
        return [each.sku for each in found.parts] + [each.code for each in found.plans]

    return find


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("what's the price for a fan", [FAN, OLD_FAN]),
        ("how much is a fan for the Edge", [FAN]),
        ("Terra 的风扇多少钱", [OLD_FAN]),
        ("Edge 8K 主板多少钱", [MAIN_8K]),
        ("how expensive is a mainboard for the 6K", [MAIN_6K]),
        ("keyboard", ["S1-010-017-01", "S2-010-017-01"]),
        ("what would the sensor cleaning come to", ["D1"]),
    ],
)
def test_what_a_sentence_names_is_found_and_nothing_that_merely_resembles_it(named, words, meant):
    assert named(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [("bakc board price", [BACK, OLD_BACK]), ("SDI modul", [SDI, OLD_SDI]), ("传感模快", None)],
)
def test_a_misspelt_part_is_found(named, words, meant):
    found = named(words)

    assert found == meant if meant else found[0].startswith("S1-010-03")


@pytest.mark.parametrize(
    "words", ["flux capacitor", "shipping to Berlin", "what do I owe you", "I am looking at it", ""]
)
def test_words_of_no_part_find_nothing_or_all(named, words):
    assert bool(named(words)) is (words == "")


def test_two_parts_in_one_sentence_are_both_found_and_a_product_narrows_them(named):
    assert named("3 back boards and a dozen fans", "terra_4k") == [OLD_BACK, OLD_FAN]


@pytest.mark.parametrize("words", ["Edge 8K 的配件价格", "show me all Edge 8K spare part prices"])
def test_a_product_alone_lists_everything_that_fits_it(named, words):
    assert {BACK, SDI, MAIN_8K, "B1"} <= set(named(words, "mavo_edge_8k"))
    assert MAIN_6K not in named(words, "mavo_edge_8k")


def test_an_unknown_thing_for_a_known_product_finds_nothing(named):
    assert named("what does a flux capacitor cost for the Edge 8K", "mavo_edge_8k") == []
