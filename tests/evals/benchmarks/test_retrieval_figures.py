from dataclasses import replace

import pytest

from assistant.retrieve import retrieval
from evals.benchmarks.passage_index import build_snapshot, cached_vectors
from evals.benchmarks.ranking import rankers, reranker, understand
from evals.benchmarks.retrieval import MEASURES, measure, score_systems
from evals.benchmarks.sets import JudgedQuestion, RetrievalSet
from evals.benchmarks.tune_retrieval import ADDED_WEIGHTS, DENSE_SHARES, constant, sweep
from tests.evals.benchmarks.letter_embedder import LetterEmbedder
from tests.fakes.judges import WordJudge

PASSAGES = {
    "sepsis": "Sepsis › treatment\nGive fluids for hypotension within the first hour.",
    "asthma": "Asthma › treatment\nGive salbutamol by nebuliser for wheeze.",
    "stroke": "Stroke › treatment\nThrombolysis within the window of the protocol.",
}
QUESTIONS = (
    JudgedQuestion("q1", "salbutamol for wheeze", {"asthma": 1}),
    JudgedQuestion("q2", "fluids for hypotension", {"sepsis": 2}),
)


@pytest.fixture
def chosen():
    return RetrievalSet("Made up", PASSAGES, QUESTIONS, ())


@pytest.fixture
def snapshot(chosen, tmp_path):
    embedder = LetterEmbedder()
    vectors = cached_vectors(chosen, embedder, tmp_path / "cache")
    folder = tmp_path / "snapshot"
    folder.mkdir()
    return build_snapshot(chosen, vectors, embedder.identity, folder)


def test_vectors_are_embedded_once(chosen, tmp_path):
    embedder = LetterEmbedder()
    first = cached_vectors(chosen, embedder, tmp_path)
    second = cached_vectors(chosen, embedder, tmp_path)
    assert embedder.embedded == 3
    assert (first == second).all()


def test_another_embedder_or_passage_embeds_anew(chosen, tmp_path):
    cached_vectors(chosen, LetterEmbedder(), tmp_path)
    other = LetterEmbedder("letters@2")
    cached_vectors(chosen, other, tmp_path)
    longer = RetrievalSet("Made up", {**PASSAGES, "falls": "Falls"}, QUESTIONS, ())
    cached_vectors(longer, other, tmp_path)
    assert other.embedded == 3 + 4


def test_rows_of_the_snapshot_are_the_passages_in_order(snapshot):
    assert [snapshot.passage(row).reading for row in range(3)] == list(PASSAGES.values())


def test_lexical_search_leaves_out_what_shares_no_word(snapshot):
    assert rankers(snapshot, LetterEmbedder())["lexical"]("salbutamol").tolist() == [1]


def test_dense_search_ranks_every_passage(snapshot):
    assert sorted(rankers(snapshot, LetterEmbedder())["dense"]("salbutamol")) == [0, 1, 2]


def test_fused_is_the_order_of_the_products_own_fusion(snapshot):
    embedder = LetterEmbedder()
    expansion = understand("fluids for hypotension", snapshot)
    [vector] = embedder.embed([expansion.text])
    rows, cosines, shares = retrieval.search(
        expansion, vector, snapshot.rows_of({"Made up@1"}), snapshot, 100
    )
    expected = sorted(
        zip(retrieval.fuse(cosines, shares).tolist(), rows.tolist(), strict=True), reverse=True
    )
    found = rankers(snapshot, embedder)["fused"]("fluids for hypotension").tolist()
    assert found == [row for _, row in expected]
    assert found[0] == 0


def test_every_system_has_a_value_for_every_question_and_measure(chosen, tmp_path):
    values = score_systems(chosen, LetterEmbedder(), tmp_path, WordJudge())
    assert list(values) == ["lexical", "dense", "fused", "reranked"]
    assert all(len(scores) == 2 for system in values.values() for scores in system.values())
    assert values["lexical"]["recall@1"] == [1, 1]


def test_what_a_model_finds_relevant_comes_first(chosen, snapshot):
    rank = reranker(chosen, snapshot, LetterEmbedder(), WordJudge(thrombolysis=90.0))
    assert rank("fluids for hypotension")[0] == 2


def test_a_reading_has_the_first_line_as_its_heading_where_a_set_has_headings(chosen):
    assert chosen.reading("sepsis").heading == ""
    headed = replace(chosen, headed=True).reading("sepsis")
    assert headed.heading == "Sepsis › treatment"
    assert headed.sentences == ("Give fluids for hypotension within the first hour.",)


@pytest.mark.parametrize("model", [None, WordJudge()])
def test_the_table_ends_with_the_lead_of_the_last_system(chosen, tmp_path, model):
    table, figures = measure(chosen, LetterEmbedder(), tmp_path, model)
    systems = ["lexical", "dense", "fused", *(["reranked"] if model else [])]
    assert [row[0] for row in table.rows] == [*systems, "lead"]
    for name in MEASURES:
        best = max(figures[system][name]["mean"] for system in systems[:-1])
        lead = figures[systems[-1]][name]["mean"] - best
        assert figures["lead"][name]["mean"] == pytest.approx(lead)


def test_a_sweep_changes_the_weights_only_while_it_runs(snapshot):
    tuned = RetrievalSet("Made up", PASSAGES, (), QUESTIONS)
    before = (retrieval.DENSE_SHARE, retrieval.ADDED_WEIGHT)
    expansions = [understand(question.text, snapshot) for question in QUESTIONS]
    vectors = LetterEmbedder().embed([expansion.text for expansion in expansions])
    rows = list(sweep(tuned, snapshot, list(zip(expansions, vectors, strict=True))))
    assert len(rows) == len(DENSE_SHARES) * len(ADDED_WEIGHTS)
    assert rows[0] == ["0.0", "0.00", 1.0, 1.0, 1.0]
    assert before == (retrieval.DENSE_SHARE, retrieval.ADDED_WEIGHT)


def test_a_constant_that_retrieval_no_longer_has_is_an_error():
    with pytest.raises(AttributeError), constant("NO_SUCH_WEIGHT", 1.0):
        pass
