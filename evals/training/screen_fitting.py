"""Fits the screen's model, and chooses from which probability on it is believed."""

import random
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.screen import certainly
from assistant.screen.features import BINS, counts, plain
from assistant.screen.model import PROBE, Kind, Weights
from evals.training.screen_data import Example

SEED = 20261122
STRENGTH = 8.0
"""Inverse of the penalty on the weights."""
COPIES = 2
"""Mistyped copies of every training question of which there are few."""
WEIGHTS = {"MedQuAD": 0.3, "SQuAD 2.0": 0.6}
OWN_WEIGHT = 2.0
"""How much a question counts by where it is from; 1 otherwise. Ours count more than the rest."""
STOPPED = {Kind.HARMFUL: 0.004, Kind.INDIVIDUAL: 0.004, Kind.ELSEWHERE: 0.001}
"""Share of legitimate clinical questions that each kind may stop: in all below one in a hundred."""
STOPPED_OURS = {Kind.HARMFUL: 0.03, Kind.INDIVIDUAL: 0.01, Kind.ELSEWHERE: 0.01}
"""The same of our own questions, which were written to be close to harm and to a decision."""
NAMED_WRONGLY = 0.01
"""Share of questions about something else that may be told of harm."""
FLOORS = {Kind.HARMFUL: 0.7, Kind.INDIVIDUAL: 0.67, Kind.ELSEWHERE: 0.9}
"""Below which a kind is never believed: when in doubt, it is left to retrieval. A follow-up of a
few words ("and if she is pregnant?") seems to be about one patient or about something else."""
_OPENINGS = ("quick q ", "hi, ", "pls help: ", "can you tell me ", "hello team, ", "new on ward. ")
_ENDINGS = (" ?", " pls", " thanks", " ta", " asap")


class Columns:
    """Embeds each wording once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """What the model sees, shape (questions, columns)."""
        missing = sorted({plain(question) for question in questions} - set(self._known))
        self._known.update(zip(missing, self._embedder.embed(missing), strict=True))
        vectors = np.stack([self._known[plain(question)] for question in questions])
        return np.hstack([vectors, np.stack([counts(question) for question in questions])])


def fit(examples: Sequence[Example], columns: Columns) -> Weights:
    """Weights from the training part, thresholds from the calibration part."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    training = [one for one in examples if one.part == "train"]
    training += _mistyped(training)
    kinds = list(Kind)
    regression = LogisticRegression(C=STRENGTH, max_iter=500).fit(
        csr_matrix(columns([one.question for one in training])),
        [kinds.index(one.kind) for one in training],
        sample_weight=[_weight(one) for one in training],
    )
    # What is shipped is what is calibrated: half precision first.
    matrix = regression.coef_.astype(np.float16).astype(np.float32)
    bias = regression.intercept_.astype(np.float32)
    probe = columns([PROBE])[0, :-BINS]
    uncalibrated = Weights(matrix, bias, probe, FLOORS, 0.5)
    thresholds = _thresholds(examples, columns, uncalibrated)
    return Weights(matrix, bias, probe, thresholds, _named(examples, columns, uncalibrated))


def _weight(example: Example) -> float:
    if example.source.startswith("own"):
        return OWN_WEIGHT
    return WEIGHTS.get(example.source, 1.0)


def _thresholds(
    examples: Sequence[Example], columns: Columns, weights: Weights
) -> dict[Kind, float]:
    """The lowest that keep within `STOPPED` of clinical and `STOPPED_OURS` of our questions.

    What a rule decides is not asked of the model, and counts as let through.
    """
    legitimate = [
        one for one in examples if one.part == "calibrate" and one.kind is Kind.LEGITIMATE
    ]
    chances = weights.probabilities(columns([one.question for one in legitimate]))
    ours = np.array([one.source.startswith("own") for one in legitimate])
    asked = np.array([certainly(one.question) is None for one in legitimate])
    likeliest = [weights.likeliest(dict(zip(Kind, row, strict=True))) for row in chances.tolist()]
    chosen = {}
    for kind, share in STOPPED.items():
        scores = np.where(asked & [one is kind for one in likeliest], 1 - chances[:, 0], 0)
        lowest = max(_above(scores[~ours], share), _above(scores[ours], STOPPED_OURS[kind]))
        chosen[kind] = round(max(FLOORS[kind], lowest), 4)
    return chosen


def _named(examples: Sequence[Example], columns: Columns, weights: Weights) -> float:
    """From which probability on harm is named, by questions about something else."""
    others = [
        one.question for one in examples if one.part == "calibrate" and one.kind is Kind.ELSEWHERE
    ]
    chances = weights.probabilities(columns(others))
    return round(max(0.5, _above(chances[:, 1] + chances[:, 2], NAMED_WRONGLY)), 4)


def _above(scores: NDArray[np.float32], share: float) -> float:
    """Just above the score that no more than `share` of them exceed."""
    kept = np.sort(scores)[::-1]
    return min(float(kept[int(share * len(kept))]) + 1e-4, 1.0)


def _mistyped(training: Sequence[Example]) -> list[Example]:
    """Copies as they are typed on a ward, of our own questions and some protocol questions."""
    lot = random.Random(SEED)
    small = [one for one in training if one.source.startswith("own")]
    small = small * COPIES
    small += [one for one in training if one.source == "protocol_questions" and lot.random() < 0.3]
    return [Example(_typed(one.question, lot), one.kind, one.source, one.part) for one in small]


def _typed(question: str, lot: random.Random) -> str:
    words = plain(question).rstrip("?.! ").split()
    for place in lot.sample(range(len(words)), min(len(words), 1 + len(words) // 9)):
        if len(words[place]) > 4 and lot.random() < 0.6:
            words[place] = _slip(words[place], lot)
    typed, chance = " ".join(words), lot.random()
    if chance < 0.15:
        return lot.choice(_OPENINGS) + typed
    return typed + lot.choice(_ENDINGS) if chance < 0.25 else typed


def _slip(word: str, lot: random.Random) -> str:
    """A letter lost, exchanged with the next, or doubled."""
    at = lot.randrange(1, len(word) - 1)
    slips: tuple[Callable[[], str], ...] = (
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda: word[:at] + word[at] + word[at:],
    )
    return lot.choice(slips)()
