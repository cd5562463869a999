"""What people do on the pages again and again; pictures of how the pages stood then."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]
PICTURES = Path(os.environ.get("BOKEH_PICTURES", Path(__file__).parents[2] / "test-results"))


def picture(visitor: Visitor, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    visitor.page.screenshot(path=PICTURES / f"{name}.png")


def opened(visitor: Visitor, **body: str) -> str:
    """The number of a new ticket of this person's."""
    answer = visitor.context.request.post("/api/tickets", data=body)
    assert answer.status == 201, answer.text()
    return str(answer.json()["number"])
