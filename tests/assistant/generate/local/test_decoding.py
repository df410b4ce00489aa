"""How a model's preferences become a choice."""

import numpy as np
import pytest

from assistant.generate.local.automaton import Automaton, Copyable
from assistant.generate.local.decoding import decode

STOP, NO, ANSWER, SENTENCE, MARK = range(5)


class Preferring:
    """Scores every token the same at every step."""

    def __init__(self, **scores):
        self.scores = np.zeros(5, np.float32)
        for name, score in scores.items():
            self.scores[globals()[name]] = score

    def read(self, tokens):
        return self.scores


def said(reader, margin):
    sentence = Copyable(((SENTENCE,),), ((SENTENCE,),), ((SENTENCE,),), (True,), (MARK,))
    automaton = Automaton({0: sentence}, [(0,)], (NO, ANSWER), STOP, 1)
    decode(automaton, reader, [9], budget=9, until=1, clock=lambda: 0, margin=margin)
    return [one.sentence for one in automaton.said]


@pytest.mark.parametrize("way", ["NO", "STOP"])
def test_a_model_declines_only_where_it_prefers_that_by_the_margin(way):
    assert said(Preferring(**{way: 3.0}), margin=0) == []
    assert said(Preferring(**{way: 3.0}), margin=2.9) == []
    assert said(Preferring(**{way: 3.0}), margin=3.1) == [0]


def test_whatever_the_margin_a_model_that_is_sure_enough_declines():
    assert said(Preferring(NO=101.0), margin=100) == []


def test_scores_are_left_as_the_model_gave_them():
    reader = Preferring(NO=3.0)
    said(reader, margin=5)
    assert reader.scores[NO] == 3.0
