"""Entailment by a sequence-classification model: whether quotes imply a statement."""

from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.errors import ModelError

ENTAILMENT = "entailment"
LONGEST = 512
"""Tokens of quotes and statement together; what is longer loses the end of its quotes."""


class EntailmentModel:
    """A local model that was trained on premise and hypothesis, such as one for MNLI.

    `name` is a folder, or a model in the local cache; nothing is fetched. A statement is carried
    when entailment is the likeliest label, so the same model gives the same scores on one machine.
    Pitfall: such models were not trained on protocols, and miss numbers: they stand beside the
    deterministic check, never in its place. Source: TRUE (Honovich et al., NAACL 2022) as in ALCE.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def supports(self, statement: str, quotes: tuple[str, ...]) -> bool:
        """Whether the quotes, joined, entail the statement; ModelError when it cannot be loaded."""
        asked = (statement, quotes)
        if asked not in self._known:
            self._known[asked] = self._ask(statement, " ".join(" ".join(quotes).split()))
        return self._known[asked]

    def _ask(self, statement: str, premise: str) -> bool:
        import torch

        tokenizer, model, label = self._loaded
        inputs = tokenizer(
            premise, statement, return_tensors="pt", truncation="only_first", max_length=LONGEST
        )
        with torch.inference_mode():
            logits = model(**inputs).logits[0]
        return int(logits.argmax()) == label

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
