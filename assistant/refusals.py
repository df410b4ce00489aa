"""What a refusal says, and the approved sections nearest to the question."""

from collections.abc import Sequence
from itertools import islice

from assistant.answers import Citation, Refusal, RefusalReason
from assistant.decide import Finding
from assistant.evidence import Evidence, Quote
from corpus.addressing import addresses_software
from corpus.text import Span

NEAREST = 3
"""Sections shown beside a refusal."""

MESSAGES = {
    RefusalReason.NOT_IN_CORPUS: (
        "Nothing was found in the approved documents in force that answers this."
    ),
    RefusalReason.INSUFFICIENT_EVIDENCE: (
        "The approved documents in force touch on this, but no passage clearly answers it."
    ),
    RefusalReason.UNSUPPORTED_DRAFT: (
        "An answer was drafted, but its wording could not be traced to the approved documents, "
        "so it is not shown."
    ),
}
NEXT_STEP = "Ask a senior colleague or pharmacist, and tell the curators what is missing."
SEE_NEAREST = "The nearest approved sections are listed here; they may not apply. "


def refuse(
    reason: RefusalReason, evidence: Sequence[Evidence], finding: Finding | None = None
) -> Refusal:
    """The refusal for a question whose evidence did not carry an answer.

    What was found and what is missing have a line each, so that they are not overlooked.
    """
    nearest = nearest_sections(evidence)
    told = what_is_missing(finding) if finding else ()
    next_step = (SEE_NEAREST if nearest else "") + NEXT_STEP
    return Refusal(reason, "\n".join((MESSAGES[reason], *told, next_step)), nearest)


def what_is_missing(finding: Finding) -> tuple[str, ...]:
    """What was found and what was not: of the passages that were found, not of all there are."""
    missing = f"Missing: {finding.missing}; none of the passages found gives it."
    if not finding.found:
        return (missing,)
    return f"Found: {finding.found} ({finding.place}).", missing


def nearest_sections(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """The first words of the best passages, one for each section."""
    found: dict[tuple[str, tuple[Span, ...]], Evidence] = {}
    for item in evidence:
        found.setdefault((item.version.key, item.passage.headings), item)
    quotes = filter(None, map(_first_sentence, found.values()))
    return tuple(quote.cite(number) for number, quote in enumerate(islice(quotes, NEAREST), 1))


def _first_sentence(evidence: Evidence) -> Quote | None:
    """The first that speaks to its reader; None where all were written to the software."""
    text = evidence.text.content
    spans = (Span(one.start, one.end) for one in evidence.passage.sentences)
    span = next((one for one in spans if not addresses_software(text[slice(*one)])), None)
    return span and Quote(evidence.version, evidence.text, span, evidence.passage.headings)
