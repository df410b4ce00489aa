"""Verification: whatever drafted a statement, it is dropped unless its quotes hold it."""

import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answers import Citation, Statement
from assistant.evidence import DraftStatement, Evidence
from corpus.versions import Version

_log = logging.getLogger(__name__)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_CONNECTORS = frozenset("›:;|")
"""The only characters a statement may add to the words of its quotes."""


def verify(
    draft: Sequence[DraftStatement],
    evidence: Sequence[Evidence],
    in_force: Mapping[str, Version],
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The statements that hold, and their citations numbered by first use.

    A statement holds when it has a quote; each quote is a span of a version that is in force and
    among the evidence; it says its first quote whole and in order; and every word, number, unit
    and sign it says is in its quotes as often as it says it. Anything else drops it.
    """
    known = {found.version.key: found for found in evidence}
    statements: list[Statement] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    for drafted in draft:
        fault = _fault(drafted, known, in_force)
        if fault:
            _log.warning("a drafted statement was dropped: %s", fault)
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
    drafted: DraftStatement, known: Mapping[str, Evidence], in_force: Mapping[str, Version]
) -> str:
    """Why the statement must not be shown; empty when it may."""
    if not drafted.quotes:
        return "no quote"
    for quote in drafted.quotes:
        key = quote.version.key
        if key not in known or key not in in_force:
            return f"{key} is not among the evidence in force"
        if quote.text is not known[key].text or not quote.words:
            return f"the quote is not text of {key}"
    if not _says(drafted.text, drafted.quotes[0].words):
        return "the first quote is not said whole and in order"
    unsaid = _words(drafted.text)
    for quote in drafted.quotes:
        unsaid -= _words(quote.words)
    return f"not in the quotes: {', '.join(sorted(unsaid))}" if unsaid else ""


def _says(statement: str, quote: str) -> bool:
    """Whether the quote's words are in the statement in their order, with nothing missing."""
    said = iter(_tokens(statement))
    return all(word in said for word in _tokens(quote))


def _words(text: str) -> Counter[str]:
    return Counter(_tokens(text))


def _tokens(text: str) -> list[str]:
    """Words, numbers and signs in order, letter case ignored, connectors left out."""
    return [token for token in _TOKEN.findall(text.casefold()) if token not in _CONNECTORS]
