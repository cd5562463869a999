"""The command line, as an operator types it: each command in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import apsw
import pytest

from domain.importing import taking_turns
from tests.assistant.endpoint import endpoint, garbage, say

COMMAND = (sys.executable, "-c", "from api.cli import main; main()")


def surroundings(folder: Path) -> dict[str, str]:
    return {**os.environ, "BOKEH_DATA_DIR": str(folder), "BOKEH_EMBEDDING": "none"}


@pytest.fixture
def desk(tmp_path: Path):
    """Runs `bokeh-desk` in a data directory of its own; gives exit code, output, errors."""

    def run(
        *arguments: str, given: str = "", settings: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[int, str, str]:
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=surroundings(tmp_path) | settings,
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=tmp_path,
        )
        return done.returncode, done.stdout, done.stderr

    run.folder = tmp_path  # type: ignore[attr-defined]
    return run


@pytest.fixture
def demo_desk(desk, demo_file: Path):
    shutil.copy(demo_file, desk.folder / "bokeh.db")
    return desk


def test_without_an_installation_chat_says_how_to_get_one(desk):
    code, out, err = desk("chat", "--message", "hello")
    assert code == 1
    assert "serve --demo" in err
    assert "Traceback" not in out + err


def test_one_message_is_answered_with_the_reply_object(demo_desk):
    code, out, _ = demo_desk("chat", "--as", "market", "--json", "--message", "K2602-0001")
    reply = json.loads(out)
    assert code == 0
    assert reply["references"][0]["number"] == "K2602-0001"


def test_a_whole_conversation_opens_a_ticket(demo_desk):
    said = "帮 ProAV 的 Max 开个咨询单，ME_207890 拍摄 4K 50fps 死机\n确认\n"
    code, out, _ = demo_desk("chat", "--as", "market", given=said)
    assert code == 0
    assert "Max Mueller" in out
    assert "[K2602-" in out


def test_an_unknown_user_is_one_sentence(demo_desk):
    code, _, err = demo_desk("chat", "--as", "nobody-here", "--message", "hello")
    assert code == 1
    assert "nobody-here" in err
    assert "Traceback" not in err


def test_records_are_imported_and_bad_lines_reported(desk):
    file = desk.folder / "records.jsonl"
    file.write_text(
        '{"type":"product","code":"p","name":"P"}\n{broken\n{"type":"product","code":"q"}\n',
        encoding="utf-8",
    )
    code, out, err = desk("import", str(file))
    assert code == 1
    assert "1 new" in out, err
    assert "records.jsonl:2" in err
    assert "records.jsonl:3" in err
    assert "1 unchanged" in desk("import", str(file))[1]


def test_an_import_waits_for_another_one_and_says_so(desk):
    file = desk.folder / "records.jsonl"
    file.write_text('{"type":"product","code":"p","name":"P"}\n', encoding="utf-8")
    with taking_turns(desk.folder / "bokeh.db"):
        begun = subprocess.Popen(
            [*COMMAND, "import", str(file)], env=surroundings(desk.folder), stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert "waiting for its end" in begun.stdout.readline()
    assert "1 new" in begun.communicate(timeout=120)[0]
    assert begun.returncode == 0


def test_documents_are_imported_found_and_refused_with_the_reason(demo_desk):
    folder = demo_desk.folder / "manuals"
    folder.mkdir()
    (folder / "tally.md").write_text(
        "# Tally lamp\n\n## Zorbification\n\nHold the menu key for nine seconds to zorbify it.\n",
        encoding="utf-8",
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing else")
    (folder / "empty.txt").write_bytes(b"")
    code, out, err = demo_desk("import", str(folder), "--visibility", "public")
    assert code == 1
    assert "1 new" in out
    assert "broken.pdf" in err
    assert "empty.txt" in err
    question = "How do I zorbify the tally lamp?"
    _, out, _ = demo_desk("chat", "--as", "proav", "--json", "--message", question)
    reply = json.loads(out)
    assert "nine seconds" in reply["text"]
    assert "tally.md" in reply["references"][0]["title"]
    assert "Zorbification" in reply["references"][0]["title"]


def test_a_long_name_with_brackets_is_named_whole_on_one_line(demo_desk):
    path = demo_desk.folder / ("[red]" + "a manual of an old camera " * 6 + "[draft].pdf")
    path.write_bytes(b"%PDF-1.7 nothing else")
    _, _, err = demo_desk("import", str(path))
    assert f"refused {path}: " in err


def test_a_path_that_is_not_there_is_one_sentence(desk):
    code, _, err = desk("import", "no/such/file.md")
    assert code == 1
    assert "no/such/file.md" in err
    assert "Traceback" not in err


def test_a_wrong_setting_is_one_sentence(desk, monkeypatch):
    monkeypatch.setenv("BOKEH_TIMEZONE", "Mars/Olympus")
    code, _, err = desk("migrate")
    assert code == 1
    assert "Mars/Olympus" in err
    assert "Traceback" not in err


def test_a_file_that_is_no_store_is_refused(desk):
    (desk.folder / "bokeh.db").write_bytes(b"this is not a database" * 100)
    code, _, err = desk("migrate")
    assert code == 1
    assert "not a database" in err


def stored_file(desk, name="screen.png"):
    """Puts an attachment on a ticket of the desk's store; gives its place in the folder."""
    import io

    from domain.attachments import placing
    from domain.attachments.folder import Folder
    from domain.database import Store
    from domain.identity import viewer_named
    from domain.tickets.attaching import attach
    from tests.conftest import NOW
    from tests.domain.files import picture

    folder = Folder(desk.folder / "attachments")
    sent = placing.take_in(folder, io.BytesIO(picture("PNG")), name, largest=1_000_000)
    store = Store(desk.folder / "bokeh.db")

    def work(session):
        market = viewer_named(session, "market", stage=3)
        row = placing.note(session, market, sent, now=NOW)
        attach(session, market, "K2602-0001", [row.id], now=NOW)

    store.write(work)
    store.close()
    return folder.path_of(sent.received.sha256)


