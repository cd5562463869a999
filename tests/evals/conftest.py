"""A composed service over the demo world, as the assistant's tests have it."""

from tests.assistant.conftest import hosted, make_service, scripted, service

__all__ = ["hosted", "make_service", "scripted", "service"]
