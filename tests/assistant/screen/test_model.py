"""The screen's model: whole or not at all."""

import json
import shutil

import numpy as np
import pytest

from assistant.screen.features import BINS, COUNTED, counts, plain
from assistant.screen.model import PACKAGED, Kind, ScreenModel, Weights
from corpus.errors import ModelError
from tests.fakes.embedders import HashingEmbedder


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(PACKAGED, tmp_path / "packaged")


def test_the_packaged_model_is_small():
    assert sum(file.stat().st_size for file in PACKAGED.iterdir()) < 3_000_000


@pytest.mark.parametrize("name", ["model.npz", "card.json"])
def test_a_missing_file_is_named_with_what_repairs_it(embedder, folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}.*evals\.training\.screen"):
        ScreenModel(embedder, folder)


def test_a_truncated_file_is_refused(embedder, folder):
    file = folder / "model.npz"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(ModelError, match="not the file its card names"):
        ScreenModel(embedder, folder)


@pytest.mark.parametrize(
    "card",
    [
        "",
        "[]",
        "{}",
        '{"name": "x", "sha256": "y", "thresholds": {"other": 1}, "named": 1}',
        '{"name": "x", "sha256": "y", "thresholds": 3, "named": 1}',
    ],
)
def test_a_damaged_card_is_refused(embedder, folder, card):
    (folder / "card.json").write_text(card)
    with pytest.raises(ModelError, match="damaged"):
        ScreenModel(embedder, folder)


def test_thresholds_that_stop_everything_are_refused(embedder, folder):
    card = json.loads((folder / "card.json").read_text())
    card["thresholds"] = dict.fromkeys(card["thresholds"], 0.0)
    (folder / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="between"):
        ScreenModel(embedder, folder)


def test_another_embedder_is_told_by_its_vectors():
    with pytest.raises(ModelError, match="not trained on the embedder hashing@1"):
        ScreenModel(HashingEmbedder())


def test_the_identity_changes_with_the_thresholds(embedder, folder):
    before = ScreenModel(embedder, folder).identity
    card = json.loads((folder / "card.json").read_text())
    card["thresholds"]["harmful"] = 0.999
    (folder / "card.json").write_text(json.dumps(card))

    assert ScreenModel(embedder, folder).identity != before


def test_kinds_of_harm_count_together_and_are_named_only_where_clear():
    weights = Weights(
        np.zeros((5, BINS + 2), np.float32),
        np.zeros(5, np.float32),
        np.zeros(2, np.float32),
        {Kind.HARMFUL: 0.7, Kind.INDIVIDUAL: 0.7, Kind.ELSEWHERE: 0.9},
        0.8,
    )

    def decided(*chances):
        return weights.decide(np.array(chances, np.float32))

    assert decided(0.2, 0.4, 0.3, 0.05, 0.05) is Kind.HARMFUL
    assert decided(0.2, 0.3, 0.4, 0.05, 0.05) is Kind.SELF_HARM
    assert decided(0.2, 0.1, 0.1, 0.5, 0.1) is Kind.INDIVIDUAL
    assert decided(0.2, 0.0, 0.0, 0.1, 0.7) is Kind.LEGITIMATE
    assert decided(0.05, 0.0, 0.0, 0.1, 0.85) is Kind.ELSEWHERE
    assert decided(0.05, 0.55, 0.0, 0.0, 0.4) is Kind.ELSEWHERE


def test_a_name_and_a_number_are_no_intent():
    assert plain("Dose for <NAME>?") == "dose for ?"
    assert (counts("give 5 mg") == counts("give 500 mg")).all()
    assert np.isclose(np.linalg.norm(counts("give 5 mg")), COUNTED)
