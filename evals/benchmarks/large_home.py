"""A home that holds the large corpus, added and published as a site would, once in a run."""

import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from assistant.embed import PACKAGED, load_embedder
from assistant.snapshot.publish import publish
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from corpus.versions import Version, stages
from evals.benchmarks.large_corpus import MadeDocument, made_documents, write_documents
from evals.benchmarks.places import Places, Size
from evals.benchmarks.report import print_line

AUTHOR = "benchmark author"
APPROVER = "benchmark approver"
REPORTS = 20
"""Lines of progress while something long is under way."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the home holds, counted after it was made."""

    documents: int
    versions: int
    stages: dict[str, int]
    """Versions by where they stand in their life today."""
    add_seconds: float
    """Reading, adding and retiring, in this process."""


@dataclass(frozen=True, slots=True)
class FirstPublish:
    """The full publish: everything split, embedded and analysed."""

    seconds: float
    versions: int
    passages: int
    embedded: int


def large_home(size: Size, places: Places) -> tuple[Path, Made]:
    """The home with everything added and nothing published; raises Skipped without guidelines."""
    home, record = places.work / "large" / "home", places.work / "large" / "made.json"
    if not record.exists():
        made = _make(home, made_documents(size, places), places.work / "large" / "documents")
        record.write_text(json.dumps(asdict(made)))
    return home, Made(**json.loads(record.read_text()))


def published_home(size: Size, places: Places) -> tuple[Path, FirstPublish]:
    """The same home, published; the first publish of a run is the full one, and takes long."""
    home = large_home(size, places)[0]
    record = places.work / "large" / "published.json"
    if not record.exists():
        embedder = load_embedder(PACKAGED, places.models)
        approved = sum(bool(one.approved_at) for one in Catalogue(home).versions())
        with _progress(f"full publish of {approved:,} versions", approved) as advance:
            began = time.perf_counter()
            done = publish(
                home, Catalogue(home), Library(home), embedder, by=APPROVER, progress=advance
            )
            seconds = time.perf_counter() - began
        first = FirstPublish(seconds, done.documents, done.passages, done.embedded)
        record.write_text(json.dumps(asdict(first)))
    return home, FirstPublish(**json.loads(record.read_text()))


def copy_catalogue(home: Path, target: Path) -> Path:
    """A home of its own catalogue, with the files of the other one's library; returns it."""
    target.mkdir(parents=True)
    (target / "library").symlink_to(home / "library")
    source = sqlite3.connect(home / "catalogue.sqlite")
    copy = sqlite3.connect(target / "catalogue.sqlite")
    with source, copy:
        source.backup(copy)
    source.close()
    copy.close()
    return target


def drafts(home: Path) -> list[Version]:
    """The drafts that can be approved, in the order they were added."""
    return [one for one in Catalogue(home).versions() if one.is_draft]


def in_use(home: Path) -> list[Version]:
    """What is in force today and has no later version or draft, in the order it was added.

    Withdrawing one of them withdraws nothing else, and the next version's number is free.
    """
    catalogue = Catalogue(home)
    last = {version.document: version.key for version in catalogue.versions()}
    in_force = catalogue.in_force(date.today()).values()
    found = [version for version in in_force if last[version.document] == version.key]
    return sorted(found, key=lambda version: version.ordinal)


def next_version(home: Path, version: Version, folder: Path) -> Path:
    """A file in `folder` with the version after this one: one sentence more, in force today."""
    source = Library(home).source_path(version.source_sha256).read_text(encoding="utf-8")
    number = int(version.metadata.version) + 1
    for key, value in (
        ("version", str(number)),
        ("effective", date.today().isoformat()),
        ("review", "2120-01-31"),
    ):
        source = re.sub(rf'(?m)^{key}: ".*"$', f'{key}: "{value}"', source, count=1)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{version.document}-v{number}.md"
    file.write_text(f"{source}\n\nRead through again for version {number}.\n", encoding="utf-8")
    return file


def _make(home: Path, documents: list[MadeDocument], folder: Path) -> Made:
    catalogue, library = Catalogue(home), Library(home)
    batches: dict[str, list[tuple[str, str]]] = {"first": [], "second": [], "drafts": []}
    for document in documents:
        last = document.approved + document.drafted
        for version in range(1, last + 1):
            draft = version > document.approved
            batch = "drafts" if draft else "first" if version == 1 else "second"
            name = f"{document.id}-v{version}"
            batches[batch].append((name, document.markdown(version)))
    seconds = 0.0
    for batch, files in batches.items():
        written = write_documents(files, folder / batch)
        with _progress(f"adding {len(written):,} {batch}", len(written)) as advance:
            began = time.perf_counter()
            intake = add_files(
                written,
                catalogue,
                library,
                by=AUTHOR,
                approved_by="" if batch == "drafts" else APPROVER,
                progress=advance,
            )
            seconds += time.perf_counter() - began
        if intake.refused or len(intake.added) != len(files):
            reasons = [refused.reason for refused in intake.refused[:3]]
            raise RuntimeError(f"{len(intake.added)} of {len(files)} were added: {reasons}")
    began = time.perf_counter()
    for document in documents:
        if document.retired:
            catalogue.retire(document.id, APPROVER, "replaced by a national one", date(2025, 6, 1))
    seconds += time.perf_counter() - began
    versions = catalogue.versions()
    counted = Counter(str(stage) for stage in stages(versions, date.today()).values())
    return Made(
        len({version.document for version in versions}), len(versions), dict(counted), seconds
    )


@contextmanager
def _progress(what: str, count: int) -> Iterator["Progress"]:
    progress = Progress(what, count)
    yield progress
    print_line(f"  {what}: done in {time.perf_counter() - progress.began:.0f} s")


class Progress:
    """Prints a line now and then while `count` things are done; called with each of them."""

    def __init__(self, what: str, count: int) -> None:
        self.began = time.perf_counter()
        self._what = what
        self._count = count
        self._every = max(1, count // REPORTS)
        self._done = 0

    def __call__(self, done: object) -> None:
        """Count one more."""
        self._done += 1
        # Short work needs no lines.
        if self._done % self._every == 0 and self._count >= 100 * REPORTS:
            seconds = time.perf_counter() - self.began
            print_line(f"  {self._what}: {self._done:,} of {self._count:,} after {seconds:.0f} s")
