"""What a message does to a card that waits, in everyday words: carry it out, drop it, keep it."""

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.offline.grammar import mask, said_to_cards
from assistant.offline.intents import Classifier, read

SURE = 0.7  # of what is done to a card, for it to be done
_BREAKS = re.compile(r"[,，。.;；!！?？\n]+")
CARD_WEIGHTS = Path(__file__).with_name("card_weights.json.gz")


class CardAct(StrEnum):
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    CHANGE = "change"
    ADD = "add"
    ASK = "ask"
    ELSEWHERE = "elsewhere"  # it has nothing to do with the card


_GOING_ON = frozenset({CardAct.ELSEWHERE, CardAct.ASK})


class CardWord(NamedTuple):
    """What is likeliest done to the card, how likely that is, and how likely a change of it is.

    `is_learnt` says that it is, word for word, one of the phrases that teach this.
    """

    act: CardAct
    score: float
    change: float = 0.0
    is_learnt: bool = False

    def surely(self, act: CardAct, score: float) -> bool:
        return self.act is act and self.score >= score


@lru_cache(maxsize=256)
def card_word(text: str) -> CardWord:
    """What `text`, said while a card waits, does to it.

    Learnt from phrases (`phrases/to_a_card.txt`). Raises FileNotFoundError where the weights were
    never trained (`-m assistant.offline.train`).
    """
    if (known := _phrases().get(_letters(text))) is not None:
        return CardWord(known, 1.0, float(known is CardAct.CHANGE), is_learnt=True)
    scores = _classifier().scores(mask(text))
    name = max(scores, key=lambda each: scores[each])
    return CardWord(CardAct(name), scores[name], scores[CardAct.CHANGE])


def withdrawn_first(text: str) -> tuple[str, str] | None:
    """The withdrawal that a message begins with, and what else it wants: `不要了，查一下库存`."""
    for mark in _BREAKS.finditer(text):
        head, rest = text[: mark.start()], text[mark.end() :].strip()
        if not rest or not card_word(head).surely(CardAct.WITHDRAW, SURE):
            continue
        if card_word(rest).act in _GOING_ON:
            return head, rest
    return None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, CardAct]:
    return {_letters(each.line): CardAct(each.name) for each in said_to_cards()}


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


@lru_cache(maxsize=1)
def _classifier() -> Classifier:
    return read(CARD_WEIGHTS.read_bytes())
