"""An interval: a figure with the range that its chance variation leaves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean or rate with its confidence limits."""

    mean: float
    low: float
    high: float

    def __post_init__(self) -> None:
        # Resampled means of equal values may differ from theirs in the last digit.
        if not self.low - 1e-9 <= self.mean <= self.high + 1e-9:
            raise ValueError(f"{self.mean} is outside of {self.low} to {self.high}")
