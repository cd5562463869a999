"""Pages of the house: correcting a ticket, wishes, how one is told, the outbox, who may sign in."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import expect

from domain.language import Language
from tests.web.doing import opened
from tests.web.person import Manner, Person
from tests.web.visitor import Visitor, session_of

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
SN = "ME_205183"


def test_a_ticket_is_corrected_with_old_and_new_side_by_side(visit: Visit) -> None:
    visitor = visit("market", "/settings")
    number = opened(visitor, kind="consult", sn=SN, summary="Freezes somtimes")
    visitor.page.goto(f"/tickets/{number}")
    visitor.button("Correct").click()
    form = visitor.page.locator("bokeh-edit")
    expect(form.get_by_role("button", name="Save")).to_be_disabled()
    form.locator("[name=summary]").fill("Freezes sometimes")
    form.locator("[name=severity]").select_option("1")
    changes = form.locator(".edit-changes")
    expect(changes.locator("del").first).to_have_text("Freezes somtimes")
    expect(changes.locator("ins")).to_have_text(["Freezes sometimes", "1 Critical"])
    form.get_by_role("button", name="Save").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Freezes sometimes")
    entry = visitor.page.locator(".events li", has_text="Changed").first
    expect(entry.locator("del").first).to_have_text("Freezes somtimes")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(visit: Visit) -> None:
    visitor = visit("market", "/settings")
    visitor.expected.append("409")
    number = opened(visitor, kind="consult", sn=SN, summary="Twice at once")
    visitor.page.goto(f"/tickets/{number}")
    visitor.button("Correct").click()
    visitor.page.locator("bokeh-edit [name=contact]").fill("mine")
    visitor.context.request.patch(f"/api/tickets/{number}", data={"contact": "theirs"})
    visitor.page.locator("bokeh-edit").get_by_role("button", name="Save").click()
    expect(visitor.page.locator("bokeh-edit").get_by_role("alert")).to_contain_text("reload")
    assert visitor.get(f"/api/tickets/{number}").json()["contact"] == "theirs"


def test_a_dealer_corrects_its_own_part_and_a_ticket_that_is_over_stays(visit: Visit) -> None:
    visitor = visit("proav", "/settings", locale="zh-CN")
    number = opened(visitor, kind="consult", sn=SN, summary="Dealer's own")
    visitor.page.goto(f"/tickets/{number}")
    visitor.button("更正信息").click()
    form = visitor.page.locator("bokeh-edit")
    expect(form.locator("[name=dealer], [name=priority], [name=customer]")).to_have_count(0)
    form.locator("[name=description]").fill("只在 4K 50fps 时发生")
    form.get_by_role("button", name="保存").click()
    expect(visitor.page.locator(".record")).to_contain_text("只在 4K 50fps 时发生")
    visitor.page.goto("/tickets/K2602-0001")
    visitor.page.get_by_role("heading", level=1).wait_for()
    over = visitor.get("/api/tickets/K2602-0001").json()["is_open"] is False
    expect(visitor.button("更正信息")).to_have_count(0 if over else 1)


def test_a_ticket_is_followed_and_no_longer(visit: Visit) -> None:
    visitor = visit("rnd", "/tickets/RMA-D-2602-0157")
    visitor.button("Follow").click()
    expect(visitor.button("Following")).to_have_attribute("aria-pressed", "true")
    visitor.button("Following").click()
    expect(visitor.button("Follow")).to_be_visible()


def test_a_wish_is_recorded_after_those_like_it_were_seen(visit: Visit) -> None:
    visitor = visit("market", "/wishes", locale="zh-CN")
    page = visitor.page
    expect(page.locator(".article-card").first).to_be_visible()
    visitor.button("记录期望").first.click()
    form = page.locator(".wish-form")
    form.locator("[name=title]").fill("支持快速启动")
    expect(form.locator(".likely")).to_contain_text("FR-2025-0089")
    form.locator("[name=title]").fill("录制时屏幕可以关闭")
    form.get_by_role("button", name="记录期望").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("录制时屏幕可以关闭")
    assert re.search(r"/wishes/FR-2026-\d{4}$", page.url)
    page.goto("/wishes?status=planned")
    expect(page.locator(".article-card").first).to_contain_text("已规划")


def test_quiet_hours_and_ways_are_kept_as_chosen(visit: Visit) -> None:
    visitor = visit("repair", "/settings")
    page = visitor.page
    comment = page.get_by_role("checkbox", name="New comment: Mail")
    sending = page.locator("bokeh-preferences [aria-busy=true]")
    expect(comment).not_to_be_checked()
    comment.check()
    page.locator("[name=quiet_from]").select_option(label="20:00")
    expect(page.get_by_role("button", name="New comment: As usual")).to_be_visible()
    expect(sending).to_have_count(0)
    page.reload()
    expect(comment).to_be_checked()
    expect(page.locator("[name=quiet_from]")).to_have_value("20")
    page.get_by_label("Keep quiet hours").uncheck()
    expect(page.locator("[name=quiet_from]")).to_have_count(0)
    page.get_by_role("button", name="New comment: As usual").click()
    expect(sending).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Keep quiet hours")).not_to_be_checked()
    expect(comment).not_to_be_checked()


def test_the_outbox_says_what_became_of_a_mail(visit: Visit) -> None:
    visitor = visit("market", "/outbox?state=failed")
    expect(visitor.page.locator(".empty")).to_contain_text("No mails here.")
    sent = visitor.context.request.post(
        "/api/mails",
        data={
            "to": ["max@example.uk"],
            "subject": "Your <b>quote</b>",
            "body": "Dear Max",
            "ticket": "K2602-0001",
        },
    )
    assert sent.status == 201
    visitor.page.goto("/outbox")
    mail = visitor.page.locator(".notice").first
    expect(mail).to_contain_text("Your <b>quote</b>")
    expect(mail).to_contain_text("Waiting")
    mail.get_by_text("Text", exact=True).click()
    expect(mail.locator(".prose")).to_have_text("Dear Max")
    expect(mail.get_by_role("link", name="K2602-0001")).to_be_visible()
    expect(visitor.page.locator(".views")).to_have_count(0)


def test_an_administrator_adds_changes_and_signs_out_a_colleague(visit: Visit) -> None:
    visitor = visit("lead", "/admin", locale="en-US")
    visitor.expected.append("422|409")
    page = visitor.page
    visitor.button("Add a user").first.click()
    form = page.locator("bokeh-user")
    form.locator("[name=username]").fill("anna")
    form.locator("[name=name]").fill("Anna <i>Lind</i>")
    form.locator("[name=password]").fill("short")
    form.locator("[name=role]").select_option("dealer")
    form.get_by_role("button", name="Add a user").click()
    expect(form.locator("[name=dealer]")).to_have_attribute("aria-invalid", "true")
    form.locator("[name=dealer]").select_option("gafpa")
    form.get_by_role("button", name="Add a user").click()
    expect(form.locator("[name=password]")).to_have_attribute("aria-invalid", "true")
    form.locator("[name=password]").fill("a long secret")
    form.get_by_role("button", name="Add a user").click()
    expect(page.locator(".told")).to_contain_text("was added")
    page.get_by_label("User name, name, role").fill("anna")
    line = page.locator(".people li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Anna <i>Lind</i>")
    expect(line).to_contain_text("Gafpa")
    visitor.button("Edit anna").click()
    form.get_by_role("button", name="End all sign-ins").click()
    form.get_by_role("button", name="End all sign-ins").click()
    expect(page.locator(".told")).to_contain_text("have ended")
    visitor.button("Edit anna").click()
    form.get_by_label("May sign in").uncheck()
    form.get_by_role("button", name="Save").click()
    expect(line).to_contain_text("Inactive")
    page.get_by_label("User name, name, role").fill("boss")
    expect(line).to_contain_text("Above your own rights")
    expect(page.locator(".queues")).to_contain_text("BOKEH_SMTP_HOST")


def test_several_approved_at_once_say_what_became_of_each(visit: Visit) -> None:
    dealer = visit("proav", "/settings")
    numbers = [
        opened(dealer, kind="rma", sn=sn, summary="Each by itself")
        for sn in ("ME_205183", "ME_209264")
    ]
    visitor = visit("market", "/lists/rma?status=pending_approval&q=Each+by+itself")
    visitor.page.get_by_label("Select all on this page").check()
    visitor.context.request.post(
        f"/api/tickets/{numbers[0]}/moves/reject", data={"reason": "Solved by firmware"}
    )
    visitor.button("Approve selected").click()
    outcomes = visitor.page.locator(".outcomes li")
    expect(outcomes).to_have_count(2)
    expect(outcomes.nth(0)).to_contain_text(numbers[0])
    expect(outcomes.nth(0)).to_have_class("outcome-bad")
    expect(outcomes.nth(1)).to_contain_text(f"{numbers[1]} Awaiting receipt")
    expect(visitor.page.locator(".told-text")).to_have_text("1 approved. 1 not approved:")


def test_people_are_called_by_their_names(visit: Visit) -> None:
    visitor = visit("proav")
    name = visitor.get("/api/auth/me").json()["user"]["name"]
    assert name != "proav"
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(f"Hello, {name}.")
    expect(visitor.page.locator(".who")).to_have_text(name)


@pytest.fixture
def own_text_after(site: str) -> Iterator[None]:
    """Whatever a test saves of the policy, the installation's own text holds again afterwards."""
    yield
    with httpx.Client(base_url=site) as client:
        cookie = session_of(site, "boss")
        client.cookies.set(cookie["name"], cookie["value"])
        held = client.get("/api/admin/policy").json()
        if held["source"] == "saved":
            back = {"version": 0, "after": held["version"]}
            assert client.post("/api/admin/policy/back", json=back).status_code == 201


