"""The handbook: the rules of the house in words, made of the settings and tables they stand in.

Nothing is written twice: a changed setting, state, right or label changes what is told. A search
finds a rule by what it says and by the questions it answers; what is told is made anew for whoever
asks.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from domain.access import INTERNAL_AUDIENCE, VISIBILITY_AUDIENCE, Permission, Viewer, audiences
from domain.accounts import debt_level, debt_warning, open_receivables
from domain.handbook import dealers, desk, repairs
from domain.handbook.questions import asked_of
from domain.handbook.rule import Asking, Rule, lines
from domain.language import Text
from domain.models import Dealer, HouseFact
from domain.outbox import tell_index
from domain.rules import Rules, house_rules

RULES: tuple[Rule, ...] = (*repairs.RULES, *dealers.RULES, *desk.RULES)
_KEPT_AS = "handbook"


def rule_of(id: int) -> Rule | None:
    """The rule that a search knows by this id."""
    return RULES[id - 1] if 0 < id <= len(RULES) else None


def readable(viewer: Viewer, ids: Collection[int]) -> list[int]:
    """Those of these rules that the viewer may be told."""
    held = audiences(viewer)
    return [
        id for id in ids if (rule := rule_of(id)) and VISIBILITY_AUDIENCE[rule.visibility] in held
    ]


def asking(session: Session, viewer: Viewer, question: str, *, now: datetime) -> Asking:
    """The asker's place: its tier, and what its debts mean, where it is a dealer's."""
    rules = house_rules(session)
    if viewer.dealer_tier is None:
        return Asking(rules, question)
    return Asking(rules, question, viewer.dealer_tier, _owing(session, viewer, rules, now))


def _owing(session: Session, viewer: Viewer, rules: Rules, now: datetime) -> Text | None:
    dealer = session.get(Dealer, viewer.dealer_id)
    if dealer is None or not viewer.may(Permission.READ_ACCOUNTS):
        return None
    owed = open_receivables(session, dealer, today=now.date())
    days = max((each.days for each in owed), default=0)
    level = debt_level(days, rules, has_debt=bool(owed))
    if (warning := debt_warning(level, days)) is None:
        return Text("您现在没有欠款。", "You owe nothing at present.")
    return Text(f"您自己的账款：{warning.zh}", f"Your own account: {warning.en}")


def told(viewer: Viewer, rule: Rule, asked: Asking) -> Text:
    """What this viewer is told; only for a rule that is `readable`."""
    kept = rule.kept if INTERNAL_AUDIENCE in audiences(viewer) else None
    return lines(rule.told(asked), kept(asked) if kept else None)


def texts(rule: Rule, rules: Rules) -> Sequence[tuple[Text, str]]:
    """What a search finds the rule by, each with the audience that may read it."""
    anybody = Asking(rules)
    found = [(rule.told(anybody), VISIBILITY_AUDIENCE[rule.visibility])]
    if rule.kept:
        found.append((rule.kept(anybody), INTERNAL_AUDIENCE))
    return found


def questions(rule: Rule) -> tuple[Sequence[str], str]:
    """The questions that it answers, found by whom it is told to; they are never shown."""
    return asked_of(rule.code), VISIBILITY_AUDIENCE[rule.visibility]


def renew(session: Session, *, now: datetime) -> None:
    """Have the search read the handbook again where its texts have changed since they were read."""
    rules = house_rules(session)
    said = [(rule.title, texts(rule, rules), questions(rule)) for rule in RULES]
    digest = hashlib.blake2b(repr(said).encode(), digest_size=12).hexdigest()
    fact = session.get(HouseFact, _KEPT_AS) or HouseFact(key=_KEPT_AS, value="0 ")
    count, _, before = fact.value.partition(" ")
    if before == digest:
        return
    fact.value = f"{len(RULES)} {digest}"
    session.add(fact)
    for id in range(1, max(int(count), len(RULES)) + 1):
        tell_index(session, "rule", id, now=now)
