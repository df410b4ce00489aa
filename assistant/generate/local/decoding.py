"""Lets a language model choose its way through an automaton, token by token, greedily."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.generate.local.automaton import Automaton
from corpus.errors import ModelError


class TooSlowError(Exception):
    """The model was not done in the time it was given."""


class Reader(Protocol):
    """A model that is reading one text."""

    def read(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """Read on; a score for each token of the vocabulary to come next, the highest likeliest."""


def decode(
    automaton: Automaton,
    reader: Reader,
    prompt: Sequence[int],
    *,
    budget: int,
    until: float,
    clock: Callable[[], float] = time.monotonic,
    skip: bool = True,
    margin: float = 0.0,
) -> int:
    """Write until the automaton is finished or `budget` tokens are written; how many were.

    With `skip` the model is not asked where only one token may follow, and reads such runs at
    once. What can only end in nothing being said is taken where its score is more than `margin`
    above the best other one; scores are log-probabilities but for a constant, so that the margin is
    in nats. Of two tokens with the same score the lower is taken. Raises TooSlowError when `clock`
    has passed `until`, and ModelError when the model's scores are no numbers, or the budget ends
    before it has said anything: that is no refusal of its own.
    """
    unread = list(prompt)
    written = 0
    while not automaton.finished and written < budget:
        if skip:
            forced = automaton.forced()
            unread += forced
            written += len(forced)
            if automaton.finished or written >= budget:
                break
        if clock() > until:
            raise TooSlowError
        scores = reader.read(unread)
        token = _best(scores, automaton.allowed(), automaton.declining(), margin)
        automaton.advance(token)
        unread = [token]
        written += 1
    if not automaton.finished and not automaton.said:
        raise ModelError(f"the language model said nothing within {budget} tokens")
    return written


def _best(
    scores: NDArray[np.float32], allowed: Sequence[int], declining: Sequence[int], margin: float
) -> int:
    among = scores[allowed]
    if not np.isfinite(among).any() or np.isnan(among).any():
        raise ModelError("the language model gives no numbers: name another as local_model")
    among = among - margin * np.isin(allowed, declining)
    return allowed[int(among.argmax())]
