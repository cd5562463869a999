"""Decisions by a typed word: yes and no to the cards that wait, what was done, and undoing it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import recounting
from assistant.cards import told, which
from assistant.decisions import Decisions
from assistant.events import ChoiceShown
from assistant.everyday import Everyday, everyday
from assistant.meant import WHICH, card_or_ticket, cards_meant, cards_told_of
from assistant.model import Outcome, Speaker
from assistant.offline.card_words import CardAct
from assistant.typed_words import Word, word_of
from domain import conversations, proposals
from domain.access import Viewer
from domain.errors import DeskError
from domain.language import Language, Text
from domain.models import Ticket
from domain.proposals import ProposalShown, State
from tools.context import Desk, Reference, reference
from tools.tool import Effect, discover

_LAST = 6  # messages among which the last answer stands
_NOT_UNDERSTOOD = frozenset({Outcome.CLARIFY, Outcome.REFUSED, Outcome.ERROR})
_KEPT = Text(
    "好，卡片先留着，什么都没有写入。要执行时说“确认”，不要了说“取消”。",
    "All right, the card stays as it is and nothing is written. Say “confirm” or “cancel” later.",
)
_LONGEST = 400  # letters of a message that may be nothing but a decision
_ONLY = (Text("确认", "confirm"), Text("取消", "cancel"))
_AS_IT_STANDS = Text(
    "上一句没有改动卡片，它还是原来的样子。",
    "What you said last has not changed the card: it is as it was.",
)


@dataclass
class Decided:
    """What a typed word did."""

    text: str
    outcome: Outcome
    proposals: list[ProposalShown]
    references: list[Reference] = field(default_factory=list)
    choices: list[ChoiceShown] = field(default_factory=list)
    goes_on: str | None = None  # what else the message wants, for the model


class TypedDecisions:
    """What a message that is nothing but a yes, a no or a question about them does."""

    def __init__(self, desk_of: Callable[..., Desk], decisions: Decisions) -> None:
        self._desk_of = desk_of
        self._decisions = decisions

    async def decided_by(
        self,
        viewer: Viewer,
        conversation_id: str,
        text: str,
        language: Language,
        trace: str | None,
    ) -> Decided | None:
        """What a typed yes or no decides here; None when the message is neither or nothing waits.

        With several cards waiting and none of them meant, it decides nothing and asks which.
        """
        if len(text) > _LONGEST:
            return None
        word, asked = word_of(text), recounting.asked_of(text)
        desk = self._desk_of(viewer, language, trace)
        if word is None and asked is None:
            if (told := everyday(text)) is None:
                return None
            return await asyncio.to_thread(self._told, desk, conversation_id, told)
        if word is not None:
            decided = await asyncio.to_thread(self._decide, desk, conversation_id, word)
            if decided is not None or asked is None:
                return decided
        return await asyncio.to_thread(self._recount, desk, conversation_id, asked, text)

    def _recount(
        self, desk: Desk, conversation_id: str, asked: recounting.Asked | None, text: str
    ) -> Decided | None:
        """What was done here and what waits; None where nothing here is meant."""
        now = desk.clock.now()
        with desk.reader() as session:
            done = recounting.lately(session, conversation_id)
            cards = _cards(session, conversation_id, now)
        if asked == "undo":
            if cards or not done:
                return None
            told_now, references, choices = recounting.undoing(desk, done[0])
            return Decided(told_now, Outcome.ANSWERED, [], references, choices)
        if asked == "waiting" and not cards and not recounting.is_about_here(text):
            return None
        only_waiting = asked == "waiting"
        told_now, references = recounting.what_was_done(
            desk, [] if only_waiting else done, len(cards), only_waiting=only_waiting
        )
        return Decided(told_now, Outcome.ANSWERED, cards, references)

    def _told(self, desk: Desk, conversation_id: str, told: Everyday) -> Decided | None:
        """What everyday words do: a card is dropped or kept at once, carried out after a yes.

        Of a card not just talked about only a withdrawal is taken.
        """
        cards, last = self._waiting(desk, conversation_id)
        meant = cards_told_of(cards, told.said)
        if not meant or (len(meant) > 1 and told.rest):
            return None  # nothing waits, another thing is meant, or what else it wants is clearer
        if told.act is CardAct.WITHDRAW and len(meant) == 1 and not last.asks:
            decided = self._decide_one(desk, meant[0], yes=False)
            decided.goes_on = told.rest
            return decided
        if last.asks or not (last.shows_cards or last.left_open):
            return None
        if told.act is CardAct.HOLD:
            return Decided(_KEPT.in_(desk.language), Outcome.ANSWERED, [*cards])
        carries_out = told.act is CardAct.APPROVE and told.is_word_for_word and last.shows_cards
        if carries_out and not last.left_open and len(meant) == 1:
            return self._decide_one(desk, meant[0], yes=True)
        return self._asked_which(desk, cards)

    def _waiting(self, desk: Desk, conversation_id: str) -> tuple[list[ProposalShown], "_Told"]:
        """The cards that wait, and how the last answer stood to them."""
        now = desk.clock.now()
        with desk.reader() as session:
            return _cards(session, conversation_id, now), _told_last(session, conversation_id)

    def _asked_which(self, desk: Desk, cards: Sequence[ProposalShown], before: str = "") -> Decided:
        """The question what is to be done with the cards that wait, which are shown again."""
        text = f"{before}{which(cards, desk.language)}"
        buttons = _ONLY if len(cards) == 1 else ()
        choices = [ChoiceShown(label=each, message=each) for each in map(desk.say, buttons)]
        named = self._tickets_of(desk, cards)
        return Decided(text, Outcome.CLARIFY, [*cards], named, choices)

    def _decide(self, desk: Desk, conversation_id: str, word: Word) -> Decided | None:
        now = desk.clock.now()
        with desk.reader() as session:
            cards = _cards(session, conversation_id, now)
            last = _told_last(session, conversation_id)
            either = card_or_ticket(session, conversation_id, cards, word, desk.language)
        meant = cards_meant(cards, word)
        if word.yes and word.which == "all" and not last.shows_cards:
            meant = ()  # all of what was listed since may be meant, not the cards
        if not cards:
            return None
        if word.takes_note and not last.shows_cards:
            meant = ()  # of what was answered since it may only take note
        if either:
            return Decided(WHICH.in_(desk.language), Outcome.CLARIFY, cards, choices=either)
        if not meant:
            return self._asked_which(desk, cards)
        if word.yes and last.left_open and not last.shows_cards:
            # What was said in between may have been meant for the card.
            return self._asked_which(desk, cards, f"{_AS_IT_STANDS.in_(desk.language)}\n\n")
        decided = [self._decide_one(desk, card, word.yes) for card in meant]
        return Decided(
            text="\n\n".join(each.text for each in decided),
            outcome=next(
                (each.outcome for each in decided if each.outcome is not Outcome.ANSWERED),
                Outcome.ANSWERED,
            ),
            proposals=[card for each in decided for card in each.proposals],
            references=[each for one in decided for each in one.references],
        )

    def _tickets_of(self, desk: Desk, cards: Sequence[ProposalShown]) -> list[Reference]:
        """The tickets that cards are about, among those the viewer may see."""
        numbers = [
            str(number)
            for card in cards
            for number in (card.arguments.get("number"), *card.arguments.get("numbers", ()))
            if number
        ]
        with desk.reader() as session:
            rows = session.execute(
                select(Ticket.number, Ticket.summary).where(Ticket.number.in_(numbers))
            ).tuples()
            return [reference("ticket", number, summary) for number, summary in rows]

    def _decide_one(self, desk: Desk, card: ProposalShown, yes: bool) -> Decided:
        try:
            done = self._decisions.decide(desk, card, yes)
        except DeskError as refusal:
            # A card that was shown anew goes on waiting, and is shown as it stands now.
            now_shown = self._decisions.read(desk.viewer, card.id)
            return Decided(refusal.in_(desk.language), Outcome.ERROR, [now_shown])
        text, references = told(done, desk.language)
        failed = done.state is State.FAILED
        return Decided(text, Outcome.ERROR if failed else Outcome.ANSWERED, [done], references)


def _cards(session: Session, conversation_id: str, now: datetime) -> list[ProposalShown]:
    """The cards that wait, oldest first."""
    rows = proposals.pending(session, conversation_id, now=now)
    return [proposals.shown(row, now) for row in rows]


@dataclass(frozen=True)
class _Told:
    """What a conversation's last answer was: about cards, or one that understood nothing."""

    shows_cards: bool = False
    left_open: bool = False
    asks: bool = False  # for a value of a write that is being put together


def _told_last(session: Session, conversation_id: str) -> _Told:
    rows = conversations.messages(session, conversation_id, last=_LAST)
    row = next((row for row in reversed(rows) if row.speaker == Speaker.ASSISTANT), None)
    if row is None:
        return _Told()
    reply = row.reply or {}
    shows_cards = bool(reply.get("proposals") or "proposal" in row.body)
    left_open = reply.get("outcome") in _NOT_UNDERSTOOD
    asked = discover().get((row.body.get("ask") or {}).get("tool", ""))
    is_write = asked is not None and asked.effect is Effect.WRITE
    return _Told(shows_cards, left_open, asks=is_write)
