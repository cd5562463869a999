"""Problems that surge or have no article, and customers who sound angry."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.access import is_of_the_house
from domain.kind import end_states
from domain.language import Text
from domain.models import Article, Category, Comment, Customer, Product, Ticket, User
from domain.statistics.chances import fisher_at_least, surprising
from domain.statistics.moods import ANGRY, anger
from domain.statistics.warned.finding import LEVEL, Finding, numbers, when

_SURGE_DAYS, _BASE_DAYS, _SURGE_CASES = 28, 84, 6
_UNWRITTEN_DAYS, _UNWRITTEN_CASES = 30, 5
_ANGRY_DAYS = 14


def surges(session: Session, now: datetime) -> Iterator[Finding]:
    """Categories that make up more of the tickets of four weeks than of the twelve before."""
    middle = now - timedelta(days=_SURGE_DAYS)
    start = middle - timedelta(days=_BASE_DAYS)
    rows = session.execute(
        select(
            Ticket.category_id,
            func.count(when(Ticket.created_at >= middle, 1)),
            func.count(when(Ticket.created_at < middle, 1)),
        )
        .where(Ticket.created_at >= start, Ticket.created_at <= now)
        .group_by(Ticket.category_id)
    ).all()
    after, before = sum(row[1] for row in rows), sum(row[2] for row in rows)
    chances = {
        str(category): fisher_at_least(late, after, early, before)
        for category, late, early in rows
        if category is not None and late + early >= _SURGE_CASES
    }
    counts = {str(row[0]): (row[1], row[2]) for row in rows}
    for key in sorted(surprising(chances, level=LEVEL), key=lambda each: chances[each]):
        late, early = counts[key]
        category = session.get(Category, int(key))
        if late < _SURGE_CASES or category is None:
            continue
        yield Finding(
            f"surge:{key}:{now.isocalendar().year}-{now.isocalendar().week // 4}",
            "surge",
            Text(
                f"“{category.name_zh}”增多：近 4 周 {late} 件（{late / after:.0%}），"
                f"之前 12 周 {early} 件（{early / before if before else 0:.0%}）",
                f"More “{category.name_en}”: {late} in 4 weeks ({late / after:.0%}), {early} in "
                f"the 12 weeks before ({early / before if before else 0:.0%})",
            ),
            {
                "category": category.code, "now": late, "before": early, "all_now": after,
                "all_before": before, "chance": float(f"{chances[key]:.2g}"),
                "tests": len(chances), "test": "fisher",
            },
            numbers(session, Ticket.category_id == int(key), Ticket.created_at >= middle),
        )  # fmt: skip


def unwritten(session: Session, now: datetime) -> Iterator[Finding]:
    """Problems that come often and of which no published article speaks."""
    since = now - timedelta(days=_UNWRITTEN_DAYS)
    rows = session.execute(
        select(Ticket.category_id, Ticket.product_id, func.count())
        .where(Ticket.created_at >= since, Ticket.created_at <= now,
               Ticket.category_id.is_not(None), Ticket.product_id.is_not(None))
        .group_by(Ticket.category_id, Ticket.product_id)
        .having(func.count() >= _UNWRITTEN_CASES)
        .order_by(func.count().desc())
    ).all()  # fmt: skip
    for category_id, product_id, count in rows:
        category, product = session.get(Category, category_id), session.get(Product, product_id)
        if category is None or product is None or _is_written_of(session, category, product):
            continue
        yield Finding(
            f"unwritten:{category.code}:{product.code}:{now:%Y-%m}",
            "unwritten",
            Text(
                f"{product.name} 的“{category.name_zh}”30 天内 {count} 件，还没有知识文章",
                f"{product.name}, {category.name_en}: {count} tickets in 30 days and no article",
            ),
            {"category": category.code, "product": product.code, "tickets_30_days": count},
            numbers(session, Ticket.category_id == category_id, Ticket.product_id == product_id,
                     Ticket.created_at >= since),
        )  # fmt: skip


def _is_written_of(session: Session, category: Category, product: Product) -> bool:
    names = [category.name_zh, category.name_en, *category.aliases]
    said = or_(
        *(
            column.ilike(f"%{name.replace('%', '')}%")
            for name in names
            if len(name) > 1
            for column in (Article.title, Article.problem)
        )
    )
    held = session.scalars(select(Article.products).where(Article.status == "published", said))
    return any(not products or product.code in products for products in held)


def angry(session: Session, now: datetime) -> Iterator[Finding]:
    """Open tickets whose customer sounds angry in what was said lately."""
    since = now - timedelta(days=_ANGRY_DAYS)
    roles = dict(session.execute(select(User.username, User.role)).tuples().all())
    said: dict[int, list[str]] = {}
    for ticket_id, author, text in session.execute(
        select(Comment.ticket_id, Comment.author, Comment.text).where(
            Comment.at >= since, Comment.at <= now, Comment.is_internal.is_(False)
        )
    ):
        if not is_of_the_house(roles.get(author, "")):
            said.setdefault(ticket_id, []).append(text)
    recent = select(Ticket).where(
        Ticket.status.not_in(end_states()),
        or_(Ticket.created_at >= since, Ticket.id.in_(list(said)[:500])),
    )
    for ticket in session.scalars(recent.order_by(Ticket.id)):
        words = " ".join(
            [*said.get(ticket.id, ()), ticket.description if ticket.created_at >= since else ""]
        )
        score, heard = anger(words)
        if score < ANGRY:
            continue
        customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
        who = customer.name if customer else ticket.contact or ticket.number
        yield Finding(
            f"angry:{ticket.number}",
            "angry",
            Text(f"{who} 情绪激动：{ticket.number}", f"{who} sounds angry: {ticket.number}"),
            {"score": score, "words": heard},
            [ticket.number],
        )
