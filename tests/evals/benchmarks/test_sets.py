import json
from pathlib import Path

import pytest

from evals.benchmarks.sets import JudgedQuestion, RetrievalSet, load_bioasq, load_medquad


def _write(file, records):
    file.write_text("".join(json.dumps(record) + "\n" for record in records))


@pytest.fixture
def medquad(tmp_path):
    _write(
        tmp_path / "passages.jsonl",
        [{"id": f"p{n}", "title": f"T{n}", "section": "causes", "text": f"x{n}"} for n in range(4)],
    )
    questions = [{"id": f"q{n}", "question": f"What causes T{n}?"} for n in range(3)]
    twin = {"id": "twin", "question": "What causes T0?"}
    _write(tmp_path / "medquad.jsonl", [*questions, twin])
    _write(tmp_path / "test_questions_1000.jsonl", questions[:1])
    (tmp_path / "qrels.tsv").write_text("q0\tp0\t2\nq0\tp3\t1\nq1\tp1\t2\nq2\tp2\t2\ntwin\tp0\t2\n")
    return load_medquad(tmp_path)


def test_a_medquad_passage_begins_with_its_title_and_section(medquad):
    assert medquad.passages["p0"] == "T0 › causes\nx0"


def test_medquad_grades_come_from_the_judgements(medquad):
    assert medquad.reported == (JudgedQuestion("q0", "What causes T0?", {"p0": 2, "p3": 1}),)


def test_tuning_never_sees_a_reported_question_nor_its_twin(medquad):
    assert {question.id for question in medquad.dev} == {"q1", "q2"}


@pytest.fixture
def bioasq(tmp_path):
    _write(
        tmp_path / "snippets.jsonl",
        [{"id": f"s{n}", "text": f"text {n}"} for n in range(40)] + [{"id": "s1", "text": "again"}],
    )
    _write(
        tmp_path / "questions.jsonl",
        [{"id": f"q{n}", "question": f"Why {n}?", "gold_snippets": [f"s{n}"]} for n in range(40)],
    )
    return load_bioasq(tmp_path)


def test_bioasq_is_split_into_two_halves_that_share_nothing(bioasq):
    reported = {question.id for question in bioasq.reported}
    dev = {question.id for question in bioasq.dev}
    assert len(reported) == len(dev) == 20
    assert not reported & dev


def test_the_first_text_of_a_snippet_stays(bioasq):
    assert bioasq.passages["s1"] == "text 1"


def test_the_small_size_holds_every_passage_its_questions_need(bioasq):
    small = bioasq.small()
    assert len(small.reported) == 2
    assert len(small.passages) == 4
    assert all(question.grades.keys() <= small.passages.keys() for question in small.reported)
    assert list(small.passages.items()) == list(bioasq.small().passages.items())


def test_a_question_both_reported_and_tuned_on_is_refused():
    question = JudgedQuestion("q", "Why?", {"p": 1})
    with pytest.raises(ValueError, match="both"):
        RetrievalSet("set", {"p": "text"}, (question,), (question,))


def test_a_set_without_a_relevant_passage_is_refused():
    with pytest.raises(ValueError, match="missing"):
        RetrievalSet("set", {}, (JudgedQuestion("q", "Why?", {"p": 1}),), ())


def test_a_question_nobody_judged_is_refused():
    with pytest.raises(ValueError, match="relevant"):
        JudgedQuestion("q", "Why?", {})


def test_the_real_sets_are_split_as_documented():
    sets = Path(__file__).parents[3] / ".." / "shared" / "evalsets"
    if not sets.exists():
        pytest.skip("the public sets are not beside the repository")
    medquad, bioasq = load_medquad(sets / "medquad"), load_bioasq(sets / "bioasq_mirage")
    assert (len(medquad.passages), len(medquad.reported), len(medquad.dev)) == (24405, 1000, 1000)
    assert (len(bioasq.passages), len(bioasq.reported)) == (21066, 1155)
    assert 1150 <= len(bioasq.dev) <= 1155
