"""Harmful changes of citations: moved to other words, to other characters, or taken away."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.mutations.mutation import Answer, with_citation, with_statement


@dataclass(frozen=True)
class MovedToOtherWords:
    """A statement cites what another statement stands on."""

    name: str = "citation_moved"
    about: str = "a statement cites the quote of another one"

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """One answer for each pair of statements that say different things."""
        statements = answer["statements"]
        return [
            with_statement(answer, place, citations=other["citations"])
            for place, statement in enumerate(statements)
            for other in statements
            if statement["text"] != other["text"]
            and not set(statement["citations"]) & set(other["citations"])
        ]


@dataclass(frozen=True)
class MovedSpan:
    """A citation names characters beside those it quotes."""

    name: str = "span_moved"
    about: str = "a citation's place is one character off"

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """One answer for each citation."""
        return [
            with_citation(answer, one["number"], start=one["start"] + 1, end=one["end"] + 1)
            for one in answer["citations"]
        ]


@dataclass(frozen=True)
class OtherVersion:
    """A citation names a version that is not in force."""

    name: str = "version_exchanged"
    about: str = "a citation names a version that is not in force"

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """One answer for each citation."""
        return [
            with_citation(answer, one["number"], version=f"{one['version']}-draft")
            for one in answer["citations"]
        ]


@dataclass(frozen=True)
class Uncited:
    """A statement has lost its citations."""

    name: str = "citation_dropped"
    about: str = "a statement cites nothing"

    def corrupt(self, answer: Answer) -> Sequence[Answer]:
        """One answer for each statement."""
        return [
            with_statement(answer, place, citations=[])
            for place in range(len(answer["statements"]))
        ]
