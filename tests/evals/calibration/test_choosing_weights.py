"""What is chosen from what each weight finds."""

from assistant.generate.selection import MARGIN
from evals.calibration.ranking import Ranking, choose, first
from evals.calibration.selection import Shown, choice

HELPED = Ranking([0.6, 0.5], [-4.0, 4.0], [False, True])
HURT = Ranking([0.6, 0.59], [-0.1, 0.1], [True, False])


def test_relevance_moves_a_right_passage_up():
    assert HELPED.places(0.0) == [1]
    assert HELPED.places(0.1) == [0]


def test_the_share_chosen_puts_most_right_passages_first():
    share = choose({"one": [HELPED], "other": [HURT]})

    assert first([HELPED], share) == first([HURT], share) == 1.0


def test_no_answer_is_given_up_for_focus():
    results = {
        (0.0, MARGIN): Shown(gold=0.7, early=0.4, focus=0.1, statements=7),
        (1.0, 0.1): Shown(gold=0.6, early=0.5, focus=0.9, statements=2),
        (1.0, 0.3): Shown(gold=0.7, early=0.5, focus=0.3, statements=4),
    }

    assert choice(results) == (1.0, 0.3)
