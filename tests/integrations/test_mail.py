"""Mail through a real SMTP server on loopback, also one that refuses, hangs or dies."""

import email
import io
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from api.settings import Settings
from domain import mails
from domain.attachments.folder import Folder
from domain.attachments.placing import note, take_in
from domain.clock import Clock
from domain.documents import making
from domain.documents.wording import letterhead_of
from domain.enclosures import openers
from domain.errands import SendingError
from domain.errors import ForbiddenError, InvalidError, NotFoundError
from domain.mails import Enclosed, Letter, is_mail_address
from domain.models import OutgoingMail, User
from domain.notifications.channel import Addressee, Message
from domain.statistics.table import Cell, Chart, Series, Shown
from domain.tickets import opening
from domain.tickets.opening import Draft
from domain.worker import Worker
from integrations.channel import channels
from integrations.mail import Mail
from tests.conftest import NOW, ZONE

LEAD = Addressee(1, "lead", "负责人 Cathy", "zh", "cathy@example.com")
MESSAGE = Message(
    7, LEAD, "new_ticket", "新工单 K2602-0001：拍摄死机", "客户说 <b>死机</b> & 花屏\n第二行",
    "/tickets/K2602-0001", False,
)  # fmt: skip


class Keeping:
    """A handler that keeps mails, and answers as it is told."""

    def __init__(self):
        self.mails, self.rcpt, self.data = [], None, None

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.rcpt and not address.startswith("good"):
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.data:
            return self.data
        self.mails.append(
            (envelope, email.message_from_bytes(envelope.content, policy=policy.SMTP))
        )
        return "250 OK"


@contextmanager
def serving(handler, **more):
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def shared():
    handler = Keeping()
    with serving(handler) as port:
        yield handler, port


@pytest.fixture
def server(shared):
    handler, port = shared
    handler.mails, handler.rcpt, handler.data = [], None, None
    return handler, port


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def settings(port, **more):
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_from": "desk@example.com",
             "smtp_tls": "none", "public_url": "https://desk.example/"}  # fmt: skip
    return Settings(**given | more, _env_file=None)


def mail(port, **more):
    return Mail(settings(port, **more), wait=0.5)


def test_a_notification_arrives_in_chinese_as_text_and_html_with_a_link(server):
    handler, port = server
    mail(port).send(MESSAGE)
    envelope, got = handler.mails[0]
    assert envelope.rcpt_tos == ["cathy@example.com"]
    assert got["Subject"] == MESSAGE.title
    assert got["To"].addresses[0].display_name == "负责人 Cathy"
    assert got["Message-ID"] == "<notice-7@example.com>"
    assert envelope.content.isascii()
    text = got.get_body(("plain",)).get_content()
    html = got.get_body(("html",)).get_content()
    assert "客户说 <b>死机</b> & 花屏" in text
    assert "https://desk.example/tickets/K2602-0001" in text
    assert "&lt;b&gt;死机&lt;/b&gt; &amp; 花屏" in html
    assert 'href="https://desk.example/tickets/K2602-0001"' in html


def test_figures_stand_below_as_a_table_with_their_chart_within_the_page(server):
    handler, port = server
    chart = Chart(
        type="bar", title="工单", labels=["死机", "<img>"], alt='死机 12"', unit="",
        series=[Series(name="n", values=[12.0, 3.0])],
    )  # fmt: skip
    rows: list[list[Cell]] = [["死机", 12], ["<img src=x>", None]]
    shown = Shown(title="按类别", columns=["类别", "n"], rows=rows, chart=chart)
    bare = Shown(title="合计", columns=["n"], rows=[[15]])
    mail(port).send(replace(MESSAGE, figures=[shown, bare]))
    _, got = handler.mails[0]
    text = got.get_body(("plain",)).get_content()
    assert "死机 | 12" in text
    assert '死机 12"' in text  # the chart in words
    page = got.get_body(("related", "html"))
    html = got.get_body(("html",)).get_content()
    assert "<td>&lt;img src=x&gt;</td><td>–</td>" in html
    assert 'alt="死机 12&quot;"' in html
    (picture,) = [each for each in page.iter_parts() if each.get_content_type() == "image/png"]
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html
    assert picture.get_content().startswith(b"\x89PNG")


