"""The push services of browsers: which there are, and whether an address is one of theirs."""

from collections.abc import Sequence
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
# The push services of the browsers there are; nothing is ever sent to another address.
SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)


def is_of_service(endpoint: str, services: Sequence[str]) -> bool:
    """Whether an address is one of these services' or of a host below theirs.

    Plain http only on this machine, for a service that is named with its port.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username or parts.password:
        return False
    if parts.scheme == "http" and host in _LOOPBACK:
        return f"{host}:{port}" in services
    is_named = any(host == each or host.endswith(f".{each}") for each in services)
    return parts.scheme == "https" and port in (None, 443) and is_named
