"""Files sent in a conversation: on the ticket opened there, shown on its card, used once."""

import asyncio
import io

import pytest
from PIL import Image
from sqlalchemy import select

from domain.attachments import placing
from domain.errors import NotFoundError
from domain.models import Attachment, Ticket
from tests.assistant.conftest import Talk, viewer

OPEN = "帮 ProAV 的 Max 开个咨询单，ME_207890 拍摄 4K 50fps 死机"


def sent(service, username, name):
    """A picture that this person sent and that is on no ticket yet."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), (9, len(name), 7)).save(content, "PNG")
    content.seek(0)
    taken = placing.take_in(service.attachments, content, name, largest=100_000)
    whose, now = viewer(service, username), service.clock.now()
    return service.store.write(lambda session: placing.note(session, whose, taken, now=now).id)


def say(talk, message, *attachments):
    async def turn():
        running = await talk.service.assistant.start(
            talk.viewer, message, conversation_id=talk.conversation_id, attachments=attachments
        )
        talk.conversation_id = running.conversation_id
        return await running.task

    return asyncio.run(turn())


def files_of(service, number):
    with service.store.unbound_reader() as session:
        rows = select(Attachment.name).join(Ticket, Ticket.id == Attachment.ticket_id)
        return session.scalars(rows.where(Ticket.number == number)).all()


def shown_files(card):
    return [line.new for line in card.preview if line.label in ("附件", "Files")]


def test_files_go_with_the_ticket_and_its_card_names_them(service):
    talk = Talk(service)
    card = say(talk, OPEN, sent(service, "market", "freeze.png")).proposals[0]
    assert shown_files(card) == ["freeze.png"]
    done = say(talk, "确认").proposals[0]
    assert files_of(service, done.result["number"]) == ["freeze.png"]


def test_files_sent_before_what_was_missing_are_not_forgotten(service):
    talk = Talk(service)
    say(talk, "开个返厂单", sent(service, "market", "one.png"))
    say(talk, "SDI 没有输出", sent(service, "market", "two.png"))
    card = say(talk, "ME_207890").proposals[0]
    assert shown_files(card) == ["one.png, two.png"]


def test_a_file_is_on_one_card_only(service):
    talk = Talk(service)
    first = say(talk, OPEN, sent(service, "market", "freeze.png")).proposals[0]
    second = say(talk, "开个咨询单，ME_207890 风扇噪音大").proposals[0]
    assert shown_files(first) == ["freeze.png"]
    assert shown_files(second) == []


def test_foreign_and_unknown_files_are_refused_alike_before_anything_is_said(service):
    talk = Talk(service, "proav")
    for strange in (sent(service, "gafpa", "theirs.png"), "no-such-file"):
        with pytest.raises(NotFoundError):
            say(talk, "hello", strange)
    assert talk.conversation_id is None
