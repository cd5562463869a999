"""Who signs in: users, passwords, and the viewer that a user becomes."""

from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Role, Viewer
from domain.errors import SignInError
from domain.language import Text
from domain.models import Dealer, User


@cache
def _hasher() -> PasswordHash:
    # 19 MiB and two passes: the least that password guidance for argon2id allows.
    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))


@cache
def _nobody() -> str:
    """A hash to check against when there is no such user, so that both answers take as long."""
    return _hasher().hash("nobody signs in with this")


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def password_matches(user: User | None, password: str) -> bool:
    kept = user.password_hash if user else None
    return _hasher().verify(password, kept or _nobody()) and kept is not None


def sign_in(session: Session, username: str, password: str, *, stage: int) -> tuple[User, Viewer]:
    """The user and viewer for a name and password.

    Raises SignInError alike for an unknown name, a wrong password and a user who may not come in.
    """
    user = session.scalars(select(User).where(User.username == username)).one_or_none()
    matches = password_matches(user, password)
    viewer = viewer_of(session, user, stage=stage) if user and matches else None
    if user is None or viewer is None:
        raise SignInError(Text("用户名或密码不对。", "The user name or password is wrong."))
    return user, viewer


def viewer_named(session: Session, username: str, *, stage: int) -> Viewer | None:
    """The viewer for a user name, for the house's own operator; None where nobody is called so."""
    user = session.scalars(select(User).where(User.username == username)).one_or_none()
    return viewer_of(session, user, stage=stage) if user else None


def viewer_by_session(
    session: Session, user_id: int, session_version: int, *, stage: int
) -> Viewer | None:
    """The viewer for a token's user; None when it was deactivated or its tokens revoked."""
    user = session.get(User, user_id)
    if user is None or user.session_version != session_version:
        return None
    return viewer_of(session, user, stage=stage)


def viewer_of(session: Session, user: User, *, stage: int) -> Viewer | None:
    """What a user may see and do now; None where it is inactive or its stage has not opened."""
    if not user.is_active:
        return None
    dealer = session.get(Dealer, user.dealer_id) if user.dealer_id else None
    viewer = Viewer(
        user_id=user.id,
        username=user.username,
        role=Role(user.role),
        language=user.language,
        dealer_id=user.dealer_id,
        dealer_code=dealer.code if dealer else None,
        dealer_tier=dealer.tier if dealer else None,
        customer_id=user.customer_id,
        stage=stage,
    )
    return viewer if viewer.is_admitted else None
