"""What every evidence model does, whoever trained it."""

from concurrent.futures import ThreadPoolExecutor
from math import isfinite

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.evidence_model import FOLDER, PACKAGED, load_evidence_model
from assistant.judgement import Reading
from assistant.onnx_model import CARD
from tests.assistant.evidence_model import tiny
from tests.fakes.evidence_models import WordsEvidenceModel

QUESTION = "What is the dose of adrenaline in anaphylaxis?"
READINGS = [
    Reading("Anaphylaxis > Treatment", ("Give adrenaline 0.5 mg IM.", "Call for help.")),
    Reading("", ("The kitchen opens at seven.",)),
    Reading("Sepsis", ("Give fluids.", "Take cultures.", "Give antibiotics within one hour.")),
    Reading("Anaphylaxis > Treatment", ("Give adrenaline 0.5 mg IM.", "Call for help.")),
]
NEAR = 1e-4
"""In float32 a pair may differ in its last digits by those that it is run beside."""


@pytest.fixture(scope="session")
def both(request, tmp_path_factory):
    """A model, opened twice, and another of its kind."""
    match request.param:
        case "packaged":
            if not (FOLDER / CARD).exists():
                pytest.skip("no trained model is in the tree")
            names = [PACKAGED, PACKAGED, str(request.getfixturevalue("exported"))]
        case "exported":
            one = str(request.getfixturevalue("exported"))
            names = [one, one, str(request.getfixturevalue("exported_otherwise"))]
        case "cross-encoder":
            folder = tmp_path_factory.mktemp("cross")
            one = str(tiny.cross_encoder(folder / "one"))
            names = [one, one, str(tiny.cross_encoder(folder / "other", seed=2))]
        case "fake":
            return WordsEvidenceModel(), WordsEvidenceModel(), WordsEvidenceModel("words@2")
    return tuple(load_evidence_model(name) for name in names)


@pytest.fixture
def model(both):
    return both[0]


def pytest_generate_tests(metafunc):
    if "both" in metafunc.fixturenames:
        kinds = ["packaged", "exported", "cross-encoder", "fake"]
        metafunc.parametrize("both", kinds, indirect=True, scope="session")


def logits(judgement):
    return [judgement.relevance, judgement.answers, *judgement.sentences]


def test_each_reading_has_its_judgement_and_each_sentence_its_logit(model):
    judged = model.judge(QUESTION, READINGS)

    assert [len(one.sentences) for one in judged] == [2, 1, 3, 2]
    assert all(isfinite(logit) for one in judged for logit in logits(one))


def test_judgements_keep_the_order_of_the_readings(model):
    forwards = model.judge(QUESTION, READINGS)
    backwards = model.judge(QUESTION, READINGS[::-1])

    assert logits(forwards[0]) != pytest.approx(logits(forwards[2])[:4], abs=NEAR)
    for one, same in zip(forwards, reversed(backwards), strict=True):
        assert logits(one) == pytest.approx(logits(same), abs=NEAR)


def test_neighbours_do_not_sway_a_judgement(model):
    for reading, among in zip(READINGS, model.judge(QUESTION, READINGS), strict=True):
        [alone] = model.judge(QUESTION, [reading])
        assert logits(among) == pytest.approx(logits(alone), abs=NEAR)


def test_the_same_is_judged_the_same_again_and_when_opened_again(both):
    one, again, _ = both
    assert one.judge(QUESTION, READINGS) == one.judge(QUESTION, READINGS)
    assert one.judge(QUESTION, READINGS) == again.judge(QUESTION, READINGS)


def test_several_threads_may_ask_at_once(model):
    expected = model.judge(QUESTION, READINGS)
    with ThreadPoolExecutor(4) as threads:
        asked = list(threads.map(lambda _: model.judge(QUESTION, READINGS), range(8)))
    assert asked == [expected] * 8


def test_the_question_matters(model):
    asked, other = (model.judge(one, READINGS) for one in (QUESTION, "kitchen"))
    assert [one.relevance for one in asked] != [one.relevance for one in other]


def test_no_readings_have_no_judgements(model):
    assert model.judge(QUESTION, []) == []


@pytest.mark.parametrize(
    ("question", "heading", "sentence"),
    [
        ("", "", ""),
        ("?!", "", "\x00\n\t"),
        ("[SEP] [MASK]", "[CLS]", "[SEP]"),
        ("dose " * 10_000, "Dose > " * 1000, "Give 5 mg. " * 1000),
        ("x" * 100_000, "", "Give 5 mg."),
        ("dose", "Dose > " * 1000, "Give 5 mg."),
        ("dose", "", "Give 5 mg. " * 1000),
    ],
    ids=["empty", "signs", "special", "all", "question", "heading", "sentence"],
)
def test_what_is_empty_or_far_too_long_is_judged_all_the_same(model, question, heading, sentence):
    reading = Reading(heading, (sentence, "Give 1 mg.", sentence))
    [judgement] = model.judge(question, [reading])
    assert len(judgement.sentences) == 3
    assert all(map(isfinite, logits(judgement)))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(), st.text(), st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_is_judged(model, question, heading, sentences):
    [judgement] = model.judge(question, [Reading(heading, tuple(sentences))])
    assert len(judgement.sentences) == len(sentences)
    assert all(map(isfinite, logits(judgement)))


def test_an_identity_is_that_of_the_weights(both):
    one, again, other = both
    assert one.identity == again.identity != other.identity
