"""Entailment by a sequence-classification model: whether quotes imply a statement."""

from assistant.support_model.entailment import EntailmentModel as Classifier


class EntailmentModel:
    """A local model for natural language inference; see `assistant.support_model.entailment`.

    A statement is carried when entailment is the likeliest label. Pitfall: such models were not
    trained on protocols, and miss numbers: they stand beside the deterministic check, never in its
    place. Source: TRUE (Honovich et al., NAACL 2022) as in ALCE.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._classifier = Classifier(name)
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def supports(self, statement: str, quotes: tuple[str, ...]) -> bool:
        """Whether the quotes, joined, entail the statement; ModelError when it cannot be loaded."""
        asked = (statement, quotes)
        if asked not in self._known:
            premise = " ".join(" ".join(quotes).split())
            (judged,) = self._classifier.judge([(premise, statement)])
            self._known[asked] = judged.likeliest
        return self._known[asked]
