"""Any Hugging Face cross-encoder, by name or folder, run by transformers."""

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evidence_model.trial import try_out
from assistant.judgement import Judgement, Reading
from corpus.errors import ModelError

BATCH = 16
WINDOW = 512
"""Tokens of a pair at most, also where the model could read more."""
REPAIR = "name a folder that holds a Hugging Face cross-encoder with its tokenizer, or `packaged`"
DENYING = ("no", "un", "ir", "false", "contra")
"""How the name of a label begins that says that a text does not answer."""


class CrossEncoderModel:
    """A sequence-classification model of question and text, from a folder or the local cache.

    Its one label, or the second of two over the first, is both relevance and answer of a text; a
    sentence is read once more, alone with its heading. Nothing is fetched. Raises ModelError.
    """

    def __init__(self, name: str) -> None:
        self._tokenizer, self._model = _load(name)
        # Each call sets how its tokenizer cuts off, which two threads at once cannot.
        self._tokenizing = threading.Lock()
        self._both = _has_two_labels(name, self._model.config.id2label)
        self._window = min(
            WINDOW,
            self._tokenizer.model_max_length,
            getattr(self._model.config, "max_position_embeddings", WINDOW),
        )
        self._identity = f"{name}@{_digest(self._tokenizer, self._model)[:16]}"
        try_out(self, REPAIR)

    @property
    def identity(self) -> str:
        """Name and digest of weights and vocabulary."""
        return self._identity

    def judge(self, question: str, readings: Sequence[Reading]) -> list[Judgement]:
        """One judgement a reading, in their order."""
        texts = [
            [_text(one.heading, one.sentences), *(_text(one.heading, [s]) for s in one.sentences)]
            for one in readings
        ]
        logits = self._logits(question, {text for of_one in texts for text in of_one})
        return [
            Judgement(logits[whole], logits[whole], tuple(logits[one] for one in sentences))
            for whole, *sentences in texts
        ]

    def _logits(self, question: str, texts: Iterable[str]) -> dict[str, float]:
        """The logit of each text; those of one length are run together, so none is padded."""
        import torch

        lengths = defaultdict(list)
        for text in sorted(texts):
            with self._tokenizing:
                inputs = self._tokenizer(
                    question,
                    text,
                    truncation="longest_first",
                    max_length=self._window,
                    split_special_tokens=True,
                )
            lengths[len(inputs["input_ids"])].append((text, inputs))
        found: dict[str, float] = {}
        for alike in lengths.values():
            for begin in range(0, len(alike), BATCH):
                batch = alike[begin : begin + BATCH]
                together = {
                    key: torch.tensor([inputs[key] for _, inputs in batch]) for key in batch[0][1]
                }
                with torch.inference_mode():
                    logits = self._model(**together).logits.double()
                said = logits[:, 1] - logits[:, 0] if self._both else logits[:, 0]
                found.update(zip((text for text, _ in batch), said.tolist(), strict=True))
        return found


def _text(heading: str, sentences: Sequence[str]) -> str:
    return " ".join([heading, *sentences]).strip()


def _load(name: str) -> tuple[Any, Any]:
    """Tokenizer and model, every weight from the file."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model, loading = AutoModelForSequenceClassification.from_pretrained(
            name, local_files_only=True, dtype=torch.float32, output_loading_info=True
        )
    except Exception as error:  # hub, file and format errors come in many classes
        where = "a folder" if Path(name).exists() else "no folder and no model in the local cache"
        raise ModelError(
            f"the evidence model {name!r}, {where}, cannot be loaded "
            f"({type(error).__name__}): {REPAIR}"
        ) from None
    if loading["missing_keys"]:
        # It would be filled with random weights, and score at random.
        missing = ", ".join(sorted(loading["missing_keys"])[:3])
        raise ModelError(
            f"the evidence model {name!r} was not trained to classify (no {missing}): {REPAIR}"
        )
    return tokenizer, model.eval()


def _has_two_labels(name: str, labels: Mapping[int, str]) -> bool:
    """Whether there are two, the second saying that the text answers; False for a single one."""
    called = [str(labels[number]) for number in sorted(labels)]
    if len(called) == 1:
        return False
    if len(called) > 2 or called[1].casefold().startswith(DENYING):
        raise ModelError(
            f"the evidence model {name!r} has the labels {', '.join(called)}; what is taken is the "
            "only label, or the second of two, which must say that a text answers: name another"
        )
    return True


def _digest(tokenizer: Any, model: Any) -> str:
    digest = hashlib.sha256(json.dumps(tokenizer.get_vocab(), sort_keys=True).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode() + tensor.cpu().numpy().tobytes())
    return digest.hexdigest()
