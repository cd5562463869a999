"""What a message leaves to the conversation: `it`, `they`, the problem described before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import acts, pointers, remedies, schemas, slots, texts
from assistant.offline.features import concepts, tokens_of
from assistant.offline.ids import find_ids
from assistant.offline.intents import SYMPTOM, classifier
from assistant.offline.mentions import Heard
from assistant.offline.own_devices import own_device
from assistant.offline.quantities import quantity_alone
from assistant.offline.slots import Filled
from assistant.offline.thread import Step, within
from assistant.offline.turn import Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

ID_KEYS = {"ticket_number": "number", "sn": "sn"}
# An id of these kinds may be taken from what the conversation is about.
_FOCUSED = {"ticket_number": "number", "sn": "sn", "customer": "customer"}
_ABOUT_FAULTS = frozenset({SYMPTOM, "find_similar_tickets", "open_ticket"})
_TELLS_OF_ONE = 0.2
_PEOPLE = ("dealer", "customer")
STEPS_BACK = 3  # calls in which a part that is not named again was spoken of
_MOST = 4  # parts that a short word can still mean
_EACH = re.compile(
    r"各|每样|每种|每个|都|一样|两样|两种|(?<![a-z])(?:each|both|all|every|apiece)(?![a-z])"
)
BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_FEW = 8  # letters beside names and small words of a message that only narrows what was shown
_LOOK_BACK = 3  # messages in which an undescribed problem may have been described


def in_talk(turn: Turn, kind: str) -> str | None:
    """The ticket, device or customer that the conversation is about: named, read, or listed alone.

    Somebody's device is the one just spoken of with them, or the only one there is.
    """
    key = _FOCUSED.get(kind)
    if key is None:
        return None
    last = turn.thread.last
    if kind == "sn" and pointers.means_somebody(turn.heard):
        if last and (just := last.proposed.get(key)):
            return str(just)
        owned = listed_for(turn, kind)
        return owned[0][0] if len(owned) == 1 else None
    alone = within(last.items[0], key) if last and len(last.items) == 1 else None
    if alone and _may_be(kind, alone):
        return alone  # the one that was just listed is what it is about now
    found = next((each for each in turn.thread.places(key) if _may_be(kind, each)), None)
    rows = next((step.items for step in reversed(turn.thread.past) if step.items), ())
    found = within(rows[0], key) if found is None and len(rows) == 1 else found
    return own_device(turn) if found is None and kind == "sn" else found


def listed_for(turn: Turn, kind: str) -> Sequence[tuple[str, str]]:
    """What was listed last of a kind: numbers or serials, each with what it is about."""
    key = ID_KEYS.get(kind, "")
    for step in reversed(turn.thread.past):
        known = step.data.get("customer")
        devices = known.get("devices") if isinstance(known, Mapping) else None
        if kind == "sn" and devices:
            return [(str(each), "") for each in devices]
        found = {
            str(row[key]): str(row.get("summary") or row.get("product") or "")
            for row in step.items if key in row and _is_a(kind, str(row[key]))
        }  # fmt: skip
        if found:
            return list(found.items())
    return ()


def _may_be(kind: str, value: str) -> bool:
    """Whether a number in talk is one of this kind: an article's is no ticket's."""
    return kind != "ticket_number" or _is_a(kind, value)


def _is_a(kind: str, value: str) -> bool:
    return kind in {found for found, *_ in find_ids(value.lower())}


def with_focus(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Required values that the message leaves to the conversation: `it`, `that one`, or nothing."""
    found = dict(arguments)
    is_read = offered.tool.effect is Effect.READ
    points = pointers.points_back(heard) or pointers.means_all(heard)
    wanted = schemas.properties(offered)
    for name, schema in wanted.items():
        required = name in (offered.schema.get("required") or ())
        kind = schemas.slot_kind(schema)
        if name in found or not schemas.has_meaning(schema, found):
            continue
        if kind == "items" and not is_read and (counted := quantity_alone(heard)):
            meant = [{"sku": sku, "quantity": counted} for sku in parts_meant(turn, heard)]
            found |= {name: meant} if meant else {}
        needed = required or (kind in ("sn", "ticket_number") and schemas.needed_now(schema, found))
        if not (points or (needed and (is_read or kind in ID_KEYS))):
            continue
        if kind in ID_KEYS and (required or needed or not is_read):
            value = _meant_ids(turn, kind, heard, schema)
            if value:
                found[name] = value
        elif kind == "customer" and required and (value := in_talk(turn, kind)):
            found[name] = value
        elif kind == "text" and required and (is_read or _tells_a_matter(wanted)):
            words = problem_before(turn)
            if words:
                found = texts.put_words(offered, found, words)
    found = _about_them(turn, wanted, heard, found, is_read=is_read)
    return found if is_read else _said_earlier(turn, offered, found)


def _about_them(
    turn: Turn,
    wanted: Mapping[str, Any],
    heard: Heard,
    found: dict[str, Any],
    *,
    is_read: bool,
) -> dict[str, Any]:
    """`how much do they owe`: the dealer or customer who was spoken of last."""
    kinds = {schemas.slot_kind(each): name for name, each in wanted.items()}
    whose = [kind for kind in _whose(turn, heard, is_read=is_read) if kind in kinds]
    if any(kinds[kind] in found for kind in whose):
        return found
    for kind in whose:
        if value := next(turn.thread.places(kind), None):
            return {**found, kinds[kind]: value}
    return found


def _whose(turn: Turn, heard: Heard, *, is_read: bool) -> Sequence[str]:
    """Of whom a message is: he, they, or whoever was just looked up where it only leads on."""
    if pointers.means_somebody(heard):
        return ("customer",)
    if pointers.means_them(heard):
        return _PEOPLE
    last = turn.thread.last
    is_short = len(acts.rest(heard)) <= _FEW and not pointers.means_all(heard)
    if not is_read or last is None or not (is_short or acts.leads_on(heard)):
        return ()
    return [kind for kind in _PEOPLE if kind in last.call.arguments]


