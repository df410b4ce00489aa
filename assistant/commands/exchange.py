"""`corpus export`, and the readers of others through which `corpus add` can read."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.options import AsJson, place
from assistant.commands.printing import counted, say, say_json
from assistant.settings import Settings
from corpus.storage import write_whole

if TYPE_CHECKING:
    from corpus.parallel_reading import Read


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(export)


def export(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="FILE", help="Write the JSON there. [standard output]"),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--csv", parser=place, metavar="FOLDER", help="Write CSV tables into this new folder."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the catalogue with its whole history, as JSON or CSV."""
    from corpus.export import export as everything
    from corpus.export import write_folder

    settings: Settings = context.obj
    found = everything(open_catalogue(settings), date.today())
    if file is None and folder is None:
        say_json(found.to_json())
        return
    written: list[str] = []
    if folder is not None:
        tables = found.to_csv()
        write_folder(folder, tables)
        written += [str(folder / name) for name in tables]
    if file is not None:
        write_whole(file, orjson.dumps(found.to_json(), option=orjson.OPT_INDENT_2))
        written.append(str(file))
    counts = {
        "documents": len({version.document for version in found.versions}),
        "versions": len(found.versions),
        "events": len(found.events),
    }
    if as_json:
        say_json(counts | {"files": written})
    else:
        said = ", ".join(counted(count, name[:-1]) for name, count in counts.items())
        say(f"{said} written to {', '.join(written)}.")


def chosen_reader(settings: Settings, name: str) -> "Read | None":
    """What `corpus add --reader NAME` reads files with; None for our own. Raises SettingsError."""
    if not name:
        return None
    from corpus.readers.llama_index import open_reader

    return open_reader(name, settings.readers)
