"""The report as one HTML file that stands alone: nothing is fetched, and only our script runs."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from markupsafe import Markup

from corpus.errors import RunError
from corpus.storage import write_whole
from evals.gates import Ruling
from evals.reports.casework import CaseView, anchor, view
from evals.reports.grades import FEWEST_CAUGHT, MOST_FALSE_ALARMS, mutation_rows
from evals.reports.ordering import gravest_first
from evals.reports.pictures import pictures
from evals.reports.reading import ScoredRun, read_run
from evals.reports.summary import measure_groups, slicings, suite_rows, wide_gaps
from evals.reports.turning import Turning, turning
from evals.reports.verdict import chosen, verdict
from evals.reports.visible import visible
from evals.reports.wording import moment, number, percent, points, sentence
from evals.suites.suite import Suite

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
FILTERS = {
    "percent": percent, "points": points, "number": number, "moment": moment,
    "sentence": sentence, "anchor": anchor, "gravest": gravest_first,
}  # fmt: skip
"""What the templates need, wherever they are used."""
READ_FIRST = 10
OF_ONE_FAULT = 2


def write_report(
    run_folder: Path,
    suites: Iterable[Suite],
    out: Path,
    against: Path | None = None,
    gates: Ruling | None = None,
) -> None:
    """Write the report of a scored run; the same run gives the same bytes.

    `against` is the folder of an earlier run to compare with, `gates` what came of holding this one
    against gates. Raises RunError for a run that is damaged or of other suites, StorageError.
    """
    run = read_run(run_folder, suites)
    turned = turning(run, against) if against else None
    try:
        page = render(run, turned, gates).encode()
    except (KeyError, TypeError, ValueError, AttributeError, UndefinedError) as error:
        raise RunError(
            f"the run {run_folder} lacks what its report should show ({type(error).__name__}: "
            f"{error}): score it again with `assistant eval score`, or run the suites again"
        ) from error
    write_whole(out, page)


def render(run: ScoredRun, turned: Turning | None, gates: Ruling | None) -> str:
    """The page."""
    style, script = _part("report.css"), _part("filter.js")
    views = [view(run, score, number) for number, score in enumerate(run.scores["cases"], 1)]
    failing = [one for one in views if not one.score["passed"]]
    groups = _by_fault(failing)
    return _templates().get_template("report.html").render(
        style=Markup(style), script=Markup(script), style_hash=_digest(style),
        script_hash=_digest(script), run=run, manifest=run.manifest, inputs=run.manifest.inputs,
        verdict=verdict(run, gates), chosen=chosen(run), gates=gates, turned=turned,
        performance=run.performance, groups=measure_groups(run), suites=suite_rows(run),
        slicings=slicings(run), wide_gaps=wide_gaps(run), pictures=pictures(run, gates, turned),
        failing=groups, failures=len(failing), gravest=_gravest(groups),
        held=sorted(gates.held, key=lambda one: one.passed) if gates else [],
        mutations=mutation_rows(run.grader), fewest_caught=FEWEST_CAUGHT,
        most_false_alarms=MOST_FALSE_ALARMS,
        passing=[one for one in views if one.score["passed"]],
        statuses={status: sum(one.score["status"] == status for one in views)
                  for status in ("answered", "refused", "error")},
        abouts={name: one["about"] for name, one in run.scores["measures"].items()},
        kinds=sorted({one.score["kind"] for one in failing}),
        failing_suites=sorted({one.score["suite"] for one in failing}),
        measures=gravest_first({name for one in failing for name in one.score["faults"]}),
    )  # fmt: skip


def _by_fault(failing: list[CaseView]) -> list[tuple[str, list[CaseView], list[CaseView]]]:
    """By measure, the gravest first: cases it is the gravest fault of, and further ones."""
    worst = {one.case.key: next(iter(gravest_first(one.score["faults"])), "") for one in failing}
    groups = []
    for name in gravest_first(set(worst.values())):
        mine = [one for one in failing if worst[one.case.key] == name]
        others = [
            one for one in failing if name in one.score["faults"] and worst[one.case.key] != name
        ]
        groups.append((name or "no measure", mine, others))
    return groups


def _gravest(
    groups: list[tuple[str, list[CaseView], list[CaseView]]],
) -> list[tuple[str, CaseView]]:
    """Ten cases to read first: a few of each fault, so that one fault does not hide the others."""
    places = [(nth, name) for nth in range(OF_ONE_FAULT) for name, mine, _ in groups if mine[nth:]]
    chosen = set(places[:READ_FIRST])
    return [
        (name, case) for name, mine, _ in groups for nth, case in enumerate(mine)
        if (nth, name) in chosen
    ]  # fmt: skip


def _part(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """As a content security policy names inline content."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def shown(value: Any) -> Any:
    """Every value of a template goes through here, so that nothing hidden can slip in."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS
    return environment
