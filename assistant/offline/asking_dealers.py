"""`Ask the dealer for a short video`: a question that the ticket's dealer is to be asked on it.

A ticket that awaits approval is asked about by its own step; on any other it stands as a comment
that its dealer reads. A mail to the customer would go to somebody else.
"""

import re
from collections.abc import Mapping
from typing import Any

from assistant.model import Ask
from assistant.offline import asking
from assistant.offline.mentions import Heard
from assistant.offline.pointing import in_talk
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

READER, MOVES, COMMENTS = "read_ticket", "move_ticket", "comment_ticket"
_STEP = "ask"
_IDS = frozenset({"ticket_number", "sn", "dealer"})
_DEALER = r"(?:the |its |their |that |this )?(?:dealer|requester|sender|shop)(?: there| first)?"
_BEGINS = r"^\W*(?:(?:and|ok|then|so|now|please|pls|can you|could you|let's|for|on|also|first)\W+)*"
_ASKED = re.compile(
    rf"{_BEGINS}(?:ask|tell|request|have|get)\s+{_DEALER}(?:\s+(?:of|on|for|about"
    rf"|behind)(?=\s*,?\s*"
    r"(?:for|to|if|whether|why|what|when|how|which|where|who|about|:)))?[\s,]*"
    r"(?P<en>(?:(?:for|to|if|whether|why|what|when|how|which|where|who|about)\b|:).+)"
    rf"|{_BEGINS}(?:request|get|ask for|we need|i need"
    rf"|need)\s+(?P<thing>.+?)\s+from {_DEALER}(?:\s+(?:of|on|for))?\W*$"
    r"|(?:^|[\s,，])(?:请|麻烦|先|再|帮我?)*(?:让|叫|请|要求)(?:这?[家个]?"
    r"|他们?的?)经销商(?:那边)?(?!也?[能可]以?看)(?P<let>.+)"
    r"|(?:^|[\s,，])(?:请|麻烦|先|再|帮我?|去)*(?:询?问一?下?|问问|跟|向|找)(?:这?[家个]?"
    r"|他们?的?)经销商"
    r"(?:那边)?(?:一?下|问一?下|问)?[:,]?(?P<han>.+)",
    re.DOTALL,
)
_WANTS = re.compile(r"^\s*(?:要|索要|拿|讨)(?:一?下)?")
_TAIL = re.compile(
    r"[\s,.]*(?:first|please|pls|thanks|before (?:that|we approve)|吧|谢谢)?[\s,.。!]*$"
)


def ask(turn: Turn) -> Decision | None:
    """The ticket is read first, a question is asked on it; None where nobody is to be asked."""
    question = _question(turn.heard)
    if question is None or COMMENTS not in turn.tools or turn.thread.ask:
        return None
    number = _number(turn)
    if number is None:
        offered = turn.tools[COMMENTS]
        return asking.ask(turn, offered, Ask(COMMENTS, "number", {"text": question}))
    shown = turn.thread.shown(READER, number)
    if shown is None and READER in turn.tools:
        return Decision(calls=((READER, {"number": number}),))
    return _asked(turn, number, question, shown)


def next_step(turn: Turn) -> Decision | None:
    """After the ticket was read for it."""
    question = _question(turn.heard)
    last = turn.thread.turn[-1]
    if question is None or last.call.name != READER or not last.data.get("ticket"):
        return None
    return _asked(turn, str(last.call.arguments.get("number")), question, last)


def _asked(turn: Turn, number: str, question: str, shown: Step | None) -> Decision:
    if MOVES in turn.tools and shown is not None and _has_step(shown):
        numbers: Mapping[str, Any] = {"numbers": [number], "move": _STEP, "question": question}
        return asking.proceed(turn, turn.tools[MOVES], numbers)
    return asking.proceed(turn, turn.tools[COMMENTS], {"number": number, "text": question})


def _has_step(shown: Step) -> bool:
    ticket = shown.data.get("ticket")
    moves = ticket.get("moves") or () if isinstance(ticket, Mapping) else ()
    return any(each.get("name") == _STEP for each in moves)


def _number(turn: Turn) -> str | None:
    named = list(dict.fromkeys(turn.heard.values("ticket_number")))
    if named:
        return named[0] if len(named) == 1 else None
    return in_talk(turn, "ticket_number")


def _question(heard: Heard) -> str | None:
    """What the dealer is to be asked, put to the dealer in the person's own words."""
    text = heard.folded.folded
    for each in heard.mentions:
        if each.kind in _IDS:
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    match = _ASKED.search(text)
    if match is None:
        return None
    name = match.lastgroup or ""
    words = heard.folded.said(*match.span(name))
    for each in heard.of("ticket_number"):
        words = re.sub(rf"\s*{re.escape(each.said)}\s*的?", "", words)
    words = _TAIL.sub("", words).strip(" ,，:：")
    if sum(map(str.isalnum, words)) <= 1:
        return None
    return _put(name, words)


def _put(name: str, words: str) -> str:
    first, _, rest = words.partition(" ")
    if name == "let":
        return f"请{words}"
    if name == "han":
        return f"请提供{_WANTS.sub('', words)}" if _WANTS.match(words) else words
    if name == "thing" or first == "for":
        return f"Please send {rest if first == 'for' else words}."
    if first == "to":
        return f"Please {rest}."
    if first in ("if", "whether", "why", "what", "when", "how", "which", "where", "who", "about"):
        return f"Please tell us {words}."
    return words
