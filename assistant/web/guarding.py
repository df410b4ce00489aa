"""What every request and response goes through: bounds, refused paths, and security headers."""

import base64
import hashlib
import re
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.access import MAX_BODY, rule_for
from assistant.web.failures import UNEXPECTED, body_of
from corpus.errors import QuestionError

_GRADIO = re.compile(r"^((?:/curate|/review)?)/gradio_api(?:/|$)")
_OWN = re.compile(
    r"/gradio_api/(?:queue/(?:join|data)|cancel|reset|heartbeat/[^/]+|startup-events|theme\.css"
    r"|info|app_id)/?"
)
"""What a page of Gradio asks for. It offers far more: files in and out, fetching for others."""
_UPLOADS = {"/curate/gradio_api/upload", "/curate/gradio_api/upload_progress"}
_FORWARDED = re.compile(rb"(?:x-forwarded-.*|forwarded|x-gradio-.*|x-direct-url)")
"""What uvicorn has read of a stated proxy already, and nobody else may tell Gradio."""

_SCRIPT = re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": a form's request would come from the origin "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """ASGI middleware; answers 404 and 413 itself, as the API's error object."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = [one for one in scope["headers"] if not _FORWARDED.fullmatch(one[0])]
        scope = {**scope, "headers": headers}
        rule = rule_for(scope["path"], scope["method"])
        limit = rule.max_body if rule else MAX_BODY
        answering = _Answering(send, scope["scheme"] == "https", _is_desk(scope["path"]))
        refusal = _refusal(scope, limit)
        if refusal is not None:
            await refusal(scope, receive, answering)
            return
        if "text/html" in Headers(scope=scope).get("accept", "") or _is_desk(scope["path"]):
            # The page has to be readable here for its scripts to be listed in its policy.
            scope["headers"] = [one for one in headers if one[0] != b"accept-encoding"]
        body = _BoundedBody(receive, limit)

        async def send_unless_exceeded(message: Message) -> None:
            # What the app makes of the interruption, such as a 400, is not the answer.
            if not body.exceeded:
                await answering(message)

        with suppress(_BodyTooLargeError):
            await self._app(scope, body, send_unless_exceeded)
        if body.exceeded and not answering.begun:
            await _too_large(limit)(scope, receive, answering)


class _BodyTooLargeError(Exception):
    """More came than was announced or is accepted."""


class _BoundedBody:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
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

    def __init__(self, send: Send, https: bool, desk: bool) -> None:
        self._send = send
        self._https = https
        self._desk = desk
        self._page: Message | None = None
        self._body = b""
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(raw=message["headers"])
            headers.update(_HEADERS)
            if self._https:
                headers["strict-transport-security"] = "max-age=31536000"
            if headers.get("content-type", "").startswith("text/html"):
                headers["cache-control"] = "no-store"
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
            headers["content-security-policy"] = page_policy(self._body if self._desk else None)
            await self._send(self._page)
            message = {**message, "body": self._body}
            self._page = None
        await self._send(message)


def page_policy(desk: bytes | None) -> str:
    """The Content-Security-Policy of a page: nothing from elsewhere, and no inline script.

    Of a desk, those that Gradio put into its page are listed by hash, and its templates need
    'unsafe-eval'. A page of ours has none, so that whatever else came into it would not run.
    """
    hashes = "" if desk is None else "'unsafe-eval' " + " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in dict.fromkeys(_SCRIPT.findall(desk))
        if script
    )  # fmt: skip
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _is_desk(path: str) -> bool:
    return path.rstrip("/") in ("", "/curate", "/review")


def _refusal(scope: Scope, limit: int) -> JSONResponse | None:
    path = scope["path"]
    desk = _GRADIO.match(path)
    if desk and path not in _UPLOADS and not _OWN.fullmatch(path, desk.end(1)):
        return JSONResponse(body_of("There is nothing here.", UNEXPECTED), 404)
    announced = Headers(scope=scope).get("content-length", "0")
    if not announced.isdecimal() or int(announced) > limit:
        return _too_large(limit)
    return None


def _too_large(limit: int) -> JSONResponse:
    message = f"The request is larger than {limit // 1024} KB: shorten it."
    return JSONResponse(body_of(message, QuestionError.exit_code), 413)
