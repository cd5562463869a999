"""Two thousand hostile texts wherever pages show what people wrote: nothing runs or leaves."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.endpoint import SlowModel
from tests.web.hostile import texts
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]

# What pages decide by, and addresses that the service makes itself; all other texts are people's.
_MEANT = re.compile(
    r"^(id|kind|ticket_kind|status|state|role|language|type|speaker|currency|severity|priority|way|"
    r"account_type|outcome|event|channel|source|service_type|media_type|name_of|tool|"
    r"conversation_id|reply_id|thumbnail_url|url|visibility|stock_status|quantity|amount|"
    r"open|total|code|user_code|metric|period|start|end)$|(_at|_since|_until|_usd|since)$"
)
# Where the demo world has nothing to show as yet.
SAMPLES: dict[str, dict[str, Any]] = {
    "/api/notifications": {
        "id": 1,
        "event": "comment",
        "label": "x",
        "title": "x",
        "text": "x",
        "number": "x",
        "url": None,
        "is_urgent": True,
        "is_read": False,
        "created_at": "2026-02-15T09:00:00Z",
    },
    "/api/mails": {
        "id": 1,
        "to": ["x", "x"],
        "subject": "x",
        "body": "x",
        "enclosures": ["x"],
        "number": "x",
        "by": "x",
        "state": "failed",
        "attempts": 1,
        "error": "x",
        "created_at": "2026-02-15T09:00:00Z",
        "sent_at": None,
    },
}
_MANY = 220  # entries that a list is made to have


class Poison:
    """Answers of the service with every text in them replaced; counts how many went out."""

    def __init__(self) -> None:
        self._texts = cycle(texts())
        self.used = 0

    def __call__(self, route: Any) -> None:
        answer = route.fetch()
        path = urlsplit(route.request.url).path
        if path in SAMPLES:
            body = {"items": [SAMPLES[path]], "total": 1, "page": 1, "size": 25, "unread": 1}
            route.fulfill(json=self.of(body))
            return
        if "json" not in answer.headers.get("content-type", "") or not answer.ok:
            route.fulfill(response=answer)
            return
        route.fulfill(response=answer, body=json.dumps(self.of(answer.json())))

    def of(self, value: Any, name: str = "") -> Any:
        if isinstance(value, str):
            if _MEANT.search(name):
                return value
            self.used += 1
            return next(self._texts)
        if isinstance(value, dict):
            return {key: self.of(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            many = value * (_MANY // len(value) + 1) if self._grows(value, name) else value
            return [self.of(each, name) for each in many]
        return value

    @staticmethod
    def _grows(value: list[Any], name: str) -> bool:
        return bool(value) and name in ("items", "comments", "preview", "warnings", "references")


HARM = r"""() => {
    const foreign = 'script, iframe, object, embed, frame, base, meta[http-equiv], link, style, '
        + 'form[action], [srcdoc], [background], math, video, audio, source';
    const wrong = [...document.querySelectorAll(`main :is(${foreign})`)].map((e) => e.outerHTML);
    for (const node of document.querySelectorAll('main *')) {
        for (const { name, value } of node.attributes) {
            const isEvent = name.startsWith('on');
            const isStyle = name === 'style' && !node.closest('svg, .canvas, textarea');
            if (isEvent || isStyle) wrong.push(`${name}=${value}`);
        }
        const leaves = node.nodeName === 'A' && node.href && node.origin !== location.origin;
        const loads = node.nodeName === 'IMG' && !/^(blob:|\/api\/)/.test(node.getAttribute('src'));
        if (leaves || loads) wrong.push(node.outerHTML);
    }
    return [...wrong.slice(0, 5), ...(window.ran ? ['it ran'] : [])];
}"""

PLACES = [
    *(("market", "/tickets/RMA-D-2602-0157"), ("market", "/articles/KB-0023")),
    *(("market", "/lists/rma"), ("boss", "/work"), ("boss", "/approvals"), ("boss", "/inbox")),
    *(("market", "/search?q=SDI"), ("market", "/knowledge"), ("market", "/customers")),
    *(("market", "/devices/ME_207890"), ("market", "/dealers/proav"), ("market", "/prices")),
    *(("market", "/wishes"), ("market", "/outbox"), ("boss", "/admin"), ("proav", "/stock")),
    *(("market", "/new/consult?sn=ME_207890&summary=Freezes"), ("market", "/statistics")),
]  # fmt: skip


@pytest.fixture
def poison() -> Poison:
    return Poison()


def test_every_page_shows_hostile_texts_as_texts(visit: Visit, poison: Poison) -> None:
    """One tab a person; every answer of the service is poisoned on its way."""
    visitors: dict[str, Visitor] = {}
    shown: dict[str, int] = {}
    for user, path in PLACES:
        if user not in visitors:
            visitors[user] = visit(user, "/settings")
            visitors[user].expected += ["404", "422"]
            visitors[user].page.route(re.compile(r"/api/(?!auth|notifications/stream)"), poison)
        page, before = visitors[user].page, poison.used
        with page.expect_response(re.compile(r"/api/(?!notifications/stream)")):
            page.evaluate(
                "path => { history.pushState({}, '', path); "
                "dispatchEvent(new PopStateEvent('popstate')); }",
                path,
            )
        page.wait_for_timeout(150)
        page.wait_for_function("() => !document.querySelector('main .spinner')")
        assert page.evaluate(HARM) == [], path
        shown[path] = poison.used - before
    assert sum(shown.values()) >= 10_000
    assert min(shown.values()) > 0, shown
    for visitor in visitors.values():
        assert visitor.dialogs == []


def test_an_old_conversation_with_hostile_texts_in_all_its_parts(
    visit: Visit, poison: Poison
) -> None:
    visitor = visit("market")
    visitor.ask("RMAs per month in the last 12 months")
    visitor.ask("Draft a reminder mail for K2602-0011")
    visitor.ask("Open an RMA for ME_207890, no SDI output")
    visitor.ask("What to do when the Edge 8K freezes in the heat?")
    visitor.expected += ["404"]
    visitor.page.route(re.compile(r"/api/(conversations|tickets|articles)"), poison)
    visitor.page.reload()
    expect(visitor.answer.locator("time")).to_be_visible()
    expect(visitor.page.locator(".canvas svg")).to_be_visible()
    assert visitor.page.evaluate(HARM) == []
    visitor.page.locator(".card").get_by_role("button", name="Edit").click()
    assert visitor.page.evaluate(HARM) == []
    visitor.page.evaluate(
        "() => import('/static/parts.js').then(({ render }) => document.querySelector('.messages')"
        ".append(render('[KB-0023]', [{ number: 'KB-0023', kind: 'article', title: 'x' }])))"
    )
    visitor.page.locator(".messages > p .chip").click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    assert visitor.page.evaluate(HARM.replace("main ", "dialog ")) == []
    assert poison.used >= 2_000
    assert visitor.dialogs == []


def test_a_hostile_notification_pops_up_as_text(visit: Visit) -> None:
    visitor = visit("rnd", "/settings")
    hostile: Iterator[str] = iter(texts())
    told = visitor.page.evaluate(
        """async (texts) => {
            const frame = document.querySelector('bokeh-frame');
            for (const text of texts) {
                frame.toast = { id: 1, title: text, text, url: text, label: text, is_urgent: true };
                await frame.updateComplete;
                const toast = frame.querySelector('.toast');
                if (toast.querySelector('img, script, iframe') || toast.textContent.length < 2)
                    return text;
                const link = toast.querySelector('a');
                if (link.protocol !== location.protocol || link.origin !== location.origin)
                    return link.href;
            }
            return '';
        }""",
        [next(hostile) for _ in range(600)],
    )
    assert told == ""
    assert visitor.dialogs == []


def test_hostile_texts_stay_texts(visit: Visit) -> None:
    visitor = visit(None)
    hostile = texts()
    assert len(hostile) >= 2_000
    wrong = visitor.page.evaluate(
        """async (texts) => {
            const { render } = await import('/static/parts.js');
            const fine = new Set(('P BR STRONG EM DEL CODE PRE UL OL LI H3 H4 H5 H6 HR A BUTTON ' +
                'DIV BLOCKQUOTE TABLE THEAD TBODY TR TH TD svg path').split(' '));
            const wrong = [];
            for (const text of texts) {
                const place = document.createElement('div');
                document.body.append(place);
                place.append(render(text, [{ number: 'K2602-0001', kind: 'ticket', title: text }]));
                for (const node of place.querySelectorAll('*')) {
                    const names = [...node.attributes].map((each) => each.name);
                    const acts = names.some((name) => /^on|^style|src/i.test(name));
                    const leaves = node.nodeName === 'A' && node.origin !== location.origin;
                    if (!fine.has(node.nodeName) || acts || leaves) wrong.push(text);
                    if (node.nodeName === 'BUTTON') node.click();
                }
            }
            await new Promise((resolve) => setTimeout(resolve, 300));
            return [...wrong, ...(window.ran ? ['ran'] : [])];
        }""",
        hostile,
    )
    assert wrong == []
    assert visitor.dialogs == []


def test_hostile_texts_in_a_conversation_run_nothing(
    visit: Visit, hosted_site: str, model: SlowModel
) -> None:
    hostile = "\n\n".join(texts()[::71])
    model.text = hostile
    visitor = visit("rnd", at=hosted_site)
    visitor.ask("<img src=x onerror=alert(1)><script>alert(2)</script>")
    expect(visitor.answer).to_contain_text("onload=alert(1)")
    visitor.page.reload()
    expect(visitor.answer.locator("time")).to_be_visible()
    expect(visitor.page.locator(".history a[aria-current]")).to_contain_text("<img src=x")
    for place in (".messages", ".history"):
        assert visitor.page.locator(f"{place} :is(img, script, iframe, style, form)").count() == 0
    assert visitor.dialogs == []
