"""Judges how well a text answers a question; which model does it is chosen by name."""

from assistant.evidence_model.model import EvidenceModel

PACKAGED = "packaged"
"""The name of the evidence model that comes with the software."""
NONE = "none"
"""Without one: retrieval ranks, and the decision is made from what retrieval says."""

__all__ = ["NONE", "PACKAGED", "EvidenceModel"]
