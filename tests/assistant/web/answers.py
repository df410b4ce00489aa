"""Answers made up for the tests of how they are shown."""

from datetime import date

from assistant.answers import Answer, Citation, Notice, Refusal, RefusalReason, Statement


def cited(number, quote, *, title="Zinc in adults", section=("Zinc in adults", "Doses"), **other):
    """A citation that holds `quote`."""
    fields = {
        "document": "zinc",
        "version": "1",
        "page": None,
        "start": 0,
        "end": len(quote),
        "effective": date(2025, 1, 1),
        "review": date(2099, 1, 1),
        "status": "approved",
    }
    return Citation(number=number, title=title, section=section, quote=quote, **fields | other)


def answered(statements, citations, *, question="How much zinc?", notices=()):
    """An answer; a statement is (text, citations) or (text, citations, caution)."""
    return Answer(
        id="0" * 32,
        question=question,
        redactions=(),
        statements=tuple(Statement(*statement) for statement in statements),
        citations=tuple(citations),
        refusal=None,
        notices=tuple(one if isinstance(one, Notice) else Notice("note", one) for one in notices),
        confidence=0.9,
        provenance={"snapshot": "abc", "generator": "extractive/1"},
        timings_ms={"total": 1234.0},
    )


def refused(message, nearest=(), *, question="How much zinc?"):
    """A refusal."""
    return Answer(
        id="1" * 32,
        question=question,
        redactions=(),
        statements=(),
        citations=(),
        refusal=Refusal(RefusalReason.NOT_IN_CORPUS, message, tuple(nearest)),
        notices=(),
        confidence=0.1,
        provenance={"snapshot": "abc", "generator": "extractive/1"},
    )
