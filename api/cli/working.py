"""`bokeh-desk worker`: the rounds of the house in a process of its own."""

import signal
from types import FrameType

from api.cli.main import app, say
from api.logs import set_up_logs
from api.settings import Settings


@app.command()
def worker() -> None:
    """Tell people what happened, fire what is due, send mails; beside one or several servers.

    Set BOKEH_WORKER=0 for those servers if they should leave it all to this process.
    """

    from api.app import open_worker
    from api.background import Background

    set_up_logs()
    settings = Settings()
    store, rounds = open_worker(settings)
    background = Background()

    def end(_signal: int, _frame: FrameType | None) -> None:
        background.end()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    say("The worker is making its rounds (Ctrl-C stops it).")
    try:
        rounds.begin()
        background.start({"worker": rounds.look, "sending": rounds.send})
        background.wait()
    finally:
        background.stop()
        store.close()
