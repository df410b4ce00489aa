"""Tables on stdout and the same figures as JSON."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """Rows under a header, all of one width."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"{self.title}: {row} does not fit {list(self.header)}")


@dataclass(frozen=True)
class Outcome:
    """What one benchmark found."""

    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    """How the figures came about and what they do not show, one sentence each."""
    figures: dict[str, Any] = field(default_factory=dict)
    """The same as data."""


class Skipped(Exception):  # noqa: N818 – nothing went wrong
    """A benchmark that cannot run here; the message says why."""


def print_table(table: Table) -> None:
    """Columns as wide as what they hold, numbers to the right."""
    cells = [[shown(cell) for cell in row] for row in table.rows]
    widths = [
        max(len(line[column]) for line in [list(table.header), *cells])
        for column in range(len(table.header))
    ]
    print_line(f"\n{table.title}")
    print_line("  ".join(_padded(table.header, widths)))
    print_line("  ".join("-" * width for width in widths))
    for line in cells:
        print_line("  ".join(_padded(line, widths)))


def print_line(line: str) -> None:
    """One line on stdout, at once, so that a long run shows how far it is."""
    sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()


def shown(cell: Any) -> str:
    """A cell as it is printed: floats with three significant digits or three decimals."""
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 10 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = zip(line, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
