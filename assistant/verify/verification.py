"""Verification: whatever drafted a statement, it is dropped unless its quotes hold it."""

import logging
from collections.abc import Mapping, Sequence

from assistant.answers import Citation, Statement
from assistant.evidence import DraftStatement, Evidence
from assistant.verify.tracing import is_traceable, says
from corpus.versions import Version

_log = logging.getLogger(__name__)


def verify(
    draft: Sequence[DraftStatement],
    evidence: Sequence[Evidence],
    in_force: Mapping[str, Version],
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The statements that hold, and their citations numbered by first use.

    A statement holds when it has a quote; each quote is a span of a version that is in force and
    among the evidence; and `is_traceable` finds every word, number, unit and sign of it in its
    place in those quotes. Anything else drops it.
    """
    known = {found.version.key: found for found in evidence}
    statements: list[Statement] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    for drafted in draft:
        fault = _fault(drafted, known, in_force, evidence)
        if fault:
            _log.info("a drafted statement was dropped: %s", fault)
            continue
        numbers = []
        for quote in drafted.quotes:
            key = (quote.version.key, quote.span.start, quote.span.end)
            if key not in citations:
                citations[key] = quote.cite(len(citations) + 1)
            numbers.append(citations[key].number)
        statements.append(Statement(drafted.text, tuple(dict.fromkeys(numbers)), drafted.caution))
    return tuple(statements), tuple(citations.values())


def _fault(
    drafted: DraftStatement,
    known: Mapping[str, Evidence],
    in_force: Mapping[str, Version],
    evidence: Sequence[Evidence],
) -> str:
    """Why the statement must not be shown; empty when it may."""
    if not drafted.quotes:
        return "no quote"
    for quote in drafted.quotes:
        key = quote.version.key
        if key not in known or key not in in_force:
            return f"{key} is not among the evidence in force"
        text = known[key].text
        if quote.text.content != text.content or not quote.words:
            return f"the quote is not text of {key}"
    quote, *context = drafted.quotes
    if not _introduced(drafted, evidence):
        return f"a line that its words in {quote.version.key} are read with is left out"
    if not is_traceable(drafted.text, quote.words, [other.words for other in context]):
        return f"its words are not those of its quotes in {quote.version.key}"
    return ""


def _introduced(drafted: DraftStatement, evidence: Sequence[Evidence]) -> bool:
    """Whether a list item is said with the lines that introduce it, and a row quotes its header.

    "Pregnancy" means one thing below "Give in:" and another below "Do not give in:". Cautions
    from beyond the evidence are not known here.
    """
    first, *context = drafted.quotes
    quoted = {quote.span for quote in context}
    for found in evidence:
        if found.version.key != first.version.key:
            continue
        for sentence in found.passage.sentences:
            if (sentence.start, sentence.end) != first.span:
                continue
            if not quoted.issuperset(sentence.context):
                return False
            if sentence.kind == "list_item":
                return all(says(drafted.text, first.text[span]) for span in sentence.context)
    return True
