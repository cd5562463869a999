"""Figures over HTTP: tables with receipts, the vocabulary, files, kept questions, boards."""

import csv
import io
import zipfile

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from domain.spreadsheets import is_like_formula

FEBRUARY = {"start": "2026-01-01", "end": "2026-02-01"}
QUESTION = {
    "metric": "tickets_created",
    "group_by": ["category"],
    "time_range": {"phrase": "last month"},
    "filters": [
        {"field": "region", "op": "in", "values": ["Europe"]},
        {"field": "product", "op": "in", "values": ["Edge 8K"]},
    ],
    "grain": None,
    "compare_to": None,
    "limit": None,
}


def test_a_question_is_answered_with_its_receipt_and_chart(client_of):
    table = client_of("market").post("/api/statistics", json=QUESTION).json()
    assert table["rows"][0][:2] == ["Stability > Freeze", 12]
    assert table["row_count"] == 28
    assert table["period"] == FEBRUARY
    assert [each["value"] for each in table["filters"]] == ["europe", "mavo_edge_8k"]
    assert table["chart"]["type"] == "bar"
    assert "12" in table["chart"]["alt"]


def test_a_heat_map_of_a_cut_ranking_calls_no_cell_nought_that_it_does_not_know(client_of):
    market = client_of("market")
    question = {
        "metric": "tickets_created",
        "group_by": ["category", "region"],
        "time_range": {"phrase": "last 12 months"},
        "limit": 10,
    }
    cells = {each for part in heat(market, question)["series"] for each in part["values"]}
    assert None in cells
    assert 0 not in cells
    by_kind = {**question, "group_by": ["kind", "account_type"], "limit": 100}
    cells = {each for part in heat(market, by_kind)["series"] for each in part["values"]}
    assert None not in cells


def heat(client, question):
    chart = client.post("/api/statistics", json=question).json()["chart"]
    assert chart["type"] == "heat"
    return chart


def test_the_tickets_behind_a_cell_are_listed(client_of):
    market = client_of("market")
    table = market.post("/api/statistics", json=QUESTION).json()
    body = {"question": table["question"], "cell": table["keys"][0]}
    behind = market.post("/api/statistics/tickets", json=body).json()
    assert behind["total"] == 12
    assert {each["product"] for each in behind["items"]} == {"MAVO Edge 8K"}


def test_files_have_the_receipt_on_top(client_of):
    market = client_of("market")
    text = market.post("/api/statistics/export.csv", json=QUESTION).content.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("Title,")
    assert any(line.startswith("Definition,") for line in lines[:4])
    assert "Stability > Freeze,12,42.9" in lines
    workbook = market.post("/api/statistics/export.xlsx", json=QUESTION).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Title"
    assert ["Stability > Freeze", 12.0, 42.9] in rows


def test_a_chart_is_a_picture_of_what_the_viewer_may_see(client_of):
    market = client_of("market")
    answer = market.post("/api/statistics/chart.png", json=QUESTION)
    assert answer.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as picture:
        described = picture.info["Description"]
    assert described == market.post("/api/statistics", json=QUESTION).json()["chart"]["alt"]
    pie = market.post("/api/statistics/chart.png", params={"show": "share"}, json=QUESTION)
    assert pie.content != answer.content
    own = client_of("gafpa").post("/api/statistics/chart.png", json=QUESTION)
    with Image.open(io.BytesIO(own.content)) as picture:
        assert picture.info["Description"] != described
        assert "12" not in picture.info["Description"]


def test_who_has_no_figures_or_asks_for_foreign_ones_gets_no_picture(client_of):
    path, by_dealer = "/api/statistics/chart.png", {**QUESTION, "group_by": ["dealer"]}
    assert client_of("max").post(path, json=QUESTION).status_code == 403
    assert client_of("gafpa").post(path, json=by_dealer).status_code == 422
    for name in ("ProAV", "Nobody"):
        refused = client_of("gafpa").post(path, json={**QUESTION, "filters": [], "only": [name]})
        assert refused.status_code == 422
        hint = refused.json()["error"]["message"].replace(f"“{name}”", "")
        assert not any(each in hint for each in ("ProAV", "1SV", "DP Gadget", "RMK"))
    single = {"metric": "tickets_created"}
    assert client_of("market").post(path, json=single).json()["error"]["code"] == "outside"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", "＝"])
def test_no_text_of_a_customer_is_a_formula_in_a_file_of_figures(client_of, first):
    market = client_of("market")
    title = f"{first}HYPERLINK(1) {ord(first[-1])}{len(first)}"
    body = {"title": title, "description": "d", "product": "Edge 8K"}
    assert market.post("/api/wishes", json=body).status_code == 201
    question = {"metric": "wish_votes", "group_by": ["wish"], "limit": 200}
    text = market.post("/api/statistics/export.csv", json=question).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    numbers = [cell for cell in cells if cell.lstrip("-").replace(".", "", 1).isdigit()]
    assert not [each for each in cells if is_like_formula(each) and each not in numbers]
    file = market.post("/api/statistics/export.xlsx", json=question).content
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]
    assert sheets
    assert all(b"<f>" not in sheet and b"<f " not in sheet for sheet in sheets)


def test_what_cannot_be_asked_is_refused_in_words(client_of):
    answer = client_of("market").post("/api/statistics", json={"metric": "happiness"})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "outside"
    wrong = {
        "metric": "tickets_created",
        "time_range": {"start": "2026-02-01", "end": "2026-01-01"},
    }
    assert client_of("market").post("/api/statistics", json=wrong).status_code == 422