def _meant_ids(turn: Turn, kind: str, heard: Heard, schema: Mapping[str, Any]) -> Any:
    """What `it` stands for; where several may be given, `all of them` are those just listed."""
    if schema.get("type") != "array":
        return in_talk(turn, kind)
    if pointers.means_all(heard):
        listed = next((step.items for step in reversed(turn.thread.past) if step.items), ())
        values = [within(item, ID_KEYS[kind]) for item in listed]
        return [value for value in dict.fromkeys(values) if value]
    value = in_talk(turn, kind)
    return [value] if value else None


def _said_earlier(turn: Turn, offered: OfferedTool, found: dict[str, Any]) -> dict[str, Any]:
    """A write without a description takes the fault described just before, with its device."""
    missing_words = [
        name for name, schema in schemas.properties(offered).items()
        if schemas.slot_kind(schema) == "text" and name in (offered.schema.get("required") or ())
        and name not in found
    ]  # fmt: skip
    tells = bool(missing_words) and _tells_a_matter(schemas.properties(offered))
    earlier = _problem_message(turn) if tells else None
    if earlier is None:
        return found
    filled = slots.fill(offered, earlier)
    words = texts.own_words(earlier, filled) or earlier.text.strip()
    known = {n: v for n, v in filled.arguments.items() if n not in found and n != "kind"}
    return texts.put_words(offered, {**known, **found}, words)


def _tells_a_matter(wanted: Mapping[str, Any]) -> bool:
    """Whether a write describes what is wrong with something; a mail or a comment is composed."""
    return any(schemas.slot_kind(each) == "product" for each in wanted.values())


def problem_before(turn: Turn) -> str | None:
    """The words in which the person described a problem shortly before."""
    heard = _problem_message(turn)
    if heard is None:
        return None
    return texts.own_words(heard, Filled({}, ())) or heard.text.strip()


def _problem_message(turn: Turn) -> Heard | None:
    """The one that most likely tells of a fault: a question on how to do something does not."""
    told: list[tuple[float, Heard]] = []
    for text in turn.thread.earlier[:_LOOK_BACK]:
        heard = turn.hear(text)
        if remedies.asks(text) and "symptom" not in concepts().within(tokens_of(heard.masked())):
            continue
        wish = wish_of(turn, heard)
        likely = sum(score for name, score in wish.ranked if name in _ABOUT_FAULTS)
        if likely >= _TELLS_OF_ONE and texts.own_words(heard, Filled({}, ())):
            told.append((round(likely, 1), heard))
    return max(told, key=lambda each: each[0], default=(0.0, None))[1]


def with_query(turn: Turn, offered: OfferedTool, heard: Heard, filled: Filled) -> Filled:
    """A search's optional words: only what is left over and sounds like a problem."""
    words = texts.own_words(heard, filled)
    if not words:
        return filled
    if not any(
        schemas.slot_kind(schemas.properties(offered)[n]) == "part" for n in filled.arguments
    ):
        filled = texts.with_whole(offered, heard, filled)
    if classifier_says_fault(turn.hear(words)):
        return texts.with_words(offered, heard, filled)
    return _about_problem(offered, heard, filled)


def _about_problem(offered: OfferedTool, heard: Heard, filled: Filled) -> Filled:
    """A problem named by its category, for a search that knows categories by words only."""
    wanted = schemas.properties(offered)
    if "query" not in wanted or "query" in filled.arguments:
        return filled
    if any(schemas.slot_kind(each) == "category" for each in wanted.values()):
        return filled
    named = (
        each.said for each in heard.of("category")
        if not any(used.start < each.end and each.start < used.end for used in filled.used)
    )  # fmt: skip
    said = next(named, None)
    return replace(filled, arguments={**filled.arguments, "query": said}) if said else filled


def classifier_says_fault(heard: Heard) -> bool:
    scores = classifier().scores(heard.masked())
    return sum(scores.get(name, 0.0) for name in (SYMPTOM, "search_knowledge")) >= 0.4


def parts_in_talk(turn: Turn) -> Sequence[str]:
    """The SKUs that were spoken of last, newest first; those of one step in their order."""
    found: list[str] = []
    for step in reversed(turn.thread.past[-STEPS_BACK:]):
        named = parts_of(step)
        if found and not named:
            break
        found += [sku for sku in named if sku not in found]
    return found[:_MOST]


def parts_of(step: Step) -> Sequence[str]:
    """The parts that a call was about: as asked for, else as found where these are few."""
    given = step.proposed
    for name in ("sku", "part"):
        if isinstance(given.get(name), str):
            return [given[name]]
    if listed := items_of(given):
        return [str(each["sku"]) for each in listed]
    rows = step.data.get("parts")
    shown = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    names = [BRACKETS.sub("", str(each.get("name"))) for each in shown]
    first = dict(
        zip(reversed(names), reversed([str(each.get("sku")) for each in shown]), strict=True)
    )
    return list(dict.fromkeys(first[name] for name in names)) if len(first) <= _MOST else []


def items_of(arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = arguments.get("items") or arguments.get("parts")
    rows = listed if isinstance(listed, list) else []
    return [dict(each) for each in rows if isinstance(each, dict) and "sku" in each]


def parts_meant(turn: Turn, heard: Heard) -> Sequence[str]:
    """The part in talk; every one of them for `two of each`."""
    parts = parts_in_talk(turn)
    return parts if means_each(heard) else parts[:1]


def means_each(heard: Heard) -> bool:
    return bool(_EACH.search(heard.folded.folded))
