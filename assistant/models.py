"""Which model answers: the hosted one while it can and may, the offline one otherwise."""

import time
from dataclasses import replace

from assistant import metrics
from assistant.budget import Budget
from assistant.model import (
    ChatModel,
    Completion,
    ModelDeclinedError,
    ModelUnavailableError,
    Usage,
)
from assistant.tokens import tokens_of
from domain.access import Viewer
from domain.language import Text

_HOSTED_RESTS = 30.0  # seconds that a failed endpoint is left alone
OUT_OF_REACH = Text(
    "（外部模型暂时连不上，这个回答来自内置的离线助手。）",
    "(The hosted model cannot be reached at the moment; the built-in assistant answered.)",
)
DECLINED = Text(
    "（外部模型对这个问题没有给出可用的回答，这个回答来自内置的离线助手。）",
    "(The hosted model gave no usable answer to this; the built-in assistant answered.)",
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

    def failed(self, failure: ModelUnavailableError) -> Text:
        """What to tell of a failure; one of the endpoint itself is left alone for a while."""
        metrics.MODEL_FALLBACKS.labels(str(failure)).inc()
        if isinstance(failure, ModelDeclinedError):
            return DECLINED
        self._rests_until = time.monotonic() + _HOSTED_RESTS
        return OUT_OF_REACH

    def why_not_hosted(self, viewer: Viewer) -> Text | None:
        """What keeps the hosted model from answering this viewer; None when nothing does."""
        if self.hosted_rests:
            return OUT_OF_REACH
        if self.budget.is_spent(viewer):
            metrics.MODEL_FALLBACKS.labels("budget").inc()
            return SPENT
        return None

    def account(self, viewer: Viewer, done: Completion, seconds: float, trace: str | None) -> None:
        """Keep what a completion of the hosted model used, whole or cut off; one that the endpoint
        never began costs nothing.
        """
        if done.usage is None or self.hosted is None:
            return
        self.budget.account(
            viewer,
            used_by(done, done.usage),
            model=self.hosted.name,
            seconds=seconds,
            trace=trace,
        )


def used_by(done: Completion, usage: Usage) -> Usage:
    """What a completion used: as reported, else with what came counted."""
    if not usage.estimated:
        return usage
    calls = "".join(f"{call.name}{dict(call.arguments)}" for call in done.calls)
    return replace(usage, received_tokens=tokens_of(done.text + done.thought + calls))
