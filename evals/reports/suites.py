"""The suites that a run asked, and what comes of holding the run against gates."""

from collections.abc import Sequence
from pathlib import Path

from corpus.errors import SuiteError
from evals.gates import Ruling, check_scores, hold, read_gates, required_suites
from evals.runs.folder import SUITES, open_run
from evals.suites.finding import ReadSet, find_suites, shipped_suites
from evals.suites.suite import Suite


def suites_of(
    run: Path,
    names: Sequence[str] = (),
    read_set: ReadSet | None = None,
    *,
    as_asked: bool = False,
) -> tuple[Suite, ...]:
    """The suites of a run: those named, those that ship, or the copies in its folder.

    `as_asked`: of a suite that ships and was changed since, the copy. Raises RunError for what is
    no run, SuiteError for suites that are not found.
    """
    asked = open_run(run, unfinished=True).manifest.inputs["suites"]
    if names:
        return find_suites(names, read_set)
    shipped = {one: find_suites([one])[0] for one in shipped_suites() if one in asked}
    copies = {name: run / SUITES / f"{name}.yaml" for name in asked}
    lost = [name for name in asked if name not in shipped and not copies[name].exists()]
    if lost:
        raise SuiteError(
            f"the suite {lost[0]} of the run {run} is not one that ships: name it with --suite, as "
            "it was named for the run"
        )
    found = []
    for name, sha256 in sorted(asked.items()):
        suite = shipped.get(name)
        if as_asked and suite and suite.sha256 != sha256:
            suite = _copy_of(copies[name], sha256) or suite
        found.append(suite or _read_copy(copies[name]))
    return tuple(found)


def _read_copy(file: Path) -> Suite:
    """The suite that a run's folder keeps; SuiteError when it brought documents of its own."""
    try:
        return find_suites([str(file)])[0]
    except SuiteError as error:
        # A copy stands without the documents that its suite brings.
        raise SuiteError(
            f"{error}; or name the suites with --suite, as they were named for the run"
        ) from None


def _copy_of(file: Path, sha256: str) -> Suite | None:
    """The copy, if it can be read and is what was asked."""
    try:
        suite = _read_copy(file)
    except SuiteError:
        return None
    return suite if suite.sha256 == sha256 else None


def ruling_of(run: Path, gates: Path | None, suites: Sequence[Suite]) -> Ruling | None:
    """What comes of holding the run against a file of gates; None without one.

    Gates find scores that somebody edited; without any they are a RunError, so that neither a
    report nor a seal makes them look true.
    """
    folder = open_run(run, unfinished=True)
    if gates is None:
        check_scores(folder, suites)
        return None
    wanted = read_gates(gates)
    return hold(wanted, folder, required_suites(wanted))
