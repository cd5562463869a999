"""Conversations: one person's thread with the assistant.

Messages are appended and never rewritten: one that was asked again in other words is marked as
replaced, and only deleting the whole conversation takes messages away.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Select, func, insert, literal, or_, select, update
from sqlalchemy import delete as sql_delete
from sqlalchemy.orm import Session

from domain import proposals
from domain.access import Viewer, is_of_the_house
from domain.attachments import reading as attachments
from domain.clock import Clock
from domain.errors import ConflictError, InvalidError, NotFoundError
from domain.language import Language, Text
from domain.models import (
    Article,
    ArticleUse,
    AssistantAnswer,
    Attachment,
    Conversation,
    Proposal,
    SaidMessage,
)
from domain.plain import like_pattern, plain_json
from domain.visibility import load_visible, visible

_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Said:
    """One message to keep; `body` holds what is not text, `reply` what the person was shown."""

    speaker: str
    text: str
    body: dict[str, Any] = field(default_factory=dict)
    reply: dict[str, Any] | None = None


class ConversationShown(BaseModel):
    id: str
    title: str
    language: Language
    created_at: datetime
    updated_at: datetime


def new_id() -> str:
    return secrets.token_urlsafe(12)


def begin(
    session: Session,
    viewer: Viewer,
    conversation_id: str,
    said: Said,
    *,
    language: Language,
    now: datetime,
    turn: str,
) -> None:
    """Start a conversation of this viewer's under a new id, with the message that began it."""
    session.add(
        Conversation(
            id=conversation_id,
            user_id=viewer.user_id,
            title=" ".join(said.text.split())[:_TITLE_LENGTH],
            language=language,
            created_at=now,
            updated_at=now,
        )
    )
    _append(session, conversation_id, 0, [said], now=now, turn=turn)


def load(session: Session, viewer: Viewer, conversation_id: str) -> Conversation:
    """Raises NotFoundError for missing and other people's conversations alike."""
    return load_visible(session, viewer, Conversation, Conversation.id == conversation_id)


def keep(
    session: Session,
    viewer: Viewer,
    conversation_id: str,
    messages: Sequence[Said],
    *,
    language: Language,
    now: datetime,
    turn: str | None = None,
) -> None:
    """Append messages of a turn, all together. Raises NotFoundError like `load`."""
    last = (
        select(func.max(SaidMessage.position))
        .where(SaidMessage.conversation_id == conversation_id)
        .scalar_subquery()
    )
    mine = visible(viewer, Conversation).where(Conversation.id == conversation_id)
    found = session.execute(mine.add_columns(last)).one_or_none()
    if found is None:
        raise NotFoundError()
    row, position = found
    start = 0 if position is None else position + 1
    _append(session, conversation_id, start, messages, now=now, turn=turn)
    _note_uses(session, viewer, messages, now)
    row.updated_at = now
    row.language = language


def _append(
    session: Session,
    conversation_id: str,
    start: int,
    messages: Sequence[Said],
    *,
    now: datetime,
    turn: str | None,
) -> None:
    session.add_all(
        SaidMessage(
            conversation_id=conversation_id,
            position=start + offset,
            at=now,
            speaker=each.speaker,
            text=each.text,
            body=each.body,
            reply=each.reply,
            turn=turn,
        )
        for offset, each in enumerate(messages)
    )


def _note_uses(session: Session, viewer: Viewer, messages: Sequence[Said], now: datetime) -> None:
    """Note each answer and each article that it cites, for the figures on what is used."""
    replies = [said.reply for said in messages if said.reply]
    cited = [_articles_of(each) for each in replies]
    session.add_all(
        AssistantAnswer(
            user_id=viewer.user_id,
            dealer_id=viewer.dealer_id,
            of_house=is_of_the_house(viewer.role),
            has_article=bool(numbers),
            outcome=reply["outcome"],
            at=now,
        )
        for reply, numbers in zip(replies, cited, strict=True)
    )
    numbers = set().union(*cited)
    if not numbers:
        return
    values = {"user_id": viewer.user_id, "dealer_id": viewer.dealer_id, "at": now}
    used = select(
        Article.id,
        *(literal(each, ArticleUse.__table__.c[name].type) for name, each in values.items()),
    ).where(Article.number.in_(numbers))
    session.execute(insert(ArticleUse).from_select(["article_id", *values], used))


def _articles_of(reply: Mapping[str, Any]) -> set[str]:
    return {each["number"] for each in reply.get("references", ()) if each["kind"] == "article"}


def messages(
    session: Session, conversation_id: str, *, last: int, but_for: str | None = None
) -> list[SaidMessage]:
    """The newest `last` messages that count, oldest first, without those of the turn `but_for`."""
    rows = session.scalars(
        select(SaidMessage)
        .where(
            SaidMessage.conversation_id == conversation_id,
            SaidMessage.replaced.is_(False),
            func.coalesce(SaidMessage.turn, "") != (but_for or "-"),
        )
        .order_by(SaidMessage.position.desc())
        .limit(last)
    ).all()
    return list(reversed(rows))


