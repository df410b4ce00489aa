"""How long the cases of a run took, and what memory."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one case took."""

    case: str
    timings_ms: Mapping[str, float]
    cached: bool
    """Answered by an earlier run, which these times are of."""
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """One line of `timings.jsonl`."""
        return {
            "case": self.case,
            "timings_ms": dict(self.timings_ms),
            "cached": self.cached,
            "seconds": round(self.seconds, 6),
        }


def performance(
    timings: Iterable[Timing], *, workers: int, peak_mib: float, wall_seconds: float
) -> dict[str, Any]:
    """What `performance.json` holds: latencies of what was asked now, never of cached answers.

    A case that timed out or crashed counts with the time it took.
    """
    every = list(timings)
    fresh = sorted(1000 * timing.seconds for timing in every if not timing.cached)
    return {
        "fresh": len(fresh),
        "cached": len(every) - len(fresh),
        "latency_ms": {
            "p50": _percentile(fresh, 0.50),
            "p95": _percentile(fresh, 0.95),
            "max": _percentile(fresh, 1.0),
        },
        "peak_memory_mib": peak_mib,
        "wall_seconds": round(wall_seconds, 2),
        "workers": workers,
    }


def _percentile(ordered: list[float], share: float) -> float | None:
    """The smallest value that `share` of all do not exceed (nearest rank); None of nothing."""
    if not ordered:
        return None
    return round(ordered[math.ceil(share * len(ordered)) - 1], 2)
