"""Entailment as support: any sequence-classification model of Hugging Face that has that label."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from assistant.support_model.model import Pair
from corpus.errors import ModelError

ENTAILMENT = "entailment"
LONGEST = 512
"""Tokens of quote and statement together; what is longer loses the end of its quote."""


class Entailment(NamedTuple):
    """What a model says of one pair."""

    probability: float
    """Of entailment, over all labels."""
    likeliest: bool
    """Whether no label is likelier."""


class EntailmentModel:
    """A local model that was trained on premise and hypothesis, such as one for MNLI.

    `name` is a folder, or a model in the local cache; nothing is fetched. Each pair is judged
    alone, so that the same pair always gets the same probability on one machine. Pitfall: such
    models were not trained on protocols and miss numbers, so they stand behind the rules and never
    in their place. Source: TRUE (Honovich et al., NAACL 2022).
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def identity(self) -> str:
        """The name, and a digest of the weights where it is a folder."""
        weights = sorted(Path(self.name).glob("*.safetensors"))
        if not weights:
            return self.name
        digest = hashlib.sha256()
        for file in weights:
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
        return f"{Path(self.name).name}@{digest.hexdigest()[:16]}"

    def supports(self, pairs: Sequence[Pair]) -> list[float]:
        """The probability of entailment of each; ModelError when the model cannot be loaded."""
        return [judged.probability for judged in self.judge(pairs)]

    def judge(self, pairs: Sequence[Pair]) -> list[Entailment]:
        """Probability and decision for each pair; ModelError when the model cannot be loaded."""
        return [self._judge(premise, hypothesis) for premise, hypothesis in pairs]

    def _judge(self, premise: str, hypothesis: str) -> Entailment:
        import torch

        tokenizer, model, label = self._loaded
        inputs = tokenizer(
            premise, hypothesis, return_tensors="pt", truncation="only_first", max_length=LONGEST
        )
        with torch.inference_mode():
            logits = model(**inputs).logits[0]
        probability = float(logits.softmax(-1)[label])
        return Entailment(probability, int(logits.argmax()) == label)

    @cached_property
    def _loaded(self) -> tuple[Any, Any, int]:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(self.name, local_files_only=True)
            model = AutoModelForSequenceClassification.from_pretrained(
                self.name, local_files_only=True
            )
        except (OSError, ValueError) as error:
            where = "the folder" if Path(self.name).exists() else "no folder and no cached model"
            raise ModelError(
                f"the entailment model {self.name!r} cannot be loaded ({where}: "
                f"{str(error).splitlines()[0]}): name a model with its tokenizer, or none"
            ) from None
        labels = {
            number for number, label in model.config.id2label.items()
            if str(label).casefold() == ENTAILMENT
        }  # fmt: skip
        if len(labels) != 1:
            raise ModelError(
                f"the entailment model {self.name!r} has the labels "
                f"{sorted(map(str, model.config.id2label.values()))} and not one {ENTAILMENT!r}: "
                "name a model for natural language inference"
            )
        return tokenizer, model.eval(), int(labels.pop())
