"""Who may sign in, looked after by those who set the house's rules."""

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain import access
from domain.access import Permission, Role, Viewer, belongs_to, may_appoint
from domain.checking import checked
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.importing.people import take_user
from domain.importing.records import UserRecord
from domain.importing.taking import Taking
from domain.language import Text
from domain.models import Customer, Dealer, Organisation, User
from domain.plain import plain_json

_SHORTEST = 8  # characters of a password that an administrator sets


class UserEdit(BaseModel):
    """What is to be changed of a user; a field that is not given stays."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    role: Annotated[str | None, Field(max_length=40)] = None
    dealer: Annotated[str | None, Field(max_length=80)] = None
    customer: Annotated[str | None, Field(max_length=80)] = None
    language: Literal["zh", "en"] | None = None
    email: Annotated[str | None, Field(max_length=320)] = None
    active: bool | None = None
    password: Annotated[str | None, Field(max_length=200)] = None


class NewUser(UserEdit):
    username: Annotated[str, Field(pattern=r"^[\w.@-]{1,80}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    role: Annotated[str, Field(max_length=40)]
    password: Annotated[str, Field(max_length=200)]


class UserShown(BaseModel):
    """One who may sign in, or could once; `dealer` and `customer` are codes."""

    username: str
    name: str
    role: str
    dealer: str | None
    dealer_name: str | None
    customer: str | None
    language: str
    email: str | None
    is_active: bool
    may_change: bool


class RoleChoice(BaseModel):
    """A role that the viewer may give; `belongs_to` says what its people need."""

    code: str
    belongs_to: Literal["dealer", "customer"] | None


def list_users(session: Session, viewer: Viewer) -> list[UserShown]:
    """Everybody, by user name. Raises ForbiddenError for those who do not set the rules."""
    _look_after(viewer)
    rows = session.execute(_WITH_NAMES.order_by(User.username))
    return [_shown(viewer, *row) for row in rows]


def roles_to_give(viewer: Viewer) -> list[RoleChoice]:
    return [
        RoleChoice(code=role.value, belongs_to=belongs_to(role))
        for role in access.roles_to_give(viewer)
    ]


def show_user(session: Session, viewer: Viewer, username: str) -> UserShown:
    _look_after(viewer)
    row = session.execute(_WITH_NAMES.where(User.username == username)).one_or_none()
    if row is None:
        raise NotFoundError()
    return _shown(viewer, *row)


def add_user(
    session: Session, viewer: Viewer, given: NewUser, *, now: datetime, zone: ZoneInfo
) -> None:
    """Raises ConflictError where somebody is called so, InvalidError for what cannot be."""
    _look_after(viewer)
    if session.scalar(select(User.id).where(User.username == given.username)) is not None:
        raise ConflictError(
            Text(
                f"已有用户“{given.username}”，请换一个用户名。",
                f"There is a user “{given.username}” already; please choose another name.",
            )
        )
    _take(session, viewer, given.model_dump(exclude_none=True), now=now, zone=zone)


def change_user(
    session: Session,
    viewer: Viewer,
    username: str,
    edit: UserEdit,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Change what is given. A new password, role or desk ends all of that person's sign-ins."""
    user = _changeable(session, viewer, username)
    asked = edit.model_dump(exclude_unset=True)
    _keep_oneself(viewer, user, asked)
    _take(session, viewer, _as_record(session, user) | asked, now=now, zone=zone)
    if {"password", "role", "dealer", "customer", "active"} & set(asked):
        user.session_version += 1


def end_sign_ins(session: Session, viewer: Viewer, username: str) -> None:
    """End every sign-in and access token of a person; they sign in anew."""
    _changeable(session, viewer, username).session_version += 1


_WITH_NAMES: Select[User, str | None, str | None, str | None] = (
    select(User, Dealer.code, Dealer.name, Customer.code)
    .outerjoin(Dealer, Dealer.id == User.dealer_id)
    .outerjoin(Customer, Customer.id == User.customer_id)
)


def _look_after(viewer: Viewer) -> None:
    if not viewer.may(Permission.SET_RULES):
        raise ForbiddenError()


def _changeable(session: Session, viewer: Viewer, username: str) -> User:
    _look_after(viewer)
    user = session.scalars(select(User).where(User.username == username)).one_or_none()
    if user is None:
        raise NotFoundError()
    if not may_appoint(viewer, Role(user.role)):
        raise ForbiddenError()
    return user


def _keep_oneself(viewer: Viewer, user: User, asked: dict[str, Any]) -> None:
    """Nobody locks themselves out."""
    is_lost = asked.get("active") is False or asked.get("role", user.role) != user.role
    if user.id == viewer.user_id and is_lost:
        raise ConflictError(
            Text(
                "不能停用自己，也不能改自己的角色。",
                "You cannot deactivate yourself or change your own role.",
            )
        )


def _take(
    session: Session, viewer: Viewer, given: dict[str, Any], *, now: datetime, zone: ZoneInfo
) -> None:
    """Write a user as an imported record of one is written, with what only people give checked."""
    record: UserRecord = checked(UserRecord, plain_json({"type": "user"} | given))
    role = access.role_called(record.role)
    if role is None:
        raise _wrong("role", Text("没有这个角色", "there is no such role"))
    if not may_appoint(viewer, role):
        raise ForbiddenError()
    needed = belongs_to(role)
    if needed is not None and not getattr(record, needed):
        raise _wrong(needed, Text("必填", "is required"))
    if record.password is not None and len(record.password) < _SHORTEST:
        least = Text(f"至少 {_SHORTEST} 个字", f"has at least {_SHORTEST} characters")
        raise _wrong("password", least)
    for name in {"dealer", "customer"} - {needed}:
        setattr(record, name, None)
    take_user(Taking(session, now, zone), record)


def _wrong(name: str, why: Text) -> InvalidError:
    return InvalidError(
        Text("请核对标出的内容。", "Please check what is marked."), fields={name: why}
    )


def _as_record(session: Session, user: User) -> dict[str, Any]:
    """A user as the record that would import the same."""
    dealer = session.get(Dealer, user.dealer_id) if user.dealer_id else None
    customer = session.get(Customer, user.customer_id) if user.customer_id else None
    home = session.get(Organisation, user.organisation_id) if user.organisation_id else None
    return {
        "username": user.username,
        "name": user.name,
        "role": user.role,
        "dealer": dealer.code if dealer else None,
        "customer": customer.code if customer else None,
        "organisation": home.code if home else None,
        "language": user.language,
        "email": user.email,
        "active": user.is_active,
    }


def _shown(
    viewer: Viewer,
    user: User,
    dealer: str | None,
    dealer_name: str | None,
    customer: str | None,
) -> UserShown:
    return UserShown(
        username=user.username,
        name=user.name,
        role=user.role,
        dealer=dealer,
        dealer_name=dealer_name,
        customer=customer,
        language=user.language,
        email=user.email,
        is_active=user.is_active,
        may_change=may_appoint(viewer, Role(user.role)),
    )
