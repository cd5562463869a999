"""The conversations that people judge: they can all be read and held."""

from evals.conversations import Conversation, hold, read


def test_every_conversation_of_the_file_is_read_with_its_user_and_lines():
    found = read()
    assert len(found) == 74
    assert len({each.name for each in found}) == 74
    assert all(each.user and len(each.lines) >= 4 for each in found)


def test_a_conversation_is_held_and_its_buttons_pressed(demo_folder):
    lines = ("K2602-0001 加备注：客户说明天回电话", "!approve", "!approve")
    told = list(hold(Conversation("one", "market", lines), demo_folder))
    assert told[0] == "## one · market"
    assert any("comment_ticket" in each for each in told)
    assert "done" in told[-3]
    assert told[-1] == "no card waits"