def test_the_exported_records_are_taken_in_again(demo_desk, tmp_path):
    code, _, err = demo_desk("export", "world.jsonl")
    assert (code, err) == (0, "")
    lines = (tmp_path / "world.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 800
    assert {"ticket", "device", "article", "link"} <= {json.loads(line)["type"] for line in lines}
    assert not any("password" in json.loads(line) for line in lines)
    _, out, _ = demo_desk("export")
    assert out.splitlines() == lines
    tickets = [line for line in lines if json.loads(line)["type"] == "ticket"]
    (tmp_path / "tickets.jsonl").write_text("\n".join(tickets), encoding="utf-8")
    code, out, err = demo_desk("import", "tickets.jsonl")
    assert (code, err) == (0, "")
    assert "0 new" in out


def test_tickets_are_exported_as_a_table_in_somebodys_view(demo_desk):
    assert demo_desk("export", "t.xlsx", "--format", "xlsx")[0] == 0
    assert (demo_desk.folder / "t.xlsx").read_bytes().startswith(b"PK")
    assert demo_desk("export", "t.csv", "--format", "csv", "--as", "proav")[0] == 0
    text = (demo_desk.folder / "t.csv").read_text(encoding="utf-8-sig")
    assert "K2602-0001" in text
    assert "Gafpa" not in text
    for arguments, said in (
        (("--format", "pdf"), "jsonl, csv or xlsx"),
        (("--format", "xlsx"), "needs a name"),
        (("t.csv", "--format", "csv", "--as", "no-one"), "no-one"),
        (("no/such/folder/t.csv",), "cannot be written"),
    ):
        code, _, err = demo_desk("export", *arguments)
        assert code == 1
        assert said in err
        assert "Traceback" not in err


def test_a_backup_is_restored_with_its_files_and_searched_again(demo_desk):
    place = stored_file(demo_desk)
    content = place.read_bytes()
    code, out, _ = demo_desk("backup", "b.tar.gz")
    assert code == 0
    assert "2 files" in out
    assert demo_desk("backup", "b.tar.gz")[0] == 1
    code, _, err = demo_desk("restore", "b.tar.gz")
    assert code == 1
    assert "--force" in err
    place.unlink()
    (demo_desk.folder / "bokeh.db").write_bytes(b"lost" * 1000)
    code, out, err = demo_desk("restore", "b.tar.gz", "--force")
    assert (code, err) == (0, "")
    assert "2 files" in out
    assert place.read_bytes() == content
    assert len(list(demo_desk.folder.glob("bokeh.db.before-*"))) == 1
    _, out, _ = demo_desk("chat", "--as", "market", "--json", "--message", "K2602-0001")
    assert json.loads(out)["references"][0]["number"] == "K2602-0001"
    assert "0 missing" in demo_desk("doctor")[1]
    place.unlink()
    code, out, _ = demo_desk("doctor")
    assert code == 1
    assert "1 missing" in out


def test_doctor_says_what_keeps_a_hosted_model_from_answering(demo_desk):
    with endpoint() as place:
        settings = {"BOKEH_LLM_BASE_URL": place.url, "BOKEH_LLM_MODEL": "m"}
        place.script = [lambda handler: handler.fail(401), garbage, say("pong")]
        for fault in (": status 401", ": JSONDecodeError"):
            code, out, _ = demo_desk("doctor", settings=settings)
            assert code == 1
            assert f"no model m at {place.url}{fault}" in out
        code, out, _ = demo_desk("doctor", settings=settings)
        assert code == 0
        assert f"ok model m at {place.url}\n" in out


def test_the_index_is_built_anew_and_compared_with_the_store(demo_desk):
    code, out, err = demo_desk("reindex")
    assert (code, err) == (0, "")
    assert "built anew" in out
    assert demo_desk("reindex", "--verify")[:2] == (0, "0 differences between index and store.\n")
    [index] = (demo_desk.folder / "index").glob("keywords-*.db")
    with closing(apsw.Connection(str(index))) as broken:
        broken.execute("UPDATE chunk SET text='' WHERE source=(SELECT max(id) FROM source)")
    code, out, _ = demo_desk("reindex", "--verify")
    assert code == 1
    assert "texts or readers differ" in out


def test_a_rebuild_without_its_embedder_keeps_the_keywords_and_says_so(demo_desk):
    nobody_answers = {"BOKEH_EMBEDDING": "http://127.0.0.1:9", "BOKEH_EMBEDDING_MODEL": "m"}
    code, out, err = demo_desk("reindex", settings=nobody_answers)
    assert code == 1
    assert "keywords" in err
    assert "Traceback" not in out + err
    assert demo_desk("reindex", "--verify")[0] == 0
