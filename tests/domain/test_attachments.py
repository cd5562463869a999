"""Files people send: taken by content, refused with the reason, kept once, swept when forgotten."""

import io
import os
import time
import unicodedata
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.attachments import placing
from domain.attachments.folder import Folder
from domain.attachments.names import extension_of, safe_name
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.models import Attachment
from domain.tickets import opening
from domain.tickets.attaching import attach
from domain.tickets.moving import comment
from domain.tickets.opening import Draft
from domain.visibility import visible
from tests.conftest import NOW
from tests.domain.files import GOOD, GPS, HOSTILE, phone_photo, picture

MB = 1_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "attachments")


def taken(folder, content, name, *, largest=200 * MB):
    return placing.take_in(folder, io.BytesIO(content), name, largest=largest)


def files_in(folder):
    return (
        [path for path in folder.root.rglob("*") if path.is_file()] if folder.root.exists() else []
    )


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_a_kind_the_desk_takes_is_kept_as_it_came(folder, name):
    content, media_type = GOOD[name]
    sent = taken(folder, content, name)
    assert (sent.kind.media_type, sent.name) == (media_type, name)
    assert folder.path_of(sent.received.sha256).read_bytes() == content


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_reason_and_leaves_nothing(folder, name):
    started = time.perf_counter()
    with pytest.raises(InvalidError) as refused:
        taken(folder, HOSTILE[name], name)
    assert refused.value.text.zh.endswith("。")
    assert refused.value.text.en.endswith(".")
    assert files_in(folder) == []
    assert time.perf_counter() - started < 2


def test_there_are_many_kinds_of_hostile_files():
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize(
    ("name", "kept"),
    [("photo.png", "photo.jpg"), ("photo", "photo.jpg"), ("photo.pdf", "photo.jpg"),
     ("photo.JPG", "photo.JPG"), ("..", "file.jpg"), ("", "file.jpg")],
)  # fmt: skip
def test_a_name_that_tells_another_kind_gets_the_extension_of_its_content(folder, name, kept):
    assert taken(folder, picture("JPEG"), name).name == kept


@pytest.mark.parametrize(("name", "most"), [("a.log", 30), ("a.json", 30)])
def test_a_file_beyond_the_size_of_its_kind_is_refused(folder, name, most):
    with pytest.raises(InvalidError, match=f"{most} MB"):
        taken(folder, b"x" * (most * MB + 1), name)
    assert files_in(folder) == []


def test_a_stream_without_end_stops_at_the_limit(folder):
    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(InvalidError, match="3 MB"):
        placing.take_in(folder, endless, "a.log", largest=3 * MB)
    assert endless.given < 4 * MB
    assert files_in(folder) == []


def test_a_thumbnail_stands_upright_and_tells_nothing_of_place_or_camera(folder):
    sent = taken(folder, phone_photo(), "photo.jpg")
    data = folder.thumbnail_of(sent.received.sha256).read_bytes()
    with Image.open(io.BytesIO(data)) as small:
        assert small.size == (40, 80)
        top, bottom = small.getpixel((20, 10)), small.getpixel((20, 70))
        assert dict(small.getexif()) == {}
    assert top[0] > 200 > 100 > top[2]
    assert bottom[2] > 200 > 100 > bottom[0]
    assert GPS not in data
    assert b"Phone" not in data


def test_a_large_picture_gets_a_small_thumbnail_and_clear_parts_become_white(folder):
    content = io.BytesIO()
    Image.new("RGBA", (3000, 1500), (0, 0, 0, 0)).save(content, "PNG")
    sent = taken(folder, content.getvalue(), "clear.png")
    with Image.open(folder.thumbnail_of(sent.received.sha256)) as small:
        assert small.size == (320, 160)
        assert small.getpixel((5, 5)) == (255, 255, 255)


