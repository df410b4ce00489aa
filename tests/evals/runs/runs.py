"""Suites, manifests and folders of runs, made by hand."""

from dataclasses import replace

from evals.runs.folder import OUTCOMES, TIMINGS, RunFolder, line_of
from evals.runs.manifest import Manifest, State
from evals.runs.outcome import Outcome
from evals.runs.performance import Timing
from evals.suites.case import Case, Expect
from evals.suites.suite import Suite
from tests.fakes.assistants import refusal

INPUTS = {
    "snapshot": "0" * 16,
    "corpora": {"": {"snapshot": "0" * 16, "in_force": "1" * 64}},
    "suites": {"s": "2" * 64},
    "cases": ["s/a", "s/b"],
    "as_of": "2026-01-01",
    "provenance": {"embedder": "e@1"},
    "code": "3" * 64,
    "packages": {"numpy": "2.0"},
    "seeds": {},
    "k": 10,
}


def suite(*questions, name="s", **chosen):
    """A suite of questions that nothing should answer."""
    cases = tuple(
        Case(name, f"c{number}", question, Expect.REFUSE, **chosen)
        for number, question in enumerate(questions)
    )
    return Suite(name, "made by hand", cases, sha256="4" * 64)


def manifest(**inputs):
    return Manifest({**INPUTS, **inputs}, {"cores": 2}, 1, {}, "2026-01-01T00:00:00+00:00")


def outcome(case):
    return Outcome(case, refusal("How?"))


def folder(path, *cases, state=State.COMPLETE):
    """A run as it would stand on disk."""
    made = manifest()
    run = RunFolder(path, made if state is State.RUNNING else made.ended(state))
    path.mkdir()
    run.write("manifest.json", run.manifest.to_json())
    (path / OUTCOMES).write_bytes(b"".join(line_of(outcome(case).to_json()) for case in cases))
    timings = (Timing(case, {"total": 1.0}, cached=False, seconds=0.001) for case in cases)
    (path / TIMINGS).write_bytes(b"".join(line_of(timing.to_json()) for timing in timings))
    return path


def renamed(found, name):
    """The same suite under another name."""
    return replace(found, name=name, cases=tuple(replace(c, suite=name) for c in found.cases))
