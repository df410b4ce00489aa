"""Loading language models: nothing is fetched, and nothing is filled in at random."""

import json

import pytest

from assistant.generate.local import load_language_model
from assistant.generate.local.conversion import CARD, FOLDER, is_whole, packaged_gguf
from assistant.settings import default_models
from corpus.errors import ModelError
from tests.assistant.generate.local.tokenizers import byte_level_bpe


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model of one small layer, with random weights."""
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=byte_level_bpe(), eos_token="<end>")
    tokenizer.save_pretrained(folder)
    LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer), hidden_size=16, intermediate_size=16, num_hidden_layers=1,
            num_attention_heads=2, num_key_value_heads=1, max_position_embeddings=512,
        )
    ).save_pretrained(folder)  # fmt: skip
    return folder


def test_a_folder_is_a_model_with_an_identity_of_its_weights(folder, tmp_path):
    model = load_language_model(str(folder), tmp_path)
    assert model.identity.startswith("tiny@")
    assert model.identity == load_language_model(str(folder), tmp_path).identity
    assert model.window == 512


def test_reading_in_pieces_is_reading_at_once(folder, tmp_path):
    model = load_language_model(str(folder), tmp_path)
    tokens = model.framed("Give oxygen at 15 L/min.")
    at_once = model.reader().read(tokens)
    pieces = model.reader()
    pieces.read(tokens[:3])
    assert at_once.shape == (len(model._tokenizer),)
    assert pieces.read(tokens[3:]) == pytest.approx(at_once, abs=0.01)


def test_encoding_adds_nothing(folder, tmp_path):
    model = load_language_model(str(folder), tmp_path)
    assert model.encode([]) == []
    assert model.stop not in model.encode(["Give oxygen"])[0]


def test_what_is_not_there_is_named_with_what_to_do(tmp_path):
    with pytest.raises(ModelError, match=r"no-such-model.*no folder.*name a folder"):
        load_language_model("no-such-model", tmp_path)
    with pytest.raises(ModelError, match=r"no file .*none\.gguf"):
        load_language_model(str(tmp_path / "none.gguf"), tmp_path)
    with pytest.raises(ModelError, match=r"missing or damaged.*make local"):
        load_language_model("packaged", tmp_path)


def test_a_damaged_packaged_model_is_not_loaded(tmp_path):
    place = tmp_path / FOLDER
    place.mkdir()
    for name in ("model.safetensors", "tokenizer.json"):
        (place / name).write_bytes(b"cut short")
    (place / CARD).write_text(json.dumps({"name": "x", "sha256": "0", "tokenizer_sha256": "0"}))
    assert not is_whole(place)
    with pytest.raises(ModelError, match="damaged"):
        load_language_model("packaged", tmp_path)


def test_a_model_that_lacks_weights_is_not_loaded(folder, tmp_path):
    import shutil

    from safetensors.torch import load_file, save_file

    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    weights = load_file(broken / "model.safetensors")
    weights.pop("model.layers.0.mlp.up_proj.weight")
    save_file(weights, broken / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match="lacks weights"):
        load_language_model(str(broken), tmp_path)


def test_without_the_package_the_message_says_how_to_get_it():
    try:
        assert packaged_gguf().suffix == ".gguf"
    except ModelError as error:
        assert "make local" in str(error)


@pytest.mark.skipif(
    not (default_models() / FOLDER / CARD).exists(), reason="`make local` has not been run"
)
def test_the_packaged_model_loads_and_answers():
    model = load_language_model("packaged", default_models())
    assert model.identity.startswith("SmolLM2-135M-Instruct-bfloat16@")
    scores = model.reader().read(model.framed("What is the capital of France?"))
    the = model.encode(["The"])[0][0]
    assert scores.argmax() == the
