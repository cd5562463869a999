"""Access tokens: signed, short-lived, and dead once their user's session version has moved on."""

import hmac
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_ISSUER = "bokeh-desk"
_ALGORITHM = "HS256"


@dataclass(frozen=True)
class Claim:
    user_id: int
    session_version: int


class Tokens:
    """Signs and reads tokens with one secret. Their times are real time, not the business clock."""

    def __init__(self, secret: str, lifetime: timedelta) -> None:
        self._key = OctKey.import_key(secret)
        self._secret = secret.encode()
        self._lifetime = lifetime
        self._claims = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": _ISSUER},
            exp={"essential": True},
            sub={"essential": True},
        )

    def digest(self, content: bytes) -> bytes:
        """What content is known again by, of no use to whoever would guess what it held."""
        return hmac.digest(self._secret, content, "sha256")

    def sign(self, user_id: int, session_version: int, *, lifetime: timedelta | None = None) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": _ISSUER,
            "sub": str(user_id),
            "ver": session_version,
            "iat": int(now.timestamp()),
            "exp": int((now + (lifetime or self._lifetime)).timestamp()),
        }
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key)

    def read(self, token: str) -> Claim | None:
        """Who a token is for; None when it is forged, expired or garbage."""
        try:
            decoded = jwt.decode(token, self._key, algorithms=[_ALGORITHM])
            self._claims.validate(decoded.claims)
            return Claim(int(decoded.claims["sub"]), int(decoded.claims["ver"]))
        except (JoseError, ValueError, KeyError, TypeError):
            return None


def kept_secret(data_dir: Path) -> str:
    """The secret of this installation, made at first use and readable by its owner only."""
    path = data_dir / "secret"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
