"""Giving a verdict, and settling a dispute: who may, and what the trail keeps of it."""

from dataclasses import dataclass

from assistant.audit import TrailIndex
from assistant.redact import Redactor, remark
from corpus.errors import RunError
from evals.adjudication.rating import Subject, Verdict
from evals.adjudication.rounds import RATED, RESOLVED, Standing, find_round


@dataclass(frozen=True)
class Judging:
    """Takes what raters say into the trail; RunError for what the rules of a round forbid."""

    index: TrailIndex
    redactor: Redactor
    """Who judges may have a patient in mind; nothing of that is stored."""

    def rate(
        self, number: int, subject: Subject, verdict: Verdict, *, by: str, note: str = ""
    ) -> None:
        """Record one of the two independent ratings: a person gives one, and nobody a third."""
        item = find_round(self.index, number).item(subject)
        if item.of(by):
            raise RunError(
                f"{by} has judged this answer already, and a rating stays as it was given: where "
                "the two ratings differ, settle it"
            )
        if item.complete:
            raise RunError(
                "two people have judged this answer already: where they differ, settle it as a "
                "third"
            )
        self._note(RATED, number, subject, verdict, by=by, note=note)

    def resolve(
        self, number: int, subject: Subject, verdict: Verdict, *, by: str, note: str
    ) -> None:
        """Settle a dispute: a third person's word does, or the same verdict from both raters."""
        item = find_round(self.index, number).item(subject)
        if item.standing is not Standing.DISPUTED:
            raise RunError(f"this answer is {item.standing.value}: nothing is to settle")
        if not note.strip():
            raise RunError("a dispute is settled with a reason: say why in the note")
        self._note(RESOLVED, number, subject, verdict, by=by, note=note)

    def _note(
        self, kind: str, number: int, subject: Subject, verdict: Verdict, *, by: str, note: str
    ) -> None:
        words = remark(self.redactor, note, "note")
        self.index.trail.note(
            kind,
            by,
            round=number,
            subject=str(subject),
            verdict=verdict.value,
            note=words,
        )
