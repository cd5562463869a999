"""The commands and how their failures look: one clear sentence, a non-zero exit."""

import importlib
import sys

import typer
from pydantic import ValidationError

from api.pace import share_time
from domain.errors import DeskError

app = typer.Typer(
    name="bokeh-desk",
    help="Bokeh: the assistant of an after-sales service desk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_COMMANDS = ("serving", "chatting", "taking", "copying", "keeping", "users", "doctor", "working")


def main() -> None:
    share_time()
    for name in _COMMANDS:
        importlib.import_module(f"api.cli.{name}")
    try:
        app(standalone_mode=True)
    except DeskError as refusal:
        fail(refusal.text.en)
    except ValidationError as wrong:
        fail("; ".join(f"{each['loc'][0]}: {each['msg']}" for each in wrong.errors()))
    except KeyboardInterrupt:
        sys.exit(130)


def say(sentence: str, *, colour: str | None = None, error: bool = False) -> None:
    """Print as it is: what people named or wrote is neither wrapped nor read as markup."""
    typer.secho(sentence, fg=colour, err=error)


def fail(sentence: str) -> None:
    """Say what went wrong and end with exit code 1."""
    say(sentence, colour=typer.colors.RED, error=True)
    sys.exit(1)