def test_a_dealers_schema_names_no_dealer(client_of):
    schema = client_of("gafpa").get("/api/statistics/schema").json()
    assert "dealer" not in {each["name"] for each in schema["dimensions"]}
    text = client_of("gafpa").get("/api/statistics/schema").text
    assert not any(name in text for name in ("ProAV", "1SV", "DP Gadget", "RMK"))
    assert client_of("max").get("/api/statistics/schema").status_code == 403


def test_questions_are_kept_for_oneself_alone(client_of):
    market, lead = client_of("market"), client_of("lead")
    kept = market.post("/api/statistics/questions", json={"name": "m", "question": QUESTION}).json()
    names = [each["name"] for each in market.get("/api/statistics/questions").json()["items"]]
    assert "m" in names
    assert lead.get("/api/statistics/questions").json()["items"] == []
    path = f"/api/statistics/questions/{kept['id']}"
    assert lead.patch(path, json={"name": "mine"}).status_code == 404
    assert lead.delete(path).status_code == 404
    changed = market.patch(path, json={"name": "January"}).json()
    assert (changed["name"], changed["question"]) == ("January", kept["question"])
    asked = market.patch(path, json={"question": {"metric": "debt"}}).json()
    assert asked["question"]["metric"] == "debt"
    assert market.patch(path, json={"name": ""}).status_code == 422
    assert market.delete(f"/api/statistics/questions/{kept['id']}").status_code == 204


def test_everybody_has_the_board_of_their_work(client_of):
    boards = {
        name: client_of(name).get("/api/dashboards").json()
        for name in ("market", "boss", "rnd", "repair", "proav")
    }
    assert {name: each["name"] for name, each in boards.items()} == {
        "market": "desk", "boss": "management", "rnd": "rnd", "repair": "workshop",
        "proav": "dealer",
    }  # fmt: skip
    assert "2026Q1-003" in boards["rnd"]["warnings"][0]["title"]
    assert boards["proav"]["warnings"] == []


def test_a_board_is_laid_out_for_oneself(client_of):
    rnd, boss = client_of("rnd"), client_of("boss")
    path = "/api/dashboards"
    before, others = rnd.get(path).json(), boss.get(path).json()
    keys = [each["key"] for each in before["tiles"]]
    question = {"name": "By source", "question": {**QUESTION, "group_by": ["source"]}}
    kept = rnd.post("/api/statistics/questions", json=question).json()
    assert {"key": f"kept:{kept['id']}", "title": "By source"} in rnd.get(path).json()["offered"]
    tiles = [
        {"key": keys[2], "title": "Mine", "size": "wide"},
        {"key": f"kept:{kept['id']}"},
        {"key": keys[0]},
    ]
    after = rnd.patch(path, json={"tiles": tiles}).json()
    assert [each["key"] for each in after["tiles"]] == [each["key"] for each in tiles]
    assert [(each["title"], each["size"]) for each in after["tiles"]][:2] == [
        ("Mine", "wide"),
        ("By source", "small"),
    ]
    assert {each["key"] for each in after["offered"]} == set(keys) - {keys[0], keys[2]}
    again = rnd.get(path).json()["tiles"]
    kept_so = [(each["key"], each["title"], each["size"]) for each in again]
    assert kept_so == [(each["key"], each["title"], each["size"]) for each in after["tiles"]]
    assert [each["key"] for each in boss.get(path).json()["tiles"]] == [
        each["key"] for each in others["tiles"]
    ]
    rnd.delete(f"/api/statistics/questions/{kept['id']}")
    assert [each["key"] for each in rnd.get(path).json()["tiles"]] == [keys[2], keys[0]]
    reset = rnd.patch(path, json={"tiles": None}).json()
    assert [each["key"] for each in reset["tiles"]] == keys


def test_a_board_takes_no_tile_that_is_foreign_twice_or_unknown(client_of):
    market, proav = client_of("market"), client_of("proav")
    kept = market.post(
        "/api/statistics/questions", json={"name": "m", "question": QUESTION}
    ).json()["id"]
    key = proav.get("/api/dashboards").json()["tiles"][0]["key"]
    answers = [
        proav.patch("/api/dashboards", json={"tiles": tiles})
        for tiles in (
            [{"key": f"kept:{kept}"}],
            [{"key": "kept:nothing"}],
            [{"key": key}, {"key": key}],
            [{"key": key, "size": "huge"}],
            [{"key": key, "title": ""}],
            [{"key": key}] * 25,
        )
    ]
    assert {each.status_code for each in answers} == {422}
    assert answers[0].json() == answers[1].json()
    assert client_of("max").patch("/api/dashboards", json={"tiles": None}).status_code == 403
    market.delete(f"/api/statistics/questions/{kept}")


def test_the_assistant_answers_with_the_table_and_goes_on(client_of):
    market = client_of("market")
    first = market.post(
        "/api/chat", json={"message": "上个月欧洲地区 Edge 8K 最多什么问题？"}
    ).json()
    assert first["outcome"] == "answered"
    assert first["tables"][0]["rows"][0][:2] == ["稳定性 > 死机", 12]
    assert first["charts"][0]["type"] == "bar"
    talk = {"conversation_id": first["conversation_id"]}
    second = market.post("/api/chat", json={"message": "那北美呢", **talk}).json()
    assert {each["value"] for each in second["tables"][0]["filters"]} == {
        "mavo_edge_8k",
        "north_america",
    }
    refused = market.post("/api/chat", json={"message": "Edge 8K 的返修率是多少"}).json()
    assert refused["outcome"] == "refused"
    assert refused["tables"] == []
