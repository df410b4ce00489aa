"""Answer or refuse: a calibrated probability, and rules that no probability outweighs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import RefusalReason
from assistant.calibration import Calibration
from assistant.decide.features import look
from assistant.decide.finding import Finding, find
from assistant.evidence import Evidence
from assistant.vocabulary import Expansion

UNRELATED = 0.4
"""Below this fused score the best passage is about something else."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to answer, and if not, why."""

    probability: float
    """That the evidence answers the question."""
    refusal: RefusalReason | None
    finding: Finding | None = None
    """What was found and what is missing, for a refusal that can say so."""

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise ValueError(f"{self.probability} is not a probability")


def decide(
    question: Expansion,
    evidence: Sequence[Evidence],
    rarity: Callable[[str], float],
    calibration: Calibration,
) -> Decision:
    """Judge the ranked `evidence`; `rarity` is a term's inverse document frequency.

    `calibration` is one for the evidence model that judged the evidence.
    """
    if not evidence:
        return Decision(0.0, RefusalReason.NOT_IN_CORPUS)
    seen = look(question, evidence, rarity)
    probability = calibration.probability(seen.features)
    if probability >= calibration.threshold and not seen.forbidden:
        return Decision(probability, None)
    if evidence[0].fused < UNRELATED or seen.features["drugs_missing"]:
        return Decision(probability, RefusalReason.NOT_IN_CORPUS)
    finding = find(seen.asked, seen.ranked)
    return Decision(probability, RefusalReason.INSUFFICIENT_EVIDENCE, finding)
