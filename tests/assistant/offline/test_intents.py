"""What the classifier learned, and that it is what the phrases teach."""

import json
from pathlib import Path

import pytest

from assistant.offline.features import features, is_ours
from assistant.offline.folded import plain
from assistant.offline.grammar import Phrase, fingerprint, lines_of, mask, variants
from assistant.offline.intents import FURTHER, GO_ON, MORE, WEIGHTS, WHY, classifier, trained_on
from assistant.offline.train import fit
from tools.tool import discover

HELD_OUT = Path("evals/understanding")


def test_the_weights_are_up_to_date_with_phrases_and_tools() -> None:
    assert trained_on() == fingerprint(discover()), "run: python -m assistant.offline.train"


def test_the_weights_stay_small() -> None:
    assert WEIGHTS.stat().st_size <= 1_000_000


def test_every_tool_has_a_class() -> None:
    assert set(discover()) <= set(classifier().classes)


@pytest.mark.parametrize("path", sorted(HELD_OUT.glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_held_out_phrase_is_trained_on(path: Path) -> None:
    taught = {plain(each.text) for each in lines_of(discover()) if not each.after}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    said = [row["text"] for row in rows if not {"help", "out_of_scope"} & set(row["want"])]
    assert [text for text in said if plain(mask(text)) in taught] == []


def test_training_is_the_same_every_time_and_learns_its_lines() -> None:
    lines = [
        *(Phrase("stock", text, text) for text in ("any fans left", "fans in stock", "fans left")),
        *(Phrase("mail", text, text) for text in ("write a mail", "a mail to max", "write mail")),
    ]
    one, two = fit(lines), fit(lines)
    assert one == two
    assert next(iter(one.scores("are fans in stock"))) == "stock"
    assert next(iter(one.scores("please write a mail"))) == "mail"


@pytest.mark.parametrize(
    ("after", "said", "meant"),
    [
        ("my_work", "看下第二条怎么回事", "read_ticket"),
        ("query_statistics", "那澳洲那边呢", GO_ON),
        ("query_statistics", "怎么会这么高", WHY),
        ("search_knowledge", "照着弄了一遍，没变化", MORE),
        ("part_prices", "手头还有几块", "stock_status"),
        ("draft_email", "行，就这么发出去", "send_email"),
        ("open_ticket", "把它转给 ⟨person⟩ 跟", "assign_ticket"),
    ],
)
def test_what_is_said_behind_something_shown_goes_on_with_it(
    after: str, said: str, meant: str
) -> None:
    assert next(iter(classifier().scores(said, after))) == meant
    assert not FURTHER & {name for name, share in classifier().scores(said).items() if share}


def test_what_is_said_behind_something_changes_nothing_of_what_stands_by_itself() -> None:
    alone = [each for each in lines_of(discover()) if not each.after and len(each.name) < 8]
    behind = [
        Phrase("go_on", "那北美呢", "1", "thanks"),
        Phrase("go_on", "那欧洲呢", "2", "thanks"),
    ]
    said = alone[0].text
    less, more = fit(alone).scores(said), fit([*alone, *behind]).scores(said)
    assert {name: share for name, share in more.items() if share} == pytest.approx(less)


def test_the_probabilities_of_a_message_sum_to_one() -> None:
    assert sum(classifier().scores("⟨sn⟩ 修过吗").values()) == pytest.approx(1.0)


def test_a_line_of_the_grammar_is_read_with_every_alternative() -> None:
    read = variants("(查|找|搜){sn}的(记录|历史)")
    assert all(any(word in each for each in read) for word in ("查", "找", "搜", "记录", "历史"))


def test_a_message_of_strange_words_is_not_ours() -> None:
    known = classifier().known
    assert not is_ours("teach me guitar", known)
    assert is_ours("⟨product⟩ 死机", known)


def test_a_misspelt_word_keeps_most_of_its_features() -> None:
    one, two = set(features("warranty", set())), set(features("waranty", set()))
    assert len(one & two) >= len(two) // 2
