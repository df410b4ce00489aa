"""Support models of our own: one int8 ONNX file run by onnxruntime, without torch."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from assistant.onnx_model import OnnxModel
from assistant.repair import how_to_repair
from assistant.support_model import FOLDER
from assistant.support_model.model import Pair
from corpus.errors import ModelError

WINDOW = 256
"""Tokens of a pair; what is longer loses the end of its quote."""
STATEMENT = 112
"""Tokens of a statement: one whose end cannot be read is not supported."""
UNSUPPORTED = 0.0
ANOTHER = "export it again with `evals.training.support`, or name another"
_TRIED = ("Give adrenaline 0.5 mg intramuscularly.", "Give adrenaline.")


class Laid(NamedTuple):
    """One quote and one statement in tokens."""

    ids: list[int]
    statement_from: int
    """Where the statement begins."""
    whole: bool
    """Whether all of the statement is read."""


def lay(tokenizer: Any, pair: Pair) -> Laid:
    """`[CLS] quote [SEP] statement [SEP]`, in training as in use.

    `tokenizer` neither pads nor cuts off, and gives no special tokens to words that look so.
    """
    quote, statement = (
        encoded.ids for encoded in tokenizer.encode_batch_fast(list(pair), add_special_tokens=False)
    )
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    said = statement[:STATEMENT]
    begin = [first, *quote[: WINDOW - 3 - len(said)], last]
    return Laid([*begin, *said, last], len(begin), len(statement) <= STATEMENT)


class OnnxSupportModel:
    """Reads a folder of model.onnx, tokenizer.json and card.json, at once and whole.

    Raises ModelError when the folder is missing, damaged, not what its card says, or made for
    pairs of another window.
    """

    def __init__(self, folder: Path) -> None:
        repair = how_to_repair(folder) if folder == FOLDER else ANOTHER
        self._model = OnnxModel(folder, "support model", repair)
        window = self._model.number("window")
        if window != WINDOW:
            raise self._model.damaged(f"it reads {window} tokens, and pairs are cut to {WINDOW}")
        # What a text writes like a special token is its words: it must not end the quote.
        self._model.tokenizer.encode_special_tokens = True
        try:
            self.supports([_TRIED])
        except ModelError:
            raise
        except Exception as error:  # the library raises bare exceptions of its own
            raise self._model.damaged(f"it cannot be used: {error}") from None

    @property
    def identity(self) -> str:
        """Name and digest of weights and tokenizer."""
        return self._model.identity

    def supports(self, pairs: Sequence[Pair]) -> list[float]:
        """The probability of each pair, from 0 to 1, each of it alone, in their order.

        0.5 is where the documents that calibrate set the threshold. Raises ModelError.
        """
        laid = [lay(self._model.tokenizer, pair) for pair in pairs]
        return list(self._model.side_by_side(self._supports, laid))

    def _supports(self, pair: Laid) -> float:
        if not pair.whole:
            return UNSUPPORTED
        ids = np.array([pair.ids], np.int64)
        segments = np.zeros_like(ids)
        segments[:, pair.statement_from :] = 1
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": segments,
        }
        (support,) = self._model.session.run(["support"], inputs)
        logit = float(support[0])
        if not math.isfinite(logit):
            raise self._model.damaged(f"it makes {logit} of a pair")
        return float(1 / (1 + np.exp(-logit)))