HOSTILE_NAMES = [
    "../../etc/passwd", "..\\..\\windows\\system32\\evil", "/etc/shadow", "C:\\autoexec.txt",
    "\\\\server\\share\\x.txt", "....//....//x", "a/../../b.txt", "%2e%2e%2fetc", "file:///x",
    "", " ", ".", "..", "...", "/", "\\", "~", "~root", ".htaccess", ".bashrc", "\x00",
    "a\x00b.png",    "con", "CON.txt", "prn", "aux.log", "nul", "NUL.tar.gz", "com1", "COM9.txt",
    "lpt1", "LPT².log",
    "conin$", "a" * 300, "死" * 300 + ".png", "x." + "y" * 300, "a:b", "a:$DATA",
    "file.txt::$DATA",
    "a|b", "a<b>c", 'a"b', "a?b*c", "a\nb", "a\r\nSet-Cookie: x=1", "a\tb", "\x1b[2Ja", "\x7f",
    "\x85",    "photo\u202egpj.txt", "\u202a\u202b\u202c\u202d\u202ex", "\u2066x\u2069",
    "\u200b\u200f",
    "\ufeffx",    "x\u2028y\u2029z", "\ud800x", "e" + "\u0301" * 50, "\U000e0001tag", "\ue000",
    "-rf", "--help",
    "name.", "name ", "name. . .", " lead", "a'; DROP TABLE attachments;--", "<script>x</script>",
    "${jndi:ldap://x}", "{{7*7}}", "$(reboot)", "`reboot`", "%s%s%n", "=cmd|' /C calc'!A0",
    *(f"a{chr(code)}b.txt" for code in range(1, 32)),
    *(f"a{chr(code)}b.txt" for code in range(0x7F, 0xA0)),
    *(f"{name}{ending}" for name in ("con", "AUX", "nul", "COM3", "lpt7")
      for ending in (".png", ".tar.gz", " .txt", ". ", ".", "..")),
    *(f"x{chr(code)}y.png" for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F))),
    *("../" * depth + "x.png" for depth in range(1, 25)),
]  # fmt: skip


def is_safe(name):
    return (
        name == unicodedata.normalize("NFC", name)
        and 0 < len(name.encode()) <= 160
        and not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn") for each in name)
        and not set(name) & set('/\\<>:"|?*\u2028\u2029')
        and not name.startswith((".", " ", "~"))
        and not name.endswith((".", " "))
        and name.split(".")[0].strip().lower()
        not in {"con", "prn", "aux", "nul", "com1", "com3", "com9", "lpt1", "lpt7", "lpt²"}
    )


def test_two_hundred_hostile_names_become_safe_ones():
    assert len(HOSTILE_NAMES) >= 200
    for name in HOSTILE_NAMES:
        assert is_safe(safe_name(name)), (name, safe_name(name))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_name_becomes_safe_and_stays_as_it_then_is(name):
    safe = safe_name(name)
    assert is_safe(safe), (name, safe)
    assert safe_name(safe) == safe


def test_a_long_name_keeps_its_extension():
    assert extension_of(safe_name("死机" * 200 + ".mp4")) == "mp4"


def test_the_same_bytes_are_kept_once_and_a_sweep_takes_only_what_nothing_names(folder):
    first, again = (taken(folder, picture("PNG"), f"{n}.png") for n in range(2))
    other = taken(folder, picture("GIF"), "b.gif")
    assert first.received.sha256 == again.received.sha256
    assert len(files_in(folder)) == 4
    (folder.root / "coming" / "left").write_bytes(b"from a crash")
    named = {first.received.sha256}
    assert folder.sweep(named.__contains__, older_than=time.time() - 60) == 0
    for path in files_in(folder):
        os.utime(path, (0, 0))
    assert folder.sweep(named.__contains__, older_than=time.time() - 60) == 3
    assert folder.missing([first.received.sha256, other.received.sha256]) == [other.received.sha256]


def test_a_file_that_is_sent_again_is_not_swept_before_its_row_is_written(folder):
    sent = taken(folder, picture("PNG"), "a.png")
    for path in files_in(folder):
        os.utime(path, (0, 0))
    taken(folder, picture("PNG"), "a.png")
    assert folder.sweep(lambda _: False, older_than=time.time() - 60) == 0
    assert folder.missing([sent.received.sha256]) == []


