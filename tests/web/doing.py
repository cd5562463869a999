"""What people do on the pages again and again; pictures of how the pages stood then."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]
PICTURES = Path(os.environ.get("BOKEH_PICTURES", Path(__file__).parents[2] / "test-results"))


def picture(visitor: Visitor, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    visitor.page.screenshot(path=PICTURES / f"{name}.png")


def signed_in(visit: Visit, user: str, **settings: Any) -> Visitor:
    """Somebody who has just signed in by hand."""
    visitor = visit(None, **settings)
    visitor.page.locator("#username").fill(user)
    visitor.page.locator("#password").fill("demo")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".composer").wait_for()
    return visitor


def go(visitor: Visitor, *names: str) -> None:
    """Follow the ways on the left by their names."""
    for name in names:
        visitor.page.locator(".ways").get_by_role("link", name=name, exact=True).click()


def act(visitor: Visitor, move: str, **fields: str) -> None:
    """Do one of the moves a ticket's page offers."""
    visitor.button(move).click()
    form = visitor.page.locator("bokeh-move")
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name=move, exact=True).click()
    expect(form).to_have_count(0)


def opened(visitor: Visitor, **body: str) -> str:
    """The number of a new ticket of this person's."""
    answer = visitor.context.request.post("/api/tickets", data=body)
    assert answer.status == 201, answer.text()
    return str(answer.json()["number"])
