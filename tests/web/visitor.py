"""A person at the pages: what tests do and see, and what the browser complained about."""

import json
import re
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.request import Request, urlopen

PATIENCE = 15_000


@cache
def session_of(address: str, user: str) -> dict[str, str]:
    """The cookie that signing in gives, fetched once."""
    body = json.dumps({"username": user, "password": "demo"}).encode()
    asked = Request(f"{address}/api/auth/login", body, {"Content-Type": "application/json"})
    with urlopen(asked, timeout=20) as answer:
        (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    return {"name": cookie.key, "value": cookie.value, "url": address}


class Rooms:
    """Browser contexts, used again once free: a new one costs more than all the rest of a test."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._free: dict[str, list[Any]] = {}
        self._kind: dict[Any, str] = {}

    def take(self, address: str, **settings: Any) -> Any:
        kind = json.dumps([address, settings], sort_keys=True)
        if self._free.get(kind):
            return self._free[kind].pop()
        room = self._browser.new_context(
            base_url=address, timezone_id="Asia/Shanghai", reduced_motion="reduce", **settings
        )
        room.new_page().goto("/livez")  # keeps the browser's process for this room alive
        self._kind[room] = kind
        return room

    def give_back(self, room: Any) -> None:
        room.clear_cookies()
        self._free.setdefault(self._kind[room], []).append(room)


class Visitor:
    """A new tab in a room that remembers nothing; signed in where a user is named."""

    def __init__(self, context: Any, address: str, user: str | None, path: str) -> None:
        self.context = context
        self.address = address
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.expected: list[str] = []
        self.dialogs: list[str] = []
        self._errors: list[str] = []
        self._abroad: list[str] = []
        self._listen()
        self._arrive_as(user)
        self.page.goto(path)
        self.page.locator(".composer, .sign-in, .page").first.wait_for()

    def _listen(self) -> None:
        self.page.on("pageerror", lambda error: self._errors.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self._errors.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._abroad.append(request.url)

    def _arrive_as(self, user: str | None) -> None:
        """Sign in, and see to it that this tab begins with what a device knows of its user."""
        if user:
            self.context.add_cookies([session_of(self.address, user)])
        remembered = f"localStorage.setItem('bokeh.user', {json.dumps(user)})" if user else ""
        self.page.add_init_script(
            "if (!sessionStorage.getItem('arrived')) {"
            f"sessionStorage.setItem('arrived', 'yes'); localStorage.clear(); {remembered} }}"
        )

    def complaints(self) -> list[str]:
        """What went wrong that the test did not announce in `expected`."""
        wrong = self._errors + self._abroad + self.dialogs
        return [each for each in wrong if not any(re.search(p, each) for p in self.expected)]

    def hears_nothing(self) -> None:
        """From now on this page is told nothing of what is said and decided elsewhere."""
        self.expected.append("ERR_FAILED|Failed to load")
        self.page.route("**/api/notifications/stream", lambda route: route.abort())
        self.page.reload()

    def get(self, path: str) -> Any:
        """What the service itself answers this person."""
        return self.context.request.get(path)

    def write(self, text: str) -> None:
        self.page.locator("#message").fill(text)
        self.page.keyboard.press("Enter")

    def ask(self, text: str) -> Any:
        """Send a message and wait for its whole answer."""
        finished = self.page.locator(".answer time")
        before = finished.count()
        self.write(text)
        finished.nth(before).wait_for()
        return self.answer

    @property
    def answer(self) -> Any:
        return self.page.locator(".answer").last

    @property
    def cards(self) -> Any:
        return self.page.locator(".card")

    def card_id(self) -> str:
        """The id of the last answer's first card, as the service knows it."""
        conversation = self.page.url.split("c=")[1]
        messages = self.get(f"/api/conversations/{conversation}").json()["messages"]
        return str(messages[-1]["reply"]["proposals"][0]["id"])

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def tickets_of(self, sn: str) -> int:
        return int(self.get(f"/api/tickets?sn={sn}").json()["total"])
