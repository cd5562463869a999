"""Spans of turns, completions and tool calls, named as OpenTelemetry's GenAI conventions have it.

Off until `begin` gives an exporter; nothing of the library is imported before. A span tells who
did what for how long and how many tokens it took, never what was said. The trace's id is the one
that stands in the log, in tickets' histories and in the reply.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from assistant.model import Completion, ToolCall

_AGENT = "Bokeh"
_OURS = "bokeh"
_UNKNOWN = "unknown"
_trace: ContextVar[str | None] = ContextVar("trace", default=None)
_tracer: Any = None
_provider: Any = None


def begin(exporter: Any, *, at_once: bool = False) -> None:
    """Send spans to this exporter from now on; `at_once` sends each when it ends."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

    global _tracer, _provider
    _provider = TracerProvider(
        id_generator=_ids(), resource=Resource.create({"service.name": "bokeh-desk"})
    )
    processor = SimpleSpanProcessor if at_once else BatchSpanProcessor
    _provider.add_span_processor(processor(exporter))
    _tracer = _provider.get_tracer("bokeh-desk")


def end() -> None:
    """Send what is waiting and be off again."""
    global _tracer, _provider
    if _provider is not None:
        _provider.shutdown()
    _tracer = _provider = None


@contextmanager
def turn_span(conversation_id: str, trace: str | None) -> Iterator[None]:
    """One whole turn; what happens within belongs to it."""
    token = _trace.set(trace)
    try:
        with _span(
            "invoke_agent",
            _AGENT,
            {
                "gen_ai.agent.name": _AGENT,
                "gen_ai.provider.name": _OURS,
                "gen_ai.conversation.id": conversation_id,
            },
        ):
            yield
    finally:
        _trace.reset(token)


@contextmanager
def model_span(model: str, done: Completion, *, hosted: bool) -> Iterator[None]:
    """One completion; its tokens are read from `done` when it ends."""
    # For an endpoint the convention asks for the flavour of its interface.
    provider = "openai" if hosted else _OURS
    named = {"gen_ai.request.model": model, "gen_ai.provider.name": provider}
    with _span("chat", model, named, is_remote=hosted) as span:
        try:
            yield
        finally:
            if span is not None and done.usage is not None and not done.usage.estimated:
                span.set_attribute("gen_ai.usage.input_tokens", done.usage.sent_tokens)
                span.set_attribute("gen_ai.usage.output_tokens", done.usage.received_tokens)


@contextmanager
def tool_span(call: ToolCall, *, known: bool) -> Iterator[Any]:
    """One tool call; a name that a model made up is not repeated."""
    name = call.name if known else _UNKNOWN
    named = {
        "gen_ai.tool.name": name,
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.id": call.id[:80],
    }
    with _span("execute_tool", name, named) as span:
        yield span


def failed(span: Any, why: str) -> None:
    """Mark a span as failed, by a word from a closed set."""
    if span is not None:
        from opentelemetry.trace import StatusCode

        span.set_attribute("error.type", why)
        span.set_status(StatusCode.ERROR)


@contextmanager
def _span(
    operation: str, of: str, named: Mapping[str, Any], *, is_remote: bool = False
) -> Iterator[Any]:
    if _tracer is None:
        yield None
        return
    from opentelemetry.trace import SpanKind

    given = {"gen_ai.operation.name": operation, **named}
    # What an exception says may quote a message; only its kind is told.
    with _tracer.start_as_current_span(
        f"{operation} {of}",
        kind=SpanKind.CLIENT if is_remote else SpanKind.INTERNAL,
        attributes=given,
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except BaseException as failure:
            failed(span, type(failure).__name__)
            raise


def _ids() -> Any:
    from opentelemetry.sdk.trace.id_generator import IdGenerator

    class OurIds(IdGenerator):
        """Trace ids are the ones of the turn; a span's own are random."""

        def generate_span_id(self) -> int:
            return secrets.randbits(63) + 1

        def generate_trace_id(self) -> int:
            try:
                return int(_trace.get() or "", 16) or secrets.randbits(127) + 1
            except ValueError:
                return secrets.randbits(127) + 1

    return OurIds()
