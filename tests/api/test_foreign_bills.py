"""A PI of somebody else's is a PI that does not exist, on every way there is to ask for one."""

import itertools
import json
import re

import pytest
from sqlalchemy import select

from domain.checking import checked
from domain.errors import DeskError
from domain.identity import viewer_named
from domain.language import Language
from domain.models import Invoice, Ticket
from tests.api.test_dealers import BACK, made, moved
from tests.api.test_isolation import DEALERS
from tools.tool import Effect, discover

MISSING = "PI-2026-9999"
OUTSIDE = (*DEALERS, "max")
SAID = (
    "{}",
    "{} 付了吗？",
    "{}对应哪张单，多少钱",
    "给 {} 登记收款 78 美元，银行转账",
    "is {} paid?",
    "who is {} for and what does it cost?",
    "send {} to me@example.com, subject: invoice, text: here it is",
    "comment on {}: please hurry",
)
PATHS = (
    ("GET", "/api/tickets/{}", None),
    ("GET", "/api/tickets/{}/events", None),
    ("GET", "/api/tickets/{}/context", None),
    ("GET", "/api/tickets?q={}", None),
    ("GET", "/api/customers?q={}", None),
    ("GET", "/api/conversations?q={}", None),
    ("GET", "/api/export/tickets.jsonl?q={}", None),
    ("POST", "/api/tickets/{}/comments", {"text": "hello"}),
    ("POST", "/api/tickets/{}/moves/confirm_receipt", {}),
    ("POST", "/api/documents/packing-list", {"numbers": ["{}"]}),
    ("POST", "/api/mails", {"to": ["a@b.example"], "subject": "s", "body": "b", "ticket": "{}"}),
    ("POST", "/api/dealers/proav/payments", {"reference": "{}", "method": "bank", "amount": 1}),
)
# Arguments whose words are looked for, one by one, in all that may be read.
SEARCHED = {"query", "description", "problem", "question", "summary", "title"}
NUMBER = re.compile(r"\b(?:K|RMA-[DCI]-|SVC-D-|RS-)\d{4}-\d{4}\b|\bPI-\d{4}-\d{4}\b")
# What a tool needs beside the argument that is tried.
REQUIRED = {
    "comment_ticket": {"number": "K1", "text": "hello"},
    "move_ticket": {"numbers": ["K1"], "move": "confirm_receipt"},
    "open_ticket": {"kind": "consult", "summary": "it freezes"},
    "send_email": {"to": ["a@b.example"], "subject": "s", "text": "t"},
    "draft_email": {"number": "K1", "about": "reminder"},
    "request_restock": {"items": [{"sku": "S1-011-013-01", "quantity": 1}]},
}


@pytest.fixture(scope="module")
def viewers(server):
    with server.service.store.unbound_reader() as session:
        return {name: viewer_named(session, name, stage=3) for name in OUTSIDE}


@pytest.fixture(scope="module")
def bills(server, viewers):
    """For each of those outside: a PI that is open and one that is paid, both of others."""
    found = {}
    for name, viewer in viewers.items():
        with server.service.store.reader(viewer) as session:
            own = list(session.scalars(select(Invoice.number)))
        with server.service.store.unbound_reader() as session:
            foreign = select(Invoice.number).where(Invoice.number.not_in(own)).order_by(Invoice.id)
            found[name] = (
                session.scalars(foreign.where(Invoice.paid_at.is_(None))).first(),
                session.scalars(foreign.where(Invoice.paid_at.is_not(None))).first(),
            )
    assert all(map(all, found.values()))
    return found


def test_every_address_answers_for_it_as_for_none(client_of, bills):
    for user, (method, path, body) in itertools.product(OUTSIDE, PATHS):
        answers = [
            client_of(user).request(
                method,
                path.format(number),
                json=body and json.loads(json.dumps(body).replace("{}", number)),
            )
            for number in (MISSING, *bills[user])
        ]
        told = {
            (each.status_code, each.text.replace(number, "PI"))
            for each, number in zip(answers, (MISSING, *bills[user]), strict=True)
        }
        assert len(told) == 1, (user, path, told)


