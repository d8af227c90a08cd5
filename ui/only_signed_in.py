"""Where people sign in, what was made to take along is given only to who brings the signed cookie of a sign-in.

Streamlit serves a file under a name of chance to whoever asks for it, also outside any window.
"""

import json
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from budget_engine.authority import Login
from budget_engine.sign_in import signed_in
from ui.dutch_page import FILES
from ui.running import SignIn, house

_REFUSAL = "Meld u aan om dit bestand op te halen."
_REFUSED = 403  # RFC 9110, 15.5.4: understood, and not allowed


def claims_in(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """Read the claims in the signed cookie of Streamlit; empty where it is not there, not ours or too old."""
    secret = get_cookie_secret()

    def read(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, ""))

    try:
        found = json.loads(get_cookie_with_chunks(read, AUTH_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("is_logged_in") is True else {}


def is_signed_in(headers: Headers) -> bool:
    """Tell whether a request comes from somebody whose sign-in still counts."""
    claims = claims_in(cookie_parser(headers.get("cookie", "")))
    return isinstance(signed_in(claims, house().provider, house().real_now()), Login)


class OnlySignedIn:
    """Refuses a file to who did not sign in, where people sign in with a provider."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or window."""
        is_file = scope["type"] == "http" and FILES in scope["path"]
        if is_file and house().sign_in is SignIn.PROVIDER and not is_signed_in(Headers(scope=scope)):
            await PlainTextResponse(_REFUSAL, status_code=_REFUSED)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
