"""Rates with their confidence limits, one under the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.reports.charts.drawing import COLOURS, Chart, chart, figure
from evals.reports.visible import visible

_ROW = 0.215
"""Inches."""
_LONGEST = 26
"""Characters of a label; longer ones would squeeze the plot on a phone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rate with its limits, or a heading when it has none."""

    label: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0
    bound: float | None = None
    """What a gate asks of it."""
    worst: bool = False
    """Whether to point it out."""
    lower: bool = False
    """Whether less is better."""


def forest(
    rows: Sequence[Row],
    name: str,
    title: str,
    says: str,
    *,
    scale: tuple[float, float] = (0.0, 1.0),
    zero: float | None = None,
) -> Chart:
    """A dot with its interval for each row; a line at `zero` when that is given."""
    from matplotlib.ticker import PercentFormatter

    with figure(0.55 + _ROW * len(rows)) as drawn:
        axes = drawn.subplots()
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(*_padded(scale))
        axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
        axes.grid(axis="x")
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        axes.set_yticks(range(len(rows)), [_label(row) for row in rows])
        for row, label in zip(rows, axes.get_yticklabels(), strict=True):
            label.set_fontweight("bold" if row.value is None else "normal")
            label.set_color(COLOURS["quiet" if row.value is None else "ink"])
        if zero is not None:
            axes.axvline(zero, color=COLOURS["ink"], linewidth=1)
        for place, row in enumerate(rows):
            _draw(axes, place, row)
        return chart(drawn, name, title, says)


def _draw(axes, place: int, row: Row) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    if row.value is None:
        return
    colour = COLOURS["orange" if row.worst else "blue"]
    axes.plot([row.low, row.high], [place, place], color=colour, linewidth=2.4, alpha=0.55,
              solid_capstyle="butt")  # fmt: skip
    axes.plot([row.value], [place], marker="D" if row.lower else "o", color=colour,
              markersize=5 if row.lower else 5.6, clip_on=False)  # fmt: skip
    if row.bound is not None:
        axes.plot([row.bound, row.bound], [place - 0.38, place + 0.38], color=COLOURS["ink"],
                  linewidth=1.6)  # fmt: skip


def _label(row: Row) -> str:
    words = " ".join(visible(row.label).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _padded(scale: tuple[float, float]) -> tuple[float, float]:
    """A little room, so that dots at the ends are whole."""
    room = 0.025 * (scale[1] - scale[0])
    return scale[0] - room, scale[1] + room
