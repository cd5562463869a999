"""A decision on a card that is told in everyday words rather than by a plain yes or no."""

from dataclasses import dataclass

from assistant.offline.card_words import SURE, CardAct, card_word, withdrawn_first

_LONGEST = 160  # letters of a message that decides on a card
_DECIDE = frozenset({CardAct.APPROVE, CardAct.WITHDRAW, CardAct.HOLD})


@dataclass(frozen=True)
class Everyday:
    """What is surely to be done with a card, and what else the message wants."""

    act: CardAct
    said: str
    is_word_for_word: bool = False
    rest: str | None = None


def everyday(text: str) -> Everyday | None:
    """The decision that a message tells; None where it decides nothing."""
    if len(text) > _LONGEST:
        return None
    if first := withdrawn_first(text):
        return Everyday(CardAct.WITHDRAW, first[0], rest=first[1])
    word = card_word(text)
    if word.act not in _DECIDE or word.score < SURE:
        return None
    return Everyday(word.act, text, is_word_for_word=word.is_learnt)
