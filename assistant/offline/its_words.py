"""How much likelier a tool is by its own closed vocabulary, and what it has a place for."""

import re
from collections.abc import Callable

from assistant.model import OfferedTool
from assistant.offline import choosing, matching, narrowing, patterns, schemas, slots, unheard
from assistant.offline.mentions import Heard, Mention

_FAULTS = ("category=", "part=")  # without one of these is how a trouble is told
_IN_ITS_WORDS = 10
_PLACED = 0.5  # where it happened is what figures are about
PLAINLY = 200_000  # who asks how many there are wants no list of them
_AHEAD = 1_000_000  # nothing else is asked of times to come
_SHAPED = 2.0  # who says by what to split a figure asks for figures
_TOLD_BY = 4
_ASKS_HOW_MANY = re.compile(
    r"(?:多少|几)[个条张台份件项]?[了呢啊吗]?[?.!]*$|^(?:and |so |ok |well )?how many(?![a-z])"
)
_IDS = ("ticket_number", "sn")


def likelier_by(offered: OfferedTool, heard: Heard) -> float:
    """How much likelier a tool is whose own closed vocabulary the message speaks.

    That is the value it stands or falls with (`x-begins`), with how it is to be laid out
    (`x-shapes`), how many there are, or when. Who names one ticket or device asks about that.
    """
    if is_told(offered, heard):
        return _TOLD_BY
    wanted = schemas.properties(offered)
    begins = next((s for s in wanted.values() if s.get("x-begins")), None)
    if begins is None or any(heard.of(kind) for kind in _IDS):
        return 1.0
    timed = bool(heard.of("period")) and takes(offered, "period")
    said = patterns.is_choice(begins, heard)
    found = patterns.choice(begins, heard)
    if not said and found:
        # A figure that is not kept is asked of the same tool: it says so.
        ahead = found.value == patterns.FORECAST
        return float(_AHEAD if ahead else _IN_ITS_WORDS) if timed or ahead else 1.0
    if not said and not patterns.usual(begins, heard):
        return 1.0
    counted = matching.says(begins.get("x-quantity") or (), heard)
    shapes = [s for s in wanted.values() if s.get("x-shapes")]
    shaped = any(patterns.choices(each, heard) for each in shapes) or any(
        matching.says(each.get("x-ranking") or (), heard) for each in shapes
    )
    narrowed = any(narrowing.narrows_by(each, heard) for each in wanted.values())
    narrowed = narrowed or leaves_out(offered, heard)
    placed = (narrowed or bool(heard.of("region") or heard.of("country"))) * _PLACED
    plainly = PLAINLY if _is_plain(offered, begins, heard, shaped, bool(placed)) else 1
    if plainly == 1 and not said:
        return float(_IN_ITS_WORDS**placed)  # as well a list of them may be meant
    return float(_IN_ITS_WORDS ** (counted + shaped * _SHAPED + timed + placed)) * plainly


def _is_plain(
    offered: OfferedTool, begins: schemas.Schema, heard: Heard, shaped: bool, placed: bool
) -> bool:
    """Whether its value is counted in so many words, or is no list and every word was heard.

    What is counted may be listed as well (`x-listed`), unless it is to be laid out, or is left
    unsaid and is narrowed down by what no list is.
    """
    if patterns.is_plain(begins, heard):
        return True
    found = patterns.choice(begins, heard)
    is_list = found is None or found.value in begins.get("x-counted", ())
    if is_list and not shaped and (found or not placed or not _names_tickets(begins, heard)):
        return False
    if is_list and matching.says(begins.get("x-listed") or (), heard):
        return False
    if not is_list and (shaped or placed):
        return True
    return unheard.is_whole(begins, slots.fill(offered, heard), heard)


def _names_tickets(begins: schemas.Schema, heard: Heard) -> bool:
    """Whether what is counted is said, and not only a trouble told."""
    return matching.says(begins.get("x-plainly") or (), heard)


def is_counted(offered: OfferedTool, heard: Heard) -> bool:
    """Whether its value is counted in so many words: how many are in transit."""
    wanted = schemas.properties(offered).values()
    return any(patterns.is_plain(each, heard) for each in wanted if each.get("x-begins"))


def only_counts(offered: OfferedTool, heard: Heard) -> bool:
    """Whether that is all a message does: nothing is told that could be written down."""
    asks = _ASKS_HOW_MANY.search(heard.folded.folded)
    return (
        bool(asks)
        and is_counted(offered, heard)
        and any(
            unheard.is_whole(each, slots.fill(offered, heard), heard)
            for each in schemas.properties(offered).values()
            if each.get("x-begins")
        )
    )


def leaves_out(offered: OfferedTool, heard: Heard) -> bool:
    """Whether something is to be left out that this tool can leave out."""
    return any(
        "=" in each.value and not each.value.startswith(_FAULTS)
        for schema in schemas.properties(offered).values()
        if schema.get("x-excluded")
        for each in narrowing.names(schema, heard, (), schema["x-excluding"])
    )


def takes(offered: OfferedTool, kind: str) -> bool:
    return any(
        schemas.slot_kind(each) == kind or kind in (each.get("x-names") or ())
        for each in schemas.properties(offered).values()
    )


def takes_fewer(offered: OfferedTool, kind: str, heard: Heard) -> bool:
    """Whether several were named and the tool has a place for fewer."""
    places = [s for s in schemas.properties(offered).values() if schemas.slot_kind(s) == kind]
    if kind == "period" and not patterns.side_by_side(heard):
        return False  # one of them is when, the other something else
    return 0 < len(places) < len(set(heard.values(kind))) and not any(
        each.get("type") == "array" for each in places
    )


def is_told(offered: OfferedTool, heard: Heard) -> bool:
    """Whether words are said that only what this tool looks up is known by (`x-tells`)."""
    return not any(heard.of(kind) for kind in _IDS) and _tells(offered, heard, patterns.choice)


def may_tell(offered: OfferedTool, heard: Heard) -> bool:
    """Whether such words are said, or others that mean it where the tool is likely anyway."""
    return is_told(offered, heard) or _tells(offered, heard, choosing.choice)


def _tells(
    offered: OfferedTool, heard: Heard, choice: Callable[[schemas.Schema, Heard], Mention | None]
) -> bool:
    telling = (s for s in schemas.properties(offered).values() if "x-tells" in s)
    return any(
        (found := choice(schema, heard)) is not None and found.value in schema["x-tells"]
        for schema in telling
    )
