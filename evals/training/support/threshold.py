"""From which logit on a statement counts as supported: by its false alarms, not by its harms."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.support_model import SupportModel
from evals.training.support.example import Example

FALSE_ALARMS = 0.02
"""The share of supported statements that may be turned down."""
_EDGE = 1e-7
"""Probabilities nearer to 0 or 1 are all alike."""


def logits(model: SupportModel, examples: Sequence[Example]) -> NDArray[np.float64]:
    """What a model makes of each example, shape (examples,)."""
    probabilities = np.array(model.supports([(one.quote, one.statement) for one in examples]))
    inside = np.clip(probabilities, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(inside / (1 - inside)), np.float64)


def threshold_of(examples: Sequence[Example], made: NDArray[np.float64]) -> float:
    """The highest logit that at most FALSE_ALARMS of the supported examples are below.

    Raises ValueError when none is supported.
    """
    supported = np.sort(made[[one.supported for one in examples]])
    if not len(supported):
        raise ValueError("a threshold is set by supported statements, and there are none")
    return float(supported[int(FALSE_ALARMS * len(supported))])


def killed_at(examples: Sequence[Example], made: NDArray[np.float64], threshold: float) -> float:
    """The share of the unsupported examples that are below the threshold."""
    return float(np.mean(made[[not one.supported for one in examples]] < threshold))
