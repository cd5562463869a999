"""The plain words of the service desk that are understood with a slip of the finger in them."""

from collections.abc import Container

from assistant.offline.folded import Folded
from domain import slips

_WORDS = """
accessories accessory account answer answered answers article articles assistant average
backlog before between breakdown camera cameras categories category closed compare compared
complaint complaints consult consults countries country created critical customer customers dealer
dealers delivery device devices engineer engineers exception exceptions family feature firmware
frequent handler handlers hardware history inspection invoice invoices knowledge latest longest
manual median monitor monthly number numbers opened outstanding overdue payment payments pending
percent percentage previous priority problem problems product products quarterly receipt received
region regions repair repaired repairs resolution resolved response responses returned returns
revenue serial settlement settlements severity shipped shipping source status statuses stock
summary ticket tickets upgrade versus warranty weekly without workshop
"""
_SLIPS = slips.forms(_WORDS.split())


def mended(folded: Folded, names: Container[str]) -> Folded:
    """The text with such slips put right, each letter knowing whence it came.

    `names` are words of the vocabulary: they are as they should be, however near to others.
    """
    text, places = slips.mended(folded.folded, _SLIPS, leave=names)
    if text == folded.folded:
        return folded
    return Folded(folded.text, text, tuple(folded.at(place) for place in places))