@given(words=st.text(max_size=80), more=st.sampled_from(["\r\nBcc: x@evil.example", "\nTo: y", ""]))
def test_no_text_begins_another_header(shared, words, more):
    handler, port = shared
    handler.mails, handler.rcpt, handler.data = [], None, None
    hostile = (words + more).encode("utf-8", "ignore").decode()
    person = Addressee(1, "u", hostile, "en", "cathy@example.com")
    mail(port).send(Message(1, person, "comment", hostile, hostile, None, False))
    envelope, got = handler.mails[0]
    assert envelope.rcpt_tos == ["cathy@example.com"]
    assert got["Bcc"] is None
    assert [each.addr_spec for each in got["To"].addresses] == ["cathy@example.com"]
    assert set(got.keys()) <= {
        "Subject", "From", "To", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "X-Peer", "X-MailFrom", "X-RcptTo",
    }  # fmt: skip


def test_an_outward_mail_carries_its_files_under_their_chinese_names(server):
    handler, port = server
    pdf = Enclosed("装箱单 RMA-D-2602-0001.pdf", "application/pdf", b"%PDF-1.7\n\x00\xff" * 9_000)
    odd = Enclosed('a"\r\nX: y.bin', "no/such/kind", b"1")
    mail(port).post(
        Letter(3, ["good@x.example", "b@y.example"], "发票", "您好，\n请查收。", [pdf, odd])
    )
    envelope, got = handler.mails[0]
    assert envelope.rcpt_tos == ["good@x.example", "b@y.example"]
    first, second = got.iter_attachments()
    assert first.get_filename() == pdf.name
    assert first.get_content_type() == "application/pdf"
    assert first.get_content() == pdf.data
    assert second.get_content_type() == "application/octet-stream"
    assert "X" not in second
    assert got.get_body(("plain",)).get_content().startswith("您好，")


@pytest.mark.parametrize(
    ("rcpt", "data", "is_final"),
    [("450 busy", None, False), ("550 no such user", None, True), (None, "451 later", False),
     (None, "554 refused as spam", True)],
)  # fmt: skip
def test_a_refusal_is_final_or_not_by_its_code(server, rcpt, data, is_final):
    handler, port = server
    handler.rcpt, handler.data = rcpt, data
    with pytest.raises(SendingError) as refused:
        mail(port).send(MESSAGE)
    assert refused.value.is_final is is_final
    assert (rcpt or data)[:3] in str(refused.value)


def test_a_recipient_among_others_that_is_refused_is_named(server):
    handler, port = server
    handler.rcpt = "550 no such user"
    with pytest.raises(SendingError, match=r"bad@y\.example") as refused:
        mail(port).post(Letter(3, ["good@x.example", "bad@y.example"], "s", "b", []))
    assert refused.value.is_final
    assert len(handler.mails) == 1


