"""The channels there are: every module here that opens one is found, none is registered."""

import importlib
import pkgutil

import integrations
from domain.notifications.channel import Channel


def channels(settings: object) -> list[Channel]:
    """A channel for each module with an `open_channel(settings)` that its settings turn on.

    Raises ValueError when two channels have the same name.
    """
    opened: dict[str, Channel] = {}
    for info in sorted(pkgutil.iter_modules(integrations.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"integrations.{info.name}")
        open_channel = getattr(module, "open_channel", None)
        channel: Channel | None = open_channel(settings) if open_channel else None
        if channel is None:
            continue
        if channel.name in opened:
            raise ValueError(f"two channels are called {channel.name}")
        opened[channel.name] = channel
    return list(opened.values())
