"""What the tests of the domain share: a desk at which demo users work on tickets."""

import pytest

from domain.language import Language
from domain.tickets import editing, moving, opening, reading
from domain.tickets.editing import Edit
from domain.tickets.history import history
from domain.tickets.opening import Draft
from tests.conftest import NOW


@pytest.fixture
def desk(demo_store, as_user, clock):
    """Opens, moves and shows tickets as a demo user."""

    class Desk:
        store = demo_store

        def open(self, username, **draft):
            return demo_store.write(
                lambda s: opening.open_ticket(s, as_user(username), Draft(**draft), now=NOW).number
            )

        def move(self, username, number, name, at=NOW, **fields):
            demo_store.write(
                lambda s: moving.move(s, as_user(username), number, name, fields=fields, now=at).id
            )

        def edit(self, username, number, **fields):
            edit = Edit(**fields)
            demo_store.write(
                lambda s: editing.edit_ticket(s, as_user(username), number, edit, now=NOW).id
            )

        def history(self, username, number, language=Language.EN):
            with demo_store.reader(as_user(username)) as session:
                return history(session, number, clock=clock, language=language)

        def comment(self, username, number, text, internal=False):
            demo_store.write(
                lambda s: (
                    moving.comment(
                        s, as_user(username), number, text, internal=internal, now=NOW
                    ).id
                )
            )

        def show(self, username, number, language=Language.EN):
            viewer = as_user(username)
            with demo_store.reader(viewer) as session:
                return reading.show(session, viewer, number, clock=clock, language=language)

    return Desk()
