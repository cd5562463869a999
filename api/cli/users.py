"""`bokeh-desk user`: who may sign in."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.cli.main import app, fail, say
from api.settings import Settings

user_app = typer.Typer(help="Add and list users, and make tokens.", no_args_is_help=True)
app.add_typer(user_app, name="user")


@user_app.command("add")
def add(
    username: str,
    role: Annotated[str, typer.Option(help="market, production, dealer, customer, …")],
    name: Annotated[str | None, typer.Option(help="The person's name.")] = None,
    dealer: Annotated[str | None, typer.Option(help="A dealer user's dealer code.")] = None,
    customer: Annotated[str | None, typer.Option(help="An end customer's code.")] = None,
    email: Annotated[str | None, typer.Option()] = None,
    language: Annotated[str, typer.Option(help="zh or en.")] = "en",
    password: Annotated[
        str, typer.Option(prompt=True, confirmation_prompt=True, hide_input=True)
    ] = "",
) -> None:
    """Add a user, or change the one of that name."""
    from api.app import build
    from domain.importing import import_records

    record = {
        "type": "user",
        "username": username,
        "name": name or username,
        "role": role,
        "dealer": dealer,
        "customer": customer,
        "email": email,
        "language": language,
        "password": password,
    }
    service = build(Settings())
    try:
        report = import_records(
            service.store, [record], now=service.clock.now(), zone=service.clock.zone
        )
    finally:
        service.close()
    if report.refusals:
        fail(report.refusals[0].reason.en)
    say(f"{username} may sign in.")


@user_app.command("list")
def list_users() -> None:
    """List who may sign in."""
    from sqlalchemy import select

    from domain.database import Store
    from domain.models import Dealer, User
    from domain.schema import migrate

    settings = Settings()
    migrate(settings.database_path)
    store = Store(settings.database_path)
    table = Table("user", "name", "role", "dealer", "language")
    with store.unbound_reader() as session:
        rows = session.execute(
            select(User, Dealer.code)
            .outerjoin(Dealer, Dealer.id == User.dealer_id)
            .where(User.is_active.is_(True))
            .order_by(User.username)
        )
        for user, dealer in rows:
            table.add_row(user.username, user.name, user.role, dealer or "", user.language)
    store.close()
    Console().print(table)


@user_app.command("token")
def token(username: str) -> None:
    """Print an access token for a user."""
    from api.app import build
    from domain.identity import viewer_named
    from domain.models import User

    service = build(Settings())
    try:
        with service.store.unbound_reader() as session:
            viewer = viewer_named(session, username, stage=service.stage)
            if viewer is None:
                fail(f"There is no user {username} who may sign in.")
                return
            version = session.get_one(User, viewer.user_id).session_version
        print(service.tokens.sign(viewer.user_id, version))
    finally:
        service.close()


@app.command("panel-key")
def panel_key(origin: str) -> None:
    """Print the key with which another site signs who its user is (docs/embedding.md)."""
    from api.origins import canonical_origin
    from api.panel_tokens import PanelHosts
    from api.tokens import kept_secret

    settings = Settings()
    secret = settings.secret.get_secret_value() or kept_secret(settings.data_dir)
    try:
        print(PanelHosts(secret, ()).key_of(canonical_origin(origin)))
    except ValueError as wrong:
        fail(str(wrong))
