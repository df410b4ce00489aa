"""Key facts: what the answer had to say, and said."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.found_wordings import missing_facts
from evals.measures.score import Graded, Score


@dataclass(frozen=True)
class KeyFacts:
    """Facts found in a statement or in the words of its first citation ÷ facts of the case.

    Of each fact any one wording counts, with the boundaries of `evals.suites.pattern`. Refusing an
    answerable question finds none. Source: K-QA's comprehensiveness (Manes et al., 2024) with
    wordings in place of entailment. Pitfall: a fact in words its author did not think of is
    missed.
    """

    name: str = "key_facts"
    about: str = "Facts that the answer had to state, and stated."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None for a case without facts."""
        facts = graded.case.facts
        if not facts:
            return None
        absent = missing_facts(graded)
        faults = tuple(f"“{facts[number][0].text}” is not stated" for number in absent)
        return Score(len(facts) - len(absent), len(facts), faults)


KEY_FACTS = KeyFacts()