@pytest.mark.parametrize("manner", [Manner(Language.ZH, True), Manner(Language.EN, False)], ids=str)
def test_a_service_manager_edits_what_the_model_is_told(
    person: Callable[..., Person], own_text_after: None
) -> None:
    lead = person("lead", "/settings")
    lead.go("nav.policy")
    page, field = lead.page, lead.page.locator("textarea[name=text]")
    save = page.get_by_role("button", name=lead.says("policy.save"))
    expect(field).to_have_value(re.compile("You are Bokeh"))
    expect(save).to_be_disabled()
    own = field.input_value()
    lead.write(field, f"{own}\n## Dealers\nMention\u200b the settlement.")
    problem = page.locator("#policy-problem")
    expect(problem).not_to_be_empty()
    expect(save).to_be_disabled()
    lead.press_named("policy.remove_hidden")
    expect(problem).to_be_empty()
    expect(page.locator(".edit-changes ins")).to_have_text(
        ["## Dealers", "Mention the settlement."]
    )
    told = page.locator(".policy-text")
    expect(told).not_to_contain_text("settlement")
    lead.pick("told", "dealers-zh")
    expect(told).to_contain_text("Mention the settlement.")
    lead.picture("policy")
    lead.press(save)
    expect(page.locator(".told")).to_contain_text(lead.says("policy.saved", number="")[:6])
    expect(field).to_have_value(re.compile("Mention the settlement"))
    newest = page.locator(".policy-versions .people > li").first
    expect(newest).to_contain_text(lead.says("policy.holds"))
    lead.press(newest.locator("summary").first)
    expect(newest.locator("ins").last).to_have_text("Mention the settlement.")
    lead.press_named("policy.to_built_in")
    expect(field).to_have_value(own)
    before = page.locator(".policy-versions .people > li").nth(1)
    expect(before.locator("ins").last).to_have_text("Mention the settlement.")
    lead.press(before.get_by_role("button"))
    expect(field).to_have_value(re.compile("Mention the settlement"))


