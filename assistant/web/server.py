"""Puts the page and the API on one port."""

import os
import socket
import sys
import tempfile
from collections.abc import Callable
from functools import partial

from fastapi import FastAPI
from fastapi.responses import RedirectResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.assembly import open_stages
from assistant.question import Question
from assistant.settings import Settings
from assistant.web.access import UPLOAD
from assistant.web.admission import Admission
from assistant.web.api import add_routes
from assistant.web.events import HANDLERS
from assistant.web.exposure import check_exposure
from assistant.web.failures import describe
from assistant.web.guarding import Guard
from assistant.web.reviewer.routes import add_routes as add_review
from assistant.web.service import Service
from assistant.web.shell import add_routes as add_shell
from assistant.web.shell import head
from assistant.web.signing_in import Entrance, open_entrance
from assistant.web.signing_in import add_routes as add_signing_in
from assistant.web.sources.mounting import add_sources
from corpus.errors import ModelError, SettingsError

EVERY_ADDRESS = {"0.0.0.0", "::"}


PATIENCE = 5
"""Seconds a question may still take when the server is stopped; an open page keeps a connection
for as long as it is open, which must not keep the server."""
WARMING = "dose of adrenaline in anaphylaxis"


def run(settings: Settings) -> None:
    """Serve until stopped. What the home lacks is said on the page and in the API, not raised.

    Raises SettingsError when the address cannot be listened on, or must not be, ModelError when a
    model is missing or damaged.
    """
    import uvicorn

    entrance = open_entrance(settings)
    check_exposure(settings, entrance.accounts)
    listening = _listen(settings.host, settings.port)
    service = Service(partial(open_stages, settings), settings)
    service.read_trail()
    problem = _prepare(service)
    # Its own, which nobody else on this computer can look into, and gone with the server.
    uploads = tempfile.TemporaryDirectory(prefix="assistant-uploads-")
    os.environ["GRADIO_TEMP_DIR"] = uploads.name
    app = build_app(service, settings, entrance)
    app.state.wake_sources()
    scheme = "https" if settings.tls_certificate else "http"
    address = f"{scheme}://{settings.host}:{settings.port}"
    _tell(f"Open {address} (stop with Ctrl-C).")
    if problem:
        _tell(f"Nothing can be answered yet: {problem}")
    # The access log is off: it adds nothing to the audit trail, and addresses may hold words.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=PATIENCE,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
        # By default anybody on this computer is believed about who asks.
        proxy_headers=bool(settings.behind_proxy),
        forwarded_allow_ips=list(settings.behind_proxy),
        server_header=False,
    )

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await super().shutdown(sockets)
            # Here, because a signal that stopped the server ends the process right after this.
            uploads.cleanup()

    Server(config).run(sockets=[listening])


def build_app(service: Service, settings: Settings, entrance: Entrance | None = None) -> FastAPI:
    """The whole app, not yet listening, with the entrance of its home or another."""
    import gradio as gr

    from assistant.web.clinician.desk import TITLE
    from assistant.web.clinician.desk import build_desk as ask_desk
    from assistant.web.curator.desk import build_desk as curator_desk
    from assistant.web.reviewer.desk import build_desk as reviewer_desk
    from assistant.web.theme import theme

    entrance = entrance or open_entrance(settings)
    # The interactive documentation pages load scripts from elsewhere.
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    add_routes(app, service)
    add_shell(app)
    add_signing_in(app, entrance)
    add_review(app, service)
    app.state.wake_sources = add_sources(app, service, settings)

    for desk in ("/curate", "/review"):
        app.add_api_route(desk, _leads_to(f"{desk}/"), include_in_schema=False)
    # The one at the root is last, since it takes every address that is left.
    for path, build, own in (
        ("/curate", curator_desk, ("curate.css", "curate.js")),
        ("/review", reviewer_desk, ("review.css", "review.js")),
        ("/", ask_desk, ("ask.css", "ask.js")),
    ):
        gr.mount_gradio_app(
            app,
            build(service, settings.banner),
            path=path,
            server_name=settings.host,
            server_port=settings.port,
            footer_links=[],
            # Gradio would otherwise keep questions in the browser's storage.
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            max_file_size=UPLOAD if path == "/curate" else 1,
            theme=theme(),
            app_kwargs={"exception_handlers": HANDLERS},
            head=head(*own),
        )
    app.add_middleware(Admission, entrance=entrance)
    app.add_middleware(Guard)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=_hosts(settings), www_redirect=False)
    return app


def _leads_to(address: str) -> Callable[[], Response]:
    def lead() -> Response:
        return RedirectResponse(address, 308)

    return lead


def _listen(host: str, port: int) -> socket.socket:
    """The listening socket, taken before models are loaded so that a mistake is told at once."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        raise SettingsError(
            f"{host}:{port} cannot be listened on ({error.strerror}): stop what uses it, "
            "or choose another with --host and --port"
        ) from None


def _prepare(service: Service) -> str:
    """Load what the first question would wait for; what is missing, in a sentence.

    Raises ModelError: a home may be filled while the server runs, a model has to be repaired.
    """
    try:
        # A search is recorded nowhere, and wakes everything that loads at its first use.
        service.search(Question(WARMING), 1)
    except ModelError:
        raise
    except Exception as error:
        return describe(error, whole=True)
    try:
        # A calibration is published, so it may come while the server runs.
        service.overview()
    except Exception as error:
        return describe(error, whole=True)
    return ""


def _hosts(settings: Settings) -> list[str]:
    """The names this server answers to: a page elsewhere cannot point its own name here."""
    hosts = ["127.0.0.1", "localhost", settings.host, *settings.host_names]
    if settings.host in EVERY_ADDRESS:
        hosts += [socket.gethostname(), socket.getfqdn()]
    return hosts


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
