"""After the tools have answered: their results in the tools' own words, nothing added."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from assistant.model import Ask, Choice, Outcome
from assistant.offline import (
    acts,
    asked_of,
    asking,
    batches,
    further,
    people,
    remedies,
    schemas,
    speech,
)
from assistant.offline.buttons import likelihood
from assistant.offline.intents import DETAIL, SYMPTOM
from assistant.offline.left_out import left_out
from assistant.offline.thread import Step
from assistant.offline.trouble import DEVICE, KNOWLEDGE, OPENS, SIMILAR, describes
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import ACT, wish_of
from domain.language import Language
from tools.tool import Effect, Tool

_NAMES_ONLY = 4  # letters
_READ_FIRST = frozenset({"read_ticket", DEVICE})


def tell(turn: Turn, steps: Sequence[Step] | None = None) -> Decision:
    """All results of the turn, each in its tool's words, with how the turn ended."""
    told = _asked_for(turn, turn.thread.turn) if steps is None else steps
    told = better_first(told)
    proposals = [step for step in told if _is_write(turn, step) and _proposal(step)]
    answered = asked_of.told(turn, told[0]) if len(told) == 1 else None
    pieces = [
        text
        for step in told
        if step not in proposals
        if (text := asked_of.cover_told(turn, step, told) or _text(turn, step))
    ]
    if answered:
        pieces = [answered.text]
    elif len(told) > 1 and all(step.call.name == asked_of.READER for step in told):
        each = [asked_of.told(turn, step) for step in told]
        pieces = [one.text for one in each if one] or pieces
    if len(told) < len(turn.thread.turn) and (product := further.other_product(turn)):
        sn = next(iter(turn.heard.values("sn")), "")
        pieces.insert(0, turn.say(speech.REGISTERED_AS, sn=sn, product=product))
    if proposals:
        many = len(proposals) > 1
        pieces.append(turn.say(speech.WAIT if many else speech.WAITS, count=len(proposals)))
        return turn.answer("\n\n".join(pieces), Outcome.PROPOSED)
    if dropped := left_out(turn, told):
        said = "、".join(dropped) if turn.language is Language.ZH else ", ".join(dropped)
        pieces.append(turn.say(speech.LEFT_OUT, said=said))
    again = _ask_again(turn, told)
    if again and again.text:
        pieces.append(again.text)
    outcome = _outcome(told)
    if again and outcome is Outcome.ERROR:
        outcome = Outcome.CLARIFY
    text = "\n\n".join(pieces) or turn.say(speech.NONE_DONE)
    if again and again.verdict:
        return Decision(text, (), replace(again.verdict, outcome=outcome))
    choices = _open_instead(turn, told) if outcome is Outcome.NO_EVIDENCE else _may_open(turn, told)
    choices = answered.choices if answered else choices
    return turn.answer(text, outcome, choices=choices)


def better_first(steps: Sequence[Step]) -> Sequence[Step]:
    """What an article advises stands before cases that are less likely the same trouble."""
    if [step.call.name for step in steps] != [SIMILAR, KNOWLEDGE]:
        return steps
    cases, found = (step.data for step in steps)
    likeness = max((each["similarity"] for each in cases.get("cases") or ()), default=0)
    passages = found.get("passages") or ()
    answers = max((each["evidence"] for each in passages if each.get("number")), default=0.0)
    return steps[::-1] if 100 * answers > likeness else steps


def _asked_for(turn: Turn, steps: Sequence[Step]) -> Sequence[Step]:
    """The steps but for those that only served the next one: what was read, a step that failed."""
    first, last = steps[0], steps[-1]
    if first.call.name == last.call.name and not first.ok and last.ok and last.round > first.round:
        return steps[-1:]  # tried anew with what the ticket offers
    if len(steps) < 2 or steps[0].call.name not in _READ_FIRST:
        return steps
    if steps[0].call.name == DEVICE and further.asks_for_the_past(turn):
        return steps
    return steps[1:] if steps[1].ok and steps[1].round > steps[0].round else steps


def _is_write(turn: Turn, step: Step) -> bool:
    offered = turn.tools.get(step.call.name)
    return offered is not None and offered.tool.effect is Effect.WRITE


def _proposal(step: Step) -> Mapping[str, Any] | None:
    proposal = step.data.get("proposal")
    return proposal if step.ok and isinstance(proposal, Mapping) else None


