"""What the decision is made from: how evidence fits, and what of the question it lacks."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from assistant.decide.asked import Asked, Kind, asked_in
from assistant.decide.fitting import apart, forbidden
from assistant.decide.missing import TELLING, Missing, missing
from assistant.decide.support import Support, covered, supports
from assistant.evidence import Evidence
from assistant.vocabulary import Expansion, tokens

BEST = 3
"""Sentences that are taken to be the answer when the kind of answer is looked for."""
UNHELD = -20.0
"""The logit where no sentence holds all that is asked."""
_TOLD_APART: dict[str, Set[Kind]] = {
    "dose": {Kind.DOSE},
    "time": {Kind.FREQUENCY, Kind.DURATION, Kind.TIME},
    "number": {Kind.THRESHOLD, Kind.MAXIMUM, Kind.NUMBER, Kind.RATIO, Kind.AGE},
    "limit": {Kind.LIMIT},
}

Item = TypeVar("Item")


@dataclass(frozen=True)
class Look:
    """Evidence as it was looked at beside one question."""

    asked: Asked
    ranked: tuple[Support, ...]
    """Its sentences, the likeliest to answer first."""
    features: dict[str, float]

    @property
    def forbidden(self) -> bool:
        """Whether it must not answer, however likely a model thinks it does."""
        return forbidden(self.asked, self.ranked)


def look(question: Expansion, evidence: Sequence[Evidence], rarity: Callable[[str], float]) -> Look:
    """Look at ranked, non-empty evidence; the features are each about -1 to 1.

    Of retrieval: `cosine` and `lexical` of the best passage; `lead`, its fused score above the
    mean of the others; `agreement`, the share of the evidence that is of its document;
    `words_missing`, the share of the question's words, weighted by rarity, that this share lacks.

    Of what was asked: `held`, the most of the question's words in a sentence that lacks nothing
    asked for; `apart`, 1 when a figure is in no sentence for a drug and patients asked about;
    `drugs_missing` and `patients_missing`, the share of those named that the evidence never
    names, and `…_near`, that the best document, or the best sentences, do not; `routes_missing`;
    `dose_missing` and the like, 1 when that is asked for and no best sentence gives one.

    Of the evidence model, and only where it judged: `answers` and `answers_second`, a tenth of
    the best logits of a passage; `sentence`, a twentieth of the best sum of a passage's and its
    sentence's; `sentence_held`, of one that lacks nothing asked for.
    """
    asked = asked_in(question.asked)
    ranked = tuple(supports(question, evidence, rarity))
    found = {
        **_retrieved(question, evidence, rarity),
        **_asked(asked, evidence, ranked),
        **_judged(asked, evidence, ranked),
    }
    return Look(asked, ranked, found)


def lacking(asked: Asked, found: Sequence[Support]) -> Missing:
    """What of the question none of these sentences holds."""
    return missing(asked, ((one.words, one.reading) for one in found))


def _retrieved(
    question: Expansion, evidence: Sequence[Evidence], rarity: Callable[[str], float]
) -> dict[str, float]:
    best, others = evidence[0], evidence[1:]
    weights = {term: rarity(term) for term in question.terms}
    own = [one.passage.reading for one in evidence if one.version.key == best.version.key]
    mean = sum(one.fused for one in others) / len(others) if others else best.fused
    return {
        "cosine": best.cosine,
        "lexical": best.lexical,
        "lead": best.fused - mean,
        "agreement": len(own) / len(evidence),
        "words_missing": 1 - covered(question, frozenset(tokens(" ".join(own))), weights),
    }


def _asked(
    asked: Asked, evidence: Sequence[Evidence], ranked: Sequence[Support]
) -> dict[str, float]:
    leading = evidence[0].version.key
    of_all = lacking(asked, ranked)
    of_best = lacking(asked, ranked[:BEST])
    of_document = lacking(asked, [s for s in ranked if s.evidence.version.key == leading])
    patients = asked.patients & TELLING
    return {
        "held": max((s.coverage for s in ranked if not lacking(asked, [s])), default=0.0),
        "apart": float(apart(asked, ranked)),
        "drugs_missing": _share(of_all.drugs, asked.drugs),
        "drugs_missing_near": _share(of_document.drugs, asked.drugs),
        "patients_missing": _share(of_all.patients, patients),
        "patients_missing_near": _share(of_best.patients, patients),
        "routes_missing": _share(of_best.routes, asked.routes),
        **{
            f"{name}_missing": float(bool(kinds & of_best.kinds))
            for name, kinds in _TOLD_APART.items()
        },
    }


def _judged(
    asked: Asked, evidence: Sequence[Evidence], ranked: Sequence[Support]
) -> dict[str, float]:
    answers = sorted((e.judgement.answers for e in evidence if e.judgement), reverse=True)
    if not answers:
        return {}
    logits = [s.logit for s in ranked if s.logit is not None]
    held = [s.logit for s in ranked if s.logit is not None and not lacking(asked, [s])]
    return {
        "answers": answers[0] / 10,
        "answers_second": answers[min(1, len(answers) - 1)] / 10,
        "sentence": max(logits) / 20,
        "sentence_held": max([UNHELD, *held]) / 20,
    }


def _share(lacked: Set[Item], wanted: Set[Item]) -> float:
    return len(lacked) / len(wanted) if wanted else 0.0
