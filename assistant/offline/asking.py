"""One missing value at a time: which is missing, the question, and the answer to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.model import Ask, Choice, NameKind, OfferedTool, Outcome
from assistant.offline import (
    acts,
    choosing,
    implied,
    pointers,
    remedies,
    schemas,
    slots,
    speech,
    texts,
    trouble,
)
from assistant.offline.card_words import SURE, CardAct, card_word
from assistant.offline.ids import bare_amount
from assistant.offline.intents import NO_TOOL
from assistant.offline.mentions import Heard
from assistant.offline.own_devices import all_own
from assistant.offline.people import unknown_colleague
from assistant.offline.pointing import ID_KEYS, listed_for
from assistant.offline.schemas import Schema
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import ON_FAULTS, wish_of
from domain.language import Language, Text

STRONG = 0.65  # another wish this clear interrupts an open question
_SHORT = 12  # characters beside the value that still make it an answer
_FEW = 4  # … and still make it a value of the same write
_ATTEMPTS = 2
_MOST_BUTTONS = 5
_LABEL = 60  # characters of a button


def missing(offered: OfferedTool, arguments: Mapping[str, Any]) -> str | None:
    """The first value still needed; `x-needed-when` makes an optional one needed."""
    wanted = schemas.properties(offered)
    required = [name for name in offered.schema.get("required") or () if name in wanted]
    for name, schema in wanted.items():
        needed = name in required or schemas.needed_now(schema, arguments)
        if needed and arguments.get(name) in (None, "", []):
            return name
    return None


def proceed(turn: Turn, offered: OfferedTool, arguments: Mapping[str, Any]) -> Decision:
    """Call the tool, or ask for the first value it still needs."""
    arguments = implied.completed(offered, turn.heard, arguments)
    name = missing(offered, arguments)
    if name is None:
        return Decision(calls=((offered.tool.name, dict(arguments)),))
    return ask(turn, offered, Ask(offered.tool.name, name, dict(arguments)))


def ask(turn: Turn, offered: OfferedTool, asked: Ask, before: Text | None = None) -> Decision:
    schema = schemas.properties(offered)[asked.slot]
    question = _question(turn, schema, asked.slot)
    text = question
    if before:
        text = f"{turn.say(before)}{'' if before is not speech.STILL else chr(10)}{question}"
    choices: tuple[Choice, ...] = ()
    if schemas.slot_kind(schema) == "choice":
        if said := choosing.denied(schema, turn.heard):
            text = f"{turn.say(speech.DENIED, said=said)}\n{question}"
        choices = tuple(Choice(word, word) for word in _choices(turn, schema))
    elif listed := _to_choose_from(turn, schemas.slot_kind(schema)):
        choices = tuple(
            Choice(f"{value} {about}".strip()[:_LABEL], value)
            for value, about in listed[:_MOST_BUTTONS]
        )
    if asked.attempts > _ATTEMPTS:
        choices = (*choices, _cancelling(turn))
    return turn.answer(text, Outcome.CLARIFY, choices=choices, ask=asked)


def _to_choose_from(turn: Turn, kind: str) -> Sequence[tuple[str, str]]:
    return listed_for(turn, kind) or (all_own(turn) if kind == "sn" else ())


def _choices(turn: Turn, schema: Schema) -> list[str]:
    return [word for _, word in choosing.choices_of(schema, turn.language)[:_MOST_BUTTONS]]


def _question(turn: Turn, schema: Schema, slot: str) -> str:
    """What is asked for a value; where not everything may be chosen, with what may."""
    if schemas.slot_kind(schema) != "choice" or not schema.get("x-denied"):
        return turn.say(schemas.question(schema, slot))
    *others, last = _choices(turn, schema)
    or_ = "、还是" if turn.language is Language.ZH else " or "
    between = "、" if turn.language is Language.ZH else ", "
    either = f"{between.join(others)}{or_}{last}" if others else last
    return turn.say(speech.WHICH_OF, choices=either)


def answered(turn: Turn, asked: Ask) -> Decision | None:
    """The message as the answer to an open question; None when it answers something else."""
    offered = _tool_of(turn, asked)
    if offered is None:
        return None
    word = _word_to_it(turn, asked)
    if word is CardAct.WITHDRAW or _is_dropped(turn, asked):
        return turn.answer(turn.say(speech.DROPPED))
    implicit = implied.completed(offered, turn.heard, asked.arguments)
    if asked.slot in implicit and _value(turn, offered, asked.slot, turn.heard) is None:
        return proceed(turn, offered, {**implicit, **_more(turn, offered, asked)})
    if acts.has_it_not(turn.heard):
        return _without(turn, offered, asked)
    if word is CardAct.HOLD:
        text, again = turn.say(speech.CAN_WAIT), replace(asked, attempts=asked.attempts + 1)
        return turn.answer(text, Outcome.CLARIFY, choices=(_cancelling(turn),), ask=again)
    value = _value(turn, offered, asked.slot, turn.heard)
    if value is None and (kept := _something_else(turn, offered, asked)):
        return kept
    if value is None or _other_wish(turn, offered, asked):
        return None
    known = {**_more(turn, offered, asked), asked.slot: value}
    schema = schemas.properties(offered)[asked.slot]
    chosen = choosing.choice(schema, turn.heard) if schemas.slot_kind(schema) == "choice" else None
    if chosen and len(acts.rest(turn.heard, [(chosen.start, chosen.end)])) > _SHORT:
        known = _with_what_was_said(turn, offered, slots.Filled(known, (chosen,)))
    return proceed(turn, offered, known)


def _is_dropped(turn: Turn, asked: Ask) -> bool:
    """Whether a clause does nothing but withdraw it; of free words all of them must."""
    if acts.cancels(turn.heard):
        return True
    return not takes_any_words(turn, asked) and acts.drops_it(turn.heard)


def _word_to_it(turn: Turn, asked: Ask) -> CardAct | None:
    """What everyday words do to what is being put together, where no words are asked for."""
    word = card_word(turn.heard.text)
    named = any(turn.heard.of(kind) for kind in ("sn", "ticket_number"))
    return (
        word.act if word.score >= SURE and not named and not takes_any_words(turn, asked) else None
    )


def _with_what_was_said(turn: Turn, offered: OfferedTool, filled: slots.Filled) -> dict[str, Any]:
    """Whoever answers with a whole sentence has said more than the choice."""
    if offered.tool.name != trouble.OPENS:
        return texts.with_words(offered, turn.heard, filled).arguments
    words = trouble.of_the_fault(turn, offered, turn.heard)
    return texts.put_words(offered, filled.arguments, words) if words else filled.arguments


def _without(turn: Turn, offered: OfferedTool, asked: Ask) -> Decision:
    """Where a value is not known yet: what can be done without it, else that it can wait.

    Where a choice made it needed (an RMA its serial), the other choices are offered.
    """
    wanted = schemas.properties(offered)
    needed = wanted[asked.slot].get("x-needed-when") or {}
    for name, values in needed.items():
        if not values or schemas.slot_kind(wanted.get(name, {})) != "choice":
            continue
        others = [
            Choice(word, word)
            for value, word in choosing.choices_of(wanted[name], turn.language)
            if value not in values
        ]
        known = {n: v for n, v in asked.arguments.items() if n != name}
        again = Ask(asked.tool, name, known, asked.attempts)
        others.append(_cancelling(turn))
        text = turn.say(speech.NEEDED_FOR_THAT)
        return turn.answer(text, Outcome.CLARIFY, choices=tuple(others), ask=again)
    text = turn.say(speech.CAN_WAIT)
    again = replace(asked, attempts=asked.attempts + 1)
    return turn.answer(text, Outcome.CLARIFY, choices=(_cancelling(turn),), ask=again)


def _cancelling(turn: Turn) -> Choice:
    word = turn.say(speech.CANCEL)
    return Choice(word, word)


def _something_else(turn: Turn, offered: OfferedTool, asked: Ask) -> Decision | None:
    """Another value of the same write (paid yesterday): kept, and what is open asked for again.

    Where the write was refused, it is tried again with that.
    """
    found = slots.fill(offered, turn.heard)
    spans = [(each.start, each.end) for each in found.used]
    new = {n for n, v in found.arguments.items() if asked.arguments.get(n) != v}
    beside = {each.kind for each in found.used} - set(ID_KEYS)
    if beside == {"category"} and trouble.states_a_fault(turn.heard):
        return None  # one more thing that is wrong, not another name for what was told
    if not new or not beside or len(acts.rest(turn.heard, spans)) > _FEW:
        return None
    last = turn.thread.last
    tried = last.call.arguments if last and not last.ok and last.call.name == asked.tool else {}
    known = {**tried, **asked.arguments, **found.arguments}
    if tried and not _named_a_stranger(turn, offered, asked):
        return proceed(turn, offered, known)
    if implied.completed(offered, turn.heard, known).get(asked.slot) is not None:
        return proceed(turn, offered, known)
    return ask(turn, offered, replace(asked, arguments=known))


def _named_a_stranger(turn: Turn, offered: OfferedTool, asked: Ask) -> bool:
    """Whether the write was refused for want of a colleague whom the last message did name."""
    exchanges = turn.thread.exchanges
    if schemas.slot_kind(schemas.properties(offered)[asked.slot]) != "person" or not exchanges:
        return False
    return unknown_colleague(turn.hear(exchanges[-1].said)) is not None


def put_again(turn: Turn, asked: Ask) -> Decision | None:
    """The open question once more, for a message that neither answers it nor wants anything."""
    offered = _tool_of(turn, asked)
    if offered is None:
        return None
    again = replace(asked, attempts=asked.attempts + 1, arguments=_more(turn, offered, asked))
    before = speech.STILL if again.attempts > _ATTEMPTS else speech.AGAIN
    return ask(turn, offered, again, before)


def takes_any_words(turn: Turn, asked: Ask) -> bool:
    """Whether whatever is said would do as the answer."""
    offered = _tool_of(turn, asked)
    return (
        offered is not None and schemas.slot_kind(schemas.properties(offered)[asked.slot]) == "text"
    )


def _tool_of(turn: Turn, asked: Ask) -> OfferedTool | None:
    offered = turn.tools.get(asked.tool)
    return offered if offered and asked.slot in schemas.properties(offered) else None


def _value(turn: Turn, offered: OfferedTool, name: str, heard: Heard) -> object:
    """The value that a message gives for one slot, None without one."""
    schema = schemas.properties(offered)[name]
    kind = schemas.slot_kind(schema)
    if kind == "text":
        words = heard.text.strip()
        if not any(character.isalnum() for character in words):
            return None
        return texts.fitting(words, schema)
    if kind == "choice":
        found = choosing.choice(schema, heard)
        place = pointers.ordinal(heard)
        values = [value for value, _ in choosing.choices_of(schema, _any_language(heard))]
        if found is None and place and 0 < place <= len(values):
            return values[place - 1]
        return found.value if found else None
    if kind == "amount" and not heard.of("money"):
        return bare_amount(heard.folded.folded)
    if kind == "sn" and not heard.of("sn"):
        return _typed_serial(heard)
    if kind == "person" and not heard.of("person"):
        return _typed_person(turn, heard)
    return slots.fill(offered, heard).arguments.get(name)


def _typed_person(turn: Turn, heard: Heard) -> str | None:
    """A colleague by a name typed small, which elsewhere is a word like any other: repair, max."""
    words = set(re.findall(r"[a-z0-9_.]+", heard.folded.folded))
    people = (each for each in turn.request.names if each.kind is NameKind.PERSON)
    found = [each.value for each in people if each.value.lower() in words]
    return found[0] if len(found) == 1 else None


def _any_language(heard: Heard) -> Language:
    return Language.ZH if heard.folded.is_han else Language.EN


def _typed_serial(heard: Heard) -> str | None:
    """A serial in no usual shape: all that was typed, one word with a digit."""
    said = heard.text.strip().strip(".。,，")
    fits = 3 <= len(said) <= 24 and said.isascii() and any(each.isdigit() for each in said)
    return said.upper() if fits and all(c.isalnum() or c in "-_" for c in said) else None


def _more(turn: Turn, offered: OfferedTool, asked: Ask) -> dict[str, Any]:
    """What the message gives beside the value asked for; what is known is kept."""
    known = dict(asked.arguments)
    found = slots.fill(offered, turn.heard, known).arguments
    if schemas.slot_kind(schemas.properties(offered)[asked.slot]) == "text":
        # Free words name things, but choose nothing: "the phone rings" is no channel.
        wanted = schemas.properties(offered)
        found = {n: v for n, v in found.items() if schemas.slot_kind(wanted[n]) != "choice"}
    return {**{n: v for n, v in found.items() if n != asked.slot}, **known}


def _other_wish(turn: Turn, offered: OfferedTool, asked: Ask) -> bool:
    """Whether the message clearly wants another tool than answering."""
    kind = schemas.slot_kind(schemas.properties(offered)[asked.slot])
    value = None if kind == "text" else _value(turn, offered, asked.slot, turn.heard)
    if value is not None and len(acts.rest(turn.heard)) <= _SHORT:
        return False
    if acts.commanded(turn.heard, list(turn.tools.values())):
        return True
    wish = wish_of(turn)
    if wish.certain and kind == "text":
        return True
    if kind == "text" and wish.name in ON_FAULTS and not remedies.asks(turn.heard.text):
        return False  # names a matter and asks nothing of it
    is_other = wish.name != asked.tool and wish.name not in NO_TOOL
    return is_other and wish.is_clear and wish.score >= STRONG
