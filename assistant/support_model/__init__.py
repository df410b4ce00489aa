"""Says how surely a quote carries a statement in other words; the model is chosen by name."""

from pathlib import Path

from assistant.support_model.model import SupportModel

FOLDER = Path(__file__).parent / "packaged"
"""The model that comes with the software."""
PACKAGED = "packaged"
NONE = "none"
"""Without one: what is neither verbatim nor made of whole clauses of its quote is dropped."""

__all__ = ["FOLDER", "NONE", "PACKAGED", "SupportModel", "identity_of", "load_support_model"]


def load_support_model(name: str) -> SupportModel | None:
    """The support model called `name`, tried out; None for `none`. Raises ModelError.

    `packaged` is the one that comes with the software. Any other name is that of a folder that
    `evals.training.support` exported, or else of a model for natural language inference, a folder
    or one in the local cache of Hugging Face.
    """
    if name == NONE:
        return None
    from assistant.onnx_model import CARD

    folder = FOLDER if name == PACKAGED else Path(name)
    if name == PACKAGED or (folder / CARD).exists():
        from assistant.support_model.trained import OnnxSupportModel

        return OnnxSupportModel(folder)
    from assistant.support_model.entailment import EntailmentModel

    model = EntailmentModel(name)
    model.supports([("Give fluids.", "Give fluids.")])
    return model


def identity_of(model: SupportModel | None) -> str:
    """What provenance names: the identity of the model, or `none`."""
    return model.identity if model else NONE
