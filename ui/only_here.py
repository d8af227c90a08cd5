"""Where nobody is checked, only this machine is answered: no other name, no address passed on by another server.

A server that listens on this machine alone can still be reached through another that passes requests on, or
by a page elsewhere whose name was made to point here.
"""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.running import SignIn, house

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_REFUSAL = (
    "Deze app controleert niet wie u bent en is daarom alleen op de eigen computer te gebruiken. "
    "Stel eerst aanmelden in; zie docs/app.md."
)
_REFUSED = 403  # RFC 9110, 15.5.4: understood, and not allowed
_POLICY = 1008  # RFC 6455, 7.4.1: against the policy of this end


def is_loopback(name: str) -> bool:
    """Tell whether a name or address is this machine itself.

    >>> [is_loopback(name) for name in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "wijkteam.example", "")]
    [True, True, True, False, False, False]
    """
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _is_from_here(headers: Headers) -> bool:
    host = headers.get("host", "")
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return is_loopback(name.lower()) and not any(word in headers for word in _PASSED_ON)


class OnlyHere:
    """Refuses what does not come straight from this machine, unless people sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or window."""
        is_asked = scope["type"] in ("http", "websocket")
        if not is_asked or house().sign_in is SignIn.PROVIDER or _is_from_here(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(_REFUSAL, status_code=_REFUSED)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": _POLICY})
