"""The policy over HTTP: who may edit it, what is told of it, its versions, what is refused."""

import pytest

PATH = "/api/admin/policy"
OTHERS = ("market", "repair", "rnd", "proav", "gafpa", "max")


@pytest.fixture
def lead(client_of):
    """The service manager, with the installation's own text in force."""
    client = client_of("lead")
    yield client
    if held(client)["source"] == "saved":
        back(client, 0)


def held(client):
    return client.get(PATH).json()


def save(client, text, after=None):
    return client.post(PATH, json={"text": text, "after": newest(client, after)})


def back(client, version, after=None):
    return client.post(f"{PATH}/back", json={"version": version, "after": newest(client, after)})


def newest(client, after):
    return held(client)["version"] if after is None else after


def told(shown, side, language):
    each = (t for t in shown["told"] if (t["side"], t["language"]) == (side, language))
    return next(each)["text"]


def wrong(answer):
    assert answer.status_code == 422, answer.text
    return answer.json()["error"]["fields"]["text"]


def test_the_installations_own_is_what_holds_at_first(lead):
    shown = held(lead)
    assert (shown["source"], shown["base"]) == ("built_in", "built_in")
    assert "You are Bokeh" in shown["text"]
    assert "own dealership" in told(shown, "dealers", "en")
    assert "own dealership" not in told(shown, "staff", "en")
    assert {each["tokens"] <= shown["budget"] for each in shown["told"]} == {True}
    assert len(shown["told"]) == 6


def test_a_saved_version_holds_until_another_one_is_brought_back(lead, client_of):
    first = save(lead, "Say moin.\r\n\r\n## Dealers\r\nBe formal.\r\n").json()
    assert (first["source"], told(first, "dealers", "zh")) == ("saved", "Say moin.\nBe formal.")
    second = save(client_of("boss"), "Say servus.").json()
    assert told(held(lead), "customers", "en") == "Say servus."
    again = back(lead, first["version"]).json()
    assert again["text"] == first["text"]
    gone = back(lead, 0).json()
    assert gone["source"] == "built_in"
    items = lead.get(f"{PATH}/versions").json()["items"][:4]
    numbers = [each["version"] for each in (gone, again, second, first)]
    assert [each["number"] for each in items] == numbers
    assert [each["restores"] for each in items] == [None, first["version"], None, None]
    assert [each["is_base"] for each in items] == [True, False, False, False]
    names = [
        client_of(each).get("/api/auth/me").json()["user"]["name"] for each in ("lead", "boss")
    ]
    assert [each["by"] for each in items] == [names[0], names[0], names[1], names[0]]


def test_a_version_tells_what_it_changed(lead):
    save(lead, "One.\nTwo.\nThree.\nFour.")
    number = save(lead, "One.\nTwo.\nThree.\n4.").json()["version"]
    changes = lead.get(f"{PATH}/versions/{number}").json()["changes"]
    assert [(each["sign"], each["text"]) for each in changes] == [
        ("gap", ""),
        ("same", "Three."),
        ("removed", "Four."),
        ("added", "4."),
    ]


def test_what_another_saved_meanwhile_is_told_and_nothing_is_lost(lead, client_of):
    begun = held(lead)["version"]
    save(client_of("boss"), "Say servus.", begun)
    late = save(lead, "Say moin.", begun)
    name = client_of("boss").get("/api/auth/me").json()["user"]["name"]
    assert late.status_code == 409
    assert name in late.json()["error"]["message"]
    assert held(lead)["text"] == "Say servus."
    assert back(lead, 0, begun).status_code == 409


def test_a_save_sent_twice_is_kept_once(lead):
    body = {"text": "Say moin.", "after": held(lead)["version"]}
    answers = [lead.post(PATH, json=body, headers={"Idempotency-Key": "moin"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["version"] == answers[1].json()["version"] == held(lead)["version"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing at all for Staff"),
        ("<!-- later -->\n", "nothing at all for Staff"),
        ("## Staff\nBe brief.", "nothing at all for Dealers"),
        ("Fine.\nPasted\u200b in.", "Line 2"),
        ("Fine.\x00", "Line 1"),
        ("x" * 50_000, "40,000"),
        ("Mind the customer.\n" * 600, "tokens of 1,500"),
        ("Fine.\n## 中文\n" + "称呼用您。" * 300, "for Staff in Chinese"),
    ],
)
def test_what_would_not_be_told_as_written_is_refused_in_words(lead, text, said):
    before = held(lead)
    assert said in wrong(save(lead, text))
    tried = lead.post(f"{PATH}/try", json={"text": text}).json()
    assert said in tried["problem"]
    assert held(lead) == before


def test_a_refusal_speaks_the_persons_language(lead):
    body = {"text": "", "after": held(lead)["version"]}
    answer = lead.post(PATH, json=body, headers={"Accept-Language": "zh"})
    assert "内部人员" in wrong(answer)


def test_a_text_is_tried_out_without_being_kept(lead):
    before = held(lead)
    text = "Say\u200b moin.\n" + before["text"]
    tried = lead.post(f"{PATH}/try", json={"text": text}).json()
    assert told(tried, "staff", "zh").startswith("Say\u200b moin.")
    assert tried["visible"] == text.replace("\u200b", "")
    assert [each["sign"] for each in tried["changes"]] == ["added", "same", "gap"]
    assert held(lead) == before


def test_saving_nothing_new_and_bringing_back_what_is_missing_are_refused(lead):
    save(lead, "Say moin.")
    same = save(lead, " Say moin.\r\n")
    assert (same.status_code, same.json()["error"]["message"]) == (422, "Nothing was changed.")
    assert back(lead, 99_999).status_code == 404
    assert lead.get(f"{PATH}/versions/99999").status_code == 404


@pytest.mark.parametrize("username", OTHERS)
def test_nobody_else_reads_or_writes_it(client_of, lead, username):
    number = save(lead, "A secret line.").json()["version"]
    client = client_of(username)
    answers = [
        client.get(PATH),
        client.get(f"{PATH}/versions"),
        client.get(f"{PATH}/versions/{number}"),
        client.get(f"{PATH}/versions/99999"),
        client.post(f"{PATH}/try", json={"text": "x"}),
        save(client, "Mine.", number),
        save(client, "", number),
        client.post(f"{PATH}/back", json={"version": 0, "after": number}),
    ]
    assert {each.status_code for each in answers} == {403}
    assert len({each.text for each in answers}) == 1
    assert held(lead)["text"] == "A secret line."
