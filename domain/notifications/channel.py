"""A channel: one way to reach a person beyond the inbox. `integrations` holds those there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.models import User
from domain.statistics.table import Shown


@dataclass(frozen=True)
class Addressee:
    """The person a message is for."""

    user_id: int
    username: str
    name: str
    language: str
    email: str | None

    @classmethod
    def of(cls, user: User) -> "Addressee":
        return cls(user.id, user.username, user.name, user.language, user.email)


@dataclass(frozen=True)
class Message:
    """What is sent, worded for its reader; `id` is the same at every attempt.

    `url` is an address within the service, such as `/tickets/K2602-0001`; `figures` stand below
    the text, each a table with the chart that shows it.
    """

    id: int
    to: Addressee
    event: str
    title: str
    text: str
    url: str | None
    is_urgent: bool
    figures: Sequence[Shown] = ()


class Channel(Protocol):
    """`way` is `mail` or `push`; `name` tells channels of one way apart."""

    name: str
    way: str

    def can_reach(self, person: Addressee) -> bool:
        """Whether this person has an address there; answered without asking anybody."""

    def send(self, message: Message) -> None:
        """Send, or raise `domain.errands.SendingError`; anything else raised is tried again."""