@contextmanager
def rude(say, then_close):
    """A server that says something, or nothing, and then hangs or hangs up."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        ended = threading.Event()

        def answer():
            connection, _ = listening.accept()
            with connection:
                for line in say:
                    connection.sendall(line)
                    connection.recv(4096)
                if not then_close:
                    ended.wait(5)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        ended.set()
        thread.join(5)


GREETING = (b"220 hello\r\n", b"250 hello\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go\r\n")


@pytest.mark.parametrize("lines", [0, 1, 2, 4, 5])
@pytest.mark.parametrize("then_close", [True, False])
def test_a_server_that_hangs_or_dies_at_any_point_is_tried_again_later(lines, then_close):
    with rude(GREETING[:lines], then_close) as port:
        with pytest.raises(SendingError) as broken:
            mail(port).send(MESSAGE)
        assert not broken.value.is_final


def test_a_server_that_is_not_there_is_tried_again_later():
    with pytest.raises(SendingError) as broken:
        mail(free_port()).send(MESSAGE)
    assert not broken.value.is_final


def test_a_server_that_cannot_encrypt_gets_nothing_when_encryption_is_asked_for(server):
    handler, port = server
    with pytest.raises(SendingError):
        mail(port, smtp_tls="starttls").send(MESSAGE)
    assert handler.mails == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_it_signs_in_where_an_account_is_set():
    handler = Keeping()

    def check(_server, _session, _envelope, _mechanism, given):
        assert isinstance(given, LoginPassword)
        return AuthResult(success=(given.login, given.password) == (b"desk", b"secret"))

    more = {"authenticator": check, "auth_require_tls": False, "auth_required": True}
    with serving(handler, **more) as port:
        mail(port, smtp_username="desk", smtp_password="secret").send(MESSAGE)
        with pytest.raises(SendingError) as wrong:
            mail(port, smtp_username="desk", smtp_password="other").send(MESSAGE)
    assert len(handler.mails) == 1
    assert not wrong.value.is_final
    assert "other" not in str(wrong.value)


def test_without_a_server_or_a_sender_the_channel_is_off():
    assert channels(settings(25, smtp_host="")) == []
    assert channels(settings(25, smtp_from="not an address")) == []
    assert [each.name for each in channels(settings(25))] == ["mail"]


@pytest.mark.parametrize(
    ("text", "good"),
    [("a.b@example.com", True), ("a@b", False), ("a..b@example.com", False), ("@x.y", False),
     ("a@x.y\r\nBcc: c@d.e", False), ("a@x.y, c@d.e", False), ("名@x.y", False),
     ("a@-x.com", False), ("a" * 65 + "@x.com", False), ("a@" + "x." * 150 + "com", False)],
)  # fmt: skip
def test_only_one_plain_address_is_a_mail_address(text, good):
    assert is_mail_address(text) is good


@pytest.fixture
def post(demo_store, as_user):
    def queue(username, **given):
        wanted = {"to": ["good@x.example"], "subject": "报价", "body": "请确认"} | given
        viewer = as_user(username)
        return demo_store.write(lambda s: mails.queue_mail(s, viewer, now=NOW, **wanted).id)

    return queue


def rounds(store, port, **more):
    clock = Clock(ZONE, source=lambda: NOW)
    return Worker(store, clock, 3, [], mail(port), **more)


def test_a_queued_mail_leaves_once_with_its_files_and_shows_that_it_left(
    demo_store, server, post, as_user, tmp_path
):
    handler, port = server
    folder, market = Folder(tmp_path / "attachments"), as_user("market")

    def prepare(session):
        draft = Draft(kind="rma", sn="ME_207890", summary="no SDI output")
        number = opening.open_ticket(session, market, draft, now=NOW).number
        paper = making.packing_list(session, market, [number], now=NOW)
        sent = take_in(folder, io.BytesIO(b"first line\n"), "日志.log", largest=1000)
        return number, paper.id, note(session, market, sent, now=NOW).id

    number, paper_id, log_id = demo_store.write(prepare)
    post("market", number=number, enclosures=[("document", paper_id), ("attachment", log_id)])
    letterhead = letterhead_of("Kinefinity", "Beijing", "")
    files = openers(demo_store, folder=folder, letterhead=letterhead, zone=ZONE)
    worker = rounds(demo_store, port, openers=files)
    assert worker.send() == 1
    assert worker.send() == 0
    paper, log = handler.mails[0][1].iter_attachments()
    assert number in paper.get_filename()
    assert paper.get_content().startswith(b"%PDF")
    assert log.get_filename() == "日志.log"
    with demo_store.reader(as_user("market_cn")) as session:
        shown, total = mails.listed(
            session, number=number, state=None, offset=0, limit=5, clock=worker.clock
        )
    assert total == 1
    assert (shown[0].state, shown[0].by, shown[0].to) == ("sent", "market", ["good@x.example"])
    with demo_store.reader(as_user("proav")) as session:
        assert mails.listed(
            session, number=None, state=None, offset=0, limit=5, clock=worker.clock
        ) == ([], 0)


def test_a_mail_that_cannot_leave_stays_seen_with_its_reason(demo_store, server, post):
    handler, port = server
    handler.data = "554 refused as spam"
    id = post("market")
    rounds(demo_store, port).send()
    with demo_store.unbound_reader() as session:
        row = session.get(OutgoingMail, id)
    assert (row.state, row.attempts) == ("failed", 1)
    assert "554" in row.error


def test_what_may_not_be_sent_is_refused(post):
    for wrong in (
        {"to": []}, {"to": ["nobody"]}, {"to": ["a@b.c"] * 1 + [f"u{i}@b.c" for i in range(30)]},
        {"subject": "a\r\nBcc: x@y.z"}, {"subject": " "}, {"body": ""}, {"body": "x" * 60_000},
        {"body": "a\x00b"}, {"enclosures": [("pigeon", "1")]},
    ):  # fmt: skip
        with pytest.raises(InvalidError):
            post("market", **wrong)
    with pytest.raises(ForbiddenError):
        post("proav")
    with pytest.raises(NotFoundError):
        post("market", enclosures=[("document", "none")])
    with pytest.raises(NotFoundError):
        post("market", number="K2602-9999")


def test_a_person_without_an_address_hears_in_the_inbox_only(demo_store, as_user):
    from domain.notifications import sending, taking
    from domain.notifications.taking import Telling

    demo_store.write(lambda s: s.execute(update(User).values(email=None)))
    draft = Draft(kind="consult", sn="ME_207890", summary="freeze")
    demo_store.write(lambda s: opening.open_ticket(s, as_user("market"), draft, now=NOW).id)
    channel = mail(free_port())
    taking.take_waiting(demo_store, Telling(3, NOW, [channel]))
    assert (
        sending.send_due(demo_store, [channel], clock=Clock(ZONE, source=lambda: NOW), stage=3) == 0
    )
