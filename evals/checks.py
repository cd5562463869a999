"""What is checked of a played story: each reply, every byte shown, and the state it leaves."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.events import Reply
from domain.access import Viewer
from domain.database import Store
from domain.models import Base, Customer, Dealer, Ticket
from domain.numbers import numbers_in
from evals.scenario import Scenario, Turn

# What every conversation writes, whatever it is about.
ALWAYS = frozenset({"conversations", "messages", "model_uses", "article_uses", "assistant_answers"})


def wrong_with_reply(turn: Turn, reply: Reply) -> list[str]:
    """What a reply lacks or has too much, in plain sentences."""
    found = []
    used = {tool.name for tool in reply.tools}
    cited = {reference.number for reference in reply.references}
    if turn.outcome is not None and reply.outcome is not turn.outcome:
        found.append(f"outcome is {reply.outcome}, not {turn.outcome}")
    if turn.tools is not None and used != turn.tools:
        found.append(f"used {sorted(used)}, not {sorted(turn.tools)}")
    if missing := turn.refers - cited:
        found.append(f"does not refer to {sorted(missing)}")
    found += [f"does not tell “{each}”" for each in turn.tells if each not in reply.text]
    found += [f"tells “{each}”" for each in turn.leaves_out if each in reply.text]
    waiting = [card for card in reply.proposals if card.state == "pending"]
    if len(waiting) != turn.cards:
        found.append(f"{len(waiting)} cards wait, not {turn.cards}")
    return found + unreferenced(turn.say, reply)


def unreferenced(said: str, reply: Reply) -> list[str]:
    """Numbers that the text names without a reference, and references that it does not name.

    A wish has none: it may be named where it was read.
    """
    cited = {reference.number for reference in reply.references}
    named = set(numbers_in(reply.text))
    typed = set(numbers_in(said))
    looked_at = {str(value) for tool in reply.tools for value in tool.arguments.values()}
    wishes = {each for each in looked_at if each.startswith("FR-")}
    bare = sorted(named - cited - typed - wishes)
    return [f"names {number} without a reference" for number in bare] + [
        f"refers to {number} without naming it" for number in sorted(cited - named)
    ]


def foreign_words(store: Store, viewer: Viewer) -> frozenset[str]:
    """Numbers and names that this viewer must never be shown."""

    def words(session: Session) -> set[str]:
        return {
            *session.scalars(select(Ticket.number)),
            *session.scalars(select(Customer.name)),
            *session.scalars(select(Customer.code)),
            *session.scalars(select(Dealer.name)),
        }

    with store.unbound_reader() as session:
        everything = words(session)
    with store.reader(viewer) as session:
        return frozenset(word for word in everything - words(session) if len(word) > 3)


def leaked(shown: Iterable[Any], forbidden: frozenset[str], said: Iterable[str]) -> list[str]:
    """Foreign words in anything that was shown, but for those the person typed."""
    text = "\n".join(json.dumps(each, ensure_ascii=False, default=str) for each in shown)
    typed = "\n".join(said)
    return sorted(word for word in forbidden if word in text and word not in typed)


Snapshot = Mapping[str, Mapping[Any, int]]


def snapshot(store: Store) -> Snapshot:
    """Every row of every table: its key, and a hash of all that stands in it."""
    found: dict[str, dict[Any, int]] = {}
    with store.unbound_reader() as session:
        for name, (statement, places) in _readings().items():
            # As the driver gives them: what a value means does not matter here, and takes long.
            rows = session.connection().exec_driver_sql(statement).all()
            found[name] = {tuple(row[i] for i in places): hash(repr(tuple(row))) for row in rows}
    return found


@lru_cache(maxsize=1)
def _readings() -> Mapping[str, tuple[str, list[int]]]:
    """For every table the statement that reads it, and where its key stands in a row."""
    return {
        name: (str(select(table)), [list(table.columns).index(k) for k in table.primary_key])
        for name, table in Base.metadata.tables.items()
    }


def wrong_with_state(before: Snapshot, after: Snapshot, story: Scenario) -> list[str]:
    """Tables that did not grow as the story says, and rows that changed or went."""
    found = []
    for name in sorted(after.keys() - ALWAYS):
        was, now = before[name], after[name]
        added = len(now.keys() - was.keys())
        if added != story.writes.get(name, 0):
            found.append(f"{name} grew by {added}, not {story.writes.get(name, 0)}")
        if gone := len(was.keys() - now.keys()):
            found.append(f"{name} lost {gone} rows")
        changed = any(now[key] != value for key, value in was.items() if key in now)
        if changed and name not in story.changes:
            found.append(f"rows of {name} changed")
        if name in story.changes and not changed:
            found.append(f"no row of {name} changed")
    return found


def wrong_with_ends(store: Store, story: Scenario) -> list[str]:
    """Rows that are not in the store as the story says they end."""
    found = []
    with store.unbound_reader() as session:
        for end in story.ends:
            table = Base.metadata.tables[end.table]
            where = [table.c[name] == value for name, value in end.where.items()]
            row = session.execute(select(table).where(*where)).mappings().first()
            if row is None:
                found.append(f"{end.table} has no row with {dict(end.where)}")
                continue
            found += [
                f"{end.table}.{name} is {str(row[name])!r}, not {value!r}"
                for name, value in end.holds.items()
                if str(row[name]) != str(value)
            ]
    return found
