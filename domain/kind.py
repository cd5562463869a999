"""The ticket kinds there are: every module of `domain.kinds` that declares one."""

import importlib
import pkgutil
from functools import cache

import domain.kinds
from domain.errors import InvalidError
from domain.language import Text
from domain.lifecycle import Kind


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by code. Raises ValueError when two modules declare the same code."""
    found: dict[str, Kind] = {}
    for info in sorted(pkgutil.iter_modules(domain.kinds.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"domain.kinds.{info.name}")
        declared = getattr(module, "KIND", None)
        if not isinstance(declared, Kind):
            continue
        if declared.code in found:
            raise ValueError(f"two ticket kinds are called {declared.code}")
        found[declared.code] = declared
    return found


def kind_of(code: str) -> Kind:
    """The kind of a code. Raises InvalidError naming the kinds there are."""
    found = kinds().get(code)
    if found is None:
        known = ", ".join(kinds())
        raise InvalidError(
            Text(
                f"没有“{code}”这种工单，可用：{known}。",
                f"There is no kind “{code}”; there are: {known}.",
            ),
            {"kind": Text("未知", "unknown")},
        )
    return found


def end_states() -> frozenset[str]:
    """The states of any kind in which a ticket is over."""
    return frozenset(
        state.code for kind in kinds().values() for state in kind.states if state.is_end
    )
