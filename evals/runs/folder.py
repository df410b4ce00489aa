"""The folder of a run: what each of its files holds, written safely and read suspiciously."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from corpus.errors import RunError
from corpus.library import Library
from corpus.storage import write_whole
from evals.runs.manifest import FORMAT, Manifest, State
from evals.runs.outcome import Outcome
from evals.runs.performance import Timing
from evals.runs.sealing import check_seal
from evals.runs.sources import Sources

MANIFEST = "manifest.json"
OUTCOMES = "outcomes.jsonl"
TIMINGS = "timings.jsonl"
PERFORMANCE = "performance.json"
SOURCES = "sources.json"
SUITES = "suites"
SCORES = "scores.json"
GRADER = "grader.json"


@dataclass(frozen=True)
class RunFolder:
    """A run that was begun. Its files are read when they are asked for; raises RunError."""

    path: Path
    manifest: Manifest

    @property
    def complete(self) -> bool:
        """Whether every case has its outcome."""
        return self.manifest.state is State.COMPLETE

    @property
    def library(self) -> Library:
        """The texts that are gold or were cited."""
        return Library(self.path)

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """By key of the case, in that order; of an unfinished run those there are."""
        found: dict[str, Outcome] = {}
        cases = set(self.manifest.inputs["cases"])
        for line, record in self._records(OUTCOMES):
            try:
                outcome = Outcome.from_json(record)
            except (ValueError, KeyError, TypeError) as error:
                raise self._damaged(OUTCOMES, line, str(error)) from None
            if outcome.case not in cases:
                raise self._damaged(OUTCOMES, line, f"{outcome.case!r} is no case of the run")
            if outcome.case in found:
                raise self._damaged(OUTCOMES, line, f"{outcome.case} is there twice")
            found[outcome.case] = outcome
        if self.complete and len(found) < len(cases):
            missing = min(cases - found.keys())
            raise RunError(
                f"{self.path} lacks the outcome of {missing}, though it says it is complete: "
                "somebody changed it, so run the suites again"
            )
        return dict(sorted(found.items()))

    @cached_property
    def timings(self) -> dict[str, Timing]:
        """By key of the case."""
        found = {}
        for line, record in self._records(TIMINGS):
            try:
                found[record["case"]] = Timing(**record)
            except (KeyError, TypeError) as error:
                raise self._damaged(TIMINGS, line, str(error)) from None
        return dict(sorted(found.items()))

    @cached_property
    def sources(self) -> dict[str, Sources]:
        """The documents by corpus, empty for those of the home; only once the run is complete."""
        record = self.record(SOURCES)
        try:
            return {
                name: Sources.from_json(sources, self.library) for name, sources in record.items()
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged(SOURCES, 1, str(error)) from None

    @property
    def performance(self) -> dict[str, Any]:
        """What `performance.json` holds."""
        return self.record(PERFORMANCE)

    def record(self, name: str) -> dict[str, Any]:
        """The object in one of the folder's JSON files; RunError when it is not there or none."""
        try:
            record = orjson.loads((self.path / name).read_bytes())
        except OSError as error:
            raise RunError(
                f"{self.path / name} cannot be read ({error.strerror}): {self._next(name)}"
            ) from None
        except ValueError as error:
            raise self._damaged(name, 1, str(error)) from None
        if not isinstance(record, dict):
            raise self._damaged(name, 1, "it holds no object")
        return record

    def write(self, name: str, value: Any) -> None:
        """Replace one of the folder's JSON files, keys sorted, as a person can read it."""
        write_whole(self.path / name, pretty(value))

    def _records(self, name: str) -> Iterator[tuple[int, Any]]:
        """Every line with its number; what a kill cut off at the end of an unfinished run is none.

        That case is asked again.
        """
        try:
            data = (self.path / name).read_bytes()
        except FileNotFoundError:
            if self.complete:
                raise RunError(
                    f"{self.path / name} is missing: somebody changed the run, so run the "
                    "suites again"
                ) from None
            return
        except OSError as error:
            raise RunError(f"{self.path / name} cannot be read ({error.strerror})") from None
        *whole, torn = data.split(b"\n")
        if torn and self.complete:
            raise self._damaged(name, len(whole) + 1, "it is cut off")
        for number, line in enumerate(whole, 1):
            try:
                yield number, orjson.loads(line)
            except ValueError as error:
                raise self._damaged(name, number, str(error)) from None

    def _damaged(self, name: str, line: int, why: str) -> RunError:
        return RunError(
            f"line {line} of {self.path / name} is damaged ({why}): somebody changed the run, so "
            "run the suites again"
        )

    def _next(self, name: str) -> str:
        if not self.complete:
            return f"the run is {_unfinished(self.manifest)}"
        return "score it first with `assistant eval score`" if name == SCORES else (
            "somebody changed the run, so run the suites again"
        )  # fmt: skip


def open_run(path: Path, *, unfinished: bool = False, sealed: bool = True) -> RunFolder:
    """The run in a folder, which must be complete unless `unfinished` ones are welcome.

    Unless `sealed` is false, every file that the run wrote must be as it wrote it; of an accepted
    run often only manifest and scores are kept. Raises RunError for what is no run, of another
    format, changed, stopped or killed half-way.
    """
    file = path / MANIFEST
    try:
        data = file.read_bytes()
    except OSError as error:
        raise RunError(
            f"{path} is no folder of a run ({MANIFEST}: {error.strerror}): name the folder that "
            "`assistant eval run` said it wrote"
        ) from None
    try:
        record = orjson.loads(data)
        form = record["format"]
        manifest = Manifest.from_json(record) if form == FORMAT else None
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{file} is damaged ({error}): run the suites again") from None
    if manifest is None:
        raise RunError(
            f"{path} is a run of format {form}, and this software reads format {FORMAT}: "
            "run the suites again"
        )
    if manifest.state is not State.COMPLETE and not unfinished:
        raise RunError(f"the run {path} is {_unfinished(manifest)}")
    if sealed:
        check_seal(path, manifest.files)
    return RunFolder(path, manifest)


def _unfinished(manifest: Manifest) -> str:
    what = (
        "not complete, because it was stopped"
        if manifest.state is State.STOPPED
        else "not complete: it is still under way, or was killed"
    )
    return f"{what}; finish it with `assistant eval run` and the same suites, --out and --resume"


def line_of(value: Any) -> bytes:
    """A value as one line of JSON with sorted keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def pretty(value: Any) -> bytes:
    """A value as JSON over several lines with sorted keys."""
    return orjson.dumps(
        value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )
