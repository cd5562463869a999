"""What one is still writing: mail drafts, files dropped and pasted, forms that meet a cut line."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
DRAFT = "Draft an over-estimate mail for RMA-D-2601-0147"
BRING = """([target, name, how]) => {
    const bytes = Uint8Array.from(atob(name.png), (each) => each.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], name.file, { type: 'image/png' }));
    const init = { bubbles: true, cancelable: true };
    const event = how === 'drop' ? new DragEvent('drop', { ...init, dataTransfer: files })
        : new ClipboardEvent('paste', { ...init, clipboardData: files });
    document.querySelector(target).dispatchEvent(event);
}"""


def bring(visitor: Visitor, target: str, file: str, how: str, png: bytes) -> None:
    """Let go of a picture over an element, or paste it there."""
    name = {"png": base64.b64encode(png).decode(), "file": file}
    visitor.page.evaluate(BRING, [target, name, how])


def test_a_mail_draft_is_edited_copied_made_anew_and_used_after_approval(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    draft = visitor.ask(DRAFT).locator(".draft")
    text = draft.locator("[name=text]")
    first = text.input_value()
    assert "$2,500" in first
    text.fill(f"{first}\n\nKind regards, Effy")
    draft.get_by_role("button", name="Copy", exact=True).click()
    expect(draft.get_by_role("button", name="Copied")).to_be_visible()
    assert "Kind regards, Effy" in visitor.page.evaluate("navigator.clipboard.readText()")
    draft.get_by_role("button", name="Use and prepare sending").click()
    expect(visitor.cards).to_contain_text("Kind regards, Effy")
    before = visitor.get("/api/mails").json()["total"]
    visitor.button("Approve").click()
    expect(visitor.cards.locator(".outcome")).to_contain_text("Done")
    assert visitor.get("/api/mails").json()["total"] == before + 1


def test_a_draft_made_anew_takes_the_place_of_the_old_one(visit: Visit) -> None:
    visitor = visit(locale="zh-CN")
    draft = visitor.ask("给 RMA-D-2601-0147 写一封超预估邮件").locator(".draft")
    draft.locator("[name=text]").fill("x")
    draft.get_by_role("button", name="重新生成").click()
    anew = visitor.page.locator(".draft [name=text]")
    expect(anew).to_have_count(1)
    expect(anew).to_have_value(re.compile(r"2,500"))


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_pictures_are_dropped_and_pasted_into_a_form_and_into_the_conversation(
    visit: Visit, png: bytes, how: str
) -> None:
    visitor = visit("market", "/new/consult?summary=With+pictures")
    target = "main .drop" if how == "drop" else "main [name=description]"
    visitor.page.locator(target).wait_for()
    bring(visitor, target, "fault.png", how, png)
    attached = visitor.page.locator("main .attached-one")
    expect(attached).to_contain_text("fault.png")
    expect(attached.locator("img")).to_have_js_property("naturalWidth", 1)
    visitor.page.goto("/")
    visitor.page.locator("#message").wait_for()
    bring(visitor, "#message", "chat.png", how, png)
    expect(visitor.page.locator(".attached-one")).to_contain_text("chat.png")


def test_a_form_sent_again_after_its_answer_was_lost_opens_one_ticket(visit: Visit) -> None:
    visitor = visit("market", "/new/consult?sn=EG_701180&summary=Sent+twice")
    visitor.expected.append("ERR_|Failed to load resource")
    before = visitor.tickets_of("EG_701180")

    def lose(route: Any) -> None:
        route.fetch()  # the service does it, the answer never comes
        route.abort()

    visitor.page.route("**/api/tickets", lose, times=1)
    visitor.button("Open ticket").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(visitor.page.locator("[name=summary]")).to_have_value("Sent twice")
    visitor.button("Open ticket").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Sent twice")
    assert visitor.tickets_of("EG_701180") == before + 1
