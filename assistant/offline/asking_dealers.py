"""`Ask the dealer for a short video`: a question that the ticket's dealer is to be asked on it.

A ticket that awaits approval is asked about by its own step; on any other it stands as a comment
that its dealer reads. A mail to the customer would go to somebody else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.model import Ask, Choice, Outcome
from assistant.offline import asking, speech
from assistant.offline.mentions import Heard
from assistant.offline.pointing import in_talk
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from assistant.offline.using import act
from assistant.offline.wish import wish_of
from tools.tool import Effect

READER, MOVES, COMMENTS = "read_ticket", "move_ticket", "comment_ticket"
_STEP = "ask"
_IDS = frozenset({"ticket_number", "sn", "dealer"})
_DEALER = r"(?:the |its |their |that |this )?(?:dealer|requester|sender|shop)(?: there| first)?"
_BEGINS = r"^\W*(?:(?:and|ok|then|so|now|please|pls|can you|could you|let's|for|on|also|first)\W+)*"
_FIRST = r"(?:请|麻烦|先|再|帮我?|去)*"
_HAN_DEALER = r"(?:这?[家个]?|他们?的?)经销商(?:那边)?"
_ASKED = re.compile(
    rf"{_BEGINS}(?:ask|request|have|get)\s+{_DEALER}(?:\s+(?:of|on|for|about"
    rf"|behind)(?=\s*,?\s*"
    r"(?:for|to|if|whether|why|what|when|how|which|where|who|about|:)))?[\s,]*"
    r"(?P<en>(?:(?:for|to|if|whether|why|what|when|how|which|where|who|about)\b|:).+)"
    rf"|{_BEGINS}tell\s+{_DEALER}(?:\s+(?:of|on|behind))?[\s,]*(?P<order>(?:to\b|:).+)"
    rf"|{_BEGINS}(?:tell\s+{_DEALER}(?:\s+(?:of|on|behind))?|let\s+{_DEALER}\s+know)[\s,]*"
    r"that\b(?P<told>.+)"
    rf"|{_BEGINS}ask for\s+(?P<thing>.+?)\s+from {_DEALER}(?:\s+(?:of|on|for))?\W*$"
    rf"|(?:^|[\s,，]){_FIRST}(?:让|叫|请|要求){_HAN_DEALER}(?!也?[能可]以?看)(?P<let>.+)"
    rf"|(?:^|[\s,，]){_FIRST}(?:询?问一?下?|问问){_HAN_DEALER}"
    r"(?:一?下|问一?下|问)?[:,]?(?![了过没])(?P<han>.+)"
    rf"|(?:^|[\s,，]){_FIRST}[跟向找和]{_HAN_DEALER}一?下?"
    r"(?:(?:询?问(?:一?下|问)?|说(?:一?[下声])?|讲(?:一?下)?)[:,]?(?![了过没])(?P<said>.+)"
    r"|(?P<wants>(?:索?要|拿|讨)(?![了过没]).+)|(?P<does>(?:确认|核实|了解)(?![了过没]).+))",
    re.DOTALL,
)
# Who is to be asked may be asked whether and how; who is told or sent for something is not.
_QUESTIONS = frozenset({"en", "han", "said"})
_TELLS = frozenset({"told", "said"})
_ASKS = re.compile(r"[?]|吗|多少|合理|([对好行])不\1|能不能|可不可以|要不要|是不是|该不该")
_ASKING_WORDS = ("if", "whether", "why", "what", "when", "how", "which", "where", "who", "about")
# Behind these, or behind a comma where it is surer, another order may follow.
_ALSO = re.compile(
    r"[\s,，;；。.]*(?P<also>(?<![a-z])(?:and|also|then|plus)(?![a-z])(?: (?:also|then))?"
    r"|并且?|顺便|然后|同时|另外)[\s,，]*|[,，;；。]\s*",
    re.IGNORECASE,
)
_SURE = 0.9
_WANTS = re.compile(r"^\s*(?:要|索要|拿|讨)(?:一?下)?")
_WANTS_MORE = re.compile(r"^\s*(?:再|还)?索?要[一几]?[张份个段些]")  # of the dealer, too
_TAIL = re.compile(
    r"[\s,.]*(?:first|please|pls|thanks|before (?:that|we approve)|吧|谢谢)?[\s,.。!]*$"
)


@dataclass(frozen=True)
class Question:
    """What is said to the dealer, and in which of the ways above it was."""

    kind: str
    words: str


def is_asked(heard: Heard) -> bool:
    """Whether a message has something asked or told to a dealer, rather than looked up."""
    return _question(heard) is not None


def ask(turn: Turn) -> Decision | None:
    """The ticket is read first, a question is asked on it; None where nobody is to be asked."""
    question = _question(turn.heard)
    if question is None or COMMENTS not in turn.tools or turn.thread.ask:
        return None
    number = _number(turn)
    shown = turn.thread.shown(READER, number) if number else None
    if _is_of_another(turn.heard, shown):
        return None
    if number is None:
        offered = turn.tools[COMMENTS]
        told = {"text": _put(question)}
        return asking.ask(turn, offered, Ask(COMMENTS, "number", told))
    if shown is None and READER in turn.tools:
        return Decision(calls=((READER, {"number": number}),))
    return _asked(turn, number, question, shown)


def next_step(turn: Turn) -> Decision | None:
    """After the ticket was read for it."""
    question = _question(turn.heard)
    last = turn.thread.turn[-1]
    if question is None or last.call.name != READER or not last.data.get("ticket"):
        return None
    if _is_of_another(turn.heard, last):
        return None
    return _asked(turn, str(last.call.arguments.get("number")), question, last)


def _is_of_another(heard: Heard, shown: Step | None) -> bool:
    """Whether a dealer is named who is not the dealer of the ticket: no ticket is meant then."""
    if not heard.of("dealer") or heard.of("ticket_number"):
        return False
    ticket = shown.data.get("ticket") if shown else None
    dealer = ticket.get("dealer") if isinstance(ticket, Mapping) else None
    known = map(str, dealer.values()) if isinstance(dealer, Mapping) else [str(dealer)]
    return not {each.casefold() for each in known} & {
        each.casefold() for each in heard.values("dealer")
    }


def _asked(turn: Turn, number: str, question: Question, shown: Step | None) -> Decision:
    """The card for it, and beside it the one for what else is ordered: `and close it`."""
    words, order = _parted(turn, number, question.words)
    first = _on(turn, number, replace(question, words=words), shown)
    if order is None:
        return first
    order = order.gone_by() if order.thread.turn else order
    second = act(order, order.tools[wish_of(order).name], order.heard)
    if second.calls and first.calls:
        return Decision(calls=(*first.calls, *second.calls))
    whole, other = turn.heard.text, order.heard.text
    kept = whole[: whole.find(words) + len(words)] if words in whole else whole
    both = dict.fromkeys((kept, other))
    choices = tuple(Choice(each, each) for each in both)
    return turn.answer(turn.say(speech.WHICH), Outcome.CLARIFY, choices=choices)


def _parted(turn: Turn, number: str, words: str) -> tuple[str, Turn | None]:
    """What the dealer is to read, and the turn with the order to the house behind it, if any."""
    for match in _ALSO.finditer(words):
        rest = words[match.end() :].strip()
        if sum(map(str.isalnum, rest)) <= 1 or _WANTS_MORE.match(rest):
            continue
        named = turn.hear(rest).of("ticket_number")
        order = turn.saying(rest if named else f"{number} {rest}")
        wish = wish_of(order)
        offered = turn.tools.get(wish.name)
        sure = wish.is_clear and wish.score >= (0 if match["also"] else _SURE)
        if sure and offered is not None and offered.tool.effect is Effect.WRITE:
            return words[: match.start()].rstrip(" ,，;；。."), order
    return words, None


def _on(turn: Turn, number: str, question: Question, shown: Step | None) -> Decision:
    text = _put(question)
    asks = question.kind not in _TELLS
    if asks and MOVES in turn.tools and shown is not None and _has_step(shown):
        numbers: Mapping[str, Any] = {"numbers": [number], "move": _STEP, "question": text}
        return asking.proceed(turn, turn.tools[MOVES], numbers)
    return asking.proceed(turn, turn.tools[COMMENTS], {"number": number, "text": text})


def _has_step(shown: Step) -> bool:
    ticket = shown.data.get("ticket")
    moves = ticket.get("moves") or () if isinstance(ticket, Mapping) else ()
    return any(each.get("name") == _STEP for each in moves)


def _number(turn: Turn) -> str | None:
    named = list(dict.fromkeys(turn.heard.values("ticket_number")))
    if named:
        return named[0] if len(named) == 1 else None
    return in_talk(turn, "ticket_number")


def _question(heard: Heard) -> Question | None:
    """What the dealer is to be asked or told, in the person's own words."""
    text = heard.folded.folded
    for each in heard.mentions:
        if each.kind in _IDS:
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    match = _ASKED.search(text)
    if match is None:
        return None
    kind = match.lastgroup or ""
    if kind not in _QUESTIONS and _ASKS.search(text):
        return None
    start = match.end(kind) - len(match[kind].lstrip())  # behind the dealer's name
    words = heard.folded.said(start, match.end(kind))
    for each in heard.of("ticket_number"):
        words = re.sub(rf"(?:\s+(?:on|of|for|in))?\s*{re.escape(each.said)}\s*的?", "", words)
    words = _TAIL.sub("", words).strip(" ,，:：")
    says = sum(map(str.isalnum, words)) > 1 and not words.startswith("的")  # what is the dealer's
    return Question(kind, words) if says else None


def _put(question: Question) -> str:
    """The same put to the dealer."""
    kind, words = question.kind, question.words
    first, _, rest = words.partition(" ")
    if kind in ("let", "does"):
        return f"请{words}"
    if kind == "wants":
        return f"请提供{_WANTS.sub('', words)}"
    if kind == "thing" or first == "for":
        return f"Please send {rest if first == 'for' else words}."
    if kind in ("en", "order") and first == "to":
        return f"Please {rest}."
    if kind == "en" and first in _ASKING_WORDS:
        return f"Please tell us {words}."
    return words
