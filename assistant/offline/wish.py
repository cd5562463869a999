"""Which tool a message wants: the classifier's scores, under the gates that ids and names set."""

from dataclasses import dataclass

from assistant.model import OfferedTool
from assistant.offline import acts, slots
from assistant.offline.intents import NO_TOOL, OUT_OF_SCOPE, classifier
from assistant.offline.mentions import Heard
from assistant.offline.turn import Turn
from tools.tool import Effect

_OWN = ("product", "family", "part", "sku", "sn", "ticket_number", "article", "dealer", "customer")


@dataclass(frozen=True)
class Wish:
    """Classes with their probabilities, likeliest first; `certain` when an id alone decided."""

    ranked: tuple[tuple[str, float], ...]
    certain: bool = False

    @property
    def name(self) -> str:
        return self.ranked[0][0]

    @property
    def score(self) -> float:
        return self.ranked[0][1]


def wish_of(turn: Turn, heard: Heard | None = None) -> Wish:
    """What the message (or another text of this conversation) wants."""
    heard = heard or turn.heard
    bare = bare_value(turn, heard)
    if bare:
        return Wish(((bare, 1.0),), certain=True)
    scores = classifier().scores(heard.masked())
    if is_foreign(heard):
        scores = {OUT_OF_SCOPE: 1.0 - sum(scores.values()) * 0.1, **_but(scores, OUT_OF_SCOPE, 0.1)}
    return Wish(tuple(sorted(scores.items(), key=lambda pair: -pair[1])))


def is_foreign(heard: Heard) -> bool:
    """Another maker's product is named and nothing of ours."""
    return bool(heard.of("foreign")) and not any(heard.of(kind) for kind in _OWN)


def bare_value(turn: Turn, heard: Heard) -> str | None:
    """The read tool that needs just the one value which is all the message says."""
    kinds = {each.kind for each in heard.mentions if each.kind != "product"}
    if len(kinds) != 1 or acts.rest(heard):
        return None
    kind = kinds.pop()
    fitting = [
        name
        for name, offered in turn.tools.items()
        if offered.tool.effect is Effect.READ and _needs(offered) == [kind]
    ]
    return fitting[0] if fitting else None


def _needs(offered: OfferedTool) -> list[str]:
    wanted = slots.properties(offered)
    required = offered.schema.get("required") or ()
    return [slots.slot_kind(wanted[name]) for name in required if name in wanted]


def _but(scores: dict[str, float], left_out: str, share: float) -> dict[str, float]:
    return {name: score * share for name, score in scores.items() if name != left_out}


def offered_only(turn: Turn, wish: Wish) -> list[tuple[str, float]]:
    """The ranked classes that are tools of this request."""
    return [(n, score) for n, score in wish.ranked if n not in NO_TOOL and n in turn.tools]
