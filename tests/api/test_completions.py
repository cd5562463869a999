"""Bokeh as an OpenAI-compatible model, talked to with OpenAI's own client."""

import openai
import pytest


@pytest.fixture(scope="module")
def client(server, client_of):
    token = client_of("market").headers["Authorization"].removeprefix("Bearer ")
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=token, max_retries=0) as made:
        yield made


def user(text):
    return {"role": "user", "content": text}


def test_the_one_model_is_listed(client):
    assert [each.id for each in client.models.list()] == ["bokeh"]


def test_a_question_is_answered_with_its_references(client):
    answer = client.chat.completions.create(model="bokeh", messages=[user("K2602-0001")])
    assert "[K2602-0001]" in answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens > 10


def test_a_streamed_answer_is_the_same(client):
    whole = client.chat.completions.create(model="bokeh", messages=[user("K2602-0001")])
    stream = list(
        client.chat.completions.create(
            model="bokeh", messages=[user("K2602-0001")], stream=True,
            stream_options={"include_usage": True},
        )
    )  # fmt: skip
    pieces = [each.choices[0].delta.content or "" for each in stream if each.choices]
    assert "".join(pieces).strip() == whole.choices[0].message.content
    assert len(pieces) > 10
    assert stream[-1].usage.completion_tokens > 10


def test_the_talk_goes_on_and_a_card_is_approved_by_a_typed_yes(client, client_of):
    talk = [{"role": "system", "content": "You are a pirate."},
            user("开一个咨询单：镜头接口松动，客户来电")]  # fmt: skip
    first = client.chat.completions.create(model="bokeh", messages=talk)
    text = first.choices[0].message.content
    assert "┌" in text
    talk += [{"role": "assistant", "content": text}, user("确认")]
    second = client.chat.completions.create(model="bokeh", messages=talk)
    number = second.choices[0].message.content.split("[")[1].split("]")[0]
    ticket = client_of("market").get(f"/api/tickets/{number}").json()
    assert "镜头接口松动" in ticket["summary"]


def test_parts_are_taken_and_other_endings_refused(client):
    parts = {"role": "user", "content": [{"type": "text", "text": "K2602-0001"}]}
    answer = client.chat.completions.create(model="bokeh", messages=[parts])
    assert "K2602-0001" in answer.choices[0].message.content
    with pytest.raises(openai.UnprocessableEntityError, match="最后一条"):
        client.chat.completions.create(
            model="bokeh", messages=[{"role": "assistant", "content": "hello"}]
        )


def test_a_bad_token_is_refused(server):
    with (
        openai.OpenAI(base_url=f"{server.url}/v1", api_key="nonsense", max_retries=0) as nobody,
        pytest.raises(openai.AuthenticationError),
    ):
        nobody.chat.completions.create(model="bokeh", messages=[user("hello")])


def test_anothers_talk_is_not_gone_on_with(client, server, client_of):
    first = client.chat.completions.create(model="bokeh", messages=[user("K2602-0001")])
    token = client_of("gafpa").headers["Authorization"].removeprefix("Bearer ")
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=token, max_retries=0) as gafpa:
        stolen = {"role": "assistant", "content": first.choices[0].message.content}
        gafpa.chat.completions.create(
            model="bokeh", messages=[user("K2602-0001"), stolen, user("how was it solved?")]
        )
    kept = client_of("gafpa").get("/api/conversations").json()["items"]
    assert kept[0]["title"] == "how was it solved?"
