"""Gates: bounds on measures that a release must keep."""

from evals.gates.gate import Gate, Gates, On
from evals.gates.holding import hold
from evals.gates.reading import read_gates
from evals.gates.ruling import Held, Outcome, Ruling

__all__ = ["Gate", "Gates", "Held", "On", "Outcome", "Ruling", "hold", "read_gates"]
