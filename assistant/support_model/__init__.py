"""Says how surely a quote carries a statement in other words; the model is chosen by name."""

from pathlib import Path

from assistant.support_model.model import SupportModel

NONE = "none"
"""Without one: what is neither verbatim nor made of whole clauses of its quote is dropped."""

__all__ = ["NONE", "SupportModel", "identity_of", "load_support_model"]


def load_support_model(name: str) -> SupportModel | None:
    """The support model called `name`, tried out; None for `none`. Raises ModelError.

    Any other name is that of a folder that `evals.training.support` exported, or else of a model
    for natural language inference, a folder or one in the local cache of Hugging Face.
    """
    if name == NONE:
        return None
    from assistant.onnx_model import CARD

    if (Path(name) / CARD).exists():
        from assistant.support_model.trained import OnnxSupportModel

        return OnnxSupportModel(Path(name))
    from assistant.support_model.entailment import EntailmentModel

    model = EntailmentModel(name)
    model.supports([("Give fluids.", "Give fluids.")])
    return model


def identity_of(model: SupportModel | None) -> str:
    """What provenance names: the identity of the model, or `none`."""
    return model.identity if model else NONE
