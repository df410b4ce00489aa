"""Answers of earlier runs, kept under a digest of everything that could change them."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from corpus.errors import StorageError
from corpus.storage import write_whole
from evals.runs.asker import K, Reply, Request
from evals.runs.corpora import Corpus
from evals.runs.identity import code_digest, package_versions
from evals.runs.machine import cpu
from evals.runs.manifest import digest
from evals.runs.outcome import Outcome

FORMAT = 1
"""Grows when an entry, or what is asked for it, changes its meaning."""


class Cache:
    """The folder `evals/cache` of a home, for one corpus.

    An entry holds what an answer does, so its question is redacted; the one that was asked is
    only in the digest. Errors are never kept, and a damaged entry is as good as none.
    """

    def __init__(self, home: Path, corpus: Corpus, provenance: Mapping[str, str]) -> None:
        self._folder = home / "evals" / "cache"
        self._today = corpus.today
        standing = corpus.standing()
        self._days = {day: standing.digest([day], corpus.today) for day in corpus.days}
        self._common = {
            "format": FORMAT,
            "snapshot": corpus.snapshot,
            "provenance": dict(provenance),
            "code": code_digest(),
            "packages": package_versions(),
            "cpu": cpu(),
        }

    def key(self, request: Request) -> str:
        """sha256 over the question as asked and all that answers it."""
        asked = request.question
        return digest({
            **self._common,
            "text": asked.text,
            "chosen": asked.chosen,
            "earlier": list(asked.earlier),
            "is_today": asked.as_of == self._today,  # An answer about another day says so.
            "in_force": self._days[asked.as_of],
            "k": K if request.ranked else 0,
        })  # fmt: skip

    def get(self, request: Request) -> Reply | None:
        """What was answered before, under the name of this case; None when it must be asked."""
        try:
            sha256, _, data = self._file(request).read_bytes().partition(b"\n")
            if hashlib.sha256(data).hexdigest().encode() != sha256:
                return None
            record = orjson.loads(data)
            outcome = Outcome.from_json({**record["outcome"], "case": request.case})
            return Reply(outcome, record["timings_ms"], record["seconds"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, request: Request, reply: Reply) -> None:
        """Keep an answer; where that is not possible it is asked again next time."""
        if reply.outcome.error:
            return
        outcome = {**reply.outcome.to_json(), "case": ""}
        record: dict[str, Any] = {
            "outcome": outcome,
            "timings_ms": dict(reply.timings_ms),
            "seconds": reply.seconds,
        }
        data = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
        head = hashlib.sha256(data).hexdigest().encode()
        with suppress(StorageError):  # A full disk will stop the run itself, where it matters.
            write_whole(self._file(request), head + b"\n" + data)

    def _file(self, request: Request) -> Path:
        key = self.key(request)
        return self._folder / key[:2] / f"{key}.json"
