"""What the server adds to every answer: the language of the page, its title, and headers for safety."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; frame-ancestors 'none'; "
        "base-uri 'self'; form-action 'self'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
FILES = "/media/"
"""Under which Streamlit serves what a button gives to take along."""
_POLICY = "content-security-policy"
_PLAIN_REQUEST = ("accept-encoding", "if-none-match", "if-modified-since", "range")
"""Left out of a request for a page: a compressed or half page could not be rewritten."""

_REWRITTEN = (
    (b'<html lang="en">', b'<html lang="nl">'),
    (b"<title>Streamlit</title>", b"<title>Maatwerk</title>"),
)


class DutchPage:
    """Rewrites pages to Dutch and sends the headers with everything; all else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            kept = [pair for pair in scope["headers"] if pair[0].decode("latin-1") not in _PLAIN_REQUEST]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, _Answer(send, is_file=FILES in scope["path"]))


class _Answer:
    """Holds a page back until it is whole, and sends anything else on as it comes."""

    def __init__(self, send: Send, *, is_file: bool = False) -> None:
        self.send = send
        self.is_file = is_file
        self.start: Message = {}
        self.body = b""
        self.is_page = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            kind = headers.get("content-type", "")
            self.is_page = kind.startswith("text/html")
            for name, value in HEADERS.items():
                if name == _POLICY and name in headers:
                    continue  # a page of our own may forbid itself more
                is_own = self.is_page or self.is_file or kind.startswith("application/json")
                if name != "cache-control" or is_own:
                    headers[name] = value
            self.start = {**message, "headers": headers.raw}
            if not self.is_page:
                await self.send(self.start)
        elif self.is_page and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page()
        else:
            await self.send(message)

    async def _send_page(self) -> None:
        page = self.body
        for english, dutch in _REWRITTEN:
            page = page.replace(english, dutch)
        headers = MutableHeaders(raw=self.start["headers"])
        del headers["etag"]
        headers["content-length"] = str(len(page))
        await self.send({**self.start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": page})
