"""What fixed cases: parts, firmware, words; counted inside what the viewer may see."""

from collections import Counter

import pytest
from sqlalchemy import select

from domain.fixes import fixes
from domain.kind import end_states
from domain.models import Ticket, TicketPart


@pytest.mark.parametrize("username", ["market", "proav"])
def test_each_solved_case_the_viewer_may_see_counts_once_under_what_fixed_it(
    demo_store, as_user, username
):
    with demo_store.unbound_reader() as session:
        every = session.scalars(select(Ticket.id)).all()
    with demo_store.reader(as_user(username)) as session:
        found = fixes(session, every)
        rows = {row.id: row for row in session.scalars(select(Ticket))}
        with_parts = set(session.scalars(select(TicketPart.ticket_id)))
    counted = Counter(id for fix in found for id in fix.tickets)
    over = end_states() - {"cancelled", "rejected"}
    assert set(counted.values()) == {1}
    assert set(counted) == {
        id for id, row in rows.items() if row.status in over and (row.solution or "").strip()
    }
    for fix in found:
        for id in fix.tickets:
            assert fix.what.zh.startswith("更换") == (id in with_parts)
            if fix.what.en == "Firmware update":
                solution = rows[id].solution.lower()
                assert "firmware" in solution or "固件" in solution
    assert [len(fix.tickets) for fix in found] == sorted(
        (len(fix.tickets) for fix in found), reverse=True
    )
