"""Several runs of the same suites in one table: what each got right, how long it took, its memory.

For generators above all: beside what was shown stands what a language model drafted and what of
that was dropped before anybody saw it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.audit import Trail
from corpus.errors import RunError
from evals.runs.folder import SCORES, RunFolder, open_run

MEASURES = (
    "correct",
    "unsupported_statements",
    "key_facts",
    "cautions",
    "false_refusal",
    "rejection",
    "focus",
)
"""What is told of each run, as far as it was measured."""


@dataclass(frozen=True)
class Drafts:
    """What the generator of a run drafted, as the run's own audit trail has it."""

    answers: int
    """Drafts that were verified; none for questions refused before, or answered by an earlier run
    whose answers were taken again."""
    instead: int
    """Of those, drafts that another generator made because this one failed."""
    statements: int
    """Statements it drafted that were shown, quoted wrongly or dropped; cautions by rule not."""
    dropped: int
    """Of those, statements that their quotes do not say, and that nobody saw."""

    def __post_init__(self) -> None:
        if not 0 <= self.dropped <= self.statements or not 0 <= self.instead <= self.answers:
            raise ValueError(f"there are no such drafts: {self}")


@dataclass(frozen=True)
class Column:
    """One run."""

    run: str
    generator: str
    measures: Mapping[str, Mapping[str, Any]]
    """By name, as `scores.json` has them: value, low, high, hits, of, cases."""
    drafts: Drafts
    performance: Mapping[str, Any]
    """As `performance.json` has it."""

    def to_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            "run": self.run,
            "generator": self.generator,
            "measures": {name: dict(one) for name, one in self.measures.items()},
            "drafts": vars(self.drafts),
            "performance": dict(self.performance),
        }


def side_by_side(paths: Sequence[Path]) -> tuple[Column, ...]:
    """One column for each run; raises RunError where they did not ask the same cases."""
    folders = [open_run(path, sealed=False) for path in paths]
    cases = [tuple(folder.manifest.inputs["cases"]) for folder in folders]
    for path, asked in zip(paths, cases, strict=True):
        if asked != cases[0]:
            raise RunError(
                f"{path} asked other cases than {paths[0]}: run the same suites for both"
            )
    return tuple(_column(folder) for folder in folders)


def _column(folder: RunFolder) -> Column:
    measured = folder.record(SCORES)["measures"]
    return Column(
        folder.path.name,
        folder.manifest.inputs["provenance"]["generator"],
        {name: measured[name] for name in MEASURES if name in measured},
        drafts_in(record.content for record in Trail(folder.path).records()),
        folder.performance,
    )


def drafts_in(records: Iterable[Mapping[str, Any]]) -> Drafts:
    """What the records of answers say of their drafts; other records are passed over."""
    answers = instead = statements = dropped = 0
    for record in records:
        answer = record.get("answer")
        if answer is None:
            continue
        shown = sum(not one["caution"] for one in answer["statements"])
        left_out = len(record.get("dropped", ())) + len(record.get("not_quoted", ()))
        if not shown and not left_out:
            continue
        answers += 1
        if " instead of " in answer["provenance"]["generator"]:
            # What is shown is another one's; what it could not use was this one's.
            instead += 1
            shown = 0
            left_out = len(record.get("not_quoted", ()))
        statements += shown + left_out
        dropped += left_out
    return Drafts(answers, instead, statements, dropped)
