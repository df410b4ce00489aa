"""The only way to a model server: it is told what it must know, and may say as much as a reply."""

from collections.abc import AsyncIterator

import httpx

from corpus.errors import ModelError

LONGEST_REPLY = 256 * 1024
"""Bytes of a reply; the longest one that is asked for has a tenth of it."""
TOLD = frozenset({"host", "content-type", "content-length", "accept", "authorization"})
"""Headers that are sent. Client libraries add others, with the machine's system and versions and
with whatever account the environment names."""


class NarrowTransport(httpx.AsyncBaseTransport):
    """Lets requests out with few headers, and JSON of bounded size in. Raises ModelError."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response, its body bounded while it is read."""
        told = [(name, value) for name, value in request.headers.items() if name in TOLD]
        # What is compressed could be of any size once it is not.
        request.headers = httpx.Headers([*told, ("accept-encoding", "identity")])
        response = await self._inner.handle_async_request(request)
        fault = _fault(response)
        if fault:
            await response.aclose()
            raise ModelError(fault)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Bounded(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._inner.aclose()


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for chunk in self._response.aiter_raw():
            taken += len(chunk)
            if taken > LONGEST_REPLY:
                raise ModelError(f"its reply was longer than {LONGEST_REPLY // 1024} KiB")
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


def _fault(response: httpx.Response) -> str:
    """Why a response is not read; empty when it may be."""
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        return "its reply was compressed, which was not asked for"
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.is_success and media != "application/json":
        return "its reply was not JSON"
    return ""
