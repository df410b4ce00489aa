"""The embedder that comes with the installation."""

import json
import shutil

import numpy as np
import pytest

from assistant.embed import load_embedder
from assistant.embed.onnxruntime import OnnxEmbedder
from assistant.settings import default_models
from corpus.errors import ModelError

TEXTS = ["adrenaline dose in anaphylaxis", "how to service a bicycle", "epinephrine", ""]


def test_vectors_have_length_one_in_the_order_of_the_texts(embedder):
    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (4, embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert (embedder.embed([text])[0] == vector).all()


def test_what_means_the_same_is_nearer(embedder):
    adrenaline, bicycle, epinephrine, _ = embedder.embed(TEXTS)

    assert adrenaline @ epinephrine > adrenaline @ bicycle + 0.2


def test_lengths_are_those_of_the_tokenizer_without_special_tokens(embedder):
    assert embedder.lengths(["dose", "dose dose", ""]) == [1, 2, 0]


def test_a_text_beyond_the_window_is_cut_not_refused(embedder):
    long = "dose of adrenaline " * 500
    [vector, same] = embedder.embed([long, long + "tail"])

    assert vector @ same > 0.999


def test_no_texts_give_no_vectors_and_progress_counts_every_text(embedder):
    done = []
    assert embedder.embed([]).shape == (0, embedder.dimension)
    embedder.embed(["a"] * 70, done.append)
    assert sum(done) == 70


def test_a_missing_model_says_what_to_run(tmp_path):
    with pytest.raises(ModelError, match="make setup"):
        load_embedder("packaged", tmp_path)


@pytest.mark.parametrize("damage", ["model.onnx", "card.json", "tokenizer.json"])
def test_a_damaged_model_is_not_used(tmp_path, damage):
    shutil.copytree(default_models() / "embedder", tmp_path / "embedder")
    (tmp_path / "embedder" / damage).write_bytes(b"damaged")
    with pytest.raises(ModelError, match="make setup"):
        OnnxEmbedder(tmp_path / "embedder").embed(["adrenaline"])


def test_a_card_of_another_model_is_not_believed(tmp_path):
    shutil.copytree(default_models() / "embedder", tmp_path / "embedder")
    card = tmp_path / "embedder" / "card.json"
    card.write_text(json.dumps(json.loads(card.read_text()) | {"sha256": "0" * 64}))
    with pytest.raises(ModelError, match="not the file its card names"):
        OnnxEmbedder(tmp_path / "embedder").embed(["adrenaline"])
