"""An endpoint whose model does in every story what the offline model did there.

With it the stories are played over HTTP by a hosted model: streams, calls, guards, accounts.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.model import Outcome
from assistant.spoken import ASKS, OUTSIDE
from evals.playing import Played, Said
from tests.assistant.endpoint import Endpoint, Handler, Step, call, endpoint, say

_ROLES = {
    "market": "market",
    "market_cn": "market",
    "lead": "market_lead",
    "repair": "production",
    "rnd": "rnd",
    "boss": "management",
    "max": "customer",
}
_MARKS = {Outcome.CLARIFY: ASKS, Outcome.REFUSED: OUTSIDE}


@contextmanager
def obedient(
    played: Sequence[Played], fault: Callable[[int], Step | None] = lambda _: None
) -> Iterator[Endpoint]:
    """The endpoint for these stories; `fault(n)` may do something worse at the n-th request."""
    known: dict[tuple[str, ...], Said] = {}
    for each in played:
        for place, said in enumerate(each.said, start=1):
            says = (turn.say for turn in each.scenario.turns[:place])
            known[(_ROLES.get(each.scenario.user, "dealer"), *says)] = said
    with endpoint() as running:

        def answer(handler: Handler) -> None:
            worse = fault(len(running.requests))
            step = worse or _next(running.requests[-1], known)
            if callable(step):
                step(handler)
            else:
                handler.stream(step)

        running.script = [answer]
        yield running


def _next(body: dict[str, Any], known: dict[tuple[str, ...], Said]) -> Step:
    """The calls of the turn, or its words once they are answered."""
    messages = body["messages"]
    last = max(place for place, each in enumerate(messages) if each["role"] == "user")
    role = re.search(r"role is (\w+)", messages[0]["content"])
    says = (each["content"] for each in messages if each["role"] == "user")
    said = known.get((role[1] if role else "", *says))
    if said is None:
        return say("I do not know this story.")
    if said.reply.tools and not any(each["role"] == "tool" for each in messages[last:]):
        return [
            delta
            for index, tool in enumerate(said.reply.tools)
            for delta in call(tool.name, json.dumps(tool.arguments), index)
        ]
    return say(f"{_MARKS.get(said.reply.outcome, '')} {said.reply.text}")
