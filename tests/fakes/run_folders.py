"""Run folders as a run and its scoring leave them, without anything asked."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from evals.runs.folder import MANIFEST, OUTCOMES, SOURCES, line_of, open_run, pretty
from evals.runs.manifest import Manifest, State
from evals.runs.outcome import Outcome
from evals.runs.sealing import digests
from evals.scoring import score_run


def figure(hits, of, low, high, *, better="higher"):
    """One measure as `scores.json` has it."""
    return {
        "about": "a measure", "better": better, "hits": hits, "of": of, "value": hits / of,
        "low": low, "high": high, "cases": of, "clusters": of,
    }  # fmt: skip


@dataclass
class FakeRun:
    """One run folder, which a test may change before it is read."""

    path: Path
    suites: dict = field(default_factory=lambda: {"sepsis": "a" * 64})
    cases: list = field(default_factory=lambda: ["sepsis/one", "sepsis/two"])
    inputs: dict = field(default_factory=dict)
    filters: dict = field(default_factory=dict)
    state: State = State.COMPLETE
    measures: dict = field(default_factory=lambda: {"rejection": figure(96, 100, 0.9, 0.98)})
    suites_measures: dict = field(default_factory=dict)
    slices: dict = field(default_factory=dict)
    days: tuple = ("2026-11-01",)
    """Which the home's documents were asked about."""
    scores: dict = field(default_factory=dict)
    """What stands in `scores.json` instead of what belongs there."""
    sealed: bool = True
    """Whether a complete run says what its files held."""
    refused: bool = False
    """Whether every case was refused; otherwise the assistant crashed."""

    def write(self):
        """The folder, opened."""
        self.path.mkdir(parents=True, exist_ok=True)
        inputs = {
            "snapshot": "", "corpora": {}, "suites": self.suites, "cases": sorted(self.cases),
            "as_of": self.days[0], "provenance": {}, "code": "c" * 64, "packages": {}, "seeds": {},
            "k": 10,
        } | self.inputs  # fmt: skip
        finished = None if self.state is State.RUNNING else "2026-11-01T10:10:00+00:00"
        filters = {"suites": list(self.suites), "tags": [], "only_failed": False} | self.filters
        manifest = Manifest(
            inputs, {}, 1, filters, "2026-11-01T10:00:00+00:00", finished, self.state
        )
        outcomes = b"".join(line_of(self._outcome(case).to_json()) for case in sorted(self.cases))
        scores = {
            "format": 1,
            "run": manifest.id,
            "outcomes": hashlib.sha256(outcomes).hexdigest(),
            "suites": self.suites,
            "measures": self.measures,
            "suites_measures": self.suites_measures,
            "slices": self.slices,
            "cases": [
                {"case": case, "suite": case.split("/")[0], "passed": False, "scores": {}}
                for case in sorted(self.cases)
            ],
        } | self.scores
        (self.path / OUTCOMES).write_bytes(outcomes)
        in_force = {day: [] for day in self.days}
        (self.path / SOURCES).write_bytes(pretty({"": {"versions": [], "in_force": in_force}}))
        if self.sealed and self.state is State.COMPLETE:
            manifest = replace(manifest, files=digests(self.path))
        (self.path / MANIFEST).write_bytes(pretty(manifest.to_json()))
        (self.path / "scores.json").write_text(json.dumps(scores))
        return open_run(self.path, unfinished=True)

    def scored(self, *suites):
        """The folder with the scores that its outcomes deserve."""
        folder = self.write()
        score_run(self.path, suites)
        return folder

    def _outcome(self, case):
        if not self.refused:
            return Outcome(case, None, (), "it crashed")
        refusal = {"reason": "not_in_corpus", "message": "Nothing is said of it.", "nearest": []}
        answer = {
            "status": "refused", "question": "Why?", "redactions": [], "statements": [],
            "citations": [], "refusal": refusal, "notices": [], "confidence": 0.1, "provenance": {},
        }  # fmt: skip
        return Outcome(case, answer)
