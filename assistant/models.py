"""Which model answers: the hosted one while it can, the offline one otherwise."""

import time

from assistant.model import ChatModel

_HOSTED_RESTS = 30.0  # seconds that a failed endpoint is left alone


class Models:
    """`hosted` is the configured model if there is one; `offline` always is."""

    def __init__(self, offline: ChatModel, hosted: ChatModel | None) -> None:
        self.offline = offline
        self.hosted = hosted
        self._rests_until = 0.0

    @property
    def hosted_rests(self) -> bool:
        """Whether the hosted model failed a moment ago and is left alone for now."""
        return time.monotonic() < self._rests_until

    def rest_hosted(self) -> None:
        self._rests_until = time.monotonic() + _HOSTED_RESTS

    def first(self) -> ChatModel:
        """The model that a turn begins with."""
        if self.hosted is not None and not self.hosted_rests:
            return self.hosted
        return self.offline
