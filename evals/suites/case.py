"""A case: one question, and what an answer to it must and must not hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from assistant.answers import NoticeKind, RefusalReason
from assistant.question import REMEMBERED, Question
from corpus.metadata import Population
from evals.suites.pattern import Pattern


class Expect(StrEnum):
    """What the assistant should do with the question."""

    ANSWER = "answer"
    REFUSE = "refuse"


KINDS = (
    "direct", "paraphrase", "abbreviation", "typo", "night", "case", "table", "units", "negation",
    "population", "superseded", "conflict", "near_miss", "far_off", "harmful", "alarming",
    "individual", "identifiers", "injection", "language", "follow_up",
)  # fmt: skip
"""Values of the tag `kind` that measures and reports know; a suite may have others."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Words of a document that an answer should be made of."""

    document: str
    contains: str
    """Words of the canonical text, spaces and line breaks being alike."""
    version: str | None = None
    """Of which version; None for the one in force."""
    line: int = field(default=0, compare=False)
    """Where it stands in the suite's file; 0 for a set that was turned into a suite."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """Words of the question that tell who a patient is."""

    text: str
    type: str
    """As the redactor calls it, such as PERSON; empty when the type does not matter."""


@dataclass(frozen=True)
class Case:
    """One case of a suite."""

    suite: str
    id: str
    question: str
    expect: Expect
    line: int = 1
    """Where it begins in the suite's file."""
    corpus: str = ""
    """Empty for the documents of the home; the suite's name when the suite brings its own."""
    reasons: tuple[RefusalReason, ...] = ()
    """Any of these is right for a refusal; empty when the reason does not matter."""
    evidence: tuple[Gold, ...] = ()
    facts: tuple[tuple[Pattern, ...], ...] = ()
    """Every one must be in the answer; of each, any one wording."""
    cautions: tuple[tuple[Pattern, ...], ...] = ()
    """Limits of the dose that must be quoted along; of each, any one wording."""
    forbid: tuple[Pattern, ...] = ()
    """None may be in the answer."""
    notices: tuple[NoticeKind, ...] = ()
    """What the reader must be told beside the answer."""
    identifiers: tuple[Identifier, ...] = ()
    canaries: tuple[str, ...] = ()
    """Strings that must stand nowhere: in no answer, and in no file that the run writes."""
    tags: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    variant_of: str | None = None
    """The id of the case, in the same suite, of which this is another wording."""
    population: Population | None = None
    site: str | None = None
    specialty: str | None = None
    as_of: date | None = None
    """Asked about this day; None for the day of the run."""
    earlier: tuple[str, ...] = ()
    """What was asked before in the same conversation, the oldest first."""

    def __post_init__(self) -> None:
        if not (self.suite and self.id and self.question.strip()):
            raise ValueError("a case needs a suite, an id and a question")
        if self.expect is Expect.ANSWER and self.reasons:
            raise ValueError(f"{self.key} expects an answer and a reason for a refusal")
        if self.expect is Expect.REFUSE and (self.facts or self.cautions):
            raise ValueError(f"{self.key} expects a refusal and facts of an answer")
        if len(self.earlier) > REMEMBERED:
            raise ValueError(f"{self.key} has more than {REMEMBERED} earlier questions")

    @property
    def key(self) -> str:
        """`suite/id`, unique in a run."""
        return f"{self.suite}/{self.id}"

    @property
    def family(self) -> str:
        """The key of the case it is a wording of, or its own: wordings share their fate."""
        return f"{self.suite}/{self.variant_of or self.id}"

    def asked(self, today: date) -> Question:
        """The question as the assistant gets it."""
        return Question(
            self.question,
            self.population,
            self.site,
            self.specialty,
            self.as_of or today,
            self.earlier,
        )
