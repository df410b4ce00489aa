"""The parts of the desk that are about runs: their list, results, cases and comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from assistant.web.failures import without_paths
from assistant.web.jobs import Job
from assistant.web.reviewer.address import Address
from assistant.web.reviewer.aside import Aside, Done
from assistant.web.reviewer.rendering import render
from assistant.web.reviewer.runs import (
    Listed,
    bundle_of,
    chosen_gates,
    gates_at_hand,
    is_scored,
    list_runs,
    run_folder,
    scored_run,
)
from corpus.errors import RunError
from evals.gates import Ruling
from evals.measures.score import Graded
from evals.reports.casework import CaseView, view
from evals.reports.charts import Chart
from evals.reports.ordering import gravest_first
from evals.reports.pictures import pictures
from evals.reports.reading import ScoredRun, read_run
from evals.reports.statement_verdicts import StatementVerdict, statement_verdicts
from evals.reports.suites import ruling_of, suites_of
from evals.reports.summary import measure_groups, slicings
from evals.reports.turning import turning
from evals.reports.verdict import chosen, verdict

ON_A_PAGE = 40
"""Cases."""


def runs_page(settings: Settings, address: Address, jobs: Sequence[Job], accepted: str) -> str:
    """What is being asked, and every run."""
    return render(
        "runs.html",
        {"address": address, "runs": list_runs(settings), "jobs": jobs, "accepted": accepted},
    )


def held(aside: Aside, settings: Settings, run: str, gates: str) -> Done:
    """What comes of holding a run against gates; it takes seconds, so it may be pending."""
    folder = run_folder(settings, run)
    _, file = chosen_gates(settings, gates)
    key = ("gates", folder, _changed(folder / "scores.json"), file, _changed(file))
    return aside.get(key, hold_run, folder, file)


def hold_run(folder: Path, gates: Path) -> tuple[Ruling | None, tuple[Chart, ...]]:
    """The ruling, and the charts of the run with its gates; work for another process."""
    suites = suites_of(folder, as_asked=True)
    ruling = ruling_of(folder, gates, suites)
    if ruling is not None:
        ruling = replace(ruling, problems=tuple(map(without_paths, ruling.problems)))
    return ruling, tuple(pictures(read_run(folder, suites), ruling, None))


def run_page(settings: Settings, address: Address, found: Done, accepted: str) -> str:
    """The verdict, gates, figures and charts of a run."""
    if not is_scored(settings, address.run):
        raise RunError(
            f"the run {address.run} has no scores: it was stopped or is under way; "
            "finish it with `assistant eval run … --resume`"
        )
    run = scored_run(settings, address.run)
    ruling, charts = found.value or (None, ())
    return render(
        "run.html",
        _common(settings, address, run)
        | {
            "found": found,
            "verdict": verdict(run, ruling) if ruling else None,
            "held": sorted(ruling.held, key=lambda one: one.passed) if ruling else [],
            "problems": ruling.problems if ruling else (),
            "groups": measure_groups(run),
            "charts": charts,
            "slicings": slicings(run),
            "accepted": accepted,
            "sealed": bundle_of(settings, address.run).is_file(),
        },
    )


def cases_page(settings: Settings, address: Address) -> str:
    """The cases of a run that fit the filters, a page of them."""
    run = scored_run(settings, address.run)
    fitting = picked(run, address)
    pages = max(1, -(-len(fitting) // ON_A_PAGE))
    page = min(address.leaf, pages)
    shown = fitting[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return render(
        "cases.html",
        _common(settings, address, run)
        | {
            "fitting": len(fitting),
            "page": page,
            "pages": pages,
            "cases": [view(run, score, place) for place, score in enumerate(shown)],
            "measures": gravest_first(
                {name for score in run.scores["cases"] for name in score["faults"]}
            ),
            "tags": sorted({
                f"{name}={value}"
                for one in run.scores["cases"]
                for name, value in run.cases[one["case"]].tags.items()
            }),
        },
    )  # fmt: skip


def picked(run: ScoredRun, address: Address) -> Sequence[Mapping[str, Any]]:
    """The scores of the cases that fit the filters, in the order of the run."""
    wanted = address.words.casefold().split()
    name, _, value = address.tag.partition("=")

    def fits(score: Mapping[str, Any]) -> bool:
        case = run.cases[score["case"]]
        said = f"{score['case']} {case.question}".casefold()
        return (
            (address.show == "all" or score["passed"] == (address.show == "passing"))
            and (not address.measure or address.measure in score["faults"])
            and (not name or case.tags.get(name) == value)
            and all(word in said for word in wanted)
        )

    return [score for score in run.scores["cases"] if fits(score)]


def case_page(settings: Settings, address: Address) -> str:
    """One case: what was asked, what came, what was expected, and what every measure says."""
    run = scored_run(settings, address.run)
    scores = {score["case"]: score for score in run.scores["cases"]}
    if address.case not in scores:
        raise RunError(f"the run {address.run} has no case {address.case!r}: choose one of its own")
    one, verdicts = viewed(run, scores[address.case])
    keys = [score["case"] for score in picked(run, address)]
    at = keys.index(address.case) if address.case in keys else None
    return render(
        "case.html",
        _common(settings, address, run)
        | {
            "one": one,
            "verdicts": verdicts,
            "scores": [
                (name, *scores[address.case]["scores"][name], run.scores["measures"][name])
                for name in gravest_first(scores[address.case]["scores"])
            ],
            "at": at,
            "fitting": len(keys),
            "previous": keys[at - 1] if at else "",
            "next": keys[at + 1] if at is not None and at + 1 < len(keys) else "",
        },
    )


def viewed(
    run: ScoredRun, score: Mapping[str, Any]
) -> tuple[CaseView, tuple[StatementVerdict, ...]]:
    """A case as a reader needs it, with what the measures say of each statement."""
    one = view(run, score, 1)
    sources = run.sources.get(one.case.corpus)
    if sources is None:
        return one, ()
    return one, statement_verdicts(Graded(one.case, one.outcome, sources, one.day))


def compare_page(settings: Settings, address: Address) -> str:
    """A run against an earlier one, measure by measure and case by case."""
    run = scored_run(settings, address.run)
    against = run_folder(settings, address.against)
    return render(
        "compare.html", _common(settings, address, run) | {"turned": turning(run, against)}
    )


def _common(settings: Settings, address: Address, run: ScoredRun) -> dict[str, Any]:
    """What the head of every page of a run needs."""
    gates, _ = chosen_gates(settings, address.gates)
    passed = sum(bool(score["passed"]) for score in run.scores["cases"])
    return {
        "address": address,
        "run": run,
        "passed": passed,
        "failed": len(run.scores["cases"]) - passed,
        "statuses": {
            status: sum(score["status"] == status for score in run.scores["cases"])
            for status in ("answered", "refused", "error")
        },
        "chosen": chosen(run),
        "gates": gates,
        "gates_at_hand": list(gates_at_hand(settings)),
        "others": _others(settings, address.run),
    }


def _others(settings: Settings, run: str) -> Sequence[Listed]:
    """Runs that it can be compared with."""
    return [one for one in list_runs(settings) if one.name != run and one.scored]


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0
