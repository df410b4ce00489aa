"""Judges how well a text answers a question; which model does it is chosen by name."""

from pathlib import Path

from assistant.evidence_model.model import EvidenceModel

PACKAGED = "packaged"
"""The name of the evidence model that comes with the software."""
FOLDER = Path(__file__).parent / PACKAGED
"""Where it is."""
NONE = "none"
"""Without one: retrieval ranks, and the decision is made from what retrieval says."""

__all__ = ["NONE", "PACKAGED", "EvidenceModel", "identity_of", "load_evidence_model"]


def load_evidence_model(name: str, folder: Path = FOLDER) -> EvidenceModel | None:
    """The evidence model called `name`, tried out; None for `none`. Raises ModelError.

    `packaged` is the one in `folder`; any other name is that of a folder that `evals.training`
    exported, or else of a Hugging Face cross-encoder.
    """
    if name == NONE:
        return None
    from assistant.evidence_model.packaged import OnnxEvidenceModel
    from assistant.onnx_model import CARD

    if name == PACKAGED:
        return OnnxEvidenceModel(folder)
    if (Path(name) / CARD).exists():
        return OnnxEvidenceModel(Path(name))
    from assistant.evidence_model.cross_encoder import CrossEncoderModel

    return CrossEncoderModel(name)


def identity_of(model: EvidenceModel | None) -> str:
    """What provenance names: the identity of the model, or `none`."""
    return model.identity if model else NONE
