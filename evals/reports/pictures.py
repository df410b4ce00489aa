"""Which charts a report has, each with the sentence that says what it shows."""

from collections.abc import Mapping
from typing import Any

from evals.comparison import Comparison, Verdict
from evals.gates import Ruling
from evals.reports.charts import Chart, Row, forest, reliability, risk_coverage
from evals.reports.ordering import grouped
from evals.reports.reading import ScoredRun
from evals.reports.summary import Figure, Slicing, measure_groups, slicings
from evals.reports.turning import Turning
from evals.scoring.fairness import FEWEST

_MOST_SLICES = 14
"""Of one tag; the table has them all."""


def pictures(run: ScoredRun, gates: Ruling | None, turned: Turning | None) -> list[Chart]:
    """The charts that the run has figures for."""
    drawn = [_rates(run, gates)]
    if turned is not None and turned.comparison.measures:
        drawn.append(_differences(turned.comparison))
    curve = run.scores["selective"]
    if curve and curve.get("points"):
        before = (turned.selective.get("points") or ()) if turned else ()
        drawn.append(risk_coverage(curve["points"], before, _says_risk(curve)))
    calibration = run.scores["calibration"]
    if calibration and calibration.get("bins"):
        drawn.append(
            reliability(
                calibration["bins"], "chart-calibration", "Calibration of answers",
                f"How often answers of like confidence are right. {_says_calibration(calibration)}",
            )
        )  # fmt: skip
        deciding = calibration.get("decision")
        if deciding and deciding["bins"]:
            drawn.append(
                reliability(
                    deciding["bins"], "chart-deciding", "Calibration of deciding",
                    "How often questions of like confidence could be answered, whether they were "
                    f"or not. {_says_calibration(deciding)}",
                )
            )  # fmt: skip
    if sliced := _slices(slicings(run)):
        drawn.append(sliced)
    return drawn


def _rates(run: ScoredRun, gates: Ruling | None) -> Chart:
    held = gates.held if gates else ()
    bounds = {one.gate.measure: one.gate.bound for one in held if not (one.suite or one.tag)}
    rows = []
    for heading, figures in measure_groups(run):
        rows.append(Row(heading))
        rows += [_row(one.name, one, bounds.get(one.name)) for one in figures]
    says = (
        "Each measure with its 95 % interval. Round dots: more is better. Diamonds: less is better."
    )
    return forest(
        rows, "chart-rates", "Measures with their intervals",
        says + (" Upright strokes: what a gate asks for." if bounds else ""),
    )  # fmt: skip


def _differences(comparison: Comparison) -> Chart:
    known = {one.measure: one for one in comparison.measures}
    rows = []
    for heading, names in grouped(known):
        rows.append(Row(heading))
        for name in names:
            one = known[name]
            by = one.paired.difference
            rows.append(Row(name, by.mean, by.low, by.high, worst=one.verdict is Verdict.WORSE,
                            lower=one.better == "lower"))  # fmt: skip
    widest = max(max(abs(row.low), abs(row.high)) for row in rows if row.value is not None)
    return forest(
        rows, "chart-differences", "Run against run",
        "How each measure moved since the run compared with, with 95 % intervals. Orange: worse "
        "beyond chance. Diamonds: less is better.",
        scale=(-max(widest, 0.05), max(widest, 0.05)), zero=0.0,
    )  # fmt: skip


def _slices(parted: list[Slicing]) -> Chart | None:
    rows = []
    for slicing in parted:
        enough = [row for row in slicing.slices if row[1].cases >= FEWEST]
        if len(enough) < 2:
            continue
        rows.append(Row(slicing.tag))
        for value, one in enough[:_MOST_SLICES]:
            worst = slicing.gap is not None and slicing.gap.worst == value
            label = f"{value} ({one.cases})"
            rows.append(Row(label, one.value, one.low, one.high, worst=worst))
    if not rows:
        return None
    return forest(
        rows, "chart-slices", "Correct cases by tag",
        "The share of correct cases of each tag, the worst first, with 95 % intervals and the "
        f"number of cases. Values with fewer than {FEWEST} cases stand in the table alone. Orange: "
        "the worst.",
    )  # fmt: skip


def _row(label: str, figure: Figure, bound: float | None) -> Row:
    return Row(label, figure.value, figure.low, figure.high, bound, lower=figure.lower)


def _says_risk(curve: Mapping[str, Any]) -> str:
    return (
        f"The share of wrong answers as less confident ones are given too; {curve['wrong']} of "
        f"{curve['cases']} are wrong. Area under the curve {curve['aurc']:.4f}, of which "
        f"{curve['e_aurc']:.4f} a perfect order would not have."
    )


def _says_calibration(calibration: Mapping[str, Any]) -> str:
    return (
        "With 95 % intervals; on the dashed line confidence says what happens. Brier score "
        f"{calibration['brier']:.3f}, expected "
        f"calibration error {calibration['ece']:.3f}, {calibration['cases']} cases."
    )