def test_what_another_manager_saved_meanwhile_takes_nothing_away(
    visit: Visit, own_text_after: None
) -> None:
    lead = visit("lead", "/policy")
    lead.expected.append("409")
    page, field = lead.page, lead.page.locator("textarea[name=text]")
    expect(field).to_have_value(re.compile("You are Bokeh"))
    field.fill("Say moin.")
    held = lead.get("/api/admin/policy").json()
    theirs = {"text": "Say servus.", "after": held["version"]}
    assert lead.context.request.post("/api/admin/policy", data=theirs).status == 201
    page.reload()
    expect(field).to_have_value("Say moin.")
    save = lead.button("Save as a new version")
    save.click()
    expect(page.locator("bokeh-policy [role=alert]")).to_contain_text("another version meanwhile")
    expect(field).to_have_value("Say moin.")
    expect(page.locator(".edit-changes del")).to_have_text("Say servus.")
    save.click()
    expect(page.locator(".told")).to_contain_text("Saved as version")
    assert lead.get("/api/admin/policy").json()["text"] == "Say moin."
    expect(
        page.locator(".policy-versions .people > li").nth(1).get_by_role("button")
    ).to_be_visible()


@pytest.mark.parametrize("manner", [Manner(Language.EN, True), Manner(Language.ZH, False)], ids=str)
def test_what_was_not_helpful_is_looked_at_by_the_service_manager(
    visit: Visit, person: Callable[..., Person], manner: Manner
) -> None:
    dealer = visit("gafpa")
    why = f"another camera, {manner}"
    dealer.ask("how do I set the frame rate?").get_by_label("Not helpful").click()
    dealer.page.locator(".why input").fill(why)
    dealer.page.keyboard.press("Enter")
    expect(dealer.page.locator(".why")).to_have_count(0)
    dealer.page.reload()
    expect(dealer.answer.get_by_label("Not helpful")).to_have_attribute("aria-pressed", "true")
    lead = person("lead", "/settings")
    lead.go("nav.reviews")
    found = lead.page.locator(".review", has_text=why)
    expect(found).to_contain_text("how do I set the frame rate?")
    expect(found.locator(".review-answer")).not_to_be_empty()
    lead.picture("reviews")
    lead.press_named("reviews.done", within=found)
    expect(found).to_have_count(0)
    lead.press(lead.page.locator(".views").get_by_role("link", name=lead.says("reviews.all")))
    name = lead.visitor.get("/api/auth/me").json()["user"]["name"]
    expect(found).to_contain_text(lead.says("reviews.done_by", name=name))
    lead.press_named("reviews.again", within=found)
    expect(found.get_by_role("button", name=lead.says("reviews.done"))).to_be_visible()
    lead.page.go_back()
    expect(found).to_have_count(1)
    with lead.page.expect_download() as coming:
        lead.press_named("reviews.export")
    assert coming.value.suggested_filename.startswith("feedback-")


def test_going_back_shows_what_was_listed_then(visit: Visit) -> None:
    page = visit("lead", "/outbox").page
    expect(page.locator(".views [aria-current]")).to_have_text("Mails")
    page.get_by_role("link", name="Notifications", exact=True).last.click()
    expect(page.locator(".views [aria-current]")).to_have_text("Notifications")
    expect(page.locator("main .spinner")).to_have_count(0)
    page.goto("/wishes")
    cards = page.locator(".article-card")
    expect(cards.first).to_be_visible()
    before = cards.count()
    page.get_by_label("Status").select_option("released")
    expect(cards).not_to_have_count(before)
    page.go_back()
    expect(cards).to_have_count(before)
