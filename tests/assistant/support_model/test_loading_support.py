"""Which support model a name loads."""

import pytest

from assistant.support_model import NONE, identity_of, load_support_model
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
