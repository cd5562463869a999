"""Stories of looking things up (7) and of the assistant that refers to earlier cases (11)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from domain.language import Language
from tests.web.person import Manner, Person, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]


@told(Language.EN)
def test_the_knowledge_base_is_browsed_searched_asked_and_read(person: Enter) -> None:
    dealer = person()
    dealer.sign_in("proav")
    dealer.go("nav.knowledge")
    case = dealer.calls("article_kind", "case")
    dealer.press(dealer.page.locator(".wiki-tree").get_by_role("button", name=case, exact=True))
    expect(dealer.page.locator(".article-card").first).to_contain_text(case)
    dealer.write("main [name=q]", "Edge 8K 死机")
    dealer.page.keyboard.press("Enter")
    hit = dealer.page.locator(".hits").get_by_role("link", name=re.compile("高温死机"))
    expect(hit.first).to_be_visible()
    dealer.press_named("knowledge.ask")
    panel = dealer.page.locator("bokeh-panel")
    expect(panel.locator(".answer .chip").first).to_be_visible()
    dealer.picture("knowledge-asked")
    dealer.page.keyboard.press("Escape")
    dealer.press(hit.first)
    dealer.sees_title("Edge 8K 高温死机处理")
    expect(dealer.page.locator(".record")).to_contain_text("8025")
    expect(dealer.page.locator(".record")).not_to_contain_text("U23")


@told(Language.ZH)
def test_similar_cases_lead_to_their_solution_and_the_page(person: Enter) -> None:
    dealer = person()
    dealer.sign_in("proav")
    dealer.write("#message", "Edge 8K 录制 4K 50fps 死机了，有类似案例吗？")
    dealer.page.keyboard.press("Enter")
    answer = dealer.page.locator(".answer").last
    chip = answer.locator(".chip", has_text="K2602-0001")
    expect(answer.locator("time")).to_be_visible()
    expect(answer).not_to_contain_text("RMA-D-2601-0145")
    dealer.press(chip.first)
    popup = dealer.page.get_by_role("dialog")
    expect(popup).to_contain_text("8023")
    expect(popup).to_contain_text(dealer.says("record.solution"))
    dealer.picture("similar")
    dealer.press_named("record.open", popup)
    dealer.sees_title("MAVO Edge 8K 拍摄死机问题")
    assert dealer.page.url.endswith("/tickets/K2602-0001")


@told(Language.ZH)
def test_rnd_weighs_what_customers_wish_for(person: Enter, manner: Manner) -> None:
    rnd = person()
    rnd.sign_in("rnd")
    made = rnd.visitor.context.request.post("/api/wishes", data={"title": f"Zebra {manner}"})
    rnd.go("nav.wishes")
    rnd.write("main .search input", f"Zebra {manner}")
    rnd.press(rnd.page.locator(".article-card", has_text=str(manner)))
    rnd.sees_title(f"Zebra {manner}")
    rnd.press_named("wishes.evaluate")
    form = rnd.page.locator("bokeh-wish-evaluation")
    rnd.visitor.expected.append("422")
    rnd.choose(form.locator("[name=status]"), "planned")
    rnd.choose(form.locator("[name=feasibility]"), "feasible")
    rnd.write(form.locator("[name=effort_days]"), "12")
    rnd.press(form.locator(".main"))
    expect(form.locator("[name=target_version]")).to_be_focused()
    rnd.write(form.locator("[name=target_version]"), "8030")
    rnd.press(form.locator(".main"))
    expect(form).to_have_count(0)
    expect(rnd.page.locator(".record")).to_contain_text("8030")
    expect(rnd.page.locator(".record")).to_contain_text(rnd.says("wishes.days", count=12))
    rnd.picture("wish-weighed")
    seen = rnd.visitor.get(f"/api/wishes/{made.json()['number']}").json()
    assert (seen["status"], seen["feasibility"]) == ("planned", "feasible")
