"""The one interface of a language model: what goes in, what streams out."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.language import Language, Text
from tools.tool import Tool


class Speaker(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@dataclass(frozen=True)
class ToolCall:
    """A model's wish to use a tool; `arguments` as the model gave them, unchecked.

    `broken` holds the raw text where the arguments were not a JSON object; `extra` what the
    endpoint attached and wants back with the call in this turn; `instead_of` is the id of the
    waiting card that a write replaces, where the model knows.
    """

    id: str
    name: str
    arguments: Mapping[str, Any]
    broken: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    instead_of: str | None = None


@dataclass(frozen=True)
class Ask:
    """An open question for one missing value of a tool: which, and what is known so far."""

    tool: str
    slot: str
    arguments: Mapping[str, Any]
    attempts: int = 1


@dataclass(frozen=True)
class Message:
    """One message of a conversation as a model sees it.

    A TOOL message answers the call `call_id` of tool `tool` with JSON in `text`; `ok` is false
    when that JSON is an `{"error": …}`. `ask` stands on an ASSISTANT message that asked for a
    missing value, `about` on one that tells of a decision: the numbers of what was written.
    `thought` is a model's own reasoning before its calls, kept for the turn only.
    """

    speaker: Speaker
    text: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str | None = None
    tool: str | None = None
    ok: bool = True
    ask: Ask | None = None
    about: tuple[str, ...] = ()
    thought: str = ""


class NameKind(StrEnum):
    PRODUCT = "product"
    FAMILY = "family"
    CATEGORY = "category"
    REGION = "region"
    COUNTRY = "country"
    DEALER = "dealer"
    CUSTOMER = "customer"
    PART = "part"
    PART_LIKE = "part_like"  # what several parts are called: the first of them
    PERSON = "person"  # a colleague, by user name
    OWN_DEVICE = "own_device"  # the viewer's own, by serial; its alias is the product


@dataclass(frozen=True)
class Name:
    """A name that this viewer may know: its canonical value, and everything people type for it."""

    kind: NameKind
    value: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class OfferedTool:
    """A tool that this viewer may use, with the schema as the viewer may fill it."""

    tool: Tool
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Request:
    """Everything a completion depends on; the same request gives the offline model's same answer.

    `names` are the viewer's own vocabulary: never more than the viewer may see. `refusals` say of
    tools that are not offered what can be done instead, `waiting` are the ids of the conversation's
    cards that wait, oldest first.
    """

    messages: Sequence[Message]
    tools: Sequence[OfferedTool]
    language: Language
    now: datetime
    names: Sequence[Name] = ()
    refusals: Mapping[str, Text] = field(default_factory=dict)
    waiting: Sequence[str] = ()


class Outcome(StrEnum):
    ANSWERED = "answered"
    PROPOSED = "proposed"
    CLARIFY = "clarify"
    NO_EVIDENCE = "no_evidence"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True)
class Choice:
    """A button: what it says, and the message it sends."""

    label: str
    message: str


@dataclass(frozen=True)
class TextPiece:
    text: str


@dataclass(frozen=True)
class Thought:
    """A piece of a model's reasoning: not for the reader."""

    text: str


@dataclass(frozen=True)
class Usage:
    """Tokens of a completion; of one that is `estimated` those received are still to be counted."""

    sent_tokens: int
    received_tokens: int
    estimated: bool = False


@dataclass(frozen=True)
class Anew:
    """What was said so far was a model's reasoning and no answer: the answer begins here."""


@dataclass(frozen=True)
class CutShort:
    """The answer ends where the most tokens it may have were used up."""


@dataclass(frozen=True)
class Verdict:
    """What a model itself knows of its answer: how it ended, buttons, and what it asked for."""

    outcome: Outcome
    choices: tuple[Choice, ...] = ()
    ask: Ask | None = None


ModelEvent = TextPiece | Thought | ToolCall | Usage | Verdict | Anew | CutShort


class ModelUnavailableError(Exception):
    """The model's endpoint cannot be used now (down, refused, out of budget, answered garbage)."""


class ModelDeclinedError(ModelUnavailableError):
    """The endpoint works and has no usable answer to this: refused, withheld, empty, too long."""


class ChatModel(Protocol):
    """A model: streams pieces of text and tool calls for a request.

    Raises ModelUnavailableError where its endpoint cannot answer.
    """

    name: str

    def complete(self, request: Request) -> AsyncIterator[ModelEvent]: ...


@dataclass
class Completion:
    """A finished stream, gathered."""

    text: str = ""
    thought: str = ""
    calls: list[ToolCall] = field(default_factory=list)
    verdict: Verdict | None = None
    usage: Usage | None = None
    cut_short: bool = False

    def take(self, event: ModelEvent) -> None:
        match event:
            case TextPiece(text):
                self.text += text
            case Thought(text):
                self.thought += text
            case ToolCall():
                self.calls.append(event)
            case Usage():
                self.usage = event
            case Verdict():
                self.verdict = event
            case Anew():
                self.thought, self.text = self.thought + self.text, ""
            case CutShort():
                self.cut_short = True
