"""Evidence: a run sealed in one file that anyone with the public key can check."""

from evals.evidence.bundle import Bundle, export_bundle
from evals.evidence.keys import make_keys
from evals.evidence.verification import verify_bundle

__all__ = ["Bundle", "export_bundle", "make_keys", "verify_bundle"]
