"""Citation recall and precision after ALCE, by any check of whether quotes carry a statement."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evals.measures.introductions import introductions_of
from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst

Check = Callable[[str, tuple[str, ...]], bool]
"""Whether quotes carry a statement."""


@dataclass(frozen=True)
class CitationRecall:
    """Statements that their quotes, joined, carry ÷ statements.

    Source: ALCE (Gao et al., EMNLP 2023), citation recall; an uncited statement counts as not
    carried. Unlike ALCE's code all citations count, not the first three.
    """

    name: str
    about: str
    supports: Check
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """Over the statements of an answer; None for a refusal."""
        if failed(graded):
            return worst(graded)
        said = statements_of(graded)
        faults = [
            f"the quotes of statement {one.number} do not carry it: “{one.text}”"
            for one in said
            if not (one.quotes and self.supports(one.text, one.quotes))
        ]
        return Score(len(said) - len(faults), len(said), tuple(faults)) if said else None


@dataclass(frozen=True)
class CitationPrecision:
    """Citations that help to carry their statement ÷ citations of statements.

    A citation counts when its statement is carried, and not (it alone fails ∧ the rest carries
    it). Beyond ALCE the line that introduces the table of the row cited counts as well: the row is
    read with it, even where it is not said (`introductions_of`). Source: ALCE (Gao et al., EMNLP
    2023), citation precision. Pitfall: what else a statement is read with but does not say, such
    as a table's caption, counts as one too many.
    """

    name: str
    about: str
    supports: Check
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """Over each citation of each statement; None for a refusal."""
        if failed(graded):
            return worst(graded)
        of, faults = 0, list[str]()
        for said in statements_of(graded):
            numbers = [citation["number"] for citation in said.citations]
            places = too_many(self.supports, said.text, said.sources)
            if 0 < len(places) < len(numbers):
                places = tuple(sorted({*places} - {*introductions_of(graded, said)}))
            useless = [numbers[one] for one in places]
            useless += said.unknown or ([0] if not numbers else [])
            of += max(1, len(numbers) + len(said.unknown))
            faults += [f"citation [{one}] of statement {said.number} is no help" for one in useless]
        return Score(of - len(faults), of, tuple(faults)) if of else None


def too_many(supports: Check, statement: str, sources: tuple[str, ...]) -> tuple[int, ...]:
    """Places of sources that are no help: they carry nothing alone, and the others do without.

    All are when they do not carry the statement together. Empty words are what is not there.
    """
    every = range(len(sources))
    together = tuple(filter(None, sources))
    if not (together and supports(statement, together)):
        return tuple(every)
    found = []
    for place in every:
        alone = sources[place]
        rest = tuple(words for other, words in enumerate(sources) if other != place and words)
        if not (alone and supports(statement, (alone,))) and rest and supports(statement, rest):
            found.append(place)
    return tuple(found)
