"""Advice on a ticket from what became of cases like it."""

from domain.access import Permission
from domain.advice import approval_advice, inspection_hint, outcomes
from domain.models import Ticket
from tools.context import Desk

_LIKE_IT = 25
_ALIKE = 40  # per cent from which a case is like the one at hand
# The states in which somebody decides whether to take a device in, or looks for what is wrong.
_TO_APPROVE = frozenset({"pending_approval", "self_reported"})
_TO_INSPECT = frozenset({"awaiting_receipt", "in_transit", "received", "assigned"})


def advice_on(desk: Desk, ticket: Ticket) -> str | None:
    """A sentence for the staff who decide on or inspect this ticket; None where none is due."""
    if not desk.viewer.may(Permission.READ_INTERNAL):
        return None
    if ticket.status not in _TO_APPROVE | _TO_INSPECT:
        return None
    words = f"{ticket.summary}\n{ticket.description}"
    similar = desk.similar(words, exclude=("ticket", ticket.id), limit=_LIKE_IT)
    with desk.reader() as session:
        found = outcomes(session, [each.id for each in similar if each.similarity >= _ALIKE])
    say = approval_advice if ticket.status in _TO_APPROVE else inspection_hint
    return say(found, desk.language)
