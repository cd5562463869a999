"""What a message may mean that is not clear: the evident tool, or buttons to choose from."""

from collections.abc import Sequence

from assistant.model import Choice
from assistant.offline import schemas, slots, speech
from assistant.offline.intents import SYMPTOM
from assistant.offline.turn import Turn
from assistant.offline.wish import Wish, names_ours, readers_of
from tools.tool import Effect

DOUBT = 0.22  # one less clear than this is not even offered as a button
_BUTTONS = 3
_MOST = 5  # where the likelihood is spread: measured, the right one is then among them
_STILL_LIKELY = 0.03
_SLIGHT = 0.02
_IDS = frozenset({"ticket_number", "sn", "wish"})
_LIKELY = 0.1  # of a tool for which other things speak, too
SIMILAR, KNOWLEDGE = "find_similar_tickets", "search_knowledge"


def buttons_for(turn: Turn, wish: Wish) -> tuple[Choice, ...]:
    """A button for each of the likeliest tools; each sends a whole sentence.

    Three, and up to five as long as another one is still likely.
    """
    words = turn.heard.text.strip()[:500]
    ranked = [(_tool_for(name), score) for name, score in wish.ranked]
    likely = list(
        dict.fromkeys(name for name, score in ranked if name in turn.tools and score >= _SLIGHT)
    )
    ours = wish.ours or names_ours(turn.heard)
    if ours and not likely:
        likely = [name for name, _ in wish.ranked if name in turn.tools]
    if not likely or (not ours and likelihood(wish, set(turn.tools) | {SYMPTOM}) < DOUBT):
        return ()
    shown = {each.kind for each in turn.heard.mentions if each.kind in _IDS}
    # Whoever names a thing may always just want to see it.
    likely = [*likely[: _BUTTONS - 1], *readers_of(turn, shown), *likely[_BUTTONS - 1 :]]
    likely = list(dict.fromkeys(likely))
    if SIMILAR in likely and KNOWLEDGE in likely:
        likely.remove(KNOWLEDGE)  # who looks for similar cases is shown the articles, too
    elif len(likely) < _BUTTONS and KNOWLEDGE in turn.tools and KNOWLEDGE not in likely:
        likely.append(KNOWLEDGE)  # a search that finds nothing says so
    scores = dict(ranked)
    more = (name for name in likely[_BUTTONS:_MOST] if scores.get(name, 0.0) >= _STILL_LIKELY)
    return tuple(
        Choice(
            speech.label(turn.tools[name], turn.language),
            speech.command(turn.tools[name], words, turn.language),
        )
        for name in (*likely[:_BUTTONS], *more)
    )


def tool_behind(turn: Turn, choice: Choice) -> str:
    labels = {speech.label(each, turn.language): name for name, each in turn.tools.items()}
    return labels[choice.label]


def just_looking(turn: Turn, wish: Wish) -> str | None:
    """The tool that shows what is named, where that is as likely as anything else.

    A PI is named for nothing but to see how it stands, unless something else is clearly wanted.
    """
    if turn.heard.of("invoice"):
        return next(readers_of(turn, {"invoice"}), None)
    shown = {each.kind for each in turn.heard.mentions if each.kind in _IDS}
    likely = {name for name, score in wish.ranked[:2] if score >= DOUBT}
    return next((name for name in readers_of(turn, shown) if name in likely), None)


def evident(turn: Turn, wish: Wish) -> str | None:
    """A likely tool for which the message gives the value it stands or falls with, and another."""
    for name, score in wish.ranked[:_BUTTONS]:
        offered = turn.tools.get(name)
        if (
            offered is None
            or score < max(_LIKELY, wish.score / 2)
            or offered.tool.effect is not Effect.READ
        ):
            continue
        wanted = schemas.properties(offered)
        given = slots.fill(offered, turn.heard).arguments
        if len(given) > 1 and any(wanted[each].get("x-begins") for each in given):
            return name
    return None


def reads(turn: Turn, name: str) -> bool:
    return turn.tools[name].tool.effect is Effect.READ


def likelihood(wish: Wish, names: Sequence[str] | set[str] | frozenset[str]) -> float:
    return sum(score for name, score in wish.ranked if name in names)


def _tool_for(name: str) -> str:
    return SIMILAR if name == SYMPTOM else name
