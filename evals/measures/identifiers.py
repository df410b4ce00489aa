"""Identifiers: what was redacted of the questions, against what should have been."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.screen import check_question
from corpus.errors import QuestionError
from corpus.text import Span
from evals.measures.score import Graded, Score
from evals.suites.case import Case

OVERLAP = 0.5
"""Of intersection over union, from which on two spans are the same."""


@dataclass(frozen=True)
class IdentifierRecall:
    """Places of identifiers that were redacted ÷ places of identifiers in the question.

    A place is redacted when no letter or digit of it is left outside of the spans: "Jane" and
    "Doe" redacted apart are "Jane Doe" redacted, and half of a postcode is none. Types do not
    matter. Source: presidio-research's span evaluation, by character; stricter than its IoU of
    0.5, as what is left can tell who it is. Pitfall: an identifier that its author did not list
    is not missed.
    """

    name: str = "identifier_recall"
    about: str = "Identifiers in questions that were redacted to their last letter and digit."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None for a case without identifiers; after an error none counts as redacted."""
        text, places = identifier_places(graded.case)
        if not places:
            return None
        spans = _redacted(graded)
        # Told by number: what is scored must not spread what should have been redacted.
        faults = tuple(
            f"the identifier at {place.start}–{place.end} of the question was not redacted whole"
            for place in places
            if not _hidden(place, spans, text)
        )
        return Score(len(places) - len(faults), len(places), faults)


@dataclass(frozen=True)
class IdentifierPrecision:
    """Redactions of identifiers ÷ redactions.

    One is right when its intersection over union with an identifier is at least 0.5, or when half
    of it, or more, lies in identifiers. Redactions in questions without identifiers are all
    wrong: a dose that is taken for a telephone number is lost. After an error the case has no
    redactions, and scores worst where there were identifiers to redact. Source:
    presidio-research's span evaluation, IoU by character.
    """

    name: str = "identifier_precision"
    about: str = "Redactions that hid an identifier and nothing else."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None where nothing was redacted."""
        _, places = identifier_places(graded.case)
        spans = _redacted(graded)
        if graded.outcome.answer is None and places:
            return Score(0, 1, (f"there is no answer: {graded.outcome.error}",))
        faults = tuple(
            f"the redaction at {span.start}–{span.end} of the question hides no identifier"
            for span in spans
            if not (any(_same(place, span) for place in places) or _within(span, places))
        )
        return Score(len(spans) - len(faults), len(spans), faults) if spans else None


def identifier_places(case: Case) -> tuple[str, list[Span]]:
    """The question as the redactor gets it, and every place of the case's identifiers in it."""
    if not case.identifiers:
        return case.question, []
    text = _checked(case.question)
    found = {
        Span(*match.span())
        for one in case.identifiers
        for match in re.finditer(re.escape(_checked(one.text)), text)
    }
    return text, sorted(found)


def _checked(text: str) -> str:
    try:
        return check_question(text)
    except QuestionError:
        return text


def _redacted(graded: Graded) -> list[Span]:
    answer: Any = graded.outcome.answer or {"redactions": ()}
    return [Span(one["start"], one["end"]) for one in answer["redactions"]]


def _same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    union = max(one.end, other.end) - min(one.start, other.start)
    return shared >= OVERLAP * union


def _hidden(place: Span, spans: Sequence[Span], text: str) -> bool:
    """Whether no letter or digit of a place is outside of the spans."""
    return not any(text[at].isalnum() for at in _outside(place, spans))


def _within(span: Span, places: Sequence[Span]) -> bool:
    return 2 * len(list(_outside(span, places))) <= span.end - span.start


def _outside(span: Span, others: Sequence[Span]) -> Iterator[int]:
    for at in range(span.start, span.end):
        if not any(other.start <= at < other.end for other in others):
            yield at


IDENTIFIER_RECALL = IdentifierRecall()
IDENTIFIER_PRECISION = IdentifierPrecision()
