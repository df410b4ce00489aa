"""The whole story of a question, from its words to a recorded answer or refusal."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Protocol

from assistant.answers import Answer, Citation, RefusalReason, Statement
from assistant.audit import Trail
from assistant.calibration import Calibration
from assistant.clock import Clock
from assistant.conversation import Understood, understand
from assistant.decide import Look, calibration_for, decide, look
from assistant.disagreement import disagreements
from assistant.embed import Embedder
from assistant.evidence import Draft, DraftStatement, Evidence
from assistant.evidence_model import EvidenceModel, identity_of
from assistant.for_whom import for_whom
from assistant.generate import Generator
from assistant.notices import cautions_left_out, fell_back, notices_for
from assistant.question import Question
from assistant.redact import Redactor
from assistant.refusals import refuse
from assistant.retrieve import Reranker, allowed_versions, check_filters, retrieve
from assistant.screen import Screening
from assistant.snapshot.snapshot import Snapshot
from assistant.support_model import SupportModel
from assistant.turning_away import turned_away
from assistant.verify import Verified, verify
from assistant.vocabulary import Expansion, expand, populations_in
from corpus.library import Library
from corpus.metadata import Population
from corpus.versions import Version, without_overdue


class Standing(Protocol):
    """Says what is in force; the catalogue does, and so does a rehearsal of it."""

    def in_force(self, on: date) -> Mapping[str, Version]:
        """What may be retrieved and cited on that day, by key."""
        ...


class Snapshots(Protocol):
    """Hands out opened snapshots."""

    def get(self, identity: str | None = None) -> Snapshot:
        """The one to answer from, or the one named; raises SnapshotError."""
        ...


@dataclass(frozen=True)
class Stages:
    """The parts that answer questions, put together by `assistant.assembly`."""

    redactor: Redactor
    screening: Screening
    catalogue: Standing
    library: Library
    current: Snapshots
    embedder: Embedder
    evidence_model: EvidenceModel | None
    generator: Generator
    trail: Trail
    provenance: Mapping[str, str]
    """`prompts`, `settings` and `software`, by digest or version."""
    settings: Mapping[str, str]
    """The settings that can change an answer, for its record."""
    candidates: int
    """Passages each search hands to fusion."""
    evidence: int
    """Passages an answer may be made of."""
    reranked: int = 0
    """Passages the evidence model judges; 0 leaves the order to fusion."""
    support_model: SupportModel | None = None
    """Vouches for statements in other words than their quotes; without one those are dropped."""
    never_overdue: frozenset[str] = field(default_factory=frozenset)
    """Document types of which nothing is used once its review is overdue."""

    @property
    def judged_by(self) -> str:
        """Identity of the model whose judgements the decision is made from; `none` without."""
        return identity_of(self.evidence_model if self.reranked else None)

    def calibration(self, snapshot: Snapshot) -> Calibration:
        """What decides for answers from `snapshot`; ModelError where nothing can."""
        return calibration_for(self.judged_by, snapshot.calibration)


def ask(
    question: Question,
    stages: Stages,
    *,
    snapshot_id: str | None = None,
    by: str = "",
    replay_of: str | None = None,
    on_evidence: Callable[[Sequence[Evidence]], None] | None = None,
) -> Answer:
    """Answer from the passages in force, or refuse; either way recorded before it is returned.

    `snapshot_id` asks an older snapshot instead of the published one; `by` is the account that
    asks; `replay_of` marks the record as a repetition of an earlier answer. `on_evidence` is told
    what was found before anything is decided, which is where to look and no answer. Raises
    QuestionError, RedactionError, SnapshotError, ModelError and AuditError: then nothing was
    answered.
    """
    clock = Clock()
    with clock.stage("redact"):
        understood = understand(question, stages.redactor)
        refusal = turned_away(understood, stages.screening)
    with clock.stage("retrieve"):
        snapshot = stages.current.get(snapshot_id)
        expansion = _expanded(understood, snapshot)
        populations = _populations(question, expansion)
        in_force, left_out = _in_force(question, stages)
        allowed = _allowed(in_force, question, expansion, snapshot)
        find = _finder(expansion, snapshot, stages, stages.evidence)
        evidence = () if refusal else find(allowed)
        overdue = {} if refusal else _allowed(left_out, question, expansion, snapshot)
        missed = _missed(overdue, allowed, find)
    if on_evidence and evidence:
        on_evidence(evidence)
    confidence = 0.0
    draft, verified = Draft(), Verified()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    if refusal is None:
        with clock.stage("decide"):
            calibration = stages.calibration(snapshot)
            decision = decide(expansion, evidence, snapshot.lexical.rarity, calibration)
            confidence, reason = decision.probability, decision.refusal
        if reason is None:
            with clock.stage("generate"):
                rarity = snapshot.lexical.rarity
                draft = stages.generator.draft(expansion, evidence, rarity, populations)
            with clock.stage("verify"):
                # Drafting may take a while, in which something was withdrawn.
                still = stages.catalogue.in_force(question.as_of)
                allowed = {key: version for key, version in allowed.items() if key in still}
                evidence = tuple(one for one in evidence if one.version.key in still)
                verified = verify(draft.statements, evidence, allowed, stages.support_model)
                statements, citations = verified.statements, verified.citations
            if not draft.statements:
                reason = RefusalReason.INSUFFICIENT_EVIDENCE
            elif _lacks_its_answer_or_a_caution(draft.statements, statements):
                reason, statements, citations = RefusalReason.UNSUPPORTED_DRAFT, (), ()
        if reason is not None:
            refusal = refuse(reason, evidence, decision.finding)
    answer = Answer(
        id=uuid.uuid4().hex,
        question=understood.asked.text,
        redactions=understood.asked.redactions,
        statements=statements,
        citations=citations,
        refusal=refusal,
        notices=(
            *stages.screening.urgent(understood.asked.text),
            *understood.notices,
            *fell_back(draft.instead),
            *disagreements(citations, snapshot.conflicts, allowed, stages.library),
            *notices_for(
                question, expansion, statements, citations, in_force=in_force, missed=missed
            ),
            *for_whom(question, expansion, statements, citations, evidence),
            *(cautions_left_out(draft.statements, allowed) if statements else ()),
        ),
        confidence=round(confidence, 4),
        provenance=_provenance(snapshot, stages, draft),
        timings_ms=clock.timings,
    )
    with clock.stage("audit"):
        asked = question.chosen | {"earlier": list(understood.earlier), "replay_of": replay_of}
        who = {"by": by} if by else {}
        recorded = _recorded(answer, stages, draft, verified)
        stages.trail.append({"asked": asked, **who, **recorded})
    return replace(answer, timings_ms=clock.timings)


def search(question: Question, stages: Stages, count: int) -> tuple[Evidence, ...]:
    """The `count` best passages for a question, with nothing generated and nothing recorded."""
    return _found(question, stages, count)[1]


def consider(question: Question, stages: Stages) -> tuple[tuple[Evidence, ...], Look | None]:
    """The evidence for a question, and what the decision is made from; None without evidence.

    Nothing is decided, generated or recorded, so it needs no calibration: one is made of it.
    """
    expansion, evidence = _found(question, stages, stages.evidence)
    rarity = stages.current.get().lexical.rarity
    return evidence, look(expansion, evidence, rarity) if evidence else None


def _found(
    question: Question, stages: Stages, count: int
) -> tuple[Expansion, tuple[Evidence, ...]]:
    understood = understand(question, stages.redactor)
    snapshot = stages.current.get()
    expansion = _expanded(understood, snapshot)
    in_force, _ = _in_force(question, stages)
    allowed = _allowed(in_force, question, expansion, snapshot)
    return expansion, _finder(expansion, snapshot, stages, count)(allowed)


def _expanded(understood: Understood, snapshot: Snapshot) -> Expansion:
    words = understood.read.searchable
    return expand(words, snapshot.lexical.__contains__, snapshot.spelling)


def _in_force(
    question: Question, stages: Stages
) -> tuple[Mapping[str, Version], Mapping[str, Version]]:
    """What may be used for the day asked about, and what is left out as overdue.

    Refuses filters that no document knows.
    """
    in_force = stages.catalogue.in_force(question.as_of)
    check_filters(question, in_force.values())
    return without_overdue(in_force, question.as_of, stages.never_overdue)


def _allowed(
    in_force: Mapping[str, Version], question: Question, expansion: Expansion, snapshot: Snapshot
) -> dict[str, Version]:
    """What is in force, fits the question and is in the snapshot, by key."""
    mentioned = populations_in(expansion.asked)
    return snapshot.holding(allowed_versions(in_force, question, mentioned))


def _finder(
    expansion: Expansion, snapshot: Snapshot, stages: Stages, count: int
) -> Callable[[Mapping[str, Version]], tuple[Evidence, ...]]:
    """Finds the `count` best passages of the versions it is given, none of them judged twice."""
    model, depth = stages.evidence_model, stages.reranked
    return partial(
        retrieve,
        expansion,
        snapshot=snapshot,
        library=stages.library,
        embedder=stages.embedder,
        candidates=max(stages.candidates, count),
        count=count,
        reranker=Reranker(model, expansion.asked, depth) if model and depth else None,
    )


def _missed(
    overdue: Mapping[str, Version],
    allowed: Mapping[str, Version],
    find: Callable[[Mapping[str, Version]], tuple[Evidence, ...]],
) -> tuple[Version, ...]:
    """Those left out as overdue that would have been among the evidence."""
    if not overdue:
        return ()
    found = find({**allowed, **overdue})
    named = {one.version.key: one.version for one in found if one.version.key in overdue}
    return tuple(named.values())


def _populations(question: Question, expansion: Expansion) -> frozenset[str]:
    """Whom the question is about: what was chosen beside it, or else what it mentions."""
    if question.population in (None, Population.ALL):
        return populations_in(expansion.asked)
    return frozenset({str(question.population)})


def _lacks_its_answer_or_a_caution(
    draft: Sequence[DraftStatement], statements: Sequence[Statement]
) -> bool:
    """Whether verification left only cautions, or dropped one: no dose without its cautions."""
    upheld = sum(statement.caution for statement in statements)
    return upheld == len(statements) or upheld < sum(drafted.caution for drafted in draft)


def _recorded(
    answer: Answer, stages: Stages, draft: Draft, verified: Verified
) -> dict[str, object]:
    """What the record keeps of an answer, and of what was left out of it: no reader sees that."""
    left_out = {
        "not_quoted": list(draft.dropped),
        "dropped": [one.to_json() for one in verified.dropped],
        "support": stages.support_model.identity if stages.support_model else "",
    }
    kept = {name: value for name, value in left_out.items() if value}
    return {"settings": dict(stages.settings), "answer": answer.to_json(), **kept}


def _provenance(snapshot: Snapshot, stages: Stages, draft: Draft) -> dict[str, str]:
    return {
        "snapshot": snapshot.identity,
        "embedder": stages.embedder.identity,
        "reranker": identity_of(stages.evidence_model),
        "generator": draft.by or stages.generator.identity,
        **stages.provenance,
    }
