"""What the tests of a hosted model share."""

from sqlalchemy import func, select

from tests.assistant.endpoint import call

READ = call("read_ticket", {"number": "K2602-0001"})


def rows(service, model):
    with service.store.unbound_reader() as session:
        return session.scalars(select(model)).all()


def count(service, model):
    with service.store.unbound_reader() as session:
        return session.scalar(select(func.count()).select_from(model))
