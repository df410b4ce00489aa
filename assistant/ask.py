"""The whole story of a question, from its words to a recorded answer or refusal."""

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, RefusalReason, Statement
from assistant.audit import Trail
from assistant.decide import decide
from assistant.embed import Embedder
from assistant.evidence import Evidence
from assistant.generate import Generator
from assistant.notices import notices_for
from assistant.question import Question
from assistant.redact import Redactor
from assistant.refusals import refuse
from assistant.retrieve import allowed_versions, check_filters, retrieve
from assistant.screen import check_question, screen
from assistant.snapshot.current import CurrentSnapshot
from assistant.snapshot.snapshot import Snapshot
from assistant.verify import verify
from assistant.vocabulary import Expansion, expand, populations_in
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.versions import Version


@dataclass(frozen=True)
class Stages:
    """The parts that answer questions, put together by `assistant.assembly`."""

    redactor: Redactor
    catalogue: Catalogue
    library: Library
    current: CurrentSnapshot
    embedder: Embedder
    generator: Generator
    trail: Trail
    provenance: Mapping[str, str]
    """`prompts`, `settings` and `software`, by digest or version."""
    candidates: int
    """Passages each search hands to fusion."""
    evidence: int
    """Passages an answer may be made of."""


def ask(question: Question, stages: Stages, *, snapshot_id: str | None = None) -> Answer:
    """Answer from the passages in force, or refuse; either way recorded before it is returned.

    `snapshot_id` asks an older snapshot instead of the published one. Raises QuestionError,
    RedactionError, SnapshotError, AuditError: then nothing was answered.
    """
    clock = _Clock()
    with clock.stage("redact"):
        redacted = stages.redactor.redact(check_question(question.text))
        refusal = screen(redacted.text)
    with clock.stage("retrieve"):
        snapshot = stages.current.get(snapshot_id)
        expansion = expand(redacted.searchable, snapshot.lexical.__contains__, snapshot.spelling)
        in_force, evidence = _retrieve(question, expansion, snapshot, stages)
    confidence = 0.0
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    if refusal is None:
        with clock.stage("decide"):
            decision = decide(expansion, evidence, snapshot.lexical.rarity)
            confidence, reason = decision.probability, decision.refusal
        if reason is None:
            with clock.stage("generate"):
                draft = stages.generator.draft(expansion, evidence, snapshot.lexical.rarity)
            with clock.stage("verify"):
                statements, citations = verify(draft, evidence, in_force)
            if not draft:
                reason = RefusalReason.INSUFFICIENT_EVIDENCE
            elif all(statement.caution for statement in statements):
                reason, statements, citations = RefusalReason.UNSUPPORTED_DRAFT, (), ()
        if reason is not None:
            refusal = refuse(reason, evidence)
    answer = Answer(
        id=uuid.uuid4().hex,
        question=redacted.text,
        redactions=redacted.redactions,
        statements=statements,
        citations=citations,
        refusal=refusal,
        notices=notices_for(question, expansion, citations, in_force),
        confidence=round(confidence, 4),
        provenance=_provenance(snapshot, stages),
        timings_ms=clock.timings,
    )
    with clock.stage("audit"):
        stages.trail.append({"asked": _asked(question), "answer": answer.to_json()})
    return replace(answer, timings_ms=clock.timings)


def search(question: Question, stages: Stages, count: int) -> tuple[Evidence, ...]:
    """The `count` best passages for a question, with nothing generated and nothing recorded."""
    redacted = stages.redactor.redact(check_question(question.text))
    snapshot = stages.current.get()
    expansion = expand(redacted.searchable, snapshot.lexical.__contains__, snapshot.spelling)
    _, evidence = _retrieve(question, expansion, snapshot, stages, count)
    return evidence


def _retrieve(
    question: Question,
    expansion: Expansion,
    snapshot: Snapshot,
    stages: Stages,
    count: int | None = None,
) -> tuple[Mapping[str, Version], tuple[Evidence, ...]]:
    """What is in force on the day asked about, and the best of it for this question."""
    in_force = stages.catalogue.in_force(question.as_of)
    check_filters(question, in_force.values())
    allowed = allowed_versions(in_force, question, populations_in(expansion.asked))
    evidence = retrieve(
        expansion,
        allowed,
        snapshot,
        stages.library,
        stages.embedder,
        candidates=stages.candidates,
        count=count or stages.evidence,
    )
    return in_force, evidence


def _asked(question: Question) -> dict[str, str | None]:
    """What was chosen beside the words; the words stand, redacted, in the answer."""
    return {
        "as_of": question.as_of.isoformat(),
        "population": question.population,
        "site": question.site,
        "specialty": question.specialty,
    }


def _provenance(snapshot: Snapshot, stages: Stages) -> dict[str, str]:
    return {
        "snapshot": snapshot.identity,
        "embedder": stages.embedder.identity,
        "reranker": "none",
        "generator": stages.generator.identity,
        **stages.provenance,
    }


class _Clock:
    """Milliseconds by stage, and in all."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._stages[name] = round(1000 * (time.perf_counter() - began), 2)

    @property
    def timings(self) -> dict[str, float]:
        total = round(1000 * (time.perf_counter() - self._began), 2)
        return {**self._stages, "total": total}
