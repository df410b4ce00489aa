"""Verification: whatever drafted a statement, it is dropped unless its quotes hold it."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.answers import Citation, Statement
from assistant.evidence import DraftStatement, Evidence
from assistant.support_model import SupportModel
from assistant.verify import citing, drugs, opposites, polarity, population, quantities, support
from assistant.verify.source import Source, is_row, source_of
from assistant.verify.tracing import is_traceable
from corpus.units import in_base
from corpus.versions import Version

DEADLINE = 5.0
"""Seconds for all statements of an answer. The rules take a few milliseconds for each; a support
model that takes longer than this would keep a clinician waiting for longer than a refusal does."""

Step = tuple[str, Callable[[], str]]
"""Its name, and what says why a statement must not be shown; nothing where it may."""
RULES: Mapping[str, Callable[[str, Source], str]] = {
    "quantities": quantities.fault,
    "drugs": drugs.fault,
    "polarity": polarity.fault,
    "opposites": opposites.fault,
    "population": population.fault,
}
"""What a statement that is not verbatim must pass, in this order, before its support is judged."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A drafted statement that is not shown, for the audit record."""

    text: str
    step: str
    """The step that dropped it: `citing`, one of RULES, `support`, or `deadline`."""
    reason: str

    def __post_init__(self) -> None:
        if not self.step or not self.reason:
            raise ValueError("nothing is dropped without a reason")

    def to_json(self) -> dict[str, str]:
        """As the audit record holds it."""
        return {"text": self.text, "step": self.step, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Verified:
    """What may be shown of a draft, and what may not."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    """Numbered from 1 by first use."""
    dropped: tuple[Dropped, ...] = ()


class _FailedError(Exception):
    """A step that could not say whether a statement holds: then nothing is shown."""

    def __init__(self, dropped: Dropped) -> None:
        super().__init__(dropped.reason)
        self.dropped = dropped


def verify(
    draft: Sequence[DraftStatement],
    evidence: Sequence[Evidence],
    in_force: Mapping[str, Version],
    support: SupportModel | None = None,
    *,
    deadline: float = DEADLINE,
) -> Verified:
    """The statements that hold, their citations, and those that do not hold with the reason.

    Every statement must cite what is in force and among the evidence. One that is its quotes word
    for word, as `is_traceable` finds, holds; any other passes RULES one by one and is then whole
    clauses of its quote or is vouched for by `support`. A step that raises, or more than
    `deadline` seconds in all, fails closed: then nothing holds.
    """
    in_base("mg")  # Loads what converts units, once: that is no statement's time.
    clock = time.monotonic
    until = clock() + deadline
    upheld: list[DraftStatement] = []
    dropped: list[Dropped] = []
    try:
        for drafted in draft:
            fault = _first_fault(drafted, _steps(drafted, evidence, in_force, support))
            if clock() > until:
                late = f"verification took longer than {deadline:g} seconds"
                raise _FailedError(Dropped(drafted.text, "deadline", late))
            if fault:
                # Reasons quote the statement, and a model may have repeated the question in it.
                _log.info("a drafted statement was dropped by %s", fault.step)
                dropped.append(fault)
            else:
                upheld.append(drafted)
    except _FailedError as failure:
        _log.error("verification failed in %s", failure.dropped.step)
        return Verified(dropped=(*dropped, failure.dropped))
    return _shown(upheld, tuple(dropped))


def _first_fault(drafted: DraftStatement, steps: Iterable[Step]) -> Dropped | None:
    name = "source"
    try:
        for name, check in steps:
            reason = check()
            if reason:
                return Dropped(drafted.text, name, reason)
    except Exception as error:  # whatever goes wrong, nothing may be shown that was not checked
        _log.error("the step %s of verification raised %s", name, type(error).__name__)
        raised = Dropped(drafted.text, name, f"the step raised {type(error).__name__}")
        raise _FailedError(raised) from None
    return None


def _steps(
    drafted: DraftStatement,
    evidence: Sequence[Evidence],
    in_force: Mapping[str, Version],
    model: SupportModel | None,
) -> Iterable[Step]:
    """What is left to check, as far as it depends on what was found so far."""
    yield "citing", partial(citing.fault, drafted, evidence, in_force)
    quote, *context = (one.words for one in drafted.quotes)
    if is_traceable(drafted.text, quote, context):
        return
    source = source_of(drafted, evidence)
    for name, rule in RULES.items():
        yield name, partial(rule, drafted.text, source)
    row = is_row(drafted)
    yield "support", partial(support.fault, drafted.text, source, row=row, model=model)


def _shown(upheld: Sequence[DraftStatement], dropped: tuple[Dropped, ...]) -> Verified:
    statements: list[Statement] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    for drafted in upheld:
        numbers = []
        for quote in drafted.quotes:
            key = (quote.version.key, quote.span.start, quote.span.end)
            if key not in citations:
                citations[key] = quote.cite(len(citations) + 1)
            numbers.append(citations[key].number)
        statements.append(Statement(drafted.text, tuple(dict.fromkeys(numbers)), drafted.caution))
    return Verified(tuple(statements), tuple(citations.values()), dropped)
