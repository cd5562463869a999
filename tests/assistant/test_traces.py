"""One id through reply, log, history and spans; what is counted of tools and cards."""

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import select
from structlog.testing import capture_logs

from assistant import telemetry
from domain.language import Language
from domain.models import Event
from tests.assistant.conftest import Talk

OPEN = "帮 ProAV 的 Max 开个咨询单，ME_207890 拍摄 4K 50fps 死机"


def counted(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0


@pytest.fixture
def spans():
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    telemetry.begin(exporter, at_once=True)
    yield exporter
    telemetry.end()


def test_reply_log_and_history_bear_the_same_id(service):
    talk = Talk(service)
    with capture_logs() as lines:
        opening = talk.say(OPEN)
        reply = talk.say("确认")
    logged = [each["trace"] for each in lines if each["event"] == "turn"]
    assert logged == [opening.trace, reply.trace]
    assert len({opening.trace, reply.trace}) == 2
    with service.store.unbound_reader() as session:
        traces = session.scalars(select(Event.trace).where(Event.trace == reply.trace)).all()
    assert traces == [reply.trace]


def test_spans_name_the_turn_its_completions_and_tools_and_nothing_that_was_said(service, spans):
    reply = Talk(service).say("K2602-0001")
    found = {span.name: span for span in spans.get_finished_spans()}
    turn, tool = found["invoke_agent Bokeh"], found["execute_tool read_ticket"]
    assert {"chat offline"} | set(found) == set(found)
    assert f"{turn.context.trace_id:016x}" == reply.trace
    assert tool.parent.span_id == turn.context.span_id
    assert turn.attributes["gen_ai.operation.name"] == "invoke_agent"
    assert turn.attributes["gen_ai.conversation.id"] == reply.conversation_id
    assert tool.attributes["gen_ai.tool.name"] == "read_ticket"
    assert "K2602" not in "".join(span.to_json() for span in found.values())


def test_a_hosted_models_span_tells_its_tokens(hosted, scripted, spans):
    from tests.assistant.endpoint import say

    scripted.script = [say("Hello there.")]
    Talk(hosted).say("hello")
    chat = next(each for each in spans.get_finished_spans() if each.name == "chat scripted")
    assert chat.kind.name == "CLIENT"
    assert chat.attributes == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "scripted",
        "gen_ai.provider.name": "openai",
        "gen_ai.usage.input_tokens": 11,
        "gen_ai.usage.output_tokens": 7,
    }


def test_a_failing_endpoint_and_a_talkative_model_put_no_words_into_spans(
    hosted, scripted, spans, capsys
):
    """Ids, names and errors that a model or an endpoint makes up are not passed on."""
    from tests.assistant.endpoint import call

    said = call("tell_secret_4711", {"why": "secret_4711"})
    said[0]["tool_calls"][0]["id"] = "secret_4711"
    scripted.script = [said, lambda handler: handler.fail(401, said="secret_4711")]
    reply = Talk(hosted).say("secret_4711")
    assert reply.model == "offline"
    told = "".join(span.to_json() for span in spans.get_finished_spans())
    assert "ModelUnavailableError" in told
    printed = capsys.readouterr()
    assert "secret_4711" not in told + printed.out + printed.err


def test_nothing_is_sent_where_nobody_asked_for_it(service):
    assert telemetry._tracer is None
    assert Talk(service).say("K2602-0001").trace


def test_tools_and_cards_are_counted_once(service):
    read = {"tool": "read_ticket", "ok": "true"}
    before = counted("bokeh_tool_seconds_count", **read)
    talk = Talk(service)
    talk.say("K2602-0001")
    assert counted("bokeh_tool_seconds_count", **read) == before + 1
    done = counted("bokeh_cards_total", tool="open_ticket", state="done")
    gone = counted("bokeh_cards_total", tool="open_ticket", state="cancelled")
    card = talk.say(OPEN).proposals[0]
    decisions = service.assistant.decisions
    for _ in range(2):
        decisions.approve(talk.viewer, card.id, language=Language.EN)
    assert counted("bokeh_cards_total", tool="open_ticket", state="done") == done + 1
    talk.say(OPEN)
    talk.say("取消")
    assert counted("bokeh_cards_total", tool="open_ticket", state="cancelled") == gone + 1
