"""Proposal cards: nothing is written before approval, and only once after it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
SN = "ME_207890"
OPEN_ZH = f"给 {SN} 开个返厂单，SDI 没有输出"
OPEN_EN = f"Open an RMA for {SN}, no SDI output"


def test_approving_writes_once_and_the_outcome_survives_a_reload(visit: Visit) -> None:
    visitor = visit()
    before = visitor.tickets_of(SN)
    visitor.ask(OPEN_EN)
    expect(visitor.cards).to_contain_text("Max Mueller")
    expect(visitor.cards).to_contain_text("Valid until")
    assert visitor.tickets_of(SN) == before
    visitor.button("Approve").dblclick()
    chip = visitor.cards.locator(".chip")
    expect(chip).to_contain_text("RMA-D-2602-")
    number = chip.inner_text()
    assert visitor.tickets_of(SN) == before + 1
    visitor.page.reload()
    expect(visitor.cards).to_have_count(1)
    expect(visitor.cards.locator(".outcome")).to_contain_text("Done")
    expect(chip).to_have_text(number)
    expect(visitor.button("Approve")).to_have_count(0)
    chip.click()
    expect(visitor.page.get_by_role("dialog")).to_contain_text(number)


def test_cancelling_writes_nothing_and_stays_cancelled(visit: Visit) -> None:
    visitor = visit(locale="zh-CN")
    before = visitor.tickets_of(SN)
    visitor.ask(OPEN_ZH)
    visitor.button("取消").click()
    expect(visitor.cards.locator(".outcome")).to_have_text("已取消，没有写入任何内容")
    visitor.page.reload()
    expect(visitor.cards.locator(".outcome")).to_have_text("已取消，没有写入任何内容")
    assert visitor.tickets_of(SN) == before


def test_a_typed_yes_settles_the_card_that_is_on_the_page(visit: Visit) -> None:
    visitor = visit(locale="zh-CN")
    visitor.ask(OPEN_ZH)
    visitor.ask("确认")
    expect(visitor.cards).to_have_count(1)
    expect(visitor.cards.locator(".outcome")).to_contain_text("已完成")
    expect(visitor.answer.locator(".written .chip")).to_contain_text("RMA-D-2602-")


def test_buttons_rest_while_a_decision_is_on_its_way_and_a_refusal_is_shown(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append("409")
    visitor.ask(OPEN_EN)
    held: list[Any] = []
    visitor.page.route("**/approve", lambda route: held.append(route))
    visitor.button("Approve").click()
    expect(visitor.page.get_by_role("button", name="Sending…")).to_be_disabled()
    expect(visitor.button("Cancel")).to_be_disabled()
    body = '{"error": {"code": "conflict", "message": "Somebody was faster."}}'
    held[0].fulfill(status=409, body=body)
    expect(visitor.cards.get_by_role("alert")).to_have_text("Somebody was faster.")
    expect(visitor.button("Approve")).to_be_enabled()


def test_a_card_decided_elsewhere_shows_how_it_stands(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append("409")
    visitor.hears_nothing()
    visitor.ask(OPEN_EN)
    assert visitor.context.request.post(f"/api/proposals/{visitor.card_id()}/cancel").ok
    visitor.button("Approve").click()
    expect(visitor.cards.locator(".outcome")).to_contain_text("Cancelled")


SHOW_CARD = """async (proposal) => {
    const { businessNow } = await import('/static/parts.js');
    const card = document.createElement('bokeh-card');
    card.proposal = {
        id: 'p', tool: 'move_ticket', arguments: {}, preview: [], warnings: [], state: 'pending',
        expires_at: new Date(businessNow().getTime() + 300).toISOString(), ...proposal,
    };
    document.querySelector('.messages').append(card);
    await card.updateComplete;
}"""


def test_old_values_stand_beside_new_ones_with_warnings(visit: Visit) -> None:
    visitor = visit()
    visitor.page.evaluate(
        SHOW_CARD,
        {
            "title": "Change <b>this</b>",
            "preview": [{"label": "State", "old": "Received", "new": "Inspected"}],
            "warnings": ["Think <i>twice</i>"],
            "expires_at": "2099-01-01T00:00:00Z",
        },
    )
    expect(visitor.cards.locator("dd")).to_have_text("Received →  becomes Inspected")
    expect(visitor.cards.locator(".warning")).to_have_text("Think <i>twice</i>")
    expect(visitor.cards.locator("h3")).to_have_text("Change <b>this</b>")
    expect(visitor.cards.locator("b, i")).to_have_count(0)


def test_a_card_expires_by_itself(visit: Visit) -> None:
    visitor = visit()
    visitor.page.evaluate(SHOW_CARD, {"title": "Soon"})
    expect(visitor.cards.locator(".outcome")).to_have_text("Expired, nothing was written")
