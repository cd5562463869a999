"""The desk's tools in conversation: what is said becomes a card, a draft or an answer."""

import asyncio
import re
import shutil

import pytest
from sqlalchemy import select

from api.app import build
from api.settings import Settings
from domain.access import Viewer
from domain.language import Language
from domain.models import Article, Comment, OutgoingMail, Ticket, Wish
from tests.assistant.conftest import viewer
from tools.similar import FindSimilarTickets, find_similar_tickets

WAITING = "RMA-D-2602-0157"
REJECTED = "RMA-D-2602-0158"


@pytest.fixture(scope="module")
def service(demo_folder, tmp_path_factory):
    """One service for all: tests that change a ticket take one of their own."""
    folder = tmp_path_factory.mktemp("desk") / "data"
    shutil.copytree(demo_folder, folder)
    built = build(Settings(data_dir=folder, embedding="none", _env_file=None))
    yield built
    built.close()


@pytest.fixture(scope="module")
def talk(service):
    """Says things as a demo user in one conversation and answers with the last reply."""

    def say(username, *messages):
        async def turns():
            conversation, reply = None, None
            for message in messages:
                running = await service.assistant.start(
                    viewer(service, username), message, conversation_id=conversation
                )
                reply = await running.task
                conversation = reply.conversation_id
            return reply

        return asyncio.run(turns())

    return say


def rows(service, model, *where):
    with service.store.unbound_reader() as session:
        found = session.scalars(select(model).where(*where)).all()
        session.expunge_all()
        return found


def approved(service, username, reply):
    who: Viewer = viewer(service, username)
    return service.assistant.decisions.approve(who, reply.proposals[-1].id, language=Language.EN)


@pytest.mark.parametrize(
    ("said", "move", "fields"),
    [
        (f"拒绝 {WAITING}，理由：资料不全", "reject", {"reason": "资料不全"}),
        (f"approve {WAITING}", "approve", {}),
        (f"ask {WAITING} for photos of the mount", "ask", {"question": "photos of the mount"}),
        (f"把 {WAITING} 报价：SDI 模块两个，运费 29 美元", "quote",
         {"items": [{"sku": "S1-011-013-01", "quantity": 2}], "shipping": "29"}),
        ("K2602-0011 客户确认解决", "confirm", {}),
        ("turn K2602-0011 into an RMA", "upgrade", {"to": "rma"}),
    ],
)  # fmt: skip
def test_a_move_is_proposed_with_what_was_said(talk, said, move, fields):
    reply = talk("market", said)
    assert [each.name for each in reply.tools] == ["move_ticket"], reply.text
    given = reply.tools[0].arguments
    assert given["move"] == move
    assert {name: given.get(name) for name in fields} == fields


def test_nothing_moves_before_it_is_approved_and_then_it_does(talk, service):
    reply = talk("market", f"拒绝 {REJECTED}，理由：资料不全")
    [ticket] = rows(service, Ticket, Ticket.number == REJECTED)
    assert ticket.status == "pending_approval"
    assert approved(service, "market", reply).result["numbers"] == [REJECTED]
    [ticket] = rows(service, Ticket, Ticket.number == REJECTED)
    assert (ticket.status, ticket.details["reject_reason"]) == ("rejected", "资料不全")


def test_an_impossible_move_says_what_is_possible(talk):
    reply = talk("market", "resolve K2602-0011: updated the firmware")
    assert not reply.proposals
    assert "Possible now" in reply.text


def test_a_foreign_ticket_cannot_be_moved_or_commented_on(talk):
    for said in ("approve RMA-D-2601-0145", "comment on RMA-D-2601-0145: hello"):
        missing = said.replace("0145", "9999")
        texts = [talk("proav", each).text for each in (said, missing)]
        assert texts[0].replace("0145", "9999") == texts[1]


def test_a_comment_is_written_once_approved_and_internal_only_when_said(talk, service):
    reply = talk("market", "internal note on K2602-0011: the customer is in a hurry")
    approved(service, "market", reply)
    [comment] = rows(service, Comment, Comment.text == "the customer is in a hurry")
    assert comment.is_internal


def test_a_quote_mail_adds_up_and_is_only_a_draft(talk, service):
    reply = talk("market", f"draft a quote mail for {WAITING}: one SDI module, shipping $29")
    [draft] = reply.drafts
    assert "$98.00" in draft.text
    assert draft.to
    assert rows(service, OutgoingMail) == []


def test_a_reply_to_a_customer_holds_nothing_internal(talk, service):
    [ticket] = rows(service, Ticket, Ticket.number == "K2602-0001")
    [draft] = talk("market", "帮我回复 K2602-0001 的客户").drafts
    assert ticket.solution in draft.text
    assert ticket.solution_internal not in draft.text


def test_a_mail_goes_out_as_it_was_worded_once_approved(talk, service):
    reply = talk("market", "发送邮件给 max@example.uk，主题：维修报价\n\n您好，\n请确认报价。")
    approved(service, "market", reply)
    [mail] = rows(service, OutgoingMail)
    assert (mail.recipients, mail.subject) == (["max@example.uk"], "维修报价")
    assert mail.body == "您好，\n请确认报价。"


