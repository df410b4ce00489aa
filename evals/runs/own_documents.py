"""Homes for suites that bring their own documents: built once, and asked of those alone."""

import hashlib
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from assistant.assembly import calibration_in_use
from assistant.calibration import Calibration
from assistant.settings import Settings
from corpus.errors import AssistantError, SuiteError
from corpus.storage import one_writer, storage_errors, write_whole
from evals.runs.corpora import Corpus
from evals.runs.identity import code_digest, package_versions
from evals.runs.manifest import digest
from evals.suites.suite import Suite

APPROVER = "evaluation"
EFFECTIVE = "2000-01-01"
"""For documents that do not say from when they are in force: before any day asked about."""
_DONE = "complete"
"""The file that says a home was built to its end, and holds its snapshot's id."""


def own_corpus(
    suite: Suite, settings: Settings, embedder: str, days: Iterable[date], today: date
) -> Corpus:
    """The published documents of a suite, which has some; `embedder` is the identity in use.

    They are answered from by the calibration that the home would publish with. Raises SuiteError
    when a document cannot be read or approved, or none is in force on a day that is asked about.
    """
    if suite.documents is None:
        raise ValueError(f"the suite {suite.name} brings no documents")
    files = _files(suite.documents, suite.name)
    parts = [[name, hashlib.sha256(data).hexdigest()] for name, data in files]
    calibration = calibration_in_use(settings)
    decided_by = calibration.sha256 if calibration else ""
    built_from = [parts, code_digest(), package_versions(), embedder, decided_by]
    folder = settings.home / "evals" / "corpora"
    home = folder / digest(built_from)[:16]
    with one_writer(folder, home.name):
        if not (home / _DONE).exists():
            with storage_errors(f"clearing {home}"):
                shutil.rmtree(home, ignore_errors=True)
            own = settings.choose(home=home, catalogue="")
            snapshot = _build(suite.documents, suite.name, own, calibration)
            write_whole(home / _DONE, snapshot.encode())
    corpus = Corpus.opened(home, "", (home / _DONE).read_text(), days, today)
    standing = corpus.standing()
    for day in corpus.days:
        if not standing.in_force(day):
            raise SuiteError(
                f"none of the documents of the suite {suite.name} is in force on {day}, which "
                "its cases ask about: correct `effective` there or `as_of` here"
            )
    return corpus


def _files(folder: Path, suite: str) -> list[tuple[str, bytes]]:
    """Name and bytes of all that is in the folder."""
    try:
        return [
            (path.relative_to(folder).as_posix(), path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]
    except OSError as error:
        raise SuiteError(
            f"the documents of the suite {suite} cannot be read ({error.strerror}): "
            "check their rights"
        ) from None


def _build(folder: Path, suite: str, settings: Settings, calibration: Calibration | None) -> str:
    """Add, approve and publish; returns the snapshot's id."""
    from assistant.embed import load_embedder
    from assistant.snapshot.publish import publish
    from corpus.catalogue import Catalogue
    from corpus.finding import find_files
    from corpus.intake import add_files
    from corpus.library import Library
    from corpus.metadata_csv import read_metadata_csv

    rows = folder / "metadata.csv"
    catalogue, library = Catalogue(settings.home), Library(settings.home)
    try:
        intake = add_files(
            [file for file in find_files([folder]) if file != rows],
            catalogue,
            library,
            by=APPROVER,
            table=read_metadata_csv(rows) if rows.exists() else {},
            folders=[folder],
            defaults={"effective": EFFECTIVE},
            approved_by=APPROVER,
            second_person=False,
        )
        refused = [f"{one.file.name} was not added: {one.reason}" for one in intake.refused]
        if refused:
            raise SuiteError(refused[0])
        embedder = load_embedder(settings.embedder, settings.models)
        done = publish(
            settings.home, catalogue, library, embedder, by=APPROVER, calibration=calibration
        )
        return done.snapshot
    except SuiteError as error:
        raise SuiteError(f"the documents of the suite {suite}: {error}") from None
    except AssistantError as error:
        raise type(error)(f"the documents of the suite {suite}: {error}") from None
