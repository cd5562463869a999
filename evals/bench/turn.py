"""One offline turn beside a bare LangGraph loop that makes the same tool calls."""

import argparse
import asyncio
import operator
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypedDict

from rich.console import Console
from rich.table import Table

from api.app import Service, build
from api.logs import set_up_logs
from api.pace import share_time
from domain.access import Viewer
from domain.language import Language
from evals.playing import demo_world, settings_in, viewer_of

QUESTION = "Edge 8K 录制 4K 50fps 死机了，有类似案例吗？"


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.bench turn", description=__doc__)
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--embedding", default="none", help="`none` or `builtin`")
    asked = parser.parse_args(argv)
    set_up_logs(level=50)
    share_time()  # as the served process does
    with demo_world(asked.embedding) as world, tempfile.TemporaryDirectory():
        service = build(settings_in(world, asked.embedding))
        try:
            figures = asyncio.run(_measured(service, asked.turns))
        finally:
            service.close()
    _print(figures)


async def _measured(service: Service, turns: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of turn, taken in turn so that both meet the same machine."""
    viewer = viewer_of(service, "market")
    bare = _bare_loop(service, viewer)
    kinds: dict[str, Callable[[int], Awaitable[float]]] = {
        "Bokeh, whole turn": lambda _: _whole(service, viewer),
        "Bokeh, to the first token": lambda _: _first_token(service, viewer),
        "bare LangGraph, in-memory saver": bare,
    }
    figures: dict[str, list[float]] = {name: [] for name in kinds}
    for position in range(turns + 3):
        for name, once in kinds.items():
            took = await once(position)
            if position >= 3:  # the first are for warming up
                figures[name].append(took)
    return figures


async def _whole(service: Service, viewer: Viewer) -> float:
    started = time.perf_counter()
    running = await service.assistant.start(viewer, QUESTION)
    reply = await running.task
    took = (time.perf_counter() - started) * 1000
    if len(reply.tools) != 2 or not reply.references:
        raise RuntimeError(f"the turn did not do its two tools: {reply.text}")
    return took


async def _first_token(service: Service, viewer: Viewer) -> float:
    started = time.perf_counter()
    running = await service.assistant.start(viewer, QUESTION)
    async for event in running.log.follow():
        if event.name == "token":
            break
    took = (time.perf_counter() - started) * 1000
    await running.task
    return took


class _State(TypedDict):
    messages: Annotated[list[dict[str, Any]], operator.add]


def _bare_loop(service: Service, viewer: Viewer) -> Callable[[int], Awaitable[float]]:
    """A loop without anything of ours but the two tools: no checks, no memory, no references."""
    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.graph import END, START, StateGraph

    desk = service.assistant.desk_of(viewer, Language.ZH)
    similar = service.assistant.tools["find_similar_tickets"]
    knowledge = service.assistant.tools["search_knowledge"]
    calls = (
        (similar, similar.arguments.model_validate({"description": QUESTION})),
        (knowledge, knowledge.arguments.model_validate({"question": QUESTION})),
    )

    async def think(state: _State) -> dict[str, Any]:
        answered = any(each["role"] == "tool" for each in state["messages"])
        return {"messages": [{"role": "assistant", "content": "done" if answered else "tools"}]}

    async def act(_: _State) -> dict[str, Any]:
        done = await asyncio.gather(
            *(asyncio.to_thread(tool.run, desk, given) for tool, given in calls)
        )
        return {"messages": [{"role": "tool", "content": each.model_dump_json()} for each in done]}

    graph: Any = StateGraph(_State)
    graph.add_node("think", think)
    graph.add_node("act", act)
    graph.add_edge(START, "think")
    graph.add_conditional_edges(
        "think",
        lambda state: "end" if state["messages"][-1]["content"] == "done" else "act",
        {"end": END, "act": "act"},
    )
    graph.add_edge("act", "think")
    loop = graph.compile(checkpointer=InMemorySaver())

    async def once(position: int) -> float:
        started = time.perf_counter()
        await loop.ainvoke(
            {"messages": [{"role": "user", "content": QUESTION}]},
            config={"configurable": {"thread_id": str(position)}},
        )
        return (time.perf_counter() - started) * 1000

    return once


def _print(figures: dict[str, list[float]]) -> None:
    table = Table("ms", "p50", "p95", "max", "n")
    for name, took in figures.items():
        ordered = sorted(took)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        row = (statistics.median(took), p95, ordered[-1])
        table.add_row(name, *(f"{each:.1f}" for each in row), str(len(took)))
    Console(width=100).print(table)
    ours, bare = (
        statistics.median(figures[name])
        for name in ("Bokeh, whole turn", "bare LangGraph, in-memory saver")
    )
    print(f"Bokeh takes {ours - bare:+.1f} ms against the bare loop (at most +20 ms wanted)")
