"""Evidence models of our own: one int8 ONNX file run by onnxruntime, without torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.evidence_model import FOLDER
from assistant.evidence_model.pairs import WINDOW, Pair, pairs, sentence_logits
from assistant.evidence_model.trial import try_out
from assistant.judgement import Judgement, Reading
from assistant.onnx_model import OnnxModel
from assistant.repair import how_to_repair

ANOTHER = "export it again with `evals.training`, or name another"
OUTPUTS = ["relevance", "answers", "evidence"]


class OnnxEvidenceModel:
    """Reads a folder of model.onnx, tokenizer.json and card.json, at once and whole.

    Raises ModelError when the folder is missing, damaged, not what its card says, or made for
    pairs of another window.
    """

    def __init__(self, folder: Path) -> None:
        repair = how_to_repair(folder) if folder == FOLDER else ANOTHER
        self._model = OnnxModel(folder, "evidence model", repair)
        window = self._model.number("window")
        if window != WINDOW:
            raise self._model.damaged(f"it reads {window} tokens, and pairs are cut to {WINDOW}")
        # What a text writes like a special token is its words: it must not end the question.
        self._model.tokenizer.encode_special_tokens = True
        try_out(self, repair)

    @property
    def identity(self) -> str:
        """Name and digest of weights and tokenizer."""
        return self._model.identity

    def judge(self, question: str, readings: Sequence[Reading]) -> list[Judgement]:
        """One judgement a reading, in their order, each of its pair alone."""
        laid = pairs(self._model.tokenizer, question, readings)
        return list(self._model.side_by_side(self._judge, laid))

    def _judge(self, pair: Pair) -> Judgement:
        ids = np.array([pair.ids], np.int64)
        segments = np.zeros_like(ids)
        segments[:, pair.text_from :] = 1
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": segments,
        }
        relevance, answers, evidence = self._model.session.run(OUTPUTS, inputs)
        return Judgement(float(relevance[0]), float(answers[0]), sentence_logits(pair, evidence[0]))
