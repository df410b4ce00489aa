"""What confidence is worth: risk against coverage, and how often the confident are right."""

from collections.abc import Mapping, Sequence
from typing import Any

from evals.reports.charts.drawing import COLOURS, Chart, chart, figure

_HEIGHT = 3.2
Curve = Sequence[Mapping[str, float]]
"""Points with `threshold`, `coverage` and `risk`, from the most confident on."""


def risk_coverage(curve: Curve, other: Curve, says: str) -> Chart:
    """The share of wrong answers when only the most confident are given; `other` for comparison."""
    from matplotlib.ticker import PercentFormatter

    with figure(_HEIGHT) as drawn:
        axes = drawn.subplots()
        for points, colour, style, label in (
            (other, "orange", "--", "compared with"),
            (curve, "blue", "-", "this run"),
        ):
            if points:
                # The most confident answers stand for everything down to none.
                axes.plot(
                    [0, *(point["coverage"] for point in points)],
                    [points[0]["risk"], *(point["risk"] for point in points)],
                    style, color=COLOURS[colour], linewidth=2, label=label,
                    drawstyle="steps-pre", clip_on=False,
                )  # fmt: skip
        axes.set(xlabel="answered, the most confident first", ylabel="of these, wrong")
        axes.set_xlim(0, 1)
        highest = max(0.05, 1.1 * max((p["risk"] for p in (*curve, *other)), default=0))
        axes.set_ylim(0, highest)
        axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
        axes.yaxis.set_major_formatter(PercentFormatter(1, 0 if highest > 0.1 else 1))
        _settle(axes, legend=bool(other))
        return chart(drawn, "chart-risk", "Risk and coverage", says)


def reliability(bins: Sequence[Mapping[str, Any]], name: str, title: str, says: str) -> Chart:
    """The share that was right against the confidence, by bins of `evals.statistics`."""
    from matplotlib.ticker import PercentFormatter

    with figure(_HEIGHT) as drawn:
        axes = drawn.subplots()
        axes.plot([0, 1], [0, 1], "--", color=COLOURS["quiet"], linewidth=1, label="as it says")
        most = max((one["cases"] for one in bins), default=1)
        for one in bins:
            right, x = one["right"], one["confidence"]
            axes.plot([x, x], [right["low"], right["high"]], color=COLOURS["blue"], linewidth=2.4,
                      alpha=0.55, solid_capstyle="butt")  # fmt: skip
            size = 4 + 5 * (one["cases"] / most) ** 0.5
            axes.plot([x], [right["mean"]], "o", color=COLOURS["blue"], markersize=size,
                      clip_on=False)  # fmt: skip
        axes.set(xlabel="confidence", ylabel="right")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
        axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
        _settle(axes, legend=True)
        return chart(drawn, name, title, says)


def _settle(axes, *, legend: bool) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    axes.grid()
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.tick_params(axis="y", labelcolor=COLOURS["quiet"])
    if legend:
        axes.legend(loc="best")
