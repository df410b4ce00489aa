"""The charts of the dashboard, drawn with matplotlib as those of a report are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from evals.reports.charts.drawing import COLOURS, Chart, chart, figure
from evals.reports.visible import visible
from evals.use import Day, Drift

_HEIGHT = 2.35
_ROW = 0.24
"""Inches."""
_MOST_ROWS = 12
_LONGEST = 30
"""Characters of a label."""


def questions(days: Sequence[Day]) -> Chart:
    """What was answered and refused, day by day."""
    with figure(_HEIGHT) as drawn:
        axes = drawn.subplots()
        places = range(len(days))
        answered = [one.answered for one in days]
        axes.bar(places, answered, color=COLOURS["blue"], width=0.82, label="answered")
        axes.bar(places, [one.refused for one in days], bottom=answered, color=COLOURS["orange"],
                 width=0.82, label="refused")  # fmt: skip
        _days(axes, days)
        _whole_numbers(axes)
        _settle(axes)
        asked, refused = (sum(getattr(one, name) for one in days) for name in ("asked", "refused"))
        says = f"Questions: {asked:,}, of which {refused:,} were refused."
        return chart(drawn, "use-questions", "Questions by day", says)


def latencies(days: Sequence[Day]) -> Chart:
    """The median and the 95th percentile of the time to an answer, day by day."""
    with figure(_HEIGHT) as drawn:
        axes = drawn.subplots()
        for name, colour, style in (("p95", "orange", "-"), ("p50", "blue", "-")):
            found = [(place, getattr(one.latency, name)) for place, one in enumerate(days)]
            seen = [(place, value) for place, value in found if value is not None]
            axes.plot([place for place, _ in seen], [value / 1000 for _, value in seen], style,
                      color=COLOURS[colour], marker="o", markersize=3, linewidth=1.6,
                      label=name)  # fmt: skip
        axes.set_ylim(bottom=0)
        axes.set_ylabel("seconds")
        _days(axes, days)
        _settle(axes)
        says = "How long answers took: half of them at most p50, 95 of 100 at most p95."
        return chart(drawn, "use-latency", "Time to an answer", says)


def counts(rows: Sequence[tuple[str, int]], name: str, title: str, says: str) -> Chart:
    """Bars beside their names, the longest first."""
    shown = list(rows)[:_MOST_ROWS]
    with figure(0.5 + _ROW * max(len(shown), 1)) as drawn:
        axes = drawn.subplots()
        axes.barh(range(len(shown)), [count for _, count in shown], color=COLOURS["blue"],
                  height=0.68)  # fmt: skip
        for place, (_, count) in enumerate(shown):
            axes.annotate(f"{count:,}", (count, place), xytext=(4, 0), textcoords="offset points",
                          va="center", fontsize=9, color=COLOURS["quiet"])  # fmt: skip
        _names(axes, [label for label, _ in shown])
        axes.margins(x=0.14)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.grid(visible=False)
        return chart(drawn, name, title, says)


def shares(drift: Drift, labels: Sequence[str], name: str, title: str, says: str) -> Chart:
    """The shares of both sides, those that are largest first; a line from the earlier to now."""
    from matplotlib.ticker import PercentFormatter

    rows = list(zip(labels, drift.shares, strict=True))[:_MOST_ROWS]
    with figure(0.75 + _ROW * max(len(rows), 1)) as drawn:
        axes = drawn.subplots()
        for place, (_, share) in enumerate(rows):
            axes.plot([share.baseline, share.recent], [place, place], color=COLOURS["line"],
                      linewidth=2.4, solid_capstyle="butt", zorder=1)  # fmt: skip
        for side, colour, marker, label in (
            ("baseline", "quiet", "D", "before"),
            ("recent", "blue", "o", "now"),
        ):
            axes.plot([getattr(share, side) for _, share in rows], range(len(rows)), marker,
                      color=COLOURS[colour], markersize=5, label=label, clip_on=False)  # fmt: skip
        _names(axes, [label for label, _ in rows])
        axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
        axes.set_xlim(left=0)
        axes.grid(axis="x")
        axes.tick_params(length=0)
        _legend(axes)
        return chart(drawn, name, title, says)


def densities(drift: Drift, name: str, title: str, says: str, before: str) -> Chart:
    """The share of each tenth of confidence, both sides over each other."""
    from matplotlib.ticker import PercentFormatter

    with figure(_HEIGHT) as drawn:
        axes = drawn.subplots()
        edges = [place / len(drift.shares) for place in range(len(drift.shares) + 1)]
        axes.stairs([one.recent for one in drift.shares], edges, fill=True,
                    color=COLOURS["blue"], alpha=0.35)  # fmt: skip
        axes.stairs([one.recent for one in drift.shares], edges, color=COLOURS["blue"],
                    linewidth=1.8, label="now")  # fmt: skip
        axes.stairs([one.baseline for one in drift.shares], edges, color=COLOURS["orange"],
                    linewidth=1.8, linestyle="--", label=before)  # fmt: skip
        axes.set_xlim(0, 1)
        axes.set_xlabel("confidence")
        axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
        _settle(axes)
        return chart(drawn, name, title, says)


def _days(axes: Any, days: Sequence[Day]) -> None:
    step = max(1, round(len(days) / 6))
    places = range(len(days) - 1, -1, -step)
    axes.set_xticks(list(places), [_short(days[place].day) for place in places])
    axes.set_xlim(-0.7, len(days) - 0.3)


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _names(axes: Any, labels: Sequence[str]) -> None:
    shown = [" ".join(visible(label).split()) for label in labels]
    axes.set_yticks(
        range(len(shown)),
        [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…" for one in shown],
    )
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)


def _whole_numbers(axes: Any) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))


def _settle(axes: Any) -> None:
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.tick_params(axis="y", labelcolor=COLOURS["quiet"])
    _legend(axes)


def _legend(axes: Any) -> None:
    """Above the plot, where it hides nothing."""
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
