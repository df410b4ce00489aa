"""Which support model a name loads."""

import pytest

from assistant.support_model import FOLDER, NONE, PACKAGED, identity_of, load_support_model
from corpus.errors import ModelError
from tests.evals.measures.test_entailment import tiny


def test_none_is_no_model():
    assert load_support_model(NONE) is None
    assert identity_of(None) == "none"


def test_a_model_for_inference_gives_the_probability_of_entailment(tmp_path):
    folder = tiny(tmp_path, ["contradiction", "ENTAILMENT"], "ENTAILMENT")
    model = load_support_model(folder)
    (probability,) = model.supports([("Give fluids.", "Give fluids.")])
    assert probability == pytest.approx(0.7310586, abs=1e-5)  # softmax of 0 and 1
    assert model.supports([]) == []


def test_its_identity_changes_with_its_weights(tmp_path):
    folders = [tmp_path / name for name in ("a", "b")]
    for folder, favoured in zip(folders, ("ENTAILMENT", "neutral"), strict=True):
        folder.mkdir()
        tiny(folder, ["neutral", "ENTAILMENT"], favoured)
    one, other = (identity_of(load_support_model(str(folder))) for folder in folders)
    assert one.startswith("a@") and one[2:] != other[2:]


def test_a_name_without_a_model_is_refused_at_once(tmp_path):
    with pytest.raises(ModelError, match="no-such-model"):
        load_support_model(str(tmp_path / "no-such-model"))


def test_the_packaged_one_vouches_for_other_words_and_not_for_another_treatment():
    model = load_support_model(PACKAGED)
    quote = "Give paracetamol 1 g by mouth every 6 hours."
    same, *others = model.supports(
        [
            (quote, "Paracetamol 1 g should be given by mouth every 6 hours."),
            (quote, "Give paracetamol 4 g by mouth every 6 hours."),
            (quote, "Give paracetamol 1 g intravenously every 6 hours."),
            (quote, "Do not give paracetamol 1 g by mouth every 6 hours."),
            (quote, "Give ibuprofen 1 g by mouth every 6 hours."),
        ]
    )
    assert same > 0.5 > max(others)


def test_the_packaged_one_is_small_and_what_its_card_says():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 25_000_000
    assert identity_of(load_support_model(PACKAGED)).startswith("support-minilm-4@")
