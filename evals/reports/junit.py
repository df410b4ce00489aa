"""The cases as tests of a build server: JUnit XML with one suite of tests for each of ours."""

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpus.storage import write_whole
from evals.reports.ordering import gravest_first
from evals.reports.reading import ScoredRun, read_run
from evals.reports.visible import visible
from evals.runs.folder import open_run
from evals.suites.suite import Suite

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(run_folder: Path, suites: Iterable[Suite], out: Path) -> None:
    """Write a test case for each case: a failure by its gravest measure, an error for a crash.

    A case of an unfinished run without an outcome is an error too. Raises RunError as
    `write_report` does, and StorageError.
    """
    run = read_run(run_folder, suites)
    seconds = {
        key: one.seconds for key, one in open_run(run_folder, unfinished=True).timings.items()
    }
    write_whole(out, _xml(run, seconds))


def _xml(run: ScoredRun, seconds: Mapping[str, float]) -> bytes:
    from junitparser import JUnitXml, TestSuite

    by_suite: dict[str, list[Any]] = {}
    scored = {case["case"]: case for case in run.scores["cases"]}
    for key in sorted({*scored, *run.manifest.inputs["cases"]}):
        test = _test(run, key, scored.get(key), seconds.get(key))
        by_suite.setdefault(test.classname, []).append(test)
    whole = JUnitXml("assistant eval")
    for name, tests in by_suite.items():
        suite = TestSuite(name)
        suite.timestamp = run.manifest.started
        suite.add_property("run", run.manifest.id)
        suite.add_testcases(tests)
        whole.add_testsuite(suite)
    whole.update_statistics()
    written = io.BytesIO()
    whole.write(written, pretty=True)
    return written.getvalue()


def _test(run: ScoredRun, key: str, score: Mapping[str, Any] | None, seconds: float | None) -> Any:
    from junitparser import Error, Failure, TestCase

    suite, _, identity = key.partition("/")
    test = TestCase(_clean(identity), classname=_clean(suite), time=seconds)
    outcome = run.outcomes.get(key)
    if score is None or outcome is None:
        test.result = [Error("the case has no outcome: the run is not complete", "no outcome")]
    elif outcome.error:
        test.result = [Error(_clean(outcome.error), "error")]
    elif not score["passed"]:
        measures = gravest_first(score["faults"])
        failure = Failure(_clean(", ".join(measures)), _clean(measures[0]) if measures else "")
        failure.text = _clean(
            "\n".join(f"{name}: {one}" for name in measures for one in score["faults"][name])
        )
        test.result = [failure]
    return test


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", visible(text))
