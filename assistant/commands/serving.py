"""`serve`: the web app and the API."""

from typing import Annotated

import typer

from assistant.settings import Settings


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="[7860]")] = None,
) -> None:
    """Open the desks and the API in a browser's reach; stop with Ctrl-C."""
    from assistant.web.server import run

    settings: Settings = context.obj
    run(settings.choose(host=host or settings.host, port=port or settings.port))
