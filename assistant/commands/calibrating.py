"""`eval calibrate`: fits the decision to a site's own suites."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from assistant.commands.options import AsJson
from assistant.commands.printing import progress_bar, say, say_json, say_table
from assistant.commands.suite_options import SetsFolder, SuiteNames, named_suites
from assistant.settings import Settings

ROWS = 8
"""Of the curve that is shown."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(calibrate)


def calibrate(
    context: typer.Context,
    names: SuiteNames,
    risk: Annotated[
        float, typer.Option(min=0.0001, max=0.5, help="Wrong answers among answered, at most.")
    ] = 0.02,
    confidence: Annotated[
        float, typer.Option(min=0.5, max=0.9999, help="With which that holds.")
    ] = 0.95,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Choose from which confidence on is answered, by the site's own questions.

    The published snapshot is asked. `corpus publish` then puts the calibration to use.
    """
    from assistant.assembly import open_stages
    from assistant.calibration import FILE_NAME, CalibrationData
    from corpus.storage import write_whole
    from evals.calibration.site import considered, recalibrate

    settings: Settings = context.obj
    suites = named_suites(names, sets, settings)
    stages = open_stages(settings)
    with progress_bar("Cases", sum(len(suite.cases) for suite in suites)) as advance:
        cases = considered(suites, stages, date.today(), advance)
    data = [
        CalibrationData(
            suite.name,
            suite.sha256,
            sum(one.case.suite == suite.name for one in cases),
            "weights and threshold",
        )
        for suite in suites
    ]
    made = recalibrate(cases, stages.judged_by, data, risk, confidence)
    file = settings.home / FILE_NAME
    write_whole(file, made.to_json())
    # The curve's last point at or above the threshold; they are close together.
    covered = max((p.coverage for p in made.curve if p.threshold >= made.threshold), default=0.0)
    if as_json:
        say_json(
            {
                "file": str(file),
                "evidence_model": made.evidence_model,
                "threshold": made.threshold,
                "risk": made.aim,
                "held": made.held,
                "confidence": made.confidence,
                "coverage": covered,
                "cases": made.cases,
                "answered": made.answered,
                "wrong": made.wrong,
                "curve": [asdict(point) for point in made.curve],
            }
        )
        return
    step = max(1, len(made.curve) // ROWS)
    say_table(
        ("from", "answers", "wrong among answered", "at most"),
        [
            (f"{p.threshold:.3f}", f"{p.coverage:.0%}", f"{p.risk:.1%}", f"{p.upper:.1%}")
            for p in made.curve[::step]
        ],
    )
    say(
        f"From {made.threshold:.3f} on {made.answered} of {made.cases} cases are answered, "
        f"{made.wrong} of them wrongly: at most {made.held:.1%} with {confidence:.0%} confidence. "
        f"That answers {covered:.0%} of those whose answer is found."
    )
    say(f"Calibration: {file}. Next: assistant corpus publish")
