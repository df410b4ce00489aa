"""The order that fused scores and relevance make together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask import search
from assistant.judgement import Judgement
from assistant.question import Question
from assistant.retrieve.reranking import Reranker, combine
from corpus.errors import ModelError
from tests.assistant.generate.build import evidence_of
from tests.fakes.evidence_models import CrashingEvidenceModel, SayingEvidenceModel
from tests.fakes.judges import WordJudge

TEXT = """
# Anaphylaxis

## Adrenaline

Give adrenaline 0.5 mg into the thigh.

## Fluids

Give crystalloid 500 mL.

## Oxygen

Give oxygen by mask.
"""


def ranked(**relevance):
    """The passages as fused, and those that a model makes of them, told apart by a word each."""
    fused = [replace(one, fused=one.score) for one in evidence_of(TEXT)]
    return fused, WordJudge(**relevance)


def last_words(found):
    return [one.path[-1] for one in found]


def test_what_is_far_more_relevant_comes_first_and_carries_its_judgement():
    fused, model = ranked(oxygen=50.0)
    found = Reranker(model, "oxygen", 3)(fused)

    assert last_words(found) == ["Oxygen", "Adrenaline", "Fluids"]
    assert [one.judgement.relevance for one in found] == [50.0, 0.0, 0.0]


def test_what_is_equally_relevant_keeps_its_order_and_scores():
    fused, model = ranked()
    found = Reranker(model, "oxygen", 3)(fused)

    assert [one.score for one in found] == [one.fused for one in fused]
    assert last_words(found) == last_words(fused)


def test_what_is_beyond_the_depth_is_not_judged_and_comes_after_by_fused_score():
    fused, model = ranked(oxygen=50.0, fluids=1.0)
    found = Reranker(model, "oxygen", 2)(fused)

    assert found[-1].path[-1] == "Oxygen"
    assert found[-1].judgement is None
    assert len(model.judged) == 2


def test_a_second_ranking_of_the_question_judges_only_what_is_new():
    fused, model = ranked(fluids=3.0)
    reranker = Reranker(model, "fluids", 3)
    reranker(fused[:2])
    reranker(fused)

    assert len(model.judged) == 3


def test_passages_that_read_alike_are_judged_once():
    fused, model = ranked()
    twice = [fused[0], replace(fused[0], score=0.1, fused=0.1)]

    first, second = Reranker(model, "adrenaline", 2)(twice)
    assert first.judgement == second.judgement
    assert len(model.judged) == 1


def test_a_reranker_of_nothing_cannot_be_made():
    with pytest.raises(ValueError, match="leave the reranker away"):
        Reranker(WordJudge(), "question", 0)


@pytest.mark.parametrize(
    "model",
    [
        CrashingEvidenceModel(),
        SayingEvidenceModel(lambda question, reading: Judgement(1.0, 1.0, ())),
        SayingEvidenceModel(lambda question, reading: Judgement(float("nan"), 1.0, (1.0,))),
    ],
    ids=["crashes", "leaves sentences out", "gives no numbers"],
)
def test_a_model_that_fails_at_a_question_is_named_and_the_question_is_not(model):
    fused, _ = ranked()

    with pytest.raises(ModelError, match=r"@1 failed .*assistant doctor") as raised:
        Reranker(model, "secretive", 3)(fused)
    assert "secretive" not in str(raised.value)
    assert raised.value.__suppress_context__


def test_a_search_judges_as_many_passages_as_the_site_says(demonstration):
    judge = WordJudge()
    stages = replace(demonstration.stages, evidence_model=judge, reranked=5)
    found = search(Question("adrenaline in anaphylaxis"), stages, 8)

    assert [one.judgement is not None for one in found] == [True] * 5 + [False] * 3
    assert len(judge.judged) == 5


def test_without_reranked_passages_no_model_is_asked(demonstration):
    judge = WordJudge()
    stages = replace(demonstration.stages, evidence_model=judge, reranked=0)
    found = search(Question("adrenaline in anaphylaxis"), stages, 8)

    assert judge.judged == []
    assert found == search(Question("adrenaline in anaphylaxis"), demonstration.stages, 8)


@given(
    st.lists(st.floats(-0.2, 1.1), min_size=1, max_size=30).map(
        lambda scores: sorted(scores, reverse=True)
    ),
    st.lists(st.floats(-40, 40), max_size=30),
)
def test_scores_stay_in_range_and_what_was_not_judged_stays_behind(fused, relevances):
    judged = relevances[: len(fused)]
    scores = combine(fused, judged)

    assert len(scores) == len(fused)
    if not judged:
        assert scores == fused
        return
    assert all(0 <= score <= max(0.0, one) for score, one in zip(scores, fused, strict=True))
    assert max(scores[len(judged) :], default=0.0) <= min(scores[: len(judged)]) + 1e-12
