"""Writing up what was learnt: an article's draft from a solved ticket, a wish from a customer."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError
from domain.language import Language, Text
from domain.models import Article, Product, Ticket, Wish
from domain.naming import product_named
from domain.numbers import next_number
from domain.outbox import tell_index

# A ticket's parts as they stand in an article: title, problem, what dealers may read, the rest.
Draft = tuple[str, str, str, str | None]


def drafted(ticket: Ticket) -> Draft:
    """What an article would hold. Raises ConflictError where nothing has solved the ticket yet."""
    if not ticket.solution:
        raise ConflictError(
            Text(
                "这张单还没有解决方案，还不能写成知识。",
                "This ticket has no solution yet, so there is nothing to write up.",
            )
        )
    found = str(ticket.details.get("analysis") or ticket.details.get("finding") or "")
    problem = "\n\n".join(each for each in (ticket.description or ticket.summary, found) if each)
    return ticket.summary[:300], problem, ticket.solution, ticket.solution_internal


def draft_article(session: Session, viewer: Viewer, ticket: Ticket, *, now: datetime) -> Article:
    """Keep a draft of an article, seen by staff only until it has been reviewed."""
    if not viewer.may(Permission.DRAFT_KNOWLEDGE):
        raise ForbiddenError()
    title, problem, external, internal = drafted(ticket)
    product = session.get(Product, ticket.product_id) if ticket.product_id else None
    is_han = any("一" <= each <= "鿿" for each in f"{title}{external}")
    article = Article(
        number=next_number(session, "KB"),
        kind="troubleshooting",
        title=title,
        problem=problem,
        solution_external=external,
        solution_internal=internal,
        products=[product.code] if product else [],
        visibility="Internal",
        status="draft",
        language=(Language.ZH if is_han else Language.EN).value,
        source_ticket_id=ticket.id,
        created_at=now,
        updated_at=now,
    )
    session.add(article)
    session.flush()
    tell_index(session, "article", article.id, now=now)
    return article


def articles_from(session: Session, ticket: Ticket) -> list[str]:
    """The articles that were written from a ticket."""
    rows = session.scalars(select(Article.number).where(Article.source_ticket_id == ticket.id))
    return list(rows)


def add_wish(
    session: Session,
    viewer: Viewer,
    *,
    title: str,
    description: str,
    product: str | None,
    now: datetime,
) -> Wish:
    """Keep a wish with the vote of whoever brought it. Raises InvalidError like naming it."""
    if not viewer.may(Permission.ADD_WISH):
        raise ForbiddenError()
    wish = Wish(
        number=next_number(session, f"FR-{now:%Y}"),
        title=title,
        description=description,
        product_id=product_named(session, viewer, product).id if product else None,
        votes=1,
        status="new",
        created_at=now,
    )
    session.add(wish)
    session.flush()
    tell_index(session, "wish", wish.id, now=now)
    return wish
