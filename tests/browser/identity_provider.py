"""A provider of identities for tests, on this machine alone: whoever comes chooses who to be."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

PEOPLE: dict[str, dict[str, object]] = {
    "Truus de Vries": {"rollen": ["consulent"], "teams": ["Oost"], "functie": "consulent"},
    "K. Willems": {"rollen": ["consulent"], "teams": ["West"], "functie": "consulent"},
    "D. Smit": {"rollen": ["auditor"], "functie": "auditor"},
}
_PATIENCE = 20  # seconds


def provider(url: str) -> Starlette:
    """Make a provider: a page to choose on, a code, and the claims that belong to it."""
    key = RSAKey.generate_key(2048, {"kid": "proef", "use": "sig", "alg": "RS256"}, private=True)
    given: dict[str, tuple[str, str, str]] = {}

    async def about(_: Request) -> Response:
        ends = {"authorization": "authorize", "token": "token", "end_session": "end"}
        found = {f"{word}_endpoint": f"{url}/{path}" for word, path in ends.items()}
        return JSONResponse({"issuer": url, "jwks_uri": f"{url}/keys", **found})

    async def keys(_: Request) -> Response:
        return JSONResponse({"keys": [key.as_dict(private=False)]})

    async def authorize(request: Request) -> Response:
        asked, links = request.query_params, []
        for name in PEOPLE:
            code = secrets.token_urlsafe()
            given[code] = (name, asked["nonce"], asked["client_id"])
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<p><a href="{back}">{name}</a></p>'.replace("&", "&amp;"))
        return HTMLResponse("".join(links))

    async def token(request: Request) -> Response:
        name, nonce, client = given.pop(str((await request.form())["code"]))
        now = int(time.time())
        claims = {"iss": url, "sub": f"u-{name}", "aud": client, "iat": now, "exp": now + 300, "nonce": nonce}
        signed = jwt.encode({"alg": "RS256", "kid": "proef"}, {**claims, "name": name, **PEOPLE[name]}, key)
        return JSONResponse(
            {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed}
        )

    async def end(request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", about),
            Route("/keys", keys),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
            Route("/end", end),
        ]
    )


@contextmanager
def providing(port: int) -> Iterator[str]:
    """Run a provider on a port of this machine; gives its address."""
    url = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(provider(url), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield url
    server.should_exit = True
    thread.join()
