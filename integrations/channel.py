"""The channels there are: every module here that opens one is found, none is registered."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import integrations
from domain.notifications.channel import Channel

_PREFIX = "BOKEH_"


def channels(settings: object) -> list[Channel]:
    """A channel for each module with an `open_channel(settings)` that its settings turn on.

    Raises ValueError when two channels have the same name.
    """
    opened: dict[str, Channel] = {}
    for module in _modules():
        channel: Channel | None = module.open_channel(settings)
        if channel is None:
            continue
        if channel.name in opened:
            raise ValueError(f"two channels are called {channel.name}")
        opened[channel.name] = channel
    return list(opened.values())


def lacking(settings: object) -> dict[str, list[str]]:
    """The channels that are off, each with the settings that would turn it on."""
    return {
        module.__name__.rpartition(".")[2]: [f"{_PREFIX}{each.upper()}" for each in module.NEEDS]
        for module in _modules()
        if module.open_channel(settings) is None
    }


def _modules() -> Iterator[ModuleType]:
    """The modules that open a channel; each says in `NEEDS` what it cannot be without."""
    for info in sorted(pkgutil.iter_modules(integrations.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"integrations.{info.name}")
        if hasattr(module, "open_channel"):
            yield module
