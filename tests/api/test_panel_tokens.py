"""The panel on other sites: a host's signed word lets its user in, and nothing else does."""

import time
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from api.origins import canonical_origin
from tests.api.conftest import Server

HOST, OTHER = "https://portal.example", "https://other.example"


def signed(server: Server, *, key_of: str = HOST, **claims: Any) -> str:
    now = int(time.time())
    whole = {"iss": HOST, "sub": "proav", "aud": "bokeh-panel", "iat": now, "exp": now + 300}
    key = OctKey.import_key(server.service.panel_hosts.key_of(key_of))
    return jwt.encode({"alg": "HS256"}, whole | claims, key)


def enter(nobody: httpx.Client, token: str, origin: str | None = HOST) -> httpx.Response:
    headers = {"Origin": origin} if origin else {}
    return nobody.post("/api/panel/session", json={"token": token}, headers=headers)


def test_a_hosts_word_lets_its_user_in_for_a_quarter_of_an_hour(
    server: Server, nobody: httpx.Client
) -> None:
    answer = enter(nobody, signed(server))
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == HOST
    body = answer.json()
    assert body["me"]["user"]["dealer"] == "proav"
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    assert nobody.get("/api/auth/me", headers=bearer).json()["user"]["username"] == "proav"
    claims = jwt.decode(body["access_token"], server.service.tokens._key).claims
    assert claims["exp"] - claims["iat"] == 15 * 60


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"key_of": OTHER},
        {"iss": OTHER},
        {"iss": "https://unknown.example", "key_of": "https://unknown.example"},
        {"aud": "something-else"},
        {"exp": NOW - 3600, "iat": NOW - 3900},
        {"exp": NOW + 86_400},
        {"iat": NOW + 3600, "exp": NOW + 3900},
        {"iat": "now"},
        {"sub": "nobody-here"},
        {"sub": 7},
        {"sub": None},
    ],
)
def test_no_other_word_lets_anybody_in(
    server: Server, nobody: httpx.Client, claims: dict[str, Any]
) -> None:
    assert enter(nobody, signed(server, **claims)).status_code == 401


def test_a_word_given_to_one_site_is_worth_nothing_on_another(
    server: Server, nobody: httpx.Client
) -> None:
    assert enter(nobody, signed(server), OTHER).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "x" * 4_000])
def test_garbage_is_refused(nobody: httpx.Client, token: str) -> None:
    assert enter(nobody, token).status_code == 401


def test_only_named_hosts_may_call_from_the_browser(nobody: httpx.Client) -> None:
    for origin, allowed in ((HOST, HOST), ("https://evil.example", None)):
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = nobody.options("/api/chat", headers=headers)
        assert answer.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize(
    "text", ["portal.example", "https://", "ftp://a.example", "https://a.example/x"]
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="origin"):
        canonical_origin(text)


def test_an_origin_is_written_as_browsers_write_it() -> None:
    assert canonical_origin(" HTTPS://Portal.Example:8443/ ") == "https://portal.example:8443"
