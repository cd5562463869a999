"""The shape of the store on disk: brought up to date by migrations, one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError

from domain.alone import alone, let_in
from domain.errors import ConflictError
from domain.language import Text


def migrate(path: Path) -> bool:
    """Bring the database at `path` to the newest shape; True when anything had to be done.

    All of it happens in one transaction, so a killed migration leaves the old shape. Raises
    ConflictError when the file is no store of ours, or one of a newer version; BusyError when
    another process writes to it all the while.
    """
    with (
        alone(path.with_name(f"{path.name}.lock")),
        let_in(),
        _connection(path) as connection,
    ):
        try:
            present = MigrationContext.configure(connection).get_current_revision()
        except DatabaseError:
            raise ConflictError(
                Text(f"{path} 不是 Bokeh 的数据库文件。", f"{path} is not a database of Bokeh.")
            ) from None
        config = _config(connection)
        script = ScriptDirectory.from_config(config)
        known = {revision.revision for revision in script.walk_revisions()}
        if present is not None and present not in known:
            raise ConflictError(
                Text(
                    "数据库来自更新的版本，请升级程序。",
                    "The database is of a newer version; please update the program.",
                )
            )
        if present == script.get_current_head():
            return False
        command.upgrade(config, "head")
        return True


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "domain:migrations")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            connection.connection.dbapi_connection.isolation_level = None  # type: ignore[union-attr]
            connection.exec_driver_sql("PRAGMA busy_timeout=5000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
    finally:
        engine.dispose()
