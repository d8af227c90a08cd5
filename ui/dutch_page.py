"""What the server adds to every answer: the language of the page, its title and words, and headers for safety."""

from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.dutch_parts import in_dutch, words_in

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
"""Left out of a request for what is rewritten: compressed or half it could not be."""

_FOLDS_AT_ONCE = b"""<script>
const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, how) {
    const at_once = this instanceof HTMLDetailsElement;
    return animate.call(this, frames, !at_once ? how : typeof how === 'number' ? 0 : { ...how, duration: 0, delay: 0 });
};
</script>"""
"""For half a second a fold slides open, and what stands in it slides away from under a click, which is then lost."""
_REWRITTEN = (
    (b'<html lang="en">', b'<html lang="nl">'),
    (b"<title>Streamlit</title>", b"<title>Maatwerk</title>" + _FOLDS_AT_ONCE),
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
        if "text/html" in Headers(scope=scope).get("accept", "") or words_in(scope["path"]):
            kept = [pair for pair in scope["headers"] if pair[0].decode("latin-1") not in _PLAIN_REQUEST]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, _Answer(send, scope["path"]))


class _Answer:
    """Holds what is rewritten back until it is whole, and sends anything else on as it comes."""

    def __init__(self, send: Send, path: str) -> None:
        self.send = send
        self.path = path
        self.start: Message = {}
        self.body = b""
        self.is_page = False

    @property
    def _is_rewritten(self) -> bool:
        return self.is_page or (self.start.get("status") == HTTPStatus.OK and bool(words_in(self.path)))

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            kind = headers.get("content-type", "")
            self.is_page = kind.startswith("text/html")
            for name, value in HEADERS.items():
                if name == _POLICY and name in headers:
                    continue  # a page of our own may forbid itself more
                is_own = self.is_page or FILES in self.path or kind.startswith("application/json")
                if name != "cache-control" or is_own:
                    headers[name] = value
            self.start = {**message, "headers": headers.raw}
            if not self._is_rewritten:
                await self.send(self.start)
        elif self._is_rewritten and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_rewritten()
        else:
            await self.send(message)

    async def _send_rewritten(self) -> None:
        body = self.body
        for english, dutch in _REWRITTEN if self.is_page else ():
            body = body.replace(english, dutch)
        body = in_dutch(self.path, body)
        headers = MutableHeaders(raw=self.start["headers"])
        del headers["etag"]
        headers["content-length"] = str(len(body))
        await self.send({**self.start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body})
