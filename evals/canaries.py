"""Canaries: a token of its own in every text somebody may not see, and who was shown which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import String, cast, literal, select, update
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.database import Store
from domain.models import Article, Comment, Ticket

_TOKEN = re.compile(r"cnry([a-z])(\d+)x")


@dataclass(frozen=True)
class Planted:
    """Where tokens stand: `t` tickets, `i` their internal texts, `c` comments, `a` articles, `b`
    their internal parts.
    """

    store: Store

    def foreign(self, viewer: Viewer, shown: bytes | str) -> list[str]:
        """The tokens among what was shown that this viewer must never see."""
        text = shown.decode(errors="replace") if isinstance(shown, bytes) else shown
        found = {(match[1], int(match[2])) for match in _TOKEN.finditer(text)}
        return sorted(f"cnry{kind}{id}x" for kind, id in found if not self._may(viewer, kind, id))

    def _may(self, viewer: Viewer, kind: str, id: int) -> bool:
        with self.store.reader(viewer) as session:
            match kind:
                case "t":
                    wanted = select(Ticket.id).where(Ticket.id == id)
                case "i":
                    wanted = select(Ticket.id).where(
                        Ticket.id == id, Ticket.solution_internal.is_not(None)
                    )
                case "c":
                    wanted = select(Comment.id).where(Comment.id == id)
                case "a":
                    wanted = select(Article.id).where(Article.id == id)
                case _:
                    wanted = select(Article.id).where(
                        Article.id == id, Article.solution_internal.is_not(None)
                    )
            return session.scalar(wanted) is not None


def plant(path: Path) -> None:
    """Put a token into every such text of a store; the index has to be built afterwards."""
    store = Store(path)
    places: tuple[tuple[Any, Any, str, Any], ...] = (
        (Ticket, Ticket.description, "t", None),
        (Ticket, Ticket.solution, "t", Ticket.solution),
        (Ticket, Ticket.solution_internal, "i", Ticket.solution_internal),
        (Comment, Comment.text, "c", None),
        (Article, Article.problem, "a", None),
        (Article, Article.solution_external, "a", Article.solution_external),
        (Article, Article.solution_internal, "b", Article.solution_internal),
    )
    try:
        for model, column, kind, needed in places:
            token = literal(f" cnry{kind}").concat(cast(model.id, String)).concat("x")
            marked = update(model).values({column: column.concat(token)})
            if needed is not None:
                marked = marked.where(needed.is_not(None))
            store.write(partial(_run, statement=marked))
    finally:
        store.close()


def _run(session: Session, statement: Any) -> None:
    session.execute(statement)


def tokens_in(texts: Iterable[str]) -> int:
    """How many tokens stand in these texts, to prove that they are there at all."""
    return sum(len(_TOKEN.findall(text)) for text in texts)
