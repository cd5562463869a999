"""Somebody who does a story at the pages: in a language, at a width, by mouse, finger or keys."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.language import Language
from tests.web import words
from tests.web.doing import picture
from tests.web.visitor import Visitor

RECKONINGS = 5  # of the way to a target: the page may change meanwhile, or have a stop more


@dataclass(frozen=True)
class Manner:
    """How the pages are used: by keys alone at a desk, or by finger on a phone."""

    language: Language
    by_keys: bool

    def __str__(self) -> str:
        return f"{self.language.value}-{'keys' if self.by_keys else 'phone'}"

    @property
    def room(self) -> dict[str, Any]:
        """What a browser for this needs to be."""
        locale = "zh-CN" if self.language is Language.ZH else "en-US"
        if self.by_keys:
            return {"locale": locale, "width": 1200, "height": 860}
        return {"locale": locale, "width": 390, "height": 844, "has_touch": True}


def told(first: Language) -> Any:
    """A story is told twice: in one language by keys alone, in the other on a phone."""
    other = Language.EN if first is Language.ZH else Language.ZH
    manners = [Manner(first, by_keys=True), Manner(other, by_keys=False)]
    return pytest.mark.parametrize("manner", manners, ids=str)


# How many stops of the Tab key lie from the focus to an element; a group of radios is one stop.
STOPS = """(target) => {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    const all = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const groups = new Set();
    const stops = [...open.querySelectorAll(all)].filter((e) => {
        if (e.disabled || e.type === 'hidden' || e.tabIndex < 0) return false;
        if (!e.checkVisibility({ visibilityProperty: true })) return false;
        if (e.type !== 'radio') return true;
        const all = e.form?.elements ?? document.querySelectorAll('input');
        const group = [...all].filter(({ name }) => name === e.name);
        const stop = group.find(({ checked }) => checked) ?? group[0];
        return e === stop;
    });
    const here = document.activeElement;
    const after = (e, other) => e.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    const at = stops.includes(here) ? stops.indexOf(here)
        : here === document.body ? -1 : stops.filter((e) => after(e, here)).length - 0.5;
    return Math.ceil(stops.indexOf(target) - at);
}"""
IS_HERE = "(target) => document.activeElement === target"
IS_SEEN = "(target) => target.matches(':focus-visible')"


class Person:
    """Does with keys or fingers what a story says; expects what everybody would see."""

    def __init__(self, visitor: Visitor, manner: Manner) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.manner = manner

    @property
    def number(self) -> str:
        """The number of the ticket that is shown."""
        return str(self.page.locator(".record-head .number").inner_text())

    def says(self, key: str, **values: object) -> str:
        return words.text_of(key, self.manner.language, **values)

    def calls(self, vocabulary: str, code: str) -> str:
        return words.label_of(vocabulary, code, self.manner.language)

    def sign_in(self, user: str) -> None:
        self.write("#username", user)
        self.write("#password", "demo")
        self.page.keyboard.press("Enter")
        self.page.locator(".composer").wait_for()

    def press(self, what: Any) -> None:
        """A button or link, by itself or by its selector."""
        target = self._one(what)
        if self.manner.by_keys:
            self._reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.tap()

    def press_named(self, key: str, within: Any = None, **values: object) -> None:
        """The button or link of this name, in the main part of the page."""
        name = self.says(key, **values)
        place = within or self.page.locator("main")
        button = place.get_by_role("button", name=name, exact=True)
        self.press(button.or_(place.get_by_role("link", name=name, exact=True)))

    def write(self, what: Any, text: str) -> None:
        field = self._one(what)
        if self.manner.by_keys:
            self._reach(field)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)
        expect(field).to_have_value(text)

    def choose(self, what: Any, code: str) -> None:
        """One of a list's choices, by its code."""
        field = self._one(what)
        field.locator(f'option[value="{code}"]').wait_for(state="attached")
        if self.manner.by_keys:
            self._reach(field)
            steps = field.evaluate(
                "(e, code) => [...e.options].findIndex(({ value }) => value === code)"
                " - e.selectedIndex",
                code,
            )
            for _ in range(abs(steps)):
                self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        else:
            field.select_option(code)
        expect(field).to_have_value(code)

    def pick(self, name: str, code: str) -> None:
        """One of a group of radios."""
        group = self.page.locator(f"input[type=radio][name={name}]")
        wanted = self.page.locator(f"input[name={name}][value={code}]")
        if self.manner.by_keys:
            self._reach(group.first)
            self.page.keyboard.press("Space")
            steps = group.evaluate_all(
                "(all, code) => all.findIndex(({ value }) => value === code)", code
            )
            for _ in range(steps):
                self.page.keyboard.press("ArrowRight")
        else:
            self.page.locator("label", has=wanted).tap()
        expect(wanted).to_be_checked()

    def tick(self, what: Any) -> None:
        box = self._one(what)
        if self.manner.by_keys:
            self._reach(box)
            self.page.keyboard.press("Space")
        else:
            box.tap()
        expect(box).to_be_checked()

    def go(self, way: str) -> None:
        """Follow one of the ways to all pages; on a phone they stand in a drawer."""
        if not self.manner.by_keys:
            self.press(".drawer")
        ways = self.page.locator(".ways")
        link = ways.get_by_role("link", name=self.says(way), exact=True)
        address = link.get_attribute("href")
        self.press(link)
        # The page before stays in sight, and takes what is typed, until the new one is there.
        here = ways.locator(f'a[href="{address}"]')
        expect(here).to_have_attribute("aria-current", "page")

    def act(self, move: str, fill: Callable[[Any], None] | None = None, **fields: str) -> None:
        """Do one of the moves that the ticket's page offers."""
        name = words.move_label(self.number, move, self.manner.language)
        self.press(
            self.page.locator(".acts > .act-buttons").get_by_role("button", name=name, exact=True)
        )
        form = self.page.locator("bokeh-move")
        for field, value in fields.items():
            place = form.locator(f"[name={field}]")
            chosen = place.evaluate("e => e.localName") == "select"
            (self.choose if chosen else self.write)(place, value)
        if fill:
            fill(form)
        self.press(form.locator(".main"))
        expect(form).to_have_count(0)

    def take_part(self, form: Any, sku: str) -> None:
        """Fill in the first row of parts."""
        self.write(form.get_by_label(self.says("parts.sku")).first, sku)

    def sees_state(self, state: str) -> None:
        label = words.state_label(self.number, state, self.manner.language)
        expect(self.page.locator(".record-head .tag")).to_have_text(label)

    def sees_title(self, title: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def comes_back_to(self, path: str) -> None:
        self.page.goto(path)
        self.page.locator("h1, .composer").first.wait_for()

    def moves(self, number: str, move: str, **fields: Any) -> None:
        """A move of a ticket that the story only presupposes."""
        path = f"/api/tickets/{number}/moves/{move}"
        answer = self.visitor.context.request.post(path, data=fields)
        assert answer.ok, answer.text()

    def opens(self, **body: Any) -> str:
        """A ticket that the story only presupposes."""
        answer = self.visitor.context.request.post("/api/tickets", data=body)
        assert answer.status == 201, answer.text()
        return str(answer.json()["number"])

    def picture(self, name: str) -> None:
        picture(self.visitor, f"{name}-{self.manner}")

    def _one(self, what: Any) -> Any:
        return self.page.locator(what) if isinstance(what, str) else what

    def _reach(self, target: Any) -> None:
        """Bring the focus there with the Tab key alone, and see that one sees it there."""
        for _ in range(RECKONINGS):
            handle = target.element_handle()
            steps = self.page.evaluate(STOPS, handle)
            for _ in range(abs(steps)):
                self.page.keyboard.press("Tab" if steps > 0 else "Shift+Tab")
            if self.page.evaluate(IS_HERE, handle):
                assert self.page.evaluate(IS_SEEN, handle)
                return
        pytest.fail(f"the Tab key never came to {target}")
