"""One turn as a graph: think, act on what the model asked for, think again, until it answers."""

import asyncio
import operator
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypedDict

from assistant.acting import Acted, act, refusals, repeated
from assistant.model import (
    Completion,
    Message,
    OfferedTool,
    Request,
    Speaker,
    ToolCall,
)
from assistant.offline import acts
from assistant.offline.card_words import SURE, CardAct, card_word
from assistant.standing_cards import Setting
from domain.language import Language
from tools.context import Desk
from tools.tool import Effect, Tool

MODEL_CALLS = 8
TOOL_CALLS = 16
_PARALLEL = 6


class TurnState(TypedDict):
    """What grows during a turn: the new messages, and how often the model was asked."""

    said: Annotated[list[Message], operator.add]
    rounds: Annotated[int, operator.add]


@dataclass
class TurnContext:
    """What the nodes work with; none of it is state.

    `waiting` are the ids of the cards that wait. `complete(request)` streams one completion to the
    reader and returns it gathered; `tell_acted` reports a carried-out call.
    """

    desk: Desk
    tools: dict[str, Tool]
    offered: Sequence[OfferedTool]
    history: Sequence[Message]
    names: Sequence[Any]
    language: Language
    conversation_id: str
    attachments: Sequence[str]
    waiting: Sequence[str]
    complete: Callable[[Request], Awaitable[Completion]]
    tell_acting: Callable[[ToolCall], Awaitable[None]]
    tell_acted: Callable[[Acted], Awaitable[None]]
    last: Completion = field(default_factory=Completion)
    seen: set[tuple[str, str]] = field(default_factory=set)
    must_answer: bool = False  # it asked again for what it had


async def think(state: TurnState, runtime: Any) -> dict[str, Any]:
    """Ask the model; without tools in the last round, or when it asks for what it has."""
    context: TurnContext = runtime.context
    is_last = context.must_answer or state["rounds"] + 1 >= MODEL_CALLS
    request = Request(
        messages=[*context.history, *state["said"]],
        tools=() if is_last else context.offered,
        language=context.language,
        now=context.desk.clock.now(),
        names=context.names,
        refusals=refusals(context.tools, context.desk.viewer),
        waiting=context.waiting,
    )
    context.last = await context.complete(request)
    answer = Message(
        Speaker.ASSISTANT,
        context.last.text,
        calls=() if is_last else tuple(context.last.calls[:TOOL_CALLS]),
        ask=context.last.verdict.ask if context.last.verdict else None,
        thought=context.last.thought,
    )
    return {"said": [answer], "rounds": 1}


async def carry_out(state: TurnState, runtime: Any) -> dict[str, Any]:
    """Carry out the calls of the last message and answer each: reads in parallel, then the writes.

    Writes come one after the other, so that their cards stand in the order they were asked for.
    """
    context: TurnContext = runtime.context
    gate = asyncio.Semaphore(_PARALLEL)
    setting = _setting(context, state["said"])

    async def one(call: ToolCall) -> Acted:
        async with gate:
            await context.tell_acting(call)
            acted = await act(context.desk, context.tools, call, setting)
            await context.tell_acted(acted)
            return acted

    calls = state["said"][-1].calls
    if context.must_answer:
        return {"said": [repeated(call, context.language) for call in calls]}
    reads = [call for call in calls if not _writes(context, call)]
    acted = list(await asyncio.gather(*(one(call) for call in reads)))
    acted += [await one(call) for call in calls if _writes(context, call)]
    return {"said": [each.message for each in acted]}


def _writes(context: TurnContext, call: ToolCall) -> bool:
    tool = context.tools.get(call.name)
    return tool is not None and tool.effect is Effect.WRITE


def _setting(context: TurnContext, said: Sequence[Message]) -> Setting:
    typed = [each.text for each in context.history if each.speaker is Speaker.USER]
    return Setting(
        conversation_id=context.conversation_id,
        typed=typed,
        read=[each.text for each in said if each.speaker is Speaker.TOOL],
        attachments=context.attachments,
        corrects=bool(typed) and (acts.puts_right(typed[-1]) or _changes_the_card(typed[-1])),
        changes=bool(typed) and acts.changes(typed[-1]),
    )


def _changes_the_card(text: str) -> bool:
    """Whether a message changes a waiting card or adds to it, rather than wanting one more."""
    word = card_word(text)
    to_it = word.surely(CardAct.CHANGE, SURE) or word.surely(CardAct.ADD, SURE)
    return to_it and not acts.wants_one_more(text)


async def what_next(state: TurnState, runtime: Any) -> str:
    """Act when the model asked for tools; end when it answered.

    Who asks again for just what there is has to answer from it.
    """
    calls = state["said"][-1].calls
    if not calls:
        return "end"
    context: TurnContext = runtime.context
    keys = {(call.name, repr(sorted(call.arguments.items()))) for call in calls}
    context.must_answer = keys <= context.seen
    context.seen |= keys
    return "act"


@cache
def turn_graph() -> Any:
    """The compiled graph; LangGraph is imported when the first turn needs it."""
    from langgraph.graph import END, START, StateGraph

    graph = StateGraph(TurnState, context_schema=TurnContext)
    graph.add_node("think", think)
    graph.add_node("act", carry_out)
    graph.add_edge(START, "think")
    graph.add_conditional_edges("think", what_next, {"act": "act", "end": END})
    graph.add_edge("act", "think")
    return graph.compile()


async def run_turn(context: TurnContext) -> list[Message]:
    """Run one turn and return the messages it added."""
    start: TurnState = {"said": [], "rounds": 0}
    limit = {"recursion_limit": 2 * MODEL_CALLS + 5}
    end = await turn_graph().ainvoke(start, config=limit, context=context)
    said: list[Message] = end["said"]
    return said
