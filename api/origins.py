"""Origins of pages (`https://portal.example`) in the one form that they are compared in."""

from urllib.parse import urlsplit


def canonical_origin(text: str) -> str:
    """Scheme, host and port as browsers say them. Raises ValueError for anything else."""
    parts = urlsplit(text.strip().rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ValueError(f"{text} is not an origin like https://portal.example")
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname.lower()}{port}"
