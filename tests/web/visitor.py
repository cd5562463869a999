"""A person at the pages: what tests do and see, and what the browser complained about."""

import json
import re
from typing import Any

PATIENCE = 15_000


class Visitor:
    """One browser context with one page; signed in already where a user is named."""

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
        if user:
            self._sign_in(user)
        self.page.goto(path)
        self.page.locator("main" if path.startswith(("/tickets", "/articles")) else "form").wait_for()

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

    def _sign_in(self, user: str) -> None:
        answer = self.context.request.post(
            "/api/auth/login", data={"username": user, "password": "demo"}
        )
        assert answer.ok, answer.text()
        remembered = json.dumps(user)
        self.context.add_init_script(f"localStorage.setItem('bokeh.user', {remembered})")

    def complaints(self) -> list[str]:
        """What went wrong that the test did not announce in `expected`."""
        wrong = self._errors + self._abroad + self.dialogs
        return [each for each in wrong if not any(re.search(p, each) for p in self.expected)]

    def close(self) -> None:
        self.context.close()

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

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def tickets_of(self, sn: str) -> int:
        return int(self.get(f"/api/tickets?sn={sn}").json()["total"])