@pytest.fixture
def send(demo_store, folder):
    """Sends a file as somebody; gives its id."""
    sent = taken(folder, picture("PNG"), "a.png")

    def as_viewer(viewer, *, now=NOW):
        return demo_store.write(lambda session: placing.note(session, viewer, sent, now=now).id)

    return as_viewer


def seen(store, viewer, id):
    with store.reader(viewer) as session:
        return session.get(Attachment, id) is not None


def test_a_file_is_its_senders_alone_until_it_is_placed(demo_store, as_user, send):
    proav, market, gafpa = as_user("proav"), as_user("market"), as_user("gafpa")
    id = send(proav)
    assert [seen(demo_store, each, id) for each in (proav, market, gafpa)] == [True, False, False]
    demo_store.write(lambda session: attach(session, proav, "K2602-0001", [id], now=NOW))
    assert [seen(demo_store, each, id) for each in (proav, market, gafpa)] == [True, True, False]


def test_an_internal_file_stays_among_staff(demo_store, as_user, send):
    market, proav = as_user("market"), as_user("proav")
    id = send(market)
    demo_store.write(
        lambda session: attach(session, market, "K2602-0001", [id], internal=True, now=NOW)
    )
    assert seen(demo_store, market, id)
    assert not seen(demo_store, proav, id)
    own = send(proav)
    with pytest.raises(ForbiddenError):
        demo_store.write(
            lambda session: attach(session, proav, "K2602-0001", [own], internal=True, now=NOW)
        )


def attached(viewer, id, session):
    return attach(session, viewer, "K2602-0001", [id], now=NOW)


def test_foreign_missing_and_placed_files_are_refused_alike(demo_store, as_user, send):
    proav, market = as_user("proav"), as_user("market")
    placed = send(proav)
    demo_store.write(lambda session: attach(session, proav, "K2602-0001", [placed], now=NOW))
    said = set()
    for id in (send(market), "nothing", placed):
        with pytest.raises(NotFoundError) as refused:
            demo_store.write(partial(attached, proav, id))
        said.add(refused.value.text)
    assert len(said) == 1
    gafpa = as_user("gafpa")
    own = send(gafpa)
    with pytest.raises(NotFoundError):
        demo_store.write(partial(attached, gafpa, own))


def test_files_come_with_a_new_ticket_and_with_comments(demo_store, as_user, send):
    proav = as_user("proav")
    first, second = send(proav), send(proav)
    draft = Draft(
        kind="consult", summary="Freeze in 4K", product="MAVO Edge 8K", attachments=[first]
    )
    number = demo_store.write(
        lambda session: opening.open_ticket(session, proav, draft, now=NOW).number
    )
    said = demo_store.write(
        lambda session: comment(session, proav, number, "see", attachments=[second], now=NOW).id
    )
    with demo_store.reader(proav) as session:
        rows = session.scalars(visible(proav, Attachment)).all()
        assert {row.id: row.comment_id for row in rows} == {first: None, second: said}
        assert len({row.ticket_id for row in rows}) == 1


def test_a_ticket_with_a_file_that_is_not_ones_own_is_not_opened(demo_store, as_user, send):
    proav = as_user("proav")
    draft = Draft(
        kind="consult", summary="x y", product="MAVO Edge 8K", attachments=[send(as_user("gafpa"))]
    )
    with pytest.raises(NotFoundError):
        demo_store.write(lambda session: opening.open_ticket(session, proav, draft, now=NOW))


def test_too_many_waiting_files_are_refused_and_forgotten_ones_go_after_a_week(
    demo_store, as_user, send, monkeypatch
):
    monkeypatch.setattr(placing, "_MOST_UNPLACED", 3)
    proav = as_user("proav")
    for _ in range(3):
        send(proav)
    with pytest.raises(ConflictError):
        send(proav)
    later = NOW + timedelta(days=8)
    assert demo_store.write(lambda session: placing.forget_unplaced(session, now=later)) == 3
    send(proav, now=later)
