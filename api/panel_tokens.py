"""The host pages of the panel: which there are, their keys, and the tokens they sign.

A host is an origin (`https://portal.example`). Its key follows from the installation's secret, so
there is nothing to keep; its server signs with it, for a few minutes, who its user is. The panel
exchanges that for an access token of its own.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from api.origins import canonical_origin

AUDIENCE = "bokeh-panel"
LONGEST = timedelta(minutes=10)  # a host's token may live
SESSION = timedelta(minutes=15)  # the panel's own token lives; then it asks its host again
_ALGORITHM = "HS256"
_LEEWAY = 30  # seconds a host's clock may be off
_LONGEST_TOKEN = 4_000  # characters


@dataclass(frozen=True)
class HostClaim:
    origin: str
    username: str


class PanelHosts:
    """Reads the tokens of the hosts that are allowed; `hosts` are origins."""

    def __init__(self, secret: str, hosts: tuple[str, ...]) -> None:
        self._secret = secret.encode()
        self.hosts = hosts

    def key_of(self, origin: str) -> str:
        """The key a host signs with; another secret or origin is another key."""
        named = f"bokeh-panel-host\n{canonical_origin(origin)}".encode()
        return hmac.new(self._secret, named, hashlib.sha256).hexdigest()

    def read(self, token: str) -> HostClaim | None:
        """Whom a host vouches for; None when the token is forged, expired, too long-lived, foreign.

        Which host signed is what the token says of itself, and then proven by that host's key.
        """
        if len(token) > _LONGEST_TOKEN:
            return None
        for origin in self.hosts:
            key = OctKey.import_key(self.key_of(origin))
            try:
                claims = jwt.decode(token, key, algorithms=[_ALGORITHM]).claims
                _RULES.validate(claims)
                return _claim(claims, origin)
            except (JoseError, ValueError, KeyError, TypeError):
                continue
        return None


_RULES = jwt.JWTClaimsRegistry(
    leeway=_LEEWAY,
    iss={"essential": True},
    sub={"essential": True},
    aud={"essential": True, "value": AUDIENCE},
    iat={"essential": True},
    exp={"essential": True},
)


def _claim(claims: dict[str, object], origin: str) -> HostClaim:
    issued, expires = int(str(claims["iat"])), int(str(claims["exp"]))
    now = datetime.now(UTC).timestamp()
    if claims["iss"] != origin or not isinstance(claims["sub"], str):
        raise ValueError("issued by somebody else")
    if expires - issued > LONGEST.total_seconds() or issued > now + _LEEWAY:
        raise ValueError("lives too long")
    return HostClaim(origin, claims["sub"])
