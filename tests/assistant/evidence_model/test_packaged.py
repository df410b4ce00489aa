"""An evidence model of ours is used whole or not at all."""

import json
import shutil

import numpy as np
import pytest

from assistant.evidence_model import NONE, PACKAGED, identity_of, load_evidence_model
from assistant.evidence_model.packaged import OnnxEvidenceModel
from assistant.evidence_model.pairs import pairs
from assistant.judgement import Reading
from assistant.onnx_model import OnnxModel
from corpus.errors import ModelError
from tests.assistant.evidence_model import tiny

READINGS = [Reading("Anaphylaxis", ("Give adrenaline.", "Call for help.")), Reading("", ("Bed.",))]


@pytest.fixture
def copy(exported, tmp_path):
    """A folder to break."""
    return shutil.copytree(exported, tmp_path / "copy")


def rewrite_card(folder, **changed):
    card = folder / "card.json"
    card.write_text(json.dumps(json.loads(card.read_text()) | changed))


def test_none_is_none_and_says_so():
    assert load_evidence_model(NONE) is None
    assert identity_of(None) == "none"


def test_a_folder_of_ours_is_told_by_its_card(exported):
    assert identity_of(load_evidence_model(str(exported))).startswith("tiny@")
    assert load_evidence_model(PACKAGED, exported).identity.startswith("tiny@")


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "card.json"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-100]),
        lambda file: file.write_bytes(file.read_bytes()[:-100] + bytes(100)),
    ],
    ids=["missing", "empty", "truncated", "changed"],
)
def test_a_damaged_file_is_found_when_the_model_is_loaded(copy, file, damage):
    damage(copy / file)
    with pytest.raises(ModelError) as error:
        load_evidence_model(PACKAGED, copy)
    assert str(error.value).count("export it again") == 1


def test_a_file_of_another_hash_is_not_used(copy, exported_otherwise):
    shutil.copyfile(exported_otherwise / "model.onnx", copy / "model.onnx")
    with pytest.raises(ModelError, match=r"model\.onnx is not the file its card names"):
        OnnxEvidenceModel(copy)


@pytest.mark.parametrize("window", [256, "320", None, True])
def test_a_model_made_for_another_window_is_not_used(copy, window):
    rewrite_card(copy, window=window)
    with pytest.raises(ModelError, match=f"{window}"):
        OnnxEvidenceModel(copy)


def test_an_embedder_in_its_place_is_not_used(tmp_path, embedder):
    from assistant.settings import default_models

    shutil.copytree(default_models() / "embedder", tmp_path / "embedder")
    rewrite_card(tmp_path / "embedder", window=tiny.WINDOW)
    with pytest.raises(ModelError, match="cannot be used"):
        OnnxEvidenceModel(tmp_path / "embedder")


def test_a_model_that_gives_no_numbers_is_not_used(monkeypatch, exported):
    class Session:
        def run(self, outputs, inputs):
            return [np.array([np.nan]), np.zeros(1), np.zeros((1, inputs["input_ids"].shape[1]))]

    monkeypatch.setattr(OnnxModel, "session", Session())
    with pytest.raises(ModelError, match="made of numbers"):
        OnnxEvidenceModel(exported)


def test_what_a_question_writes_like_a_special_token_is_only_its_words(exported):
    tokenizer = OnnxEvidenceModel(exported)._model.tokenizer
    [pair] = pairs(tokenizer, "dose [SEP] dose", [Reading("[CLS]", ("[SEP]",))])
    ends = [
        place for place, token in enumerate(pair.ids) if token == tokenizer.token_to_id("[SEP]")
    ]
    assert ends == [pair.text_from - 1, len(pair.ids) - 1]


def test_neighbours_do_not_sway_a_judgement_by_a_bit(exported):
    model = OnnxEvidenceModel(exported)
    together = model.judge("dose of adrenaline", READINGS)
    assert together == [model.judge("dose of adrenaline", [one])[0] for one in READINGS]


def test_the_number_of_threads_changes_nothing(exported, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    alone = OnnxEvidenceModel(exported).judge("dose of adrenaline", READINGS)
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    assert OnnxEvidenceModel(exported).judge("dose of adrenaline", READINGS) == alone
