"""A decision on a card that is told in everyday words rather than by a plain yes or no."""

import re
from dataclasses import dataclass

from assistant.offline.card_words import SURE, CardAct, card_word, withdrawn_first

_LONGEST = 160  # letters of a message that decides on a card
_DECIDE = frozenset({CardAct.APPROVE, CardAct.WITHDRAW, CardAct.HOLD})

# `not hot, loud` puts another word in a place: nothing is withdrawn by it.
_CORRECTS = re.compile(
    r"(?:^|[,;.]\s*)(?:it'?s |it is )?not (?:an? |the |so |too )?(?!need|requir|now|yet|any|worth"
    r"|that|this|it\b|ours|sure)[a-z0-9_-]+(?: [a-z0-9_-]+)?\s*[,;]\s*"
    r"(?:but |it'?s |it is |rather )?"
    r"(?:an? |the )?[a-z0-9_-]+(?: [a-z0-9_-]+)?\W*$"
)


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
    if word.act is CardAct.WITHDRAW and not word.is_learnt and _CORRECTS.search(text.casefold()):
        return None
    return Everyday(word.act, text, is_word_for_word=word.is_learnt)
