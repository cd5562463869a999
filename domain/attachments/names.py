"""Names of files people send, made safe to show, to keep and to save anywhere."""

import re

from domain.plain import printable

_LONGEST = 160  # bytes of UTF-8; file systems take 255
_UNSAFE = re.compile(r'[<>:"|?*\\/]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,10})$")


def safe_name(said: str) -> str:
    """The last part of a path as a name that every system takes; `file` where nothing is left.

    No control characters, no marks that turn the direction of text, no path, no device name of
    Windows, nothing hidden by a leading dot, at most 160 bytes.
    """
    last = re.split(r"[\\/]", said.replace("\x00", ""))[-1]
    name = _UNSAFE.sub("_", printable(last, 1_000)).strip(". ~")
    stem = name.split(".")[0].strip()
    if _RESERVED.fullmatch(stem):
        name = f"_{name}"
    return _shortened(name) or "file"


def extension_of(name: str) -> str:
    """The extension in lower case without its dot; empty where there is none."""
    found = _EXTENSION.search(name)
    return found[1].lower() if found else ""


def with_extension(name: str, allowed: tuple[str, ...]) -> str:
    """The name with an extension that fits its content: the first allowed one unless it has one."""
    present = extension_of(name)
    if present in allowed:
        return name
    stem = name[: -len(present) - 1] if present else name
    return _shortened(f"{stem or 'file'}.{allowed[0]}")


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    extension = extension_of(name)
    ending = f".{extension}" if extension else ""
    stem = name[: len(name) - len(ending)]
    room = _LONGEST - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + ending
