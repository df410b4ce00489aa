"""What trains the evidence model, read from the sets where they are."""

from pathlib import Path

import pytest

from assistant.embed import PACKAGED, load_embedder
from assistant.settings import default_models
from corpus.metadata import slug
from evals.adapters.records import read_records
from evals.adapters.splits import part_of
from evals.training.sources import abstracts, medquad, protocol, squad

SETS = Path(__file__).parents[4] / "shared" / "evalsets"
pytestmark = pytest.mark.skipif(not SETS.exists(), reason="the sets are not beside the repository")


@pytest.fixture(scope="module")
def calibrating():
    """The part with the fewest documents."""
    embedder = load_embedder(PACKAGED, default_models())
    return list(protocol.groups(SETS, "calibrate", embedder, seed=1))


def questions_of(part):
    records = read_records(SETS / "protocol_questions/questions.jsonl")
    return {r["question"]: r["answerable"] for r in records if part_of(r["doc"]) == part}


def test_no_question_of_a_document_that_tests_trains(calibrating):
    test = questions_of("test")
    calibrate = questions_of("calibrate")
    asked = {group.question for group in calibrating}
    assert not asked & (test.keys() - calibrate.keys())
    assert len(asked & calibrate.keys()) > 500


def test_a_near_miss_has_no_text_that_answers_and_an_answerable_question_has_one(calibrating):
    answerable = questions_of("calibrate")
    for group in calibrating:
        if group.question in answerable:
            assert any(text.answers for text in group.texts) == answerable[group.question]


def test_the_passage_with_its_answer_cut_out_does_not_answer(calibrating):
    cut = 0
    for group in calibrating:
        for text in group.texts:
            if not text.answers:
                continue
            kept = [
                s
                for s, gone in zip(text.reading.sentences, text.sentences, strict=True)
                if not gone
            ]
            rest = [other for other in group.texts if list(other.reading.sentences) == kept]
            assert not kept or rest
            assert not any(other.answers for other in rest)
            cut += bool(rest)
    assert cut > 300


def test_a_question_asked_of_other_patients_is_a_near_miss(calibrating):
    known = questions_of("calibrate").keys()
    swapped = [group for group in calibrating if group.question not in known]
    assert len(swapped) > 50
    assert not any(text.answers for group in swapped for text in group.texts)


def test_a_paragraph_answers_where_the_answer_begins():
    record = {
        "title": "Tides", "question": "When?", "context": "It rises. It falls at noon. It rests.",
        "answers": [{"text": "at noon", "answer_start": 19}],
    }  # fmt: skip
    text = squad.paragraph(record)
    assert text.answers
    assert text.sentences == (False, True, False)


def test_a_paragraph_without_an_answer_does_not_answer():
    record = {"title": "Tides", "question": "Why?", "context": "It rises.", "answers": []}
    assert squad.paragraph(record).sentences == (False,)


def test_articles_that_test_do_not_train():
    trained = {group.question for group in squad.groups(SETS, "train", seed=1)}
    tested = {
        record["question"]
        for record in read_records(SETS / "squad2/squad2.jsonl")
        if part_of(record["title"]) == "test"
    }
    assert len(trained) > 3000
    assert len(trained & tested) <= 2  # two articles may ask the same words


def test_no_disease_of_the_medquad_test_questions_trains():
    test = {r["focus"].lower() for r in read_records(SETS / "medquad/test_questions_1000.jsonl")}
    for group in medquad.groups(SETS, 300, seed=1):
        right = [text.reading.heading.split(" › ")[0].lower() for text in group.texts[:1]]
        assert not set(right) & test


def test_a_research_question_stands_beside_its_own_abstract_and_others():
    [first, *rest] = abstracts.pubmedqa(SETS)
    assert len(rest) == 999
    assert [text.answers for text in first.texts] == [True, False, False, False]


def test_documents_are_known_by_their_file():
    names = [file.stem for file in (SETS / "protocol_questions/docs").glob("*.md")]
    assert len({slug(name) for name in names}) == len(names)
