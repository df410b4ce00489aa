"""Grades the grader: which corrupted answers its measures catch, and when they cry wolf."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from evals.measures.score import Graded, Measure
from evals.mutations.mutation import Answer, Mutation
from evals.statistics.interval import Interval
from evals.statistics.rates import rate_interval

MISSES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """One corrupted answer, or an untouched one."""

    mutation: str
    """Empty for an untouched answer."""
    case: str
    family: str
    """Cases of one family are wordings of one another."""
    flagged_by: tuple[str, ...]
    """The measures that found a fault."""
    statement: str = ""
    """The corrupted statement, or what was flagged though nothing was wrong with it."""


@dataclass(frozen=True)
class Grade:
    """What the measures caught, by mutation, and how often they cried wolf."""

    corrupted: tuple[Trial, ...]
    untouched: tuple[Trial, ...]

    def __post_init__(self) -> None:
        if not self.corrupted:
            raise ValueError("a grader is graded on at least one corrupted answer")

    @property
    def killed(self) -> Interval:
        """Share of the corrupted answers that were flagged, clustered by family."""
        return _flagged(self.corrupted)

    @property
    def false_alarms(self) -> Interval:
        """Share of the untouched answers that were flagged."""
        return _flagged(self.untouched)

    def of(self, mutation: str) -> Interval:
        """Share of one mutation's answers that were flagged."""
        return _flagged([trial for trial in self.corrupted if trial.mutation == mutation])

    def _by_measure(self, mutation: str) -> dict[str, int]:
        """How many of one mutation's answers each measure flagged, by itself."""
        flags = (t.flagged_by for t in self.corrupted if t.mutation == mutation)
        return dict(sorted(Counter(chain.from_iterable(flags)).items()))

    def to_json(self) -> dict[str, Any]:
        """What `grader.json` holds."""
        names = dict.fromkeys(trial.mutation for trial in self.corrupted)
        missed = [trial for trial in self.corrupted if not trial.flagged_by]
        alarms = [trial for trial in self.untouched if trial.flagged_by]
        return {
            "killed": _record(self.killed, len(self.corrupted)),
            "false_alarms": _record(self.false_alarms, len(self.untouched)),
            "mutations": {
                name: {
                    **_record(self.of(name), sum(t.mutation == name for t in self.corrupted)),
                    "by_measure": self._by_measure(name),
                }
                for name in names
            },
            "missed": [[t.mutation, t.case, t.statement] for t in missed[:MISSES_SHOWN]],
            "alarms": [[t.case, ", ".join(t.flagged_by)] for t in alarms[:MISSES_SHOWN]],
        }


def grade(
    answered: Iterable[Graded],
    measures: Sequence[Measure],
    mutations: Sequence[Mutation],
    progress: Callable[[], None] = lambda: None,
) -> Grade:
    """Corrupt each answer once by every mutation that applies to it, and measure both.

    Which of the possible changes is made is drawn by the digest of case and mutation, so that
    the same answers give the same grade. An answer that is flagged untouched is counted as a
    false alarm and not corrupted: a later flag would say nothing. ValueError when nothing is
    left to corrupt.
    """
    corrupted: list[Trial] = []
    untouched: list[Trial] = []
    for graded in answered:
        key, family = graded.case.key, graded.case.family
        flags = _flags(graded, measures)
        untouched.append(Trial("", key, family, flags))
        progress()
        if flags or graded.outcome.answer is None:
            continue
        for mutation in mutations:
            ways = mutation.corrupt(graded.outcome.answer)
            if ways:
                changed = ways[draw(f"{key} {mutation.name}", len(ways))]
                flags = _flags(_with_answer(graded, changed), measures)
                said = _difference(graded.outcome.answer, changed)
                corrupted.append(Trial(mutation.name, key, family, flags, said))
    return Grade(tuple(corrupted), tuple(untouched))


def _flags(graded: Graded, measures: Sequence[Measure]) -> tuple[str, ...]:
    scores = ((measure.name, measure.score(graded)) for measure in measures)
    return tuple(name for name, score in scores if score is not None and score.faults)


def _with_answer(graded: Graded, answer: Answer) -> Graded:
    return replace(graded, outcome=replace(graded.outcome, answer=answer))


def _difference(before: Answer, after: Answer) -> str:
    """The changed statement; of a changed citation alone, the first statement."""
    pairs = zip(before["statements"], after["statements"], strict=True)
    changed = [new["text"] for old, new in pairs if old != new]
    return str((changed or [after["statements"][0]["text"]])[0])


def draw(seed: str, among: int) -> int:
    """A number below `among`, the same for the same seed always."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % among


def _flagged(trials: Sequence[Trial]) -> Interval:
    hits = [float(bool(trial.flagged_by)) for trial in trials]
    return rate_interval(hits, [1] * len(trials), [trial.family for trial in trials])


def _record(interval: Interval, of: int) -> Mapping[str, float]:
    rounded = {name: round(getattr(interval, name), 6) for name in ("mean", "low", "high")}
    return {"value": rounded["mean"], "low": rounded["low"], "high": rounded["high"], "of": of}
