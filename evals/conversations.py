"""Whole conversations for people to judge: `python -m evals.conversations [NAME…]`.

They stand in `conversations.md`, with what is to be judged. Each is held with the offline model on
a fresh demo world and printed as it went: what was said, which tools were used, which cards stood.
"""

import argparse
import asyncio
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.app import Service, build
from api.logs import set_up_logs
from assistant.events import Reply
from domain import proposals
from domain.access import Viewer
from domain.errors import DeskError
from domain.language import Language
from evals.playing import demo_world, settings_in, viewer_of

HERE = Path(__file__).with_suffix(".md")
_ONE = re.compile(r"^### (\w+) · (\w+) · .*?^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MARK = "!"
_EMBEDDING = "builtin"  # as an installation has it: they are about answers, not about rules


@dataclass(frozen=True)
class Conversation:
    """Who says what, line by line; a line with a mark presses a card's button."""

    name: str
    user: str
    lines: tuple[str, ...]


def read() -> list[Conversation]:
    """All conversations of the file, in its order."""
    found = _ONE.findall(HERE.read_text(encoding="utf-8"))
    return [Conversation(name, user, tuple(said.splitlines())) for name, user, said in found]


def hold(conversation: Conversation, world: Path) -> Iterator[str]:
    """What was said and done, line by line, on a copy of the demo world."""
    yield f"## {conversation.name} · {conversation.user}"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(world, folder, dirs_exist_ok=True)
        service = build(settings_in(Path(folder), _EMBEDDING))
        viewer = viewer_of(service, conversation.user)
        talk: str | None = None
        try:
            for line in conversation.lines:
                yield f"> {line}"
                if line.startswith(_MARK):
                    yield _pressed(service, viewer, talk or "", line)
                    continue
                reply = asyncio.run(_said(service, viewer, line, talk))
                talk = reply.conversation_id
                yield from _told(reply)
        finally:
            service.close()


async def _said(service: Service, viewer: Viewer, line: str, talk: str | None) -> Reply:
    running = await service.assistant.start(viewer, line, conversation_id=talk)
    return await running.task


def _pressed(service: Service, viewer: Viewer, talk: str, mark: str) -> str:
    decisions = service.assistant.decisions
    with service.store.reader(viewer) as session:
        waiting = proposals.pending(session, talk, now=service.clock.now())
    if not waiting:
        return "no card waits"
    card = waiting[0 if mark.endswith("first") else -1]
    press = decisions.cancel if mark.startswith("!cancel") else decisions.approve
    try:
        done = press(viewer, card.id, language=Language.EN)
    except DeskError as refusal:
        return f"refused: {refusal.in_(Language.EN)}"
    return f"{done.title}: {done.state} {done.result or ''}"


def _told(reply: Reply) -> Iterator[str]:
    used = ", ".join(f"{each.name} {each.arguments}" for each in reply.tools)
    yield f"[{reply.outcome}] {used}\n{reply.text}"
    for card in reply.proposals:
        shown = "; ".join(f"{each.label}: {each.new}" for each in card.preview)
        yield f"card ({card.state}) {card.title}: {shown} {' '.join(card.warnings)}"
    if reply.choices:
        yield f"buttons: {', '.join(each.label for each in reply.choices)}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.conversations", description=__doc__)
    parser.add_argument("names", nargs="*", help="conversations to hold; all when none is named")
    asked = parser.parse_args()
    set_up_logs(level=logging.ERROR)
    with demo_world(_EMBEDDING) as world:
        for each in read():
            if not asked.names or each.name in asked.names:
                print("\n".join(hold(each, world)), end="\n\n")


if __name__ == "__main__":
    main()
