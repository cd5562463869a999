"""Asking and being answered: streams, chips, choices, stopping, coming back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.endpoint import WORDS, SlowModel
from tests.web.visitor import Visitor
from tests.web.wire import Wire

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
QUESTION = {
    "en-US": "What to do when the Edge 8K freezes in the heat?",
    "zh-CN": "Edge 8K 高温死机怎么处理",
}


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_a_question_is_answered_in_its_language_with_chips(visit: Visit, locale: str) -> None:
    visitor = visit(locale=locale)
    answer = visitor.ask(QUESTION[locale])
    expect(answer).to_have_attribute("lang", "en" if locale == "en-US" else "zh-CN")
    expect(answer.locator(".chip").first).to_have_text(re.compile(r"^(KB|K|RMA|SVC)"))
    expect(visitor.page.locator(".person .said")).to_have_text(QUESTION[locale])


def test_every_chip_stands_in_the_replys_references(visit: Visit) -> None:
    visitor = visit()
    answer = visitor.ask(QUESTION["en-US"])
    conversation = visitor.page.url.split("c=")[1]
    messages = visitor.get(f"/api/conversations/{conversation}").json()["messages"]
    known = {each["number"] for each in messages[-1]["reply"]["references"]}
    assert known
    assert set(answer.locator(".written .chip").all_inner_texts()) == known


def test_the_answer_grows_while_it_comes(visit: Visit, hosted_site: str) -> None:
    visitor = visit(at=hosted_site)
    visitor.write("count, please")
    expect(visitor.answer).to_contain_text("n3!")
    expect(visitor.answer).to_have_attribute("aria-busy", "true")
    expect(visitor.answer).not_to_contain_text(f"n{WORDS}!")
    expect(visitor.answer).to_contain_text(f"n{WORDS}!")
    expect(visitor.answer.locator("time")).to_be_visible()


@pytest.mark.parametrize("way", ["button", "escape"])
def test_stop_ends_the_answer_and_keeps_what_came(visit: Visit, hosted_site: str, way: str) -> None:
    visitor = visit(at=hosted_site)
    visitor.write("count, please")
    expect(visitor.answer).to_contain_text("n2!")
    if way == "button":
        visitor.button("Stop").click()
    else:
        visitor.page.keyboard.press("Escape")
    expect(visitor.answer).to_contain_text("Stopped.")
    expect(visitor.answer).not_to_contain_text(f"n{WORDS}!")
    expect(visitor.button("Send")).to_be_visible()


def test_a_cut_stream_is_picked_up_where_it_broke(visit: Visit, wire: Wire) -> None:
    visitor = visit(at=wire.address)
    visitor.expected.append("ERR_|Failed to load resource")
    visitor.write("count, please")
    expect(visitor.answer).to_contain_text("n5!")
    wire.cut()
    expect(visitor.answer.locator("time")).to_be_visible()
    said = visitor.answer.locator(".written").inner_text().split()
    assert said == [f"n{number}!" for number in range(1, WORDS + 1)]


def test_a_reload_in_the_middle_goes_on_with_the_answer(visit: Visit, hosted_site: str) -> None:
    visitor = visit(at=hosted_site)
    visitor.write("count, please")
    expect(visitor.answer).to_contain_text("n3!")
    visitor.page.reload()
    expect(visitor.page.locator(".person .said")).to_have_text("count, please")
    expect(visitor.answer).to_contain_text(f"n{WORDS}!")
    expect(visitor.answer.locator("time")).to_be_visible()
    expect(visitor.page.locator(".answer")).to_have_count(1)


def test_another_page_of_the_same_person_goes_on_with_the_answer_too(
    visit: Visit, hosted_site: str
) -> None:
    asking = visit(at=hosted_site)
    asking.write("count, please")
    expect(asking.answer).to_contain_text("n2!")
    other = visit(at=hosted_site, path=asking.page.url.removeprefix(hosted_site))
    expect(other.page.locator(".person .said")).to_have_text("count, please")
    expect(other.answer).to_contain_text(f"n{WORDS}!")
    expect(other.answer.locator("time")).to_be_visible()


def test_an_answer_made_anew_takes_the_place_of_the_old_one(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(QUESTION["en-US"])
    first = visitor.page.locator(".answer time")
    expect(first).to_have_count(1)
    visitor.button("Answer again").click()
    expect(visitor.answer.locator(".steps, time").first).to_be_visible()
    expect(visitor.answer.locator("time")).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.locator(".person .said")).to_have_text(QUESTION["en-US"])
    expect(visitor.page.locator(".answer time")).to_have_count(1)


def test_the_last_message_is_edited_in_its_place_or_left_as_it_was(visit: Visit) -> None:
    visitor = visit()
    visitor.ask(QUESTION["en-US"])
    visitor.button("Edit and resend").click()
    expect(visitor.page.locator("#message")).to_have_value(QUESTION["en-US"])
    visitor.page.locator(".editing button").click()
    expect(visitor.page.locator("#message")).to_have_value("")
    expect(visitor.page.locator(".person .said")).to_have_text(QUESTION["en-US"])
    visitor.button("Edit and resend").click()
    visitor.write("K2602-0001")
    expect(visitor.page.locator(".person .said")).to_have_text("K2602-0001")
    expect(visitor.answer.locator("time")).to_be_visible()
    expect(visitor.page.locator(".editing")).to_have_count(0)
    visitor.page.reload()
    expect(visitor.page.locator(".person .said")).to_have_text("K2602-0001")


def test_a_thumb_down_asks_for_the_reason_and_keeps_it(visit: Visit) -> None:
    visitor = visit()
    answer = visitor.ask(QUESTION["en-US"])
    answer.get_by_role("button", name="Not helpful").click()
    answer.locator(".why input").fill("It is about the wrong camera")
    visitor.page.keyboard.press("Enter")
    expect(answer.locator(".why")).to_have_count(0)
    kept = visit("lead").get("/api/feedback?thumb=down").json()["items"]
    assert "It is about the wrong camera" in [each["reason"] for each in kept]


BEGUN = (
    'event: status\ndata: {"step": "thinking", "conversation_id": "c1"}\nid: t1.0\n\n'
    'event: token\ndata: {"text": "half a thought"}\nid: t1.1\n\n'
    'event: status\ndata: {"step": "restarted", "model": "offline"}\nid: t1.2\n\n'
    'event: token\ndata: {"text": "begun anew"}\nid: t1.3\n\n'
)
ENDED = (
    'event: reply\ndata: {"conversation_id": "c1", "reply_id": "t1", "language": "en", '
    '"text": "final", "references": [], "tables": [], "proposals": [], "model": "offline", '
    '"choices": [{"label": "Both", "message": "both of them"}], "outcome": "clarify"}\n'
    "id: t1.4\n\nevent: done\ndata: {}\nid: t1.5\n\n"
)


def test_a_restart_drops_the_text_the_reply_replaces_it_and_choices_are_sent(
    visit: Visit,
) -> None:
    visitor = visit()
    stream = "text/event-stream"
    seen: list[str] = []

    def pick_up(route: Any) -> None:
        seen.append(visitor.answer.locator(".written").inner_text())
        assert route.request.headers["last-event-id"] == "t1.3"
        route.fulfill(body=ENDED, content_type=stream)

    visitor.page.route("**/api/chat", lambda route: route.fulfill(body=BEGUN, content_type=stream))
    visitor.page.route("**/api/chat/c1/events", pick_up)
    visitor.ask("anything")
    assert seen == ["begun anew"]
    expect(visitor.answer.locator(".written")).to_have_text("final")
    visitor.button("Both").click()
    expect(visitor.page.locator(".person .said").last).to_have_text("both of them")


def test_an_error_says_so_and_can_be_tried_again(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append("503")
    body = '{"error": {"code": "busy", "message": "Busy just now."}}'
    visitor.page.route("**/api/chat", lambda route: route.fulfill(status=503, body=body), times=1)
    visitor.write("hello")
    expect(visitor.answer.get_by_role("alert")).to_contain_text("Busy just now.")
    visitor.button("Try again").click()
    expect(visitor.answer.locator("time")).to_be_visible()
    expect(visitor.page.locator(".person .said")).to_have_count(1)


def test_conversations_are_listed_opened_and_begun_anew(visit: Visit) -> None:
    visitor = visit("gafpa")
    expect(visitor.page.get_by_text("No conversations yet.")).to_be_visible()
    visitor.ask("How do I update the firmware?")
    listed = visitor.page.get_by_role("navigation").get_by_role("link", name="How do I update")
    expect(listed).to_have_attribute("aria-current", "page")
    visitor.page.get_by_role("link", name="New conversation").click()
    expect(visitor.page.get_by_role("heading", name="Hello, ")).to_be_visible()
    listed.click()
    expect(visitor.page.locator(".person .said")).to_have_text("How do I update the firmware?")
    expect(visitor.answer.locator("time")).to_be_visible()


def test_a_foreign_conversation_is_as_one_that_does_not_exist(visit: Visit) -> None:
    visitor = visit("lead")
    visitor.ask("hello")
    other = visit("boss", path="/" + visitor.page.url.split("/")[-1])
    other.expected.append("404")
    expect(other.page.get_by_role("alert").first).to_have_text("There is no such conversation.")


def test_the_answer_is_copied_as_it_was_written(visit: Visit) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(QUESTION["en-US"])
    visitor.button("Copy answer").click()
    expect(visitor.button("Copied")).to_be_visible()
    assert "[KB-" in visitor.page.evaluate("navigator.clipboard.readText()")


def test_an_over_long_message_is_refused_before_it_is_sent(visit: Visit) -> None:
    visitor = visit()
    visitor.write("x" * 20_001)
    expect(visitor.page.get_by_role("alert")).to_contain_text("at most 20000 characters")
    expect(visitor.page.locator(".person")).to_have_count(0)


def test_what_the_model_says_about_a_ticket_it_never_read_is_no_chip(
    visit: Visit, hosted_site: str, model: SlowModel
) -> None:
    model.text = "See [K2602-9999] and [note]."
    visitor = visit(at=hosted_site)
    visitor.ask("tell me")
    expect(visitor.answer.locator(".chip")).to_have_count(0)
    expect(visitor.answer).to_contain_text("[note]")


def test_a_chart_that_is_drawn_last_comes_into_sight(visit: Visit) -> None:
    visitor = visit(height=620)
    visitor.ask("How do I update the firmware?")
    visitor.ask("RMAs per month in the last 12 months")
    chart = visitor.answer.locator(".canvas svg")
    expect(chart).to_be_visible()
    question = visitor.page.locator(".person").last
    expect(question).to_be_in_viewport()
    expect(chart).to_be_in_viewport(ratio=0.5)
    expect(visitor.answer.locator("table")).to_have_count(1)
    visitor.page.reload()
    expect(visitor.answer.locator(".canvas svg")).to_be_visible()
    expect(visitor.answer.locator("time")).to_be_in_viewport()
    visitor.page.locator(".log").evaluate("e => e.scrollTo(0, 0)")
    visitor.button("To the newest message").click()
    expect(visitor.answer.locator("time")).to_be_in_viewport()


def test_what_was_sent_along_is_there_after_a_reload(visit: Visit, png: bytes) -> None:
    visitor = visit("rnd")
    chooser = visitor.page.locator("bokeh-attach input[type=file]").first
    picture = {"name": "fault.png", "mimeType": "image/png", "buffer": png}
    chooser.set_input_files(picture)
    expect(visitor.page.locator(".attached .spinner")).to_have_count(0)
    visitor.ask("What does this picture show?")
    sent = visitor.page.locator(".person .file")
    expect(sent).to_have_count(1)
    visitor.page.reload()
    expect(sent).to_contain_text("fault.png")
    expect(sent.locator("img")).to_have_js_property("naturalWidth", 1)
    assert visitor.get(str(sent.get_attribute("href"))).body()


def test_a_conversation_is_renamed_taken_along_and_deleted(visit: Visit) -> None:
    visitor = visit("lead")
    visitor.ask(QUESTION["en-US"])
    page = visitor.page
    visitor.button("Rename").click()
    page.get_by_label("Title of the conversation").fill("Heat at the pier")
    page.keyboard.press("Enter")
    expect(page.locator(".history a[aria-current]")).to_contain_text("Heat at the pier")
    with page.expect_download() as taken:
        visitor.button("Export the conversation").click()
    assert taken.value.suggested_filename == "Heat at the pier.md"
    assert QUESTION["en-US"] in taken.value.path().read_text(encoding="utf-8")
    visitor.button("Delete the conversation").click()
    visitor.button("Delete it").click()
    expect(page.locator(".person .said")).to_have_count(0)
    expect(page.locator(".history")).not_to_contain_text("Heat at the pier")


def test_conversations_are_found_by_what_was_said_besides_by_their_titles(visit: Visit) -> None:
    visitor = visit("rnd")
    visitor.ask(QUESTION["en-US"])
    visitor.page.locator(".history input[type=search]").fill("freezes in the heat")
    expect(visitor.page.locator(".history a[aria-current]")).to_be_visible()
