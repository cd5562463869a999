"""The words of a notification, in the language of the one who reads it."""

from typing import Any

from sqlalchemy import select

from domain.kind import kind_of
from domain.language import Language, Text
from domain.models import Comment, Ticket, User
from domain.notifications.hearing import Happening
from domain.notifications.told import Told

_LINE = 120  # characters of a summary
_SAID = 400  # of a comment
_TITLE, _TEXT = 200, 2_000
_HOUSE = "Bokeh"


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def title_and_text(told: Told, happening: Happening, language: Language) -> tuple[str, str]:
    """Facts stand in the words as they are: nothing in them is taken for a template."""
    words = _words(happening, language)
    title = told.title.in_(language).format_map(words)
    text = told.text.in_(language).format_map(words)
    return " ".join(title.split())[:_TITLE], text.strip()[:_TEXT]


def url_of(happening: Happening) -> str | None:
    """Where the thing is shown, as an address within the service."""
    if happening.ticket is not None:
        return f"/tickets/{happening.ticket.number}"
    return f"/articles/{happening.article.number}" if happening.article is not None else None


def kept_facts(happening: Happening, language: Language) -> dict[str, Any]:
    """What stays with a notification beside its words: the ticket, the figures told of."""
    facts: dict[str, Any] = {}
    if happening.ticket is not None:
        facts["number"] = happening.ticket.number
    figures = happening.facts.get(f"figures_{language.value}")
    return facts | ({"figures": figures} if figures else {})


def _words(happening: Happening, language: Language) -> _Words:
    words = _Words()
    if happening.ticket is not None:
        words.update(_of_ticket(happening, happening.ticket, language))
    if happening.dealer is not None:
        words["dealer"] = happening.dealer.name
    if happening.article is not None:
        words["article"] = happening.article.number
        words["title"] = _cut(happening.article.title, _LINE)
    for name, value in happening.facts.items():
        if value is None or isinstance(value, dict | list):
            continue
        base, _, tongue = name.rpartition("_")
        if tongue == language.value and base:
            words[base] = str(value)
        words.setdefault(name, str(value))
    return words


def _of_ticket(happening: Happening, ticket: Ticket, language: Language) -> dict[str, str]:
    kind = kind_of(ticket.kind)
    reached = happening.facts.get("to_status")
    state = kind.by_state.get(str(reached)) or kind.by_state[ticket.status]
    return {
        "number": ticket.number,
        "kind": kind.label.in_(language),
        "summary": _cut(ticket.summary, _LINE),
        "status": state.label.in_(language),
        "actor": _actor(happening),
        "said": _said(happening, ticket, language),
    }


def _actor(happening: Happening) -> str:
    user = happening.session.get(User, happening.actor) if happening.actor else None
    return user.username if user else _HOUSE


def _said(happening: Happening, ticket: Ticket, language: Language) -> str:
    if happening.event != "comment":
        return ""
    text = happening.session.scalar(
        select(Comment.text)
        .where(
            Comment.ticket_id == ticket.id,
            Comment.at == happening.at,
            Comment.is_internal.is_(bool(happening.facts.get("internal"))),
        )
        .order_by(Comment.id.desc())
        .limit(1)
    )
    return _cut(text, _SAID) if text else Text("（见工单）", "(see the ticket)").in_(language)


def _cut(text: Any, length: int) -> str:
    plain = str(text).strip()
    return plain if len(plain) <= length else plain[: length - 1] + "…"
