"""Gates: bounds on measures that a release must keep."""

from evals.gates.blocking import asked_of, block_unkept, unkept
from evals.gates.gate import Gate, Gates, On
from evals.gates.holding import hold
from evals.gates.reading import SHIPPED, read_gates, required_suites
from evals.gates.releasing import require_passed
from evals.gates.ruling import Held, Outcome, Ruling
from evals.gates.soundness import check_scores

__all__ = [
    "SHIPPED",
    "Gate",
    "Gates",
    "Held",
    "On",
    "Outcome",
    "Ruling",
    "asked_of",
    "block_unkept",
    "check_scores",
    "hold",
    "read_gates",
    "require_passed",
    "required_suites",
    "unkept",
]
