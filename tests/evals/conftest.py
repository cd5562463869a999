"""A composed service over the demo world, as the assistant's tests have it."""

from tests.assistant.conftest import make_service, service

__all__ = ["make_service", "service"]