def test_its_paper_is_no_more_there_than_one_that_was_never_made(client_of):
    market, owner = client_of("market"), client_of("euoffice")
    parts = {"items": [{"sku": BACK, "quantity": 1}], "address": "Keizersgracht 1, Amsterdam"}
    number = made(owner, kind="restock", details=parts)["number"]
    moved(market, number, "approve")
    (paper,) = moved(market, number, "invoice", shipping="20")["documents"]
    assert owner.get(paper["url"]).content.startswith(b"%PDF")
    for user in (each for each in OUTSIDE if each != "euoffice"):
        foreign, missing = (
            client_of(user).get(path) for path in (paper["url"], "/api/documents/none.pdf")
        )
        assert foreign.status_code == missing.status_code == 404
        assert foreign.content == missing.content


@pytest.mark.parametrize("user", OUTSIDE)
def test_every_tool_answers_for_it_as_for_none(server, viewers, bills, user):
    viewer, tried = viewers[user], 0
    desk = server.service.assistant.desk_of(viewer, Language.EN)
    for tool in discover().values():
        if not tool.offered_to(viewer):
            continue
        for field in texts_of(tool, viewer):
            told = {
                outcome(tool, desk, field, number).replace(number, "PI")
                for number in (MISSING, *bills[user])
            }
            if field in SEARCHED:
                assert set(NUMBER.findall(" ".join(told))) <= readable(server, viewer)
            else:
                assert len(told) == 1, (tool.name, field, told)
            tried += 1
    assert tried >= 25


def readable(server, viewer):
    """The numbers of all tickets and PIs that somebody may read."""
    with server.service.store.reader(viewer) as session:
        return set(session.scalars(select(Ticket.number))) | set(
            session.scalars(select(Invoice.number))
        )


def test_a_search_for_it_finds_only_what_is_ones_own(server, viewers, client_of, bills):
    for user, viewer in viewers.items():
        for number in bills[user]:
            found = client_of(user).get(f"/api/search?q={number}&limit=50").text
            assert set(NUMBER.findall(found)) <= readable(server, viewer)


def texts_of(tool, viewer):
    """The arguments that take words, or a list of them."""
    for name, field in tool.schema(viewer)["properties"].items():
        words = field.get("items", field)
        if words.get("type") == "string" and "enum" not in words:
            yield name


def outcome(tool, desk, field, number):
    """What comes of a tool when it is given the number there: its result, its card or its error."""
    is_list = tool.schema(desk.viewer)["properties"][field].get("type") == "array"
    given = REQUIRED.get(tool.name, {}) | {field: [number] if is_list else number}
    try:
        arguments = checked(tool.arguments, given)
        made = (tool.run if tool.effect is Effect.READ else tool.propose)(desk, arguments)
    except DeskError as error:
        return f"{error.code} {error.text.en} {error.fields}"
    return made.model_dump_json()


@pytest.mark.parametrize("user", OUTSIDE)
def test_the_conversation_answers_for_it_as_for_none(client_of, bills, user):
    for said in SAID:
        told = {heard(client_of(user), said, number) for number in (MISSING, *bills[user])}
        assert len(told) == 1, (said, told)


def heard(client, said, number):
    """A whole reply without what is different in each: its ids and its moment."""
    reply = client.post("/api/chat", json={"message": said.format(number)}).json()
    kept = {key: value for key, value in reply.items() if key != "trace" and key[-3:] != "_id"}
    for card in kept["proposals"]:
        card.pop("id"), card.pop("expires_at")
    return json.dumps(kept, sort_keys=True, ensure_ascii=False).replace(number, "PI")


def test_those_whose_it_is_are_told_of_it(server, viewers, client_of):
    asked = 0
    for user, viewer in viewers.items():
        with server.service.store.reader(viewer) as session:
            billed = select(Invoice.number, Ticket.number).join(
                Ticket, Ticket.id == Invoice.ticket_id
            )
            own = session.execute(billed.order_by(Invoice.id).limit(2)).all()
        for invoice, ticket in own:
            reply = client_of(user).post("/api/chat", json={"message": invoice}).json()
            assert [each["number"] for each in reply["references"]][:1] == [ticket], reply["text"]
            asked += 1
    assert asked >= 10
