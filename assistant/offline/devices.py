"""Several devices in one message: each serial with its product and what is wrong with it."""

import itertools
import re

from assistant.offline import wording
from assistant.offline.mentions import Heard, Mention
from assistant.offline.schemas import Schema


def several_devices(heard: Heard, schema: Schema) -> list[dict[str, str]]:
    """One entry for each serial: its product and fault stand in the same part of the message."""
    keys = set((schema.get("items") or {}).get("properties") or {"sn"})
    serials: dict[str, Mention] = {}
    for each in heard.of("sn"):
        serials.setdefault(each.value, each)
    parts = _parts(heard, list(serials.values()))
    found = []
    for serial, (start, end) in zip(serials.values(), parts, strict=True):
        entry = {"sn": serial.value}
        inside = [each for each in heard.mentions if start <= each.start and each.end <= end]
        product = next((each for each in inside if each.kind == "product"), None)
        if product and "product" in keys:
            entry["product"] = product.value
        names = [each for each in inside if each.kind in ("sn", "product")]
        piece = Heard(heard.folded, tuple(names))
        words = _between(piece, start, end)
        if words and "description" in keys:
            entry["description"] = words
        found.append(entry)
    return found


_BREAK = re.compile(r"[,;\n、]|\d[.)](?=\s)")
_NEW_ITEM = re.compile(r"[:\n](?!\s*[a-z0-9_-]*\d)")


def _parts(heard: Heard, serials: list[Mention]) -> list[tuple[int, int]]:
    """Where each serial's part begins and ends: broken at the last comma between two serials.

    In `SN: fault, SN: fault` the fault follows; in `fault SN, fault SN` it stands before.
    """
    text = heard.folded.folded
    covered = [(each.start, each.end) for each in heard.mentions]
    cuts = []
    for one, two in itertools.pairwise(serials):
        places = [
            m.start() for m in _BREAK.finditer(text, one.end, two.start)
            if not any(left <= m.start() < right for left, right in covered)
        ]  # fmt: skip
        cuts.append(places[-1] if places else one.end)
    first = serials[0].start
    heads = [m.end() for m in re.finditer(r"[:\n;。](?!\s*$)", text[:first])]
    head = heads[-1] if heads else 0
    label = text[head:first]
    if heads and not label.strip(" (sn序列号:#"):  # `SN:` right before the serial is no heading
        head = heads[-2] if len(heads) > 1 else 0
    ends = [*cuts, len(text)]
    return list(zip([head, *cuts], ends, strict=True))


def _between(heard: Heard, start: int, end: int) -> str | None:
    """The longest words between two places that name neither serial nor product."""
    best = ""
    edges = [start]
    for each in heard.mentions:
        edges += [each.start, each.end]
    edges.append(end)
    taken: list[tuple[int, int]] = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        left, right = wording.trimmed(heard.folded.folded, left, right, taken)
        said = heard.folded.said(left, right)
        if wording.says_something(said.lower()) and len(said) > len(best):
            best = said
    return best or None
