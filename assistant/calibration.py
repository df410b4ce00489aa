"""A calibration: how much each feature counts, from which probability on is answered, and why."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import ModelError

FILE_NAME = "calibration.json"
"""Its name in a home, where a site's own is, and in a snapshot."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What answering from a probability on does to the calibration cases."""

    threshold: float
    coverage: float
    """The share of the questions that have an answer, and get it."""
    risk: float
    """The share of what is answered that is wrong."""
    upper: float
    """The upper confidence limit of the risk."""

    def __post_init__(self) -> None:
        if not all(0 <= value <= 1 for value in (self.coverage, self.risk, self.upper)):
            raise ValueError(f"{self} holds something that is no share")


@dataclass(frozen=True, slots=True)
class CalibrationData:
    """A set of questions that something was chosen on."""

    name: str
    """Which set, and which part of it."""
    sha256: str
    """Of the questions."""
    cases: int
    used_for: str
    """`weights` or `threshold`, or both."""


@dataclass(frozen=True)
class Calibration:
    """How evidence becomes the probability that it answers, and the decision."""

    evidence_model: str
    """Identity of the model whose judgements it is for; `none` for retrieval alone."""
    weights: Mapping[str, float]
    """What each feature adds to the logit, by its name in `assistant.decide.features`."""
    intercept: float
    threshold: float
    """Nothing is answered below this probability."""
    aim: float
    """The share of wrong answers among answered that was aimed at."""
    held: float
    """The upper limit of that share that the threshold does hold on the calibration cases."""
    confidence: float
    """With which it holds."""
    mix: str
    """Which questions the shares are stated for: they are others where fewer have an answer."""
    answered: int
    wrong: int
    cases: int
    """Of the calibration cases; `wrong` of the `answered`."""
    curve: tuple[CurvePoint, ...]
    """From the highest threshold to the lowest."""
    data: tuple[CalibrationData, ...]

    def __post_init__(self) -> None:
        numbers = (self.intercept, *self.weights.values())
        if not all(map(math.isfinite, numbers)):
            raise ValueError(f"weights {dict(self.weights)} are not all numbers")
        for name in ("threshold", "aim", "held", "confidence"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} {getattr(self, name)} is not between 0 and 1")
        if not 0 <= self.wrong <= self.answered <= self.cases:
            raise ValueError(f"{self.wrong} of {self.answered} of {self.cases} cannot be wrong")

    def probability(self, features: Mapping[str, float]) -> float:
        """That the evidence with these features answers.

        Raises ModelError when one is missing, as with the calibration of another release, or is no
        number: neither may pass for certainty.
        """
        if missing := self.weights.keys() - features:
            raise ModelError(
                f"the calibration weighs {', '.join(sorted(missing))}, which this release does not "
                "tell: run `assistant eval calibrate SUITE` if it is your own, then "
                "`assistant corpus publish`"
            )
        logit = self.logit(features)
        if math.isnan(logit):
            raise ModelError(
                "what the evidence was looked at for is not all numbers, so nothing can be "
                "decided: run `assistant doctor`"
            )
        return 1 / (1 + math.exp(-max(-700.0, min(700.0, logit))))

    def logit(self, features: Mapping[str, float]) -> float:
        """The weighted sum that the probability is made of."""
        return self.intercept + math.fsum(w * features[name] for name, w in self.weights.items())

    def to_json(self) -> bytes:
        """Canonical JSON: the same bytes for the same calibration."""
        record = asdict(self) | {"weights": dict(self.weights)}
        return json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"

    @property
    def sha256(self) -> str:
        """The digest of its file."""
        return hashlib.sha256(self.to_json()).hexdigest()


def read_calibration(data: bytes, place: str) -> Calibration:
    """The calibration in a file; ModelError, which names `place`, when it is none."""
    try:
        record: dict[str, Any] = json.loads(data)
        curve = tuple(CurvePoint(**point) for point in record.pop("curve"))
        sets = tuple(CalibrationData(**one) for one in record.pop("data"))
        weights = {str(name): float(weight) for name, weight in record.pop("weights").items()}
        return Calibration(weights=weights, curve=curve, data=sets, **record)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(
            f"the calibration {place} is damaged ({error}): make it again with "
            "`assistant eval calibrate SUITE`, or remove it to use the one that was shipped"
        ) from None
