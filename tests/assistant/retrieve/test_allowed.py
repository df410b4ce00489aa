"""Which versions may be searched for a question."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.ask import search
from assistant.question import Question
from assistant.retrieve import allowed_versions
from corpus.metadata import Population
from tests.corpus.test_versions import version


def described(**stated):
    found = version()
    return {"d": replace(found, metadata=replace(found.metadata, **stated))}


@pytest.mark.parametrize(
    ("stated", "mentioned", "fits"),
    [
        ((Population.ADULT,), [], True),
        ((Population.ADULT,), ["paediatric"], False),
        ((Population.PAEDIATRIC,), ["paediatric"], True),
        ((Population.PAEDIATRIC,), ["neonatal"], True),
        ((Population.ALL,), ["paediatric"], True),
        ((), ["paediatric"], True),
        ((Population.ADULT,), ["obstetric"], True),
    ],
)
def test_a_population_the_question_mentions_must_fit(stated, mentioned, fits):
    allowed = allowed_versions(described(population=stated), Question("q"), mentioned)
    assert bool(allowed) == fits


def test_a_chosen_population_is_taken_strictly():
    chosen = Question("q", population=Population.NEONATAL)
    assert not allowed_versions(described(population=(Population.PAEDIATRIC,)), chosen, [])
    assert allowed_versions(described(population=(Population.NEONATAL,)), chosen, ["adult"])


@pytest.mark.parametrize(
    ("site", "fits"), [(("North",), True), (("south",), False), (("all",), True), ((), True)]
)
def test_a_chosen_site_must_fit(site, fits):
    assert bool(allowed_versions(described(site=site), Question("q", site="north"), [])) == fits


def test_the_ranking_is_by_falling_score_and_repeats_nothing(demonstration):
    found = search(Question("adrenaline in anaphylaxis"), demonstration.stages, 30)
    scores = [one.score for one in found]

    assert np.all(np.diff(scores) <= 0)
    assert len({(one.version.key, one.passage.start) for one in found}) == len(found) == 30


def test_asking_for_fewer_gives_the_first_of_them(demonstration):
    many = search(Question("adrenaline in anaphylaxis"), demonstration.stages, 10)
    few = search(Question("adrenaline in anaphylaxis"), demonstration.stages, 3)

    assert few == many[:3]
