"""Which model answers: the hosted one while it can and may, the offline one otherwise."""

import time

from assistant import metrics
from assistant.budget import Budget
from assistant.model import ChatModel, Completion, Request, Usage
from assistant.tokens import tokens_of
from domain.access import Viewer
from domain.language import Text

_HOSTED_RESTS = 30.0  # seconds that a failed endpoint is left alone
OUT_OF_REACH = Text(
    "（外部模型暂时连不上，这个回答来自内置的离线助手。）",
    "(The hosted model cannot be reached at the moment; the built-in assistant answered.)",
)
SPENT = Text(
    "（今天的模型额度已用完，这个回答来自内置的离线助手，明天恢复。）",
    "(Today's budget for the hosted model is used up, so the built-in assistant answered; "
    "it is back tomorrow.)",
)


class Models:
    """`hosted` is the configured model if there is one; `offline` always is."""

    def __init__(self, offline: ChatModel, hosted: ChatModel | None, budget: Budget) -> None:
        self.offline = offline
        self.hosted = hosted
        self.budget = budget
        self._rests_until = 0.0

    @property
    def hosted_rests(self) -> bool:
        """Whether the hosted model failed a moment ago and is left alone for now."""
        return time.monotonic() < self._rests_until

    def rest_hosted(self, reason: str) -> None:
        """Leave the hosted model alone for a while after a failure."""
        self._rests_until = time.monotonic() + _HOSTED_RESTS
        metrics.MODEL_FALLBACKS.labels(reason).inc()

    def why_not_hosted(self, viewer: Viewer) -> Text | None:
        """What keeps the hosted model from answering this viewer; None when nothing does."""
        if self.hosted_rests:
            return OUT_OF_REACH
        if self.budget.is_spent(viewer):
            metrics.MODEL_FALLBACKS.labels("budget").inc()
            return SPENT
        return None

    def account(
        self, viewer: Viewer, request: Request, done: Completion, seconds: float, trace: str | None
    ) -> None:
        """Keep what a completion of the hosted model used, whole or cut off."""
        usage = done.usage or _estimated(request, done)
        self.budget.account(
            viewer,
            usage,
            model=self.hosted.name if self.hosted else "",
            seconds=seconds,
            is_estimated=done.usage is None,
            trace=trace,
        )


def _estimated(request: Request, done: Completion) -> Usage:
    sent = sum(tokens_of(each.text) for each in request.messages)
    sent += sum(tokens_of(str(each.schema)) for each in request.tools)
    calls = "".join(f"{call.name}{dict(call.arguments)}" for call in done.calls)
    return Usage(sent, tokens_of(done.text + done.thought + calls))
