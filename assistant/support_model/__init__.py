"""Says how surely a quote carries a statement in other words; the model is chosen by name."""

from pathlib import Path

from assistant.support_model.model import SupportModel

PACKAGED = "packaged"
"""The name of the support model that comes with the software."""
NONE = "none"
"""Without one: what is neither verbatim nor made of whole clauses of its quote is dropped."""

__all__ = ["NONE", "PACKAGED", "SupportModel", "identity_of", "load_support_model"]


def load_support_model(name: str) -> SupportModel | None:
    """The support model called `name`, tried out; None for `none`. Raises ModelError.

    `packaged` is our own; any other name is that of a folder that `evals.training` exported, or
    else of a model for natural language inference, a folder or one in the local cache of Hugging
    Face.
    """
    if name == NONE:
        return None
    from assistant.onnx_model import CARD

    if name == PACKAGED or (Path(name) / CARD).exists():
        from assistant.support_model.packaged import FOLDER, OnnxSupportModel

        return OnnxSupportModel(FOLDER if name == PACKAGED else Path(name))
    from assistant.support_model.entailment import EntailmentModel

    model = EntailmentModel(name)
    model.supports([("Give fluids.", "Give fluids.")])
    return model


def identity_of(model: SupportModel | None) -> str:
    """What provenance names: the identity of the model, or `none`."""
    return model.identity if model else NONE
