"""`bokeh-desk chat`: a conversation in the terminal, over the same HTTP as every other client.

Where this installation is being served the command talks to that; otherwise it runs the
application in its own process.
"""

import asyncio
import json
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown

from api.cli.main import app, fail, say
from api.cli.serving import RUNNING
from api.logs import set_up_logs
from api.settings import Settings
from integrations.plain_text import card_text, reply_text

_TIMEOUT = 150.0


@app.command()
def chat(
    user: Annotated[str, typer.Option("--as", help="Who is talking (a user name).")] = "market",
    message: Annotated[str | None, typer.Option(help="Say one thing and end.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply object.")] = False,
    conversation: Annotated[
        str | None, typer.Option(help="Go on with the conversation of this id.")
    ] = None,
) -> None:
    """Talk with Bokeh in the terminal."""
    set_up_logs(logging.ERROR)
    asyncio.run(_chat(user, message, as_json, conversation))


async def _chat(user: str, message: str | None, as_json: bool, conversation: str | None) -> None:
    async with _client(Settings(), user) as client:
        if message is not None:
            reply = await _say(client, message, conversation)
            _print(reply, as_json)
            return
        await _converse(client, as_json, conversation)


async def _converse(client: Any, as_json: bool, conversation: str | None) -> None:
    if sys.stdin.isatty():
        say("Bokeh. An empty line or Ctrl-D ends the conversation.")
    while True:
        try:
            said = await asyncio.to_thread(input, "> " if sys.stdin.isatty() else "")
        except EOFError:
            return
        if not said.strip():
            return
        reply = await _say(client, said, conversation)
        conversation = reply["conversation_id"]
        _print(reply, as_json)


async def _say(client: Any, message: str, conversation: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {"message": message}
    if conversation:
        body["conversation_id"] = conversation
    answer = await client.post("/api/chat", json=body)
    if answer.status_code != 200:
        fail(answer.json().get("error", {}).get("message", "The service did not answer."))
    reply: dict[str, Any] = answer.json()
    return reply


def _print(reply: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(reply, ensure_ascii=False, indent=2))
        return
    console = Console()
    if console.is_terminal:
        console.print(Markdown(reply_text(reply)))
    else:
        say(reply_text(reply))
    for card in reply["proposals"]:
        say(card_text(card, reply["language"]), colour=typer.colors.YELLOW)


@asynccontextmanager
async def _client(settings: Settings, user: str) -> AsyncIterator[Any]:
    """An HTTP client signed in as a user of this installation, as its operator may."""
    import httpx

    from api.app import build
    from api.web_app import create_app
    from domain.identity import viewer_named
    from domain.models import User

    if not settings.database_path.exists():
        fail("There is no installation here yet; start one with `bokeh-desk serve --demo`.")
    service = build(settings)
    try:
        with service.store.unbound_reader() as session:
            viewer = viewer_named(session, user, stage=service.stage)
            if viewer is None:
                fail(f"There is no user {user} who may sign in; `bokeh-desk user list` names them.")
                return
            version = session.get_one(User, viewer.user_id).session_version
        headers = {"Authorization": f"Bearer {service.tokens.sign(viewer.user_id, version)}"}
        url = await _served_at(settings)
        transport = None if url else httpx.ASGITransport(app=create_app(service))
        async with httpx.AsyncClient(
            base_url=url or "http://bokeh", headers=headers, transport=transport, timeout=_TIMEOUT
        ) as client:
            yield client
    finally:
        service.close()


async def _served_at(settings: Settings) -> str | None:
    """Where this installation answers now, if it does."""
    import httpx

    try:
        said = json.loads((settings.data_dir / RUNNING).read_text(encoding="utf-8"))
        async with httpx.AsyncClient(timeout=2) as client:
            (await client.get(f"{said['url']}/livez")).raise_for_status()
        return str(said["url"])
    except (OSError, ValueError, KeyError, TypeError, httpx.HTTPError):
        return None
