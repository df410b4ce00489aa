"""What every page has around it: its style and scripts, its title, and the way to other desks."""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.accounts import Account
from assistant.web.access import CURATING, EVERYONE, WATCHING
from assistant.web.failures import UNEXPECTED, body_of
from assistant.web.service import Overview

HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES = HERE / "templates"
DESKS = (
    ("ask", "/", "Ask", EVERYONE),
    ("curate", "/curate/", "Curate", CURATING),
    ("review", "/review/", "Review", WATCHING),
)
"""Name, address, label and who sees the way to it; `access.RULES` decides who gets in."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_SHARED = (
    "/page.css",
    "/static/answer.css",
    "/static/source.css",
    "/page.js",
    "/static/source.js",
)


def head(*names: str) -> str:
    """The head of a page: what all share, and files of its own below `static`.

    Linked, because Gradio rewrites the selectors of CSS it is given, and breaks :where().
    """
    addresses = (*_SHARED, *(f"/static/{name}" for name in names))
    return "".join(_link(address) for address in addresses)


def render_header(
    banner: str, overview: Overview | None, account: Account | None = None, here: str = "ask"
) -> str:
    """The top of a page; `overview` is None while nothing can be answered.

    Without an account there is no way to other desks and nobody to sign out. `here` is the name of
    the desk shown.
    """
    ways = [
        (name, address, label)
        for name, address, label, roles in DESKS
        if account and account.may(roles)
    ]
    values = {
        "banner": banner, "overview": overview, "account": account, "here": here, "ways": ways,
    }  # fmt: skip
    return templates().get_template("header.html").render(values)


@cache
def templates(*folders: Path) -> Environment:
    """Templates in which every value is escaped: those of the folders, then the shared ones.

    `page.html` is a whole page to extend, with the blocks title, head and body.
    """
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["head"] = lambda *names: Markup(head(*names))
    environment.globals["link"] = lambda name: Markup(_link(f"/static/{name}"))
    return environment


def add_routes(app: FastAPI) -> None:
    """GET /page.css and /page.js, and /static/NAME for the files in `static`."""

    @app.get("/page.css", include_in_schema=False)
    def style() -> Response:
        return _file(HERE / "page.css")

    @app.get("/page.js", include_in_schema=False)
    def script() -> Response:
        return _file(HERE / "page.js")

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        known = {path.name for path in STATIC.iterdir() if path.suffix in _TYPES}
        if name not in known:
            return JSONResponse(body_of("There is nothing here.", UNEXPECTED), 404)
        return _file(STATIC / name)


def _file(path: Path) -> Response:
    """The file, kept by the browser: `head` gives a changed file another address."""
    headers = {"cache-control": "max-age=31536000, immutable"}
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=headers)


def _link(address: str) -> str:
    """The element that loads a style or script, by a hash of what is in it."""
    path = (HERE if address.count("/") == 1 else STATIC) / address.rsplit("/", 1)[1]
    if not path.exists():
        return ""
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    if path.suffix == ".css":
        return f'<link rel="stylesheet" href="{address}?v={mark}">'
    return f'<script src="{address}?v={mark}" defer></script>'


HEAD = head()
"""For a page without files of its own."""
