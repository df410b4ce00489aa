"""Counts and times of the answers given, by day; no words of any question are in them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.audit import AnswerSummary


@dataclass(frozen=True, slots=True)
class Latency:
    """How long answers took, in milliseconds, by nearest rank; None of no answers."""

    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class Day:
    """What was asked on one day, in UTC as the trail counts them."""

    day: date
    answered: int
    refused: int
    latency: Latency

    @property
    def asked(self) -> int:
        """Questions of the day."""
        return self.answered + self.refused


def within(answers: Iterable[AnswerSummary], first: date, last: date) -> list[AnswerSummary]:
    """The answers given from one day to another, both included."""
    begin, end = first.isoformat(), last.isoformat()
    return [one for one in answers if begin <= one.at[:10] <= end]


def by_day(answers: Iterable[AnswerSummary], first: date, last: date) -> tuple[Day, ...]:
    """Every day from one to the other, those without a question too."""
    given: dict[str, list[AnswerSummary]] = {}
    for one in within(answers, first, last):
        given.setdefault(one.at[:10], []).append(one)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return tuple(_day(day, given.get(day.isoformat(), [])) for day in days)


def refusals(answers: Iterable[AnswerSummary]) -> tuple[tuple[str, int], ...]:
    """How many were refused for each reason, the most frequent first."""
    counts = Counter(one.reason for one in answers if one.reason)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def latency(answers: Iterable[AnswerSummary]) -> Latency:
    """Of these answers together."""
    times = sorted(one.total_ms for one in answers if one.total_ms is not None)
    return Latency(_rank(times, 0.5), _rank(times, 0.95))


def _day(day: date, answers: Sequence[AnswerSummary]) -> Day:
    refused = sum(one.status == "refused" for one in answers)
    return Day(day, len(answers) - refused, refused, latency(answers))


def _rank(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that `share` of all do not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None
