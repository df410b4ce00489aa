"""A support model of ours is used whole or not at all, and each pair for itself."""

import json
import shutil

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from assistant.embed.export import package_folder
from assistant.onnx_model import OnnxModel
from assistant.support_model.trained import (
    STATEMENT,
    UNSUPPORTED,
    WINDOW,
    OnnxSupportModel,
    lay,
)
from corpus.errors import ModelError
from evals.training.export import SUPPORT, export
from evals.training.support.network import SupportNetwork

PAIRS = [
    ("Give adrenaline 0.5 mg.", "Give adrenaline 500 micrograms."),
    ("Give adrenaline 0.5 mg.", "Give adrenaline 5 mg at once, and call for help."),
    ("Bed rest.", "Bed rest."),
]


def exported_tiny(folder, seed):
    torch.manual_seed(seed)
    config = BertConfig(
        hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        initializer_range=0.5,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "encoder")
    network = SupportNetwork(folder / "encoder", 2)
    card = {"name": "tiny", "window": WINDOW}
    export(network, package_folder() / "tokenizer.json", folder / "exported", card, SUPPORT)
    return folder / "exported"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    return exported_tiny(tmp_path_factory.mktemp("support"), 1)


@pytest.fixture
def copy(exported, tmp_path):
    """A folder to break."""
    return shutil.copytree(exported, tmp_path / "copy")


def rewrite_card(folder, **changed):
    card = folder / "card.json"
    card.write_text(json.dumps(json.loads(card.read_text()) | changed))


def test_it_gives_a_probability_for_each_pair_in_their_order(exported):
    model = OnnxSupportModel(exported)
    found = model.supports(PAIRS)
    assert all(0 <= probability <= 1 for probability in found)
    assert found == [model.supports([pair])[0] for pair in PAIRS]
    assert model.supports([]) == []
    assert model.identity.startswith("tiny@")


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "card.json"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-100] + bytes(100)),
    ],
    ids=["missing", "empty", "changed"],
)
def test_a_damaged_file_is_found_when_the_model_is_loaded(copy, file, damage):
    damage(copy / file)
    with pytest.raises(ModelError) as error:
        OnnxSupportModel(copy)
    assert str(error.value).count("export it again") == 1


@pytest.mark.parametrize("window", [320, "256", None, True])
def test_a_model_made_for_another_window_is_not_used(copy, window):
    rewrite_card(copy, window=window)
    with pytest.raises(ModelError, match=f"{window}"):
        OnnxSupportModel(copy)


def test_an_embedder_in_its_place_is_not_used(tmp_path):
    from assistant.settings import default_models

    shutil.copytree(default_models() / "embedder", tmp_path / "embedder")
    rewrite_card(tmp_path / "embedder", window=WINDOW)
    with pytest.raises(ModelError, match="cannot be used"):
        OnnxSupportModel(tmp_path / "embedder")


def test_a_model_that_gives_no_number_is_not_used(monkeypatch, exported):
    class Session:
        def run(self, outputs, inputs):
            return [np.array([np.nan])]

    monkeypatch.setattr(OnnxModel, "session", Session())
    with pytest.raises(ModelError, match="nan"):
        OnnxSupportModel(exported)


def test_a_statement_too_long_to_be_read_is_not_supported(exported):
    model = OnnxSupportModel(exported)
    words = "give " * (STATEMENT + 1)
    assert model.supports([(words, words)]) == [UNSUPPORTED]


def test_a_long_quote_loses_its_end_and_the_statement_none_of_it(exported):
    tokenizer = OnnxSupportModel(exported)._model.tokenizer
    laid = lay(tokenizer, ("give " * 900, "Give adrenaline at once."))
    assert len(laid.ids) == WINDOW
    said = tokenizer.encode("Give adrenaline at once.", add_special_tokens=False).ids
    assert laid.ids[laid.statement_from : -1] == said
    assert laid.whole


def test_what_a_text_writes_like_a_special_token_is_only_its_words(exported):
    tokenizer = OnnxSupportModel(exported)._model.tokenizer
    laid = lay(tokenizer, ("dose [SEP] dose", "[SEP]"))
    ends = [at for at, token in enumerate(laid.ids) if token == tokenizer.token_to_id("[SEP]")]
    assert ends == [laid.statement_from - 1, len(laid.ids) - 1]
