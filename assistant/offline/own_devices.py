"""Whoever owns one device of a product means that one and need not look for its serial number."""

from assistant.model import NameKind
from assistant.offline.turn import Turn


def own_device(turn: Turn, product: str | None = None) -> str | None:
    """The serial of the only device that the viewer owns, of the product where one is in talk."""
    own = [each for each in turn.request.names if each.kind is NameKind.OWN_DEVICE]
    said = product or next(iter(turn.heard.values("product")), None) or _looked_up(turn)
    fitting = [each.value for each in own if said is None or said in each.aliases]
    return fitting[0] if len(fitting) == 1 else None


def all_own(turn: Turn) -> list[tuple[str, str]]:
    """Every device of the viewer's, with its product."""
    own = (each for each in turn.request.names if each.kind is NameKind.OWN_DEVICE)
    return [(each.value, each.aliases[0]) for each in own]


def _looked_up(turn: Turn) -> str | None:
    """The product that the last look-ups were about."""
    named = (step.call.arguments.get("product") for step in reversed(turn.thread.past))
    return next((str(each) for each in named if each), None)
