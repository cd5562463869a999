"""What the demo world knows and wishes: articles and feature wishes."""

from collections.abc import Iterator

from domain.demo.shelf import Record, table

_SHELVES = (("public", "Public"), ("dealer", "Dealer"), ("internal", "Internal"), ("more", ""))


def article_records() -> Iterator[Record]:
    articles = [
        _article(each, each.get("visibility", visibility))
        for shelf, visibility in _SHELVES
        for each in table(f"articles/{shelf}")
    ]
    yield from sorted(articles, key=lambda each: str(each["number"]))


def wish_records() -> Iterator[Record]:
    for number, title, description, product, votes, status, version in table("wishes"):
        yield {
            "type": "wish",
            "number": number,
            "title": title,
            "description": description,
            "product": product,
            "votes": votes,
            "status": status,
            **({"target_version": version} if version else {}),
        }


def _article(written: Record, visibility: str) -> Record:
    internal = {"solution_internal": written["internal"]} if "internal" in written else {}
    return {
        "type": "article",
        "number": written["number"],
        "kind": written["kind"],
        "title": written["title"],
        "problem": written["problem"],
        "solution_external": written["external"],
        **internal,
        "products": written["products"],
        "visibility": visibility,
        "status": written.get("status", "published"),
        "language": written["language"],
    }