def listed(
    session: Session, *, q: str = "", page: int = 1, size: int = 50
) -> tuple[list[ConversationShown], int]:
    """A page of the viewer's conversations, newest first, and how many there are in all.

    `q` is looked for in titles and in what was said; the session is viewer-bound.
    """
    wanted = select(Conversation)
    if q.strip():
        pattern = like_pattern(q)
        said = select(SaidMessage.id).where(
            SaidMessage.conversation_id == Conversation.id,
            SaidMessage.speaker.in_(("user", "assistant")),
            SaidMessage.replaced.is_(False),
            SaidMessage.text.like(pattern, escape="\\"),
        )
        wanted = wanted.where(or_(Conversation.title.like(pattern, escape="\\"), said.exists()))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(
        wanted.order_by(Conversation.updated_at.desc(), Conversation.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    shown = [
        ConversationShown(
            id=row.id,
            title=row.title,
            language=Language(row.language),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]
    return shown, total


def ending_with(session: Session, answer: str) -> str | None:
    """The viewer's newest conversation whose last answer is this text; None without one."""
    row = session.scalars(
        select(SaidMessage)
        .where(SaidMessage.reply["text"].as_string() == answer, SaidMessage.replaced.is_(False))
        .order_by(SaidMessage.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    later = select(SaidMessage.id).where(
        SaidMessage.conversation_id == row.conversation_id,
        SaidMessage.position > row.position,
        SaidMessage.speaker == "user",
    )
    return None if session.scalar(later.limit(1)) else row.conversation_id


def rename(session: Session, viewer: Viewer, conversation_id: str, title: str) -> None:
    """Give a conversation another title. Raises InvalidError for an empty one."""
    one_line = " ".join(str(plain_json(title)).split())[:_TITLE_LENGTH]
    if not one_line:
        raise InvalidError(
            Text("请写一个标题。", "Please give a title."),
            {"title": Text("是空的", "is empty")},
        )
    load(session, viewer, conversation_id).title = one_line


def delete(session: Session, viewer: Viewer, conversation_id: str, *, now: datetime) -> None:
    """Take a conversation away with all that was said in it; waiting cards are withdrawn.

    The cards' rows stay, as they say who decided what.
    """
    row = load(session, viewer, conversation_id)
    for card in proposals.pending(session, conversation_id, now=now):
        proposals.cancel(session, viewer, card.id, now=now)
    session.execute(
        update(Proposal)
        .where(Proposal.conversation_id == conversation_id)
        .values(conversation_id=None)
    )
    session.execute(sql_delete(SaidMessage).where(SaidMessage.conversation_id == conversation_id))
    session.delete(row)


def take_back_last(
    session: Session, viewer: Viewer, conversation_id: str, *, now: datetime, turn: str | None
) -> Said:
    """Mark the last turn as replaced, withdraw its waiting cards, and give the person's message.

    `turn` is the one that is meant, where that is known. Raises NotFoundError where nothing was
    said yet; ConflictError where another turn came after the one that is meant, and where a card
    of it was carried out: what was written stays written.
    """
    load(session, viewer, conversation_id)
    asked = session.scalars(
        _counting(conversation_id, "user").order_by(SaidMessage.position.desc()).limit(1)
    ).one_or_none()
    if asked is None:
        raise NotFoundError()
    if turn is not None and turn != asked.turn:
        raise ConflictError(
            Text(
                "这段对话在别处又继续了，请看过新的内容再决定。",
                "This conversation went on elsewhere; please look at what is new first.",
            )
        )
    since = session.scalars(
        select(SaidMessage).where(
            SaidMessage.conversation_id == conversation_id,
            SaidMessage.position >= asked.position,
            SaidMessage.replaced.is_(False),
        )
    ).all()
    cards = [card["id"] for row in since for card in (row.reply or {}).get("proposals", [])]
    for card in cards:
        state = proposals.cancel(session, viewer, card, now=now).state
        if state is proposals.State.DONE:
            raise ConflictError(
                Text(
                    "这一步已经执行，不能重来；请直接说要改什么。",
                    "This was carried out and cannot be asked again; "
                    "please say what to change instead.",
                )
            )
    for row in since:
        row.replaced = True
    return Said(asked.speaker, asked.text, asked.body)


def _counting(conversation_id: str, speaker: str) -> Select[SaidMessage]:
    return select(SaidMessage).where(
        SaidMessage.conversation_id == conversation_id,
        SaidMessage.speaker == speaker,
        SaidMessage.replaced.is_(False),
    )


def shown(session: Session, conversation_id: str, *, clock: Clock) -> list[dict[str, Any]]:
    """A conversation as the person saw it; its cards stand as they are now."""
    now = clock.now()
    rows = session.scalars(
        select(SaidMessage)
        .where(SaidMessage.conversation_id == conversation_id, SaidMessage.replaced.is_(False))
        .order_by(SaidMessage.position)
    ).all()
    cards = session.scalars(select(Proposal).where(Proposal.conversation_id == conversation_id))
    by_id = {card.id: proposals.shown(card, now).model_dump(mode="json") for card in cards}
    files = _files(session, rows, clock)
    return [
        {
            "speaker": row.speaker,
            "text": row.text,
            "at": row.at.isoformat(),
            "reply": _with_cards(row.reply, by_id),
            "attachments": [files[id] for id in row.body.get("attachments", ()) if id in files],
        }
        for row in rows
        if row.speaker == "user" or row.reply is not None or "proposal" in row.body
    ]


def _files(session: Session, rows: Sequence[SaidMessage], clock: Clock) -> dict[str, Any]:
    """What was sent along, by id, as far as the reader still sees it."""
    ids = [id for row in rows for id in row.body.get("attachments", ())]
    if not ids:
        return {}
    found = session.scalars(select(Attachment).where(Attachment.id.in_(ids))).all()
    files = attachments.shown(found, zone=clock.zone)
    return {each.id: each.model_dump(mode="json") for each in files}


def _with_cards(
    reply: dict[str, Any] | None, cards: dict[str, dict[str, Any]]
) -> dict[str, Any] | None:
    if reply is None:
        return None
    now = [cards.get(each["id"], each) for each in reply["proposals"]]
    return {**reply, "proposals": now}
