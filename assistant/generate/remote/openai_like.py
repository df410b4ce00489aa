"""Asks an OpenAI-compatible server through llama-index, within a deadline."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from assistant.generate.remote.prompt import Prompt
from corpus.errors import ModelError, SettingsError

KEY_VARIABLE = "ASSISTANT_REMOTE_KEY"
"""The environment variable that holds the server's key."""
RETRIES = 2
"""Further attempts after a refused connection or an HTTP status 408, 409, 429 or 5xx, by the
client library, which waits for as long as the server asks; the deadline holds for all together."""
LONGEST = 700
"""Tokens a reply may have."""
GRACE = 0.5
"""Seconds beyond the deadline in which what is cancelled may end: a look-up of a name cannot be."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Completion:
    """What the server replied."""

    text: str
    model: str
    """The model that the server says it is from."""


class ModelServer:
    """One model on one server. Raises SettingsError for an address that cannot be one."""

    def __init__(
        self, url: str, model: str, *, deadline: float, key: str = "", retries: int = RETRIES
    ) -> None:
        """`url` is the base of the API, such as http://127.0.0.1:8000/v1; `deadline` in seconds.

        `key` is sent to that server alone, and neither shown nor stored.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            # Its message may quote the address.
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            # Without its value, which may hold a login: user:secret@models.example.org.
            raise SettingsError(
                "remote_url is no address that begins with http:// or https://: set it to the "
                "base of an OpenAI-compatible API, such as http://127.0.0.1:8000/v1"
            )
        if parts.username or parts.password or parts.query or parts.fragment:
            raise SettingsError(
                f"remote_url holds more than an address: a key belongs into {KEY_VARIABLE}"
            )
        if not model:
            raise SettingsError("remote_model is empty: name the model that the server serves")
        self.host = parts.netloc
        self.encrypted = parts.scheme == "https"
        self.model = model
        self._url, self._deadline, self._key, self._retries = url, deadline, key, retries
        _require_llama_index()

    def complete(self, prompt: Prompt, form: type[BaseModel]) -> Completion:
        """The reply to a prompt, asked for in the form of a pydantic model.

        Raises ModelError, whose message is for readers and holds nothing the server said.
        """
        return self._within_deadline(partial(self._complete, prompt, form))

    def models(self) -> tuple[str, ...]:
        """The names of the models it serves. Raises ModelError."""
        return self._within_deadline(_models)

    async def _complete(self, prompt: Prompt, form: type[BaseModel], client: Any) -> Completion:
        from llama_index.core.llms import ChatMessage
        from llama_index.llms.openai_like import OpenAILike

        # Its own retries would multiply the client's, and log what the server said.
        model = OpenAILike(
            model=self.model, api_base=self._url, api_key="none", is_chat_model=True,
            temperature=0.0, max_tokens=LONGEST, max_retries=0, async_openai_client=client,
        )  # fmt: skip
        schema = {"name": form.__name__, "schema": form.model_json_schema(), "strict": True}
        response = await model.achat(
            [
                ChatMessage(role="system", content=prompt.instructions),
                ChatMessage(role="user", content=prompt.question),
            ],
            response_format={"type": "json_schema", "json_schema": schema},
            seed=0,
        )
        [choice] = response.raw.choices
        if choice.message.tool_calls:
            raise ModelError("it asked for a tool, and has none")
        if choice.finish_reason == "length":
            raise ModelError("its reply was cut off")
        text = choice.message.content
        if not isinstance(text, str) or not text.strip():
            raise ModelError("its reply was empty")
        return Completion(text, _shown(response.raw.model))

    def _within_deadline(self, call: Callable[[Any], Awaitable[Result]]) -> Result:
        """What `call` gives. Beside the event loop, if any, that the caller is in."""
        outcome: Future[Result] = Future()

        def run() -> None:
            try:
                asked = asyncio.wait_for(self._connected(call), self._deadline)
                outcome.set_result(asyncio.run(asked))
            except BaseException as error:
                outcome.set_exception(error)

        Thread(target=run, name="model-server", daemon=True).start()
        try:
            return outcome.result(self._deadline + GRACE)
        except (Exception, asyncio.CancelledError) as error:
            # A server may break its client in any way, and what a library then says may hold the
            # question: neither the words nor the chain of it are passed on.
            raise ModelError(self._reason(error)) from None

    async def _connected(self, call: Callable[[Any], Awaitable[Result]]) -> Result:
        import httpx
        from openai import AsyncOpenAI

        from assistant.generate.remote.transport import NarrowTransport

        # To that server and nowhere else: no redirect, no proxy or login of the environment.
        transport = NarrowTransport(httpx.AsyncHTTPTransport(verify=_certificates(self.encrypted)))
        http = httpx.AsyncClient(transport=transport, trust_env=False, follow_redirects=False)
        async with AsyncOpenAI(
            base_url=self._url, api_key=self._key or "none", max_retries=self._retries,
            timeout=self._deadline, http_client=http,
        ) as client:  # fmt: skip
            return await call(client)

    def _reason(self, error: BaseException) -> str:
        """What went wrong, in words of our own."""
        from openai import APIConnectionError, APIStatusError

        if isinstance(error, TimeoutError):
            return f"it took longer than {self._deadline:g} s"
        if isinstance(error, APIStatusError):
            return f"it answered with the HTTP status {error.status_code}"
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ModelError):
                return str(cause)
            cause = cause.__cause__
        if isinstance(error, APIConnectionError):
            return "it could not be reached, or broke off"
        return "its reply was not one of an OpenAI-compatible server"


async def _models(client: Any) -> tuple[str, ...]:
    listed = await client.models.list()
    return tuple(_shown(model.id) for model in listed.data)


def _shown(name: Any) -> str:
    """A name that a server gave, fit to be stored and shown."""
    return "".join(c for c in str(name) if c.isprintable())[:120]


def _certificates(encrypted: bool) -> Any:
    """The authorities that the machine trusts, among them a hospital's own."""
    import ssl

    return ssl.create_default_context() if encrypted else False


def _require_llama_index() -> None:
    """Loads what asking needs, which takes seconds, before the first question."""
    try:
        import llama_index.llms.openai_like  # noqa: F401
    except ModuleNotFoundError as error:
        raise ModelError(
            f"the generator `remote` needs the extra of that name ({error.name} is not installed): "
            "pip install -c constraints.txt -e '.[remote]'"
        ) from None
    # Told by OPENAI_LOG to debug, the client logs what it sends, and with it the question.
    logging.getLogger("openai").setLevel(logging.WARNING)