def _text(turn: Turn, step: Step) -> str:
    if not step.ok or _error(step):
        error = _error(step)
        said = str(error.get("message") or turn.say(speech.FAILED))
        name = people.unknown_colleague(turn.heard) if error.get("field") == "handler" else None
        return f"{turn.say(speech.NO_COLLEAGUE, said=name)}{said}" if name else said
    offered = turn.tools.get(step.call.name)
    if offered is None:
        return ""
    if warned := batches.mean_of(turn, step):
        return warned
    return told_by(offered.tool, step.text, turn.language)


def told_by(tool: Tool, text: str, language: Language) -> str:
    """A result in the tool's words; a result that does not fit the tool says nothing."""
    try:
        result = tool.result.model_validate_json(text)
    except ValidationError:
        return speech.NONE_DONE.in_(language)
    if tool.tell:
        return tool.tell(result, language)
    fields = json.loads(result.model_dump_json(exclude_none=True))
    shown = {name: value for name, value in fields.items() if not isinstance(value, (dict, list))}
    return "\n".join(f"{name}: {value}" for name, value in shown.items())


def _error(step: Step) -> Mapping[str, Any]:
    error = step.data.get("error")
    return error if isinstance(error, Mapping) else {}


def _outcome(steps: Sequence[Step]) -> Outcome:
    if steps and all(not step.ok or _error(step) for step in steps):
        codes = {str(_error(step).get("code")) for step in steps}
        if all(code.startswith("invalid") for code in codes):
            return Outcome.CLARIFY  # said what is wrong with the value: the person says it again
        if codes == {"outside"}:
            return Outcome.REFUSED
        return Outcome.NO_EVIDENCE if codes == {"not_found"} else Outcome.ERROR
    found = [step.data["found"] for step in steps if isinstance(step.data.get("found"), bool)]
    return Outcome.NO_EVIDENCE if found and not any(found) else Outcome.ANSWERED


def _ask_again(turn: Turn, told: Sequence[Step]) -> Decision | None:
    """A question to put again: one that an error points to, or one this turn interrupted."""
    for step in told:
        name, offered = _error(step).get("field"), turn.tools.get(step.call.name)
        if offered is None or not _is_write(turn, step) or not isinstance(name, str):
            continue
        if name in schemas.properties(offered):
            known = {n: v for n, v in step.call.arguments.items() if n != name}
            asked = asking.ask(turn, offered, Ask(offered.tool.name, name, known))
            return replace(asked, text="")  # the error has said what is wrong
    return resumed(turn, told)


def resumed(turn: Turn, told: Sequence[Step] = ()) -> Decision | None:
    """The question that was open before this turn, put once more; None when it is settled.

    Who turns to something else a second time has left it.
    """
    asked = turn.thread.ask
    if asked is None or asked.attempts > 1 or any(step.call.name == asked.tool for step in told):
        return None
    offered = turn.tools.get(asked.tool)
    if offered is None or asked.slot not in schemas.properties(offered):
        return None
    if offered.tool.effect is not Effect.WRITE:
        return None  # a question is put again by whoever still wants it answered
    return asking.ask(turn, offered, replace(asked, attempts=asked.attempts + 1), speech.BACK_TO)


def _may_open(turn: Turn, told: Sequence[Step]) -> tuple[Choice, ...]:
    """Where cases like a fault that was told were found: a button that opens a ticket for it."""
    looked = any(step.call.name == SIMILAR for step in told)
    if not looked or OPENS not in turn.tools or not _tells_of_a_fault(turn):
        return ()
    return (Choice(turn.say(speech.OPEN_FOR_IT), turn.say(speech.OPEN_FOR_IT_SAID)),)


def _tells_of_a_fault(turn: Turn) -> bool:
    if remedies.asks(turn.heard.text):
        return False
    if describes(turn.heard):
        return True
    is_more = len(acts.rest(turn.heard)) > _NAMES_ONLY  # than names of things
    return is_more and likelihood(wish_of(turn), {SYMPTOM, DETAIL}) >= ACT


def _open_instead(turn: Turn, told: Sequence[Step]) -> tuple[Choice, ...]:
    """Where a described fault found nothing: a button that opens a ticket with these words."""
    words = next(
        (str(step.call.arguments["description"]) for step in told
         if "description" in step.call.arguments), None,
    )  # fmt: skip
    if words is None or OPENS not in turn.tools:
        return ()
    return (Choice(turn.say(speech.OPEN_IT), turn.say(speech.OPEN_WITH, words=words)),)
