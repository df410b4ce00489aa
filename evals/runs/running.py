"""Runs suites: the whole story, from checked cases to a folder that can be scored anywhere."""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from corpus.errors import RunError
from corpus.storage import storage_errors
from evals.runs.asker import K, OpenAsker, OpenAssistant, Reply, Request
from evals.runs.cache import Cache
from evals.runs.claiming import claimed
from evals.runs.corpora import Corpus, identities
from evals.runs.folder import MANIFEST, PERFORMANCE, SUITES, RunFolder, open_run
from evals.runs.identity import code_digest, package_versions, provenance
from evals.runs.interrupts import stop_on_interrupt
from evals.runs.journal import Journal
from evals.runs.keeping import keep_sources
from evals.runs.machine import machine
from evals.runs.manifest import Manifest, State, now
from evals.runs.opening import open_corpora
from evals.runs.performance import Timing, performance
from evals.runs.sealing import digests
from evals.runs.workers import ask_all, default_workers
from evals.suites.gold import check_gold
from evals.suites.suite import Suite

LIMIT = 60.0
"""Seconds for one case: far more than a clinician would wait."""


@dataclass(frozen=True)
class Options:
    """How a run is made; but for `snapshot`, nothing here changes what comes out."""

    out: Path | None = None
    """Empty, or a run to resume; None makes a folder in the home."""
    workers: int = field(default_factory=default_workers)
    limit: float = LIMIT
    """Seconds for one case."""
    cache: bool = True
    resume: bool = False
    snapshot: str | None = None
    """Asked instead of the published one; it may be a draft."""
    filters: Mapping[str, Any] = field(default_factory=dict)
    """How the cases were chosen, for people."""

    def __post_init__(self) -> None:
        if self.workers < 1 or self.limit <= 0:
            raise ValueError("a run needs a worker and time for each case")


def run(
    suites: Sequence[Suite],
    settings: Settings,
    options: Options,
    *,
    progress: Callable[[int], None] = lambda cases: None,
    open_asker: Callable[[OpenAssistant], OpenAsker] = lambda real: real,
) -> RunFolder:
    """Ask every case that has no outcome yet; after Ctrl-C the run is stopped, not complete.

    `progress` is told how many cases more are done. `open_asker` may put another asker in the
    place of the real one. Raises SuiteError for gold that is not in the documents, RunError for a
    folder that cannot be taken, and what keeps the assistant from being opened.
    """
    today = date.today()
    answering = provenance(settings)
    corpora = open_corpora(suites, settings, options.snapshot, answering["embedder"], today)
    sources = {name: corpus.sources() for name, corpus in corpora.items()}
    check_gold(suites, sources, today)
    manifest = _manifest(suites, corpora, answering, options, today)
    path = options.out or _new_folder(settings.home, manifest)
    with claimed(path, manifest, resume=options.resume) as folder:
        _copy_suites(suites, folder)
        caches = {
            name: Cache(settings.home, corpus, answering)
            for name, corpus in corpora.items()
            if options.cache
        }
        work = _Work(folder, caches, progress)
        cases = {case.key: case for suite in suites for case in suite.cases}
        try:
            work.ask(
                [Request.of(cases[key], today) for key in manifest.inputs["cases"]],
                open_asker(OpenAssistant(settings.choose(), corpora, answering, folder.path)),
                options,
            )
        finally:
            complete = work.finish()
            if complete:
                keep_sources(folder, sources, cases.values(), work.journal.outcomes, today)
            ended = (
                folder.manifest.ended(State.COMPLETE, digests(folder.path))
                if complete
                else folder.manifest.ended(State.STOPPED)
            )
            folder.write(MANIFEST, ended.to_json())
    return open_run(folder.path, unfinished=True)


class _Work:
    """Asking under way: what is done goes to the folder at once."""

    def __init__(
        self, folder: RunFolder, caches: Mapping[str, Cache], progress: Callable[[int], None]
    ) -> None:
        self._folder = folder
        self._caches = caches
        self._progress = progress
        self._began = time.monotonic()
        self._peak_mib = 0.0
        self.journal = Journal(folder)

    def ask(self, requests: Sequence[Request], open_asker: OpenAsker, options: Options) -> None:
        """All that have no outcome, from the cache where it has them."""
        self._progress(len(self.journal.outcomes))
        waiting = {one.case: one for one in requests if one.case not in self.journal.outcomes}
        with stop_on_interrupt() as stopping:
            for request in list(waiting.values()):
                found = self._cached(request)
                if found and not stopping():
                    self._done(found, cached=True)
                    del waiting[request.case]
            fresh = ask_all(
                list(waiting.values()),
                open_asker,
                workers=options.workers,
                limit=options.limit,
                stopping=stopping,
            )
            with closing(fresh):
                for asked in fresh:
                    self._done(asked.reply, cached=False)
                    self._peak_mib = max(self._peak_mib, asked.peak_mib)
                    request = waiting[asked.reply.outcome.case]
                    if request.corpus in self._caches:
                        self._caches[request.corpus].put(request, asked.reply)

    def finish(self) -> bool:
        """Put the files in order and write the times; says whether every case has its outcome."""
        self.journal.close()
        earlier: dict[str, Any] = {}
        if (self._folder.path / PERFORMANCE).exists():
            earlier = self._folder.performance
        figures = performance(
            self.journal.timings.values(),
            workers=self._folder.manifest.workers,
            peak_mib=max(self._peak_mib, earlier.get("peak_memory_mib", 0.0)),
            wall_seconds=time.monotonic() - self._began + earlier.get("wall_seconds", 0.0),
        )
        self._folder.write(PERFORMANCE, figures)
        return len(self.journal.outcomes) == len(self._folder.manifest.inputs["cases"])

    def _cached(self, request: Request) -> Reply | None:
        cache = self._caches.get(request.corpus)
        return cache.get(request) if cache else None

    def _done(self, reply: Reply, *, cached: bool) -> None:
        timing = Timing(reply.outcome.case, reply.timings_ms, cached, reply.seconds)
        self.journal.append(reply.outcome, timing)
        self._progress(1)


def _manifest(
    suites: Sequence[Suite],
    corpora: Mapping[str, Corpus],
    answering: Mapping[str, str],
    options: Options,
    today: date,
) -> Manifest:
    keys = sorted(case.key for suite in suites for case in suite.cases)
    if not keys or len(set(keys)) < len(keys):
        raise RunError("a run needs cases, each suite once: name other suites, or filter less")
    return Manifest(
        inputs={
            "snapshot": corpora[""].snapshot if "" in corpora else "",
            "corpora": identities(corpora),
            "suites": {suite.name: suite.sha256 for suite in suites},
            "cases": keys,
            "as_of": today.isoformat(),
            "provenance": dict(answering),
            "code": code_digest(),
            "packages": package_versions(),
            "seeds": {},  # Nothing that answers draws at random.
            "k": K,
        },
        machine=machine(),
        workers=min(options.workers, len(keys)),
        filters=options.filters,
        started=now(),
    )


def _new_folder(home: Path, manifest: Manifest) -> Path:
    """A folder of its own, also for the second run of the same within one second."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = f"{stamp}-{manifest.id}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    folders = (home / "evals" / "runs" / one for one in names)
    return next(folder for folder in folders if not folder.exists())


def _copy_suites(suites: Sequence[Suite], folder: RunFolder) -> None:
    with storage_errors(f"copying the suites to {folder.path}"):
        (folder.path / SUITES).mkdir(exist_ok=True)
        for suite in suites:
            if suite.file is not None:
                shutil.copyfile(suite.file, folder.path / SUITES / f"{suite.name}.yaml")
