"""What a rule of the screen is: words that make a question certainly of one kind."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answers import RefusalReason
from assistant.screen.model import Kind

UNSAFE: Literal[RefusalReason.UNSAFE_INPUT] = RefusalReason.UNSAFE_INPUT
"""Not a question at all; no model is asked about that."""
Verdict = Kind | Literal[RefusalReason.UNSAFE_INPUT]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of question that is certain by its words."""

    verdict: Verdict
    about: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Words that make the same wording mean something else."""

    def holds(self, question: str) -> bool:
        """Whether it decides the question, whose spaces and quotes are plain."""
        other = self.unless is not None and self.unless.search(question)
        return self.pattern.search(question) is not None and not other


def rule(verdict: Verdict, about: str, pattern: str, unless: str = "") -> Rule:
    """A rule whose patterns do not care for case."""
    return Rule(
        verdict,
        about,
        re.compile(pattern, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE) if unless else None,
    )
