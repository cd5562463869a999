"""The command line: `bokeh-desk`."""

from api.cli.main import main

__all__ = ["main"]
