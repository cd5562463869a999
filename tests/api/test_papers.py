"""Papers and attachments over HTTP: streams, parts, headers, and who gets what."""

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from python_calamine import CalamineWorkbook

from tests.domain.files import HOSTILE, box, phone_photo, picture


def send(client, content=None, name="photo.png", **headers):
    content = picture("PNG") if content is None else content
    return client.post("/api/attachments", files={"file": (name, content)}, headers=headers)


def opened(client, **more):
    body = {"kind": "consult", "summary": "Freeze in 4K", "product": "MAVO Edge 8K", **more}
    answer = client.post("/api/tickets", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def cart(client, *devices):
    body = {"kind": "rma", "dealer": "ProAV", "devices": list(devices)}
    answer = client.post("/api/tickets/batch", json=body)
    assert answer.status_code == 201, answer.text
    return [each["number"] for each in answer.json()["tickets"]]


def test_a_picture_is_sent_shown_small_and_fetched_as_it_was(client_of):
    client = client_of("proav")
    content = phone_photo()
    sent = send(client, content, "拍摄 死机.jpg")
    assert sent.status_code == 201
    shown = sent.json()
    assert {name: shown[name] for name in ("name", "media_type", "size")} == {
        "name": "拍摄 死机.jpg", "media_type": "image/jpeg", "size": len(content),
    }  # fmt: skip
    whole = client.get(shown["url"])
    assert whole.content == content
    assert whole.headers["content-type"] == "image/jpeg"
    assert whole.headers["content-disposition"].startswith("inline; filename*=utf-8''%E6%8B%8D")
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-security-policy"] == "default-src 'none'; sandbox"
    small = client.get(shown["thumbnail_url"])
    assert small.headers["content-type"] == "image/jpeg"
    assert b"Phone" not in small.content


def test_a_log_is_saved_and_never_shown_as_a_page(client_of):
    client = client_of("proav")
    shown = send(client, b"<html> is not how this begins? it does not\n", "a.log").json()
    assert "error" in shown
    shown = send(client, b"12:00 <script>alert(1)</script>\n", "a.log").json()
    got = client.get(shown["url"])
    assert got.headers["content-type"] == "text/plain; charset=utf-8"
    assert got.headers["content-disposition"].startswith("attachment;")
    assert shown["thumbnail_url"] is None
    assert client.get(shown["url"] + "/thumbnail").status_code == 404


def test_a_part_of_a_video_can_be_asked_for(client_of):
    client = client_of("proav")
    content = box(b"isom") + bytes(range(256)) * 40
    url = send(client, content, "clip.mp4").json()["url"]
    part = client.get(url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == content[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
    assert client.get(url, headers={"Range": "bytes=999999-"}).status_code == 416


def test_files_come_with_tickets_carts_and_comments_and_stand_on_them(client_of):
    client = client_of("proav")
    one, two, three, four = (send(client, name=f"{n}.png").json()["id"] for n in range(4))
    ticket = opened(client, attachments=[one])
    number = ticket["number"]
    assert [each["name"] for each in ticket["attachments"]] == ["0.png"]
    answer = client.post(
        f"/api/tickets/{number}/comments", json={"text": "see", "attachments": [two]}
    )
    assert answer.status_code == 201
    placed = client.post(f"/api/tickets/{number}/attachments", json={"ids": [three]})
    assert [each["id"] for each in placed.json()["items"]] == [three]
    shown = client.get(f"/api/tickets/{number}").json()
    assert {each["id"] for each in shown["attachments"]} == {one, two, three}
    history = client.get(f"/api/tickets/{number}/events").json()["items"]
    assert history[-1]["action"] == "attach"
    assert history[-1]["changed"][0]["new"] == "2.png"
    device = {"sn": "CART1", "product": "MAVO Edge 8K", "description": "SDI dead"}
    numbers = cart(client_of("proav"), device | {"attachments": [four]})
    shown = client.get(f"/api/tickets/{numbers[0]}").json()
    assert [each["id"] for each in shown["attachments"]] == [four]


def test_several_files_are_sent_onto_a_ticket_at_once(client_of):
    client = client_of("market")
    number = opened(client)["number"]
    files = [("file", (f"{n}.png", picture("PNG", size=(8 + n, 8)))) for n in range(3)]
    answer = client.post(
        f"/api/tickets/{number}/attachments", files=files, data={"internal": "true"}
    )
    assert answer.status_code == 201
    assert [each["internal"] for each in answer.json()["items"]] == [True] * 3


def test_internal_and_unplaced_files_are_missing_to_everybody_else(client_of):
    market, proav, gafpa = client_of("market"), client_of("proav"), client_of("gafpa")
    ids = [send(market).json()["id"] for _ in range(2)]
    number = opened(proav)["number"]
    body = {"ids": ids[:1], "internal": True}
    assert market.post(f"/api/tickets/{number}/attachments", json=body).status_code == 201
    missing = proav.get("/api/attachments/nothing")
    assert missing.status_code == 404
    for client in (proav, gafpa):
        for id in ids:
            for path in (f"/api/attachments/{id}", f"/api/attachments/{id}/thumbnail"):
                answer = client.get(path)
                assert (answer.status_code, answer.text) == (404, missing.text)
            assert client.delete(f"/api/attachments/{id}").status_code == 404
    assert proav.get(f"/api/tickets/{number}").json()["attachments"] == []
    assert len(market.get(f"/api/tickets/{number}").json()["attachments"]) == 1
    placed = proav.post(f"/api/tickets/{number}/attachments", json={"ids": [ids[1]]})
    gone = proav.post(f"/api/tickets/{number}/attachments", json={"ids": ["nothing"]})
    assert (placed.status_code, placed.text) == (gone.status_code, gone.text) == (404, gone.text)


def test_a_file_of_ones_own_can_be_taken_back_until_it_is_placed(client_of):
    client = client_of("proav")
    free, placed = (send(client).json()["id"] for _ in range(2))
    opened(client, attachments=[placed])
    assert client.delete(f"/api/attachments/{free}").status_code == 204
    assert client.get(f"/api/attachments/{free}").status_code == 404
    assert client.delete(f"/api/attachments/{placed}").status_code == 404


def test_hostile_files_are_refused_in_words_and_the_service_goes_on(client_of):
    client = client_of("proav")

    def refused(name):
        answer = send(client, HOSTILE[name], name.replace("\u202e", "%E2%80%AE"))
        return name, answer.status_code, answer.json()["error"]["message"]

    with ThreadPoolExecutor(4) as pool:
        for name, status, message in pool.map(refused, HOSTILE):
            assert status == 422, (name, status)
            assert message.endswith("."), name


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n\r\n--x--",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
        b"\0" * 5000,
        b"--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n",
    ],
)
def test_a_broken_form_is_refused_in_words(client_of, body):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client_of("proav").post("/api/attachments", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_bodies_that_are_no_form_are_refused_in_words(client_of):
    client = client_of("proav")
    number = opened(client)["number"]
    odd = (b"[]", b"{", b'{"ids": []}', b'{"ids": [1]}', b"[" * 100_000)
    sent = [("application/json", body) for body in odd]
    for kind, body in (*sent, ("text/plain", b""), ("multipart/form-data", b"x")):
        for path in ("/api/attachments", f"/api/tickets/{number}/attachments"):
            answer = client.post(path, content=body, headers={"Content-Type": kind})
            assert answer.status_code == 422, (kind, body[:10], path, answer.text)


def test_a_file_beyond_the_limit_is_refused_before_and_while_it_is_read(server, client_of):
    client = client_of("proav")
    server.service.settings.attachment_mb = 3
    try:
        answer = send(client, b"x" * 4_000_000, "a.log")
        assert answer.status_code == 413

        def endless():
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.log"\r\n\r\n'
            for _ in range(50):
                yield b"x" * 100_000

        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = client.post("/api/attachments", content=endless(), headers=headers)
        assert answer.status_code in (413, 422)
    finally:
        server.service.settings.attachment_mb = 200
    assert send(client).status_code == 201


def test_a_large_file_is_taken_without_being_held_in_memory(server, client_of):
    class Video(io.RawIOBase):
        """Forty megabytes that begin like a video."""

        left = 40_000_000
        head = box(b"isom")

        def readable(self):
            return True

        def read(self, size=-1):
            piece = self.head or b"\0" * min(max(size, 1), self.left)
            self.head = b""
            self.left -= len(piece)
            return piece

    client = client_of("proav")
    started = time.perf_counter()
    answer = send(client, Video(), "clip.mp4")
    assert answer.status_code == 201, answer.text
    assert answer.json()["size"] > 39_000_000
    assert time.perf_counter() - started < 30


def test_the_same_request_sent_twice_places_one_file(client_of):
    client = client_of("proav")
    first, again = (send(client, **{"Idempotency-Key": "same-file"}) for _ in range(2))
    assert first.json() == again.json()


def test_a_packing_list_is_made_fetched_and_stands_on_its_tickets(client_of):
    proav = client_of("proav")
    device = {"product": "MAVO Edge 8K", "description": "SDI dead"}
    numbers = cart(client_of("market"), device | {"sn": "PL1"}, device | {"sn": "PL2"})
    made = proav.post("/api/documents/packing-list", json={"numbers": numbers})
    assert made.status_code == 201, made.text
    paper = made.json()
    assert paper["kind"] == "packing_list"
    assert paper["title"] == f"RMA packing list {numbers[0]} +1"
    got = proav.get(paper["url"])
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"].startswith('inline; filename="packing_list-RMA-D-')
    assert got.content.startswith(b"%PDF")
    assert proav.get(paper["url"], params={"language": "zh"}).content != got.content
    for number in numbers:
        assert proav.get(f"/api/tickets/{number}").json()["documents"] == [paper]
    foreign = client_of("gafpa").get(paper["url"])
    assert (foreign.status_code, foreign.text) == (404, proav.get("/api/documents/x.pdf").text)
    refused = client_of("gafpa").post("/api/documents/packing-list", json={"numbers": numbers})
    nothing = client_of("gafpa").post(
        "/api/documents/packing-list", json={"numbers": ["RMA-D-2602-9999"]}
    )
    assert (refused.status_code, refused.text) == (404, nothing.text)


def test_an_approved_request_has_its_packing_list_and_an_invoice_its_paper(client_of):
    market, proav = client_of("market"), client_of("proav")
    body = {"kind": "rma", "sn": "ME_207890", "summary": "Freeze", "description": "Freeze"}
    number = proav.post("/api/tickets", json=body).json()["number"]
    answer = market.post(f"/api/tickets/{number}/moves/approve", json={})
    assert answer.status_code == 200, answer.text
    assert [each["kind"] for each in answer.json()["documents"]] == ["packing_list"]
    assert [each["kind"] for each in proav.get(f"/api/tickets/{number}").json()["documents"]] == [
        "packing_list"
    ]


def test_tickets_are_exported_in_three_forms_in_the_viewers_own_view(client_of):
    proav = client_of("proav")
    total = proav.get("/api/tickets", params={"size": 1}).json()["total"]
    lines = proav.get("/api/export/tickets.jsonl")
    assert lines.headers["content-type"] == "application/x-ndjson"
    records = [json.loads(line) for line in lines.text.splitlines()]
    assert len(records) == total
    assert not any("solution_internal" in each for each in records)
    table = proav.get("/api/export/tickets.csv")
    assert table.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert len(rows) == total + 1
    assert rows[0][0] == "Number"
    book = proav.get("/api/export/tickets.xlsx", headers={"Accept-Language": "zh"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_name("工单")
    read = sheet.to_python()
    assert len(read) == total + 1
    assert {row[0] for row in read[1:]} == {each["number"] for each in records}


def test_an_export_takes_the_filters_of_the_list_and_refuses_what_it_refuses(client_of):
    market = client_of("market")
    every = market.get("/api/tickets").json()["total"]
    for asked in (
        {"kind": "rma", "q": "死机", "from": "2026-01-01"},
        {"dealer": "ProAV"},
        {"customer": "Max Mueller"},
        {"category": "SDI port"},
        {"priority": "R1"},
    ):
        total = market.get("/api/tickets", params=asked).json()["total"]
        assert 0 < total < every, asked
        lines = market.get("/api/export/tickets.jsonl", params=asked).text.splitlines()
        assert len(lines) == total, asked
    for odd in ({"kind": "x"}, {"status": "x"}, {"product": "x"}, {"from": "0001-01-01"}):
        answer = market.get("/api/export/tickets.csv", params=odd)
        assert answer.status_code == 422, odd
    assert market.get("/api/export/tickets.pdf").status_code in (404, 422)


def test_what_people_typed_is_no_formula_in_an_exported_table(client_of):
    market = client_of("market")
    for text in ("=cmd|' /C calc'!A0", "\t=1+1", "＝1+1", "@SUM(1)"):
        opened(market, summary=f"{text} zorbium", description=text)
    table = market.get("/api/export/tickets.csv", params={"q": "zorbium"}).text
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert len(rows) == 5
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in row)
