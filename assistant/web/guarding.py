"""What every request and response goes through: bounds, refused paths, and security headers."""

import base64
import hashlib
import re
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.failures import UNEXPECTED, body_of

MAX_BODY = 64 * 1024
"""Bytes; a question has at most 2,000 characters."""

REFUSED = re.compile(r"^/gradio_api/(?:upload|file|proxy|stream|deep_link|vibe|dev)")
"""What Gradio offers and this app does not use: files in and out, and fetching for others."""

_SCRIPT = re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """ASGI middleware; answers 403, 404 and 413 itself, as the API's error object."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = _Answering(send)
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, answering)
            return
        if scope["path"] == "/":
            # The page has to be readable here for its scripts to be listed in its policy.
            scope = {
                **scope,
                "headers": [h for h in scope["headers"] if h[0] != b"accept-encoding"],
            }
        body = _BoundedBody(receive)

        async def send_unless_exceeded(message: Message) -> None:
            # What the app makes of the interruption, such as a 400, is not the answer.
            if not body.exceeded:
                await answering(message)

        with suppress(_BodyTooLargeError):
            await self._app(scope, body, send_unless_exceeded)
        if body.exceeded and not answering.begun:
            await _too_large()(scope, receive, answering)


class _BodyTooLargeError(Exception):
    """More came than was announced or is accepted."""


class _BoundedBody:
    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = MAX_BODY
        self.exceeded = False

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.exceeded = True
            raise _BodyTooLargeError
        return message


class _Answering:
    """Sends a response with security headers, holding an HTML page back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._page: Message | None = None
        self._body = b""
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(raw=message["headers"])
            headers.update(_HEADERS)
            if headers.get("content-type", "").startswith("text/html"):
                self._page = message
                return
            headers["content-security-policy"] = "default-src 'none'; frame-ancestors 'none'"
            if headers.get("content-type", "").startswith("application/json"):
                headers["cache-control"] = "no-store"
        elif message["type"] == "http.response.body" and self._page is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(raw=self._page["headers"])
            headers["content-security-policy"] = page_policy(self._body)
            await self._send(self._page)
            message = {**message, "body": self._body}
            self._page = None
        await self._send(message)


def page_policy(page: bytes) -> str:
    """The Content-Security-Policy of a page: nothing from elsewhere, only its own inline scripts.

    Gradio's templates need 'unsafe-eval' and inline styles; inline event handlers and injected
    scripts stay forbidden because scripts are listed by hash.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in dict.fromkeys(_SCRIPT.findall(page))
        if script
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _refusal(scope: Scope) -> JSONResponse | None:
    headers = Headers(scope=scope)
    if REFUSED.match(scope["path"]):
        return JSONResponse(body_of("There is nothing here.", UNEXPECTED), 404)
    origin = headers.get("origin")
    # Another site, open in the same browser, must not put questions into the audit trail.
    if scope["method"] == "POST" and origin and urlsplit(origin).netloc != headers.get("host"):
        return JSONResponse(body_of("Requests from other sites are refused.", UNEXPECTED), 403)
    announced = headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > MAX_BODY:
        return _too_large()
    return None


def _too_large() -> JSONResponse:
    message = f"The request is larger than {MAX_BODY // 1024} KB: shorten the question."
    return JSONResponse(body_of(message, 15), 413)