def test_dealers_are_not_offered_mails_and_articles(talk):
    for said in ("draft a reply to the customer of K2602-0001", "write up K2602-0001"):
        assert not talk("proav", said).drafts


def test_a_solved_ticket_becomes_an_articles_draft(talk, service):
    reply = talk("market", "把 K2602-0001 写成知识条目")
    number = approved(service, "market", reply).result["number"]
    [article] = rows(service, Article, Article.number == number)
    assert (article.status, article.visibility) == ("draft", "Internal")


def test_a_wish_is_recorded_and_points_to_those_like_it(talk, service):
    reply = talk("market", "记录一个功能期望：Edge 8K 支持快速启动")
    assert "FR-2025-0089" in " ".join(reply.proposals[0].warnings)
    number = approved(service, "market", reply).result["number"]
    [wish] = rows(service, Wish, Wish.number == number)
    assert wish.title == "Edge 8K 支持快速启动"


@pytest.mark.parametrize(
    "said", ["给 FR-2025-0089 加一票", "another customer wants FR-2025-0089 too"]
)
def test_a_wish_that_exists_gets_a_vote_instead_of_being_recorded_again(talk, service, said):
    [before] = rows(service, Wish, Wish.number == "FR-2025-0089")
    reply = talk("market", "记录一个功能期望：Edge 8K 开机能快一点", said)
    assert f"{before.votes} → {before.votes + 1}" in votes_on(reply.proposals[0])
    assert approved(service, "market", reply).result["number"] == "FR-2025-0089"
    [wish] = rows(service, Wish, Wish.number == "FR-2025-0089")
    assert wish.votes == before.votes + 1
    assert not rows(service, Wish, Wish.title == "Edge 8K 开机能快一点")


def votes_on(card):
    return [f"{line.old} → {line.new}" for line in card.preview if line.old]


def test_only_wishes_that_may_be_the_same_stand_on_the_card_of_a_new_one(talk):
    reply = talk("market", "feature request: in-camera LUT preview over HDMI")
    assert reply.proposals[0].warnings == []


def test_a_wish_that_was_released_gets_no_more_votes(talk):
    reply = talk("market", "vote for FR-2025-0018")
    assert reply.proposals == []
    assert "was released" in reply.text


def test_a_wish_is_nothing_a_dealer_could_vote_for(talk):
    known, unknown = (
        talk("proav", f"vote for {each}") for each in ("FR-2025-0089", "FR-2025-9999")
    )
    assert known.proposals == unknown.proposals == []
    assert known.text.replace("0089", "9999") == unknown.text


def test_my_work_lists_what_waits_for_a_decision(talk):
    assert WAITING in talk("market", "有什么要我处理的").text
    assert WAITING not in talk("gafpa", "what is waiting for me").text


def test_all_that_was_listed_can_be_moved_at_once(talk, service):
    reply = talk("market", "有哪些待审批的 RMA", "全部批准")
    numbers = reply.tools[0].arguments["numbers"]
    assert WAITING in numbers
    assert len(numbers) > 1
    assert approved(service, "market", reply).result["numbers"] == numbers


@pytest.mark.parametrize(
    ("said", "head", "counted"),
    [
        ("Edge 8K 录制 4K 50fps 死机了，有类似案例吗？", "类似案例的解决办法：", r"\((\d+) 例\)"),
        ("Edge 8K freezes at 4K 50fps, any similar cases?", "What solved cases like it:",
         r"\((\d+) cases?\)"),
    ],
)  # fmt: skip
def test_similar_cases_come_with_what_solved_how_many(talk, said, head, counted):
    told = talk("market", said).text
    assert head in told
    numbers = [int(each) for each in re.findall(counted, told.split(head)[1])]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 1


def test_cases_that_are_far_less_likely_than_the_best_are_not_told_of(service):
    desk = service.assistant.desk_of(viewer(service, "market"), Language.EN)
    said = "Edge 6K anamorphic desqueeze over SDI"
    told = find_similar_tickets(desk, FindSimilarTickets(description=said)).cases
    first_five = [each.similarity for each in desk.similar(said, limit=5)]
    assert min(first_five) * 4 < max(first_five)
    assert [case.similarity for case in told] == [s for s in first_five if s * 4 >= first_five[0]]


@pytest.mark.parametrize("said", ["Edge 8K录着录着就死机了", "the Edge 8K just froze on us again"])
def test_a_product_named_with_a_fault_does_not_make_every_ticket_of_it_alike(service, said):
    desk = service.assistant.desk_of(viewer(service, "market"), Language.ZH)
    alike = desk.similar(said, product="mavo_edge_8k", limit=5)
    assert {each.category for each in alike} == {"freeze"}


def test_it_is_said_when_only_keywords_were_searched(talk):
    assert "只按关键词查找" in talk("market", "Edge 8K 高温死机怎么处理？").text
    assert "Searched by keywords only" in talk("market", "How do I jam sync timecode?").text
