"""Files that a browser sent become drafts, and are deleted once they were read."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.accounts import Account
from assistant.web.access import CURATING
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import render
from assistant.web.curator.working import Done, Tell, Under, working
from assistant.web.requiring import require
from corpus.errors import DocumentError, MetadataError
from corpus.intake import Intake, add_files
from corpus.metadata import KEYS, metadata_faults
from corpus.metadata_csv import Row, read_metadata_csv

MOST = 500
"""Files of one upload; the command line takes any number."""
TABLE = ".csv"
"""A file that ends so is no document but the metadata of the others."""


@dataclass(frozen=True)
class Sent:
    """A file where the browser's upload was put."""

    path: Path
    size: int
    """Bytes."""

    @property
    def name(self) -> str:
        """Without the folder, which is nobody's business."""
        return self.path.name


def sent(paths: Sequence[str] | None) -> list[Sent]:
    """The files of an upload; DocumentError when there is none, or far too many."""
    files = [Path(path) for path in paths or ()]
    if not files:
        raise DocumentError("no file is chosen: choose one or more")
    if len(files) > MOST:
        raise DocumentError(
            f"{len(files)} files are more than {MOST}: send them in parts, or use "
            "`assistant corpus add`"
        )
    return [Sent(file, file.stat().st_size if file.exists() else 0) for file in files]


def check_form(values: Mapping[str, str]) -> dict[str, str]:
    """The faults of a form by key; empty where every value may stand."""
    stated = {key: value for key, value in values.items() if key in KEYS and value.strip()}
    return dict(reversed(metadata_faults(stated)))


def take_in(
    curation: Curation,
    files: Sequence[Sent],
    values: Mapping[str, str],
    account: Account,
    document: str,
) -> Iterator[str]:
    """The progress as HTML, and then what became of each file.

    With `document`, the one file is a new version of it and `values` hold for it whatever it says
    itself; without, they fill what files and table leave open. Every file is deleted at the end.
    Raises RoleError, MetadataError and StorageError.
    """
    by = require(account, CURATING, "bring documents in")
    total = sum(not _is_table(file) for file in files)
    for event in working(lambda tell: _add(curation, files, values, by, document, tell)):
        if isinstance(event, Done):
            yield _outcome(event.outcome)
        else:
            yield _reading(files, event, total)


def _add(  # noqa: PLR0917
    curation: Curation,
    files: Sequence[Sent],
    values: Mapping[str, str],
    by: str,
    document: str,
    tell: Tell,
) -> Intake:
    stated = {key: value.strip() for key, value in values.items() if value.strip()}
    try:
        with tempfile.TemporaryDirectory() as folder:
            moved = [_moved(file, Path(folder)) for file in files]
            documents = [path for path in moved if not _is_table(Sent(path, 0))]
            tables = [path for path in moved if path not in documents]
            if len(tables) > 1:
                raise MetadataError(
                    f"{len(tables)} metadata tables were sent ({', '.join(t.name for t in tables)})"
                    ": send one, with a row for each file"
                )
            if not documents:
                raise DocumentError("only a metadata table was sent: send its documents with it")
            table: dict[str, Row] = read_metadata_csv(tables[0]) if tables else {}
            if document:
                if len(documents) > 1:
                    raise DocumentError(
                        f"{len(documents)} files were sent as a new version of {document}: send one"
                    )
                row = {"id": document} | {k: v for k, v in stated.items() if k != "id"}
                table = {documents[0].name: Row(row, "the form")}
            done = 0

            def advance(_: Path) -> None:
                nonlocal done
                done += 1
                tell(done, len(documents), "")

            return add_files(
                documents,
                curation.catalogue,
                curation.library,
                by=by,
                table=table,
                folders=[Path(folder)],
                defaults={} if document else stated,
                second_person=curation.settings.second_person,
                progress=advance,
            )
    finally:
        for file in files:
            with suppress(OSError):
                file.path.unlink(missing_ok=True)
                file.path.parent.rmdir()


def _moved(file: Sent, folder: Path) -> Path:
    """The file in a folder of ours, under its own name; a second of that name apart."""
    target = folder / file.name
    number = 2
    while target.exists():
        target = folder / str(number) / file.name
        number += 1
    target.parent.mkdir(exist_ok=True)
    shutil.move(file.path, target)
    return target


def _is_table(file: Sent) -> bool:
    return file.path.suffix.casefold() == TABLE


def _reading(files: Sequence[Sent], under: Under, total: int) -> str:
    documents = [file for file in files if not _is_table(file)]
    listed = [(file.name, file.size, at < under.done) for at, file in enumerate(documents)]
    reading = {"done": under.done, "total": total, "seconds": under.seconds, "files": listed}
    return render("intake.html", reading=reading, intake=None, refused=())


def _outcome(intake: Intake) -> str:
    refused = [
        # The folder of an upload says nothing to anybody.
        {"name": one.file.name, "reason": one.reason.replace(str(one.file), one.file.name)}
        for one in intake.refused
    ]
    return render("intake.html", reading=None, intake=intake, refused=refused)
