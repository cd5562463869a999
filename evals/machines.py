"""The state machines of the ticket kinds as diagrams (`python -m evals.machines` draws them)."""

from collections.abc import Iterator
from pathlib import Path

from domain.kind import kinds
from domain.lifecycle import Kind, Move

PAGE = Path(__file__).parents[1] / "docs" / "machines.md"
_HEAD = """# The machines of the ticket kinds

Drawn from `domain/kinds/` by `python -m evals.machines`; a test holds the two together. An arrow is
a move, a clock (⏰) one that the house makes when a limit is over.
"""


def drawn() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *("\n".join(_kind(kind)) for kind in kinds().values())])


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## {kind.label.en} · {kind.label.zh}\n"
    yield "```mermaid\nstateDiagram-v2"
    for state in kind.states:
        yield f'    state "{state.label.en}<br/>{state.label.zh}" as {state.code}'
    firsts = [*(opening.status for opening in kind.openings), *sorted(kind.begins)]
    yield from (f"    [*] --> {code}" for code in dict.fromkeys(firsts))
    yield from _arrows(kind)
    yield from (f"    {state.code} --> [*]" for state in kind.states if state.is_end)
    yield "```\n"
    yield "| move | 操作 | from | to |\n|---|---|---|---|"
    yield from (_row(move) for move in kind.moves)
    yield ""


def _arrows(kind: Kind) -> Iterator[str]:
    clocks = {limit.move for limit in kind.limits}
    order = [state.code for state in kind.states]
    for move in kind.moves:
        sign = "⏰ " if move.name in clocks else ""
        for source in sorted(move.sources, key=order.index):
            for target in sorted(move.targets or {move.target or source}, key=order.index):
                if target != source:
                    yield f"    {source} --> {target}: {sign}{move.name}"


def _row(move: Move) -> str:
    target = ", ".join(sorted(move.targets)) or move.target or "stays"
    label = f"{move.label.en} (`{move.name}`)"
    return f"| {label} | {move.label.zh} | {', '.join(sorted(move.sources))} | {target} |"


if __name__ == "__main__":
    PAGE.write_text(drawn(), encoding="utf-8")
