"""What a question to the articles leaves out: the fault, ticket and product that are in talk."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.offline import pointers, remedies, trouble
from assistant.offline.features import concepts, tokens_of
from assistant.offline.mentions import Heard
from assistant.offline.thread import Step
from assistant.offline.trouble import KNOWLEDGE
from assistant.offline.turn import Turn
from assistant.offline.wish import Wish, wish_of

_BACK = 8  # steps in which what a question is about was named
_LONGEST = 160  # letters of a question that leans on what was said before
_ITSELF = ("product", "part", "sku", "article", "ticket_number", "sn", "wish")
_THE_ARTICLE = re.compile(
    r"[那这]篇|(?:文章|知识库|资料|手册|文档)(?:里|上|中|里面|那边)?(?:是|有没有|有|还)?(?:怎么|咋|说|写"
    r"|讲|推荐|建议|要求|提到)"
    r"|(?<![a-z])(?:the|that|this|our|your) (?:article|document|manual|page|knowledge base|kb)"
    r"(?![a-z])"
)
_SAYS = re.compile(
    r"说|写|讲|推荐|建议|哪|什么|怎么|咋|吗|[?]"
    r"|(?<![a-z])(?:says?|said|tells?|recommends?|suggests?|mentions?|what|which|how|why)(?![a-z])"
)


def completed(turn: Turn, heard: Heard, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A search's arguments with what the message leaves to the conversation.

    A question that names its thing or its fault stands by itself. One about `it` is about the
    product in talk; one about the article, or about what helps, about the fault in talk too.
    """
    found = dict(arguments)
    helps = _asks_what_helps(turn, wish_of(turn))
    if not _leans(heard, helps=helps):
        return found
    about = next(_told_of(turn), None)
    product = next(_products(turn), None)
    if product and "product" not in found:
        found["product"] = product
    if about and (helps or _of_the_fault(heard)) and about not in str(found.get("question")):
        named = about if not product or product in about else f"{product} {about}"
        found["question"] = f"{found.get('question') or heard.text.strip()}\n{named}"
    return found


def of_the_article(turn: Turn) -> Heard | None:
    """A question about what the article says, where none is named: the article on what is in talk.

    None where it asks something else, or nothing is in talk.
    """
    text = turn.heard.folded.folded
    if KNOWLEDGE not in turn.tools or not _THE_ARTICLE.search(text) or not _SAYS.search(text):
        return None
    return turn.heard if _leans(turn.heard) and next(_told_of(turn), None) else None


def of_a_remedy(turn: Turn, wish: Wish) -> bool:
    """Whether it asks about something that helps against the fault in talk, and no more is sure."""
    if KNOWLEDGE not in turn.tools or not _asks_what_helps(turn, wish):
        return False
    return _leans(turn.heard, helps=True) and next(_told_of(turn), None) is not None


def _asks_what_helps(turn: Turn, wish: Wish) -> bool:
    """Whether it names something to try and is no whole question: how to calibrate is one."""
    if wish.is_clear and wish.name in turn.tools:
        return False
    said = turn.heard.text
    return remedies.asks(said) and bool(remedies.remedies_in(said))


def _leans(heard: Heard, *, helps: bool = False) -> bool:
    if len(heard.text) > _LONGEST or any(heard.of(kind) for kind in _ITSELF):
        return False
    if "symptom" in concepts().within(tokens_of(heard.masked())):
        return False
    if helps or _of_the_fault(heard):
        return True
    points = pointers.points_back(heard) or pointers.means_somebody(heard)
    return points and not heard.of("category")


def _of_the_fault(heard: Heard) -> bool:
    refers = _THE_ARTICLE.search(heard.folded.folded) is not None
    return refers or remedies.asks_for_more(heard.text)


def _told_of(turn: Turn) -> Iterator[str]:
    """What was told of a fault in the last steps, newest first: looked for, on a card, or read."""
    if found := trouble.trouble_of(turn):
        yield found.words
    for step in _last(turn):
        given = step.proposed
        words = given.get("description") or given.get("summary") or _ticket(step).get("summary")
        if isinstance(words, str) and words.strip():
            yield words.strip()


def _products(turn: Turn) -> Iterator[str]:
    if (found := trouble.trouble_of(turn)) and found.product:
        yield found.product
    for step in _last(turn):
        read = _ticket(step).get("product")
        named = step.proposed.get("product") or read or trouble.product_of(step)
        if isinstance(named, str) and named:
            yield named


def _last(turn: Turn) -> Iterator[Step]:
    return (step for step in reversed(turn.thread.past[-_BACK:]) if step.ok)


def _ticket(step: Step) -> Mapping[str, Any]:
    found = step.data.get("ticket")
    return found if isinstance(found, Mapping) else {}
