"""What a rule of the handbook is made of, and the small words that their texts share."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from domain.access import ROLES, Permission, roles_with
from domain.language import Text
from domain.lifecycle import State
from domain.rules import Rules
from domain.words import VALUES

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Asking:
    """Who asks what, when the rules say this.

    `tier` is that of the asker's dealership, None for staff and end customers; `owing` says what
    its debts mean today.
    """

    rules: Rules
    question: str = ""
    tier: int | None = None
    owing: Text | None = None


@dataclass(frozen=True)
class Rule:
    """One rule: `told` to those of its `visibility`, `kept` added for staff.

    It is found by what it tells and by the `questions` it answers. Every number comes from the
    settings, every name from the table it stands in.
    """

    code: str
    title: Text
    visibility: Literal["Public", "Dealer", "Internal"]
    told: Callable[[Asking], Text]
    kept: Callable[[Asking], Text] | None = None


def lines(*each: Text | None) -> Text:
    """Sentences one below the other; None is left out."""
    kept = [one for one in each if one is not None]
    return Text("\n".join(one.zh for one in kept), "\n".join(one.en for one in kept))


def listed(each: Iterable[Text]) -> Text:
    """Names in one line, each once."""
    held = list(dict.fromkeys(each))
    return Text("、".join(one.zh for one in held), ", ".join(one.en for one in held))


def value(field: str, code: str) -> Text:
    """What a coded value is called."""
    return VALUES.get(field, {}).get(code) or VALUES[""][code]


def states_told(states: Iterable[State]) -> Text:
    """Every state that goes on, with what comes next in it."""
    return lines(
        *(
            Text(f"- {state.label.zh}：{state.ahead.zh}", f"- {state.label.en}: {state.ahead.en}")
            for state in states
            if state.ahead
        )
    )


def way(states: Iterable[State]) -> Text:
    """States one after the other, by their names."""
    held = [state.label for state in states]
    return Text(" → ".join(each.zh for each in held), " → ".join(each.en for each in held))


def holders(*permissions: Permission) -> Text:
    """The roles that hold one of these permissions."""
    held = {role for each in permissions for role in roles_with(each)}
    return listed(label for role, label in ROLES.items() if role in held)


def tier_called(tier: int) -> Text:
    return Text(f"{'一二三'[tier - 1]}级经销商", f"a tier {tier} dealer")


def names_in(said: str) -> Text:
    """A setting's names, as far as each stands in one language, else as it stands.

    The setting gives what a thing is called in English and then in Chinese, thing by thing.
    """
    things: list[tuple[list[str], list[str]]] = []
    for name in filter(None, (each.strip() for each in re.split(r"[,，、;；\n]", said))):
        is_han = bool(_HAN.search(name))
        if not things or (not is_han and things[-1][1]):
            things.append(([], []))
        things[-1][is_han].append(name)
    return Text(
        "、".join("/".join(zh or en) for en, zh in things),
        ", ".join("/".join(en or zh) for en, zh in things),
    )
