"""Where what was found stands in a message, and what of it lies in or over something else."""

from collections.abc import Iterable, Sequence

from assistant.offline.mentions import Heard, Mention

_SHARE = 3  # a part of so few is all that the words around it say


def mention_at(heard: Heard, value: str, start: int, end: int) -> Mention:
    last = min(end, len(heard.folded.folded))
    said = heard.folded.said(start, last) if start < last else ""
    return Mention("choice", value, start, last, said)


def without_overlaps(found: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not touches(each, kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def touches(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.start < each.end and each.start < mention.end for each in others)


def is_part(mention: Mention, others: Iterable[Mention]) -> bool:
    """Whether its words make another one: resolved tickets, firmware versions, repeat repairs.

    What says more stands by itself (waiting for the customer), and so does what is in the middle
    of a long stretch: days until a consult is solved.
    """
    length = mention.end - mention.start
    return any(
        touches(mention, [each])
        and not (within(each, mention) and each.end - each.start < length)
        and not (
            each.start < mention.start
            and mention.end < each.end
            and length * _SHARE < each.end - each.start
        )
        for each in others
    )


def within(mention: Mention, other: Mention) -> bool:
    return other.start <= mention.start and mention.end <= other.end


def unique(found: Iterable[Mention]) -> list[Mention]:
    return list({each.value: each for each in reversed(list(found))}.values())[::-1]
