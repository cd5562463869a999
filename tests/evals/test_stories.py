"""The stories: that all tools have some, that what checks them can fail, that they repeat."""

import json

import pytest

from assistant.model import Outcome
from assistant.openai_model import OpenAIModel
from evals import report
from evals.__main__ import main
from evals.cassettes import Recording, Replaying, plays_on
from evals.checks import snapshot, wrong_with_state
from evals.playing import Played, play
from evals.scenario import Scenario, Turn, discover
from evals.together import Task, play_all
from tests.assistant.endpoint import call, say
from tests.evals.obedient import obedient
from tools.tool import discover as discover_tools

NOTED = Scenario(
    "a note", "market", [Turn("comment on K2602-0001: hello")], writes={"proposals": 1}
)


@pytest.fixture(scope="module")
def run(demo_folder):
    """Some stories of each subject, played by the offline model."""
    chosen = {each.area: each for each in discover()}
    played = [play(each, demo_folder) for each in chosen.values()]
    return report.Run("offline", played, sorted(discover_tools()))


def test_every_tool_has_a_story():
    said = " ".join(
        name for story in discover() for turn in story.turns for name in turn.tools or ()
    )
    assert not [name for name in discover_tools() if name not in said]


def test_the_stories_played_go_as_they_should(run):
    assert [each.wrong for each in run.played if each.wrong] == []


def test_a_story_gives_the_same_answer_twice(run, demo_folder):
    once = run.played[0]
    again = play(once.scenario, demo_folder)
    assert [s.reply.text for s in again.said] == [s.reply.text for s in once.said]
    assert [s.reply.tools for s in again.said] == [s.reply.tools for s in once.said]


def test_stories_played_by_two_processes_answer_as_those_of_one(run, demo_folder):
    tasks = [Task(each.scenario.name) for each in run.played]
    spread = play_all(tasks, demo_folder, 2)
    assert [each.scenario.name for each in spread] == [each.story for each in tasks]
    assert [_told(each) for each in spread] == [_told(each) for each in run.played]


def test_a_hosted_model_plays_the_stories_over_http_and_is_paid_for(run, demo_folder):
    with obedient(run.played) as place:

        def prepare(service, story):
            service.assistant.models.hosted = OpenAIModel(
                base_url=place.url, api_key="", model="obedient"
            )

        played = [play(each.scenario, demo_folder, prepare=prepare) for each in run.played[:4]]
    assert [each.wrong for each in played] == [[]] * 4
    assert {said.reply.model for each in played for said in each.said} == {"obedient"}
    assert sum(each.tokens for each in played) == 18 * len(place.requests)


def _told(played):
    return [(said.reply.text, said.reply.tools, said.reply.outcome) for said in played.said]


def test_a_row_too_many_or_changed_unasked_is_seen(store):
    before = snapshot(store)
    grown = {**before, "counters": {**before["counters"], ("x",): 1}}
    assert wrong_with_state(before, grown, NOTED) == [
        "counters grew by 1, not 0",
        "proposals grew by 0, not 1",
    ]
    changed = {**grown, "counters": {**grown["counters"], ("x",): 2}}
    assert "rows of counters changed" in wrong_with_state(grown, changed, NOTED)
    assert "counters lost 1 rows" in wrong_with_state(grown, before, NOTED)


def test_the_page_shows_pictures_and_escapes_what_was_said(run, tmp_path):
    story = Scenario("<script>", "market", [Turn("<b>hi</b>")])
    hostile = Played(story, ["<img src=x>"], 0.1, [])
    report.write(report.Run("offline", [*run.played, hostile], run.tools), tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "<script" not in page
    assert "<img" not in page


def test_pass_hat_counts_stories_that_go_well_every_time():
    plays = [Played(NOTED, [] if good else ["x"], 0.1) for good in (True, True, True, False)]
    run = report.Run("m", plays, [])
    assert [report.pass_hat(run, k) for k in (1, 2, 3, 4)] == [0.75, 0.5, 0.25, 0.0]


def test_a_recorded_model_is_replayed_without_its_endpoint(hosted, scripted, demo_folder, tmp_path):
    story = Scenario("read it", "market", [Turn("what about K2602-0001?")])
    script = [call("read_ticket", {"number": "K2602-0001"}), say("[ask] See [K2602-0001]. Which?")]
    scripted.script = list(script)
    path = tmp_path / "cassette.jsonl"

    def record(service, played):
        service.assistant.models.hosted = Recording(
            hosted.assistant.models.hosted, path, played.name, 0
        )

    def replay(service, played):
        service.assistant.models.hosted = Replaying(path, played.name, 0)

    first = play(story, demo_folder, prepare=record)
    second = play(story, demo_folder, prepare=replay)
    assert first.said[0].reply.model == second.said[0].reply.model == "scripted"
    assert first.said[0].reply.text == second.said[0].reply.text == "See [K2602-0001]. Which?"
    assert first.said[0].reply.outcome == second.said[0].reply.outcome == Outcome.CLARIFY
    assert first.tokens == second.tokens > 0
    assert plays_on(path) == {"read it": 1}
    asked_otherwise = Scenario("read it", "market", [Turn("and K2512-0089?")])
    assert play(asked_otherwise, demo_folder, prepare=replay).said[0].reply.model == "offline"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["no such story"], "not among the stories: no such story"),
        (["--replay", "missing.jsonl"], "missing.jsonl is no cassette"),
        (["--replay", "broken.jsonl"], "broken.jsonl is no cassette"),
        (["--replay", "kept.jsonl", "similar cases in English"], "not on kept.jsonl"),
        (["--record", "new.jsonl"], "set BOKEH_LLM_BASE_URL"),
        (["--record", "kept.jsonl", "endpoint"], "needs a new file"),
    ],
)
def test_what_cannot_be_played_is_said_before_anything_is(
    asked, told, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.jsonl").write_text("{oops\n", encoding="utf-8")
    kept = {"story": "similar cases in Chinese", "play": 1}
    (tmp_path / "kept.jsonl").write_text(json.dumps(kept) + "\n", encoding="utf-8")
    if "endpoint" in asked:
        asked = asked[:-1]
        monkeypatch.setenv("BOKEH_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr("sys.argv", ["evals", *asked])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert told in capsys.readouterr().err.replace("\n", " ")
