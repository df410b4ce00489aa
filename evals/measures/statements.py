"""The statements of an answer, each with what the documents really say at its citations."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from corpus.errors import StorageError
from evals.measures.score import Graded, Score, once
from evals.suites.case import Expect


@dataclass(frozen=True)
class Said:
    """One statement of an answer."""

    number: int
    """From 1, as shown."""
    text: str
    citations: tuple[Mapping[str, Any], ...]
    """Those it names, in its order; numbers without a citation are left out."""
    sources: tuple[str, ...]
    """What stands in the documents at each of those, whatever the answer quotes; or nothing."""
    unknown: tuple[int, ...]
    """Numbers it names for which the answer has no citation."""

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """What can support it."""
        return tuple(filter(None, self.sources))


class Shown(NamedTuple):
    """A citation that a reader sees."""

    called: str
    """What it is called, such as "citation 1"."""
    citation: Mapping[str, Any]
    key: str
    words: str
    """What stands in the document at its place; or nothing."""


@once
def statements_of(graded: Graded) -> tuple[Said, ...]:
    """The statements of the answer; none for a refusal or an error."""
    answer = graded.outcome.answer
    if answer is None:
        return ()
    by_number = {citation["number"]: citation for citation in answer["citations"]}
    found = []
    for number, statement in enumerate(answer["statements"], 1):
        named = tuple(statement["citations"])
        citations = tuple(by_number[one] for one in named if one in by_number)
        sources = tuple(source_words(graded, one) for one in citations)
        unknown = tuple(one for one in named if one not in by_number)
        found.append(Said(number, sys.intern(statement["text"]), citations, sources, unknown))
    return tuple(found)


def source_words(graded: Graded, citation: Mapping[str, Any]) -> str:
    """The canonical text at the place a citation names; empty where there is none."""
    key, start, end = key_of(citation), citation["start"], citation["end"]
    if key not in graded.sources.versions or not 0 <= start < end:
        return ""
    try:
        # One object for all equal texts: what is remembered of it is then found sooner.
        return sys.intern(graded.sources.text(key).content[start:end])
    except StorageError:
        return ""


def key_of(citation: Mapping[str, Any]) -> str:
    """`document@version`."""
    return f"{citation['document']}@{citation['version']}"


@once
def shown_citations(graded: Graded) -> tuple[Shown, ...]:
    """Every citation a reader sees, also beside refusals and notices; none after an error."""
    answer = graded.outcome.answer
    return tuple(
        Shown(called, citation, key_of(citation), source_words(graded, citation))
        for called, citation in (_citations(answer) if answer else ())
    )


def _citations(answer: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for citation in answer["citations"]:
        yield f"citation {citation['number']}", citation
    for citation in (answer["refusal"] or {}).get("nearest", ()):
        yield f"nearest section {citation['number']}", citation
    for notice in answer["notices"]:
        for citation in notice.get("citations", ()):
            yield f"place {citation['number']} of the notice {notice['kind']}", citation


def failed(graded: Graded) -> bool:
    """Whether there should have been an answer to look at and an error came instead."""
    return graded.outcome.answer is None and graded.case.expect is Expect.ANSWER


def worst(graded: Graded, *, lower: bool = False) -> Score:
    """The score of an error: nothing right, or everything wrong where lower is better."""
    return Score(1 if lower else 0, 1, (f"there is no answer: {graded.outcome.error}",))
