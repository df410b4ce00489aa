"""Puts the best candidates in the order of an evidence model beside that of their fused score."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.evidence import Evidence
from assistant.evidence_model import EvidenceModel
from assistant.judgement import Judgement, Reading
from corpus.errors import ModelError

RELEVANCE_SHARE = 0.02
"""By what share the score falls for each logit of relevance below the most relevant passage.
Chosen by `python -m evals.calibration.ranking`, which names the questions it is chosen on."""


class Reranker:
    """Reranks the candidates of one question; passages that read alike are judged once.

    It may be used for several rankings of the same question, which then share its judgements.
    """

    def __init__(self, model: EvidenceModel, question: str, depth: int) -> None:
        if depth < 1:
            raise ValueError(f"{depth} passages cannot be judged: leave the reranker away instead")
        self.depth = depth
        """Passages that are judged."""
        self._model = model
        self._question = question
        self._judgements: dict[Reading, Judgement] = {}

    def __call__(self, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """All of `found`, which is ranked by fused score, in the better order.

        The first `depth` carry their judgement; those beyond it keep their order after them.
        """
        judgements = self._judge([evidence.as_read for evidence in found[: self.depth]])
        relevances = [judgement.relevance for judgement in judgements]
        scores = combine([evidence.fused for evidence in found], relevances)
        scored = [
            replace(evidence, score=score, judgement=judgement)
            for evidence, score, judgement in zip_longest(found, scores, judgements)
        ]
        return tuple(sorted(scored, key=lambda evidence: -evidence.score))

    def _judge(self, readings: Sequence[Reading]) -> list[Judgement]:
        """One judgement a reading, in their order; ModelError when the model fails at that."""
        new = [one for one in dict.fromkeys(readings) if one not in self._judgements]
        if new:
            try:
                judgements = self._model.judge(self._question, new)
                judged = dict(zip(new, judgements, strict=True))
                for reading, judgement in judged.items():
                    if len(judgement.sentences) != len(reading.sentences):
                        raise ValueError("not every sentence was judged")
            except Exception as error:  # libraries of models raise bare exceptions of their own
                # Their messages may hold the question.
                raise ModelError(
                    f"the evidence model {self._model.identity} failed at this question "
                    f"({type(error).__name__}), so it is not answered: run `assistant doctor`"
                ) from None
            self._judgements.update(judged)
        return [self._judgements[reading] for reading in readings]


def combine(
    fused: Sequence[float], relevances: Sequence[float], share: float = RELEVANCE_SHARE
) -> list[float]:
    """A score for each passage: its fused one, less by its distance from the most relevant.

    `relevances` are those of the first passages. The rest, whose fused scores are not higher, are
    taken to be as relevant as the least of them, so that none comes before what was judged. A
    score stays between 0 and about 1, and that of the most relevant passage stays as it is:
    relevances compare the passages of one question, and say nothing between questions.
    """
    if not relevances:
        return list(fused)
    most, least = max(relevances), min(relevances)
    every = [*relevances, *[least] * (len(fused) - len(relevances))]
    return [
        max(0.0, score) * math.exp(share * (relevance - most))
        for score, relevance in zip(fused, every, strict=True)
    ]
