"""What a typed decision means: which of the cards, or a ticket that was listed at its place."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from assistant import memory
from assistant.events import ChoiceShown
from assistant.offline.folded import Folded
from assistant.offline.ids import find_ids
from assistant.offline.thread import steps_of, within
from assistant.typed_words import Word
from domain import conversations
from domain.language import Language, Text
from domain.proposals import ProposalShown

WHICH = Text(
    "是指卡片，还是刚才列出的工单？", "Do you mean the card, or the ticket that was listed?"
)
_NAMING = frozenset({"ticket_number", "sn", "invoice", "wish"})
_CARD = Text("卡片：", "The card: ")
_YES, _NO = (
    Text("确认卡片 {place}", "yes, card {place}"),
    Text("取消卡片 {place}", "cancel card {place}"),
)


def cards_meant(cards: Sequence[ProposalShown], word: Word) -> Sequence[ProposalShown]:
    """The cards that a typed word is about; none where that is not clear."""
    if word.which == "all":
        return cards
    if word.which == "only":
        return cards if len(cards) == 1 else ()
    return cards[word.which - 1 : word.which]


def cards_told_of(cards: Sequence[ProposalShown], text: str) -> Sequence[ProposalShown]:
    """The cards that a message in everyday words may be about; none where it names what is on none.

    Of several it is the one whose own words it says, the kind, a name, a number; else each may be.
    """
    ids = [value for kind, value, *_ in find_ids(Folded.of(text).folded) if kind in _NAMING]
    held = [card for card in cards if all(each in _held(card) for each in ids)]
    if len(held) < 2:
        return held
    words = [_words(_held(card)) for card in held]
    said = _words(text)
    shared = set.intersection(*words)
    counts = [len(said & each - shared) for each in words]
    most = max(counts)
    return [held[counts.index(most)]] if most and counts.count(most) == 1 else held


def _held(card: ProposalShown) -> str:
    """Everything that stands on a card, as text."""
    lines = (f"{line.old or ''} {line.new}" for line in card.preview)
    return " ".join([card.title, *map(str, card.arguments.values()), *lines])


def _words(text: str) -> set[str]:
    """Latin words, numbers, and pairs of Han letters."""
    folded = Folded.of(text).folded
    han = (folded[at : at + 2] for at in range(len(folded) - 1))
    pairs = {each for each in han if all("一" <= one <= "鿿" for one in each)}
    return pairs | set(re.findall(r"[a-z0-9_-]{3,}", folded))


def card_or_ticket(
    session: Session,
    conversation_id: str,
    cards: Sequence[ProposalShown],
    word: Word,
    language: Language,
) -> list[ChoiceShown]:
    """Buttons for a place that may be a card's or a ticket's; none where only cards are meant."""
    if not cards or not isinstance(word.which, int) or word.instead is None:
        return []
    number = _listed_at(session, conversation_id, word.which, cards=len(cards))
    if number is None:
        return []
    decide = (_YES if word.yes else _NO).in_(language).format(place=word.which)
    meant = [
        ChoiceShown(label=f"{_CARD.in_(language)}{card.title}", message=decide)
        for card in cards_meant(cards, word)
    ]
    return [*meant, ChoiceShown(label=number, message=word.instead.format(number=number))]


def _listed_at(session: Session, conversation_id: str, place: int, *, cards: int) -> str | None:
    """The ticket at that place of the last list; of several cards one has a place itself:
    there only a list shown after them counts."""
    rows = conversations.messages(session, conversation_id, last=memory.LAST_MESSAGES)
    for step in reversed(list(steps_of(memory.history(rows)))):
        if cards > 1 and "proposal" in step.data:
            return None
        if len(step.items) >= max(place, 2):
            return within(step.items[place - 1], "number")
    return None
