"""A tiny support network learns, is exported with its threshold, and goes on where it stopped."""

import json

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from assistant.embed.export import package_folder
from assistant.support_model.trained import STATEMENT, WINDOW, OnnxSupportModel
from evals.training.support.__main__ import STATE, write
from evals.training.support.baselines import accuracy, always, best_threshold, word_overlap
from evals.training.support.batches import batches, tokenized
from evals.training.support.example import Example
from evals.training.support.network import SupportNetwork, shared
from evals.training.support.threshold import killed_at, logits, threshold_of
from evals.training.support.trainer import Trainer

DRUGS = ["adrenaline", "morphine", "gentamicin", "salbutamol", "heparin", "insulin"]


def pair(one, other):
    return Example(f"Give {one}.", f"Give {other}.", one == other, "drug", one)


EXAMPLES = [pair(a, b) for a in DRUGS for b in [a, a, a, a, *DRUGS]]


def tiny(folder):
    torch.manual_seed(7)
    config = BertConfig(
        hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=96,
        initializer_range=0.1,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    folder = tiny(tmp_path_factory.mktemp("encoder"))
    (folder / "tokenizer.json").write_bytes((package_folder() / "tokenizer.json").read_bytes())
    return folder


@pytest.fixture(scope="module")
def items(tokenizer):
    return tokenized(EXAMPLES, tokenizer)


@pytest.fixture(scope="module")
def trained(encoder, items):
    trainer = Trainer(SupportNetwork(encoder, 2), 40, rates=(2e-3, 2e-3))
    for number in range(40):
        trainer.run(items, number, number)
    return trainer


@pytest.fixture(scope="module")
def written(trained, encoder, items, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written") / "round-1"
    write(folder, trained, encoder, items, 1)
    return folder


def made_by(network, items):
    """The logit of each item, in the order of the batches, and their labels."""
    network.eval()
    with torch.no_grad():
        found = [(network(b.ids, b.mask, b.segments), b.labels) for b in batches(items, 8, 0)]
    made, labels = zip(*found, strict=True)
    return torch.cat(made).numpy(), torch.cat(labels).numpy()


def test_it_learns_that_another_drug_is_not_what_the_quote_says(trained, items):
    made, labels = made_by(trained.network, items)
    assert made[labels == 1].mean() > made[labels == 0].mean() + 1


def test_its_word_vectors_stay_as_they_were(trained, encoder):
    before = SupportNetwork(encoder, 2).encoder.embeddings.word_embeddings.weight
    assert torch.equal(trained.network.encoder.embeddings.word_embeddings.weight, before)


def test_padding_changes_nothing(trained, items):
    network = trained.network.eval()
    [alone] = batches(items[:1], 1, 0)
    with torch.no_grad():
        short = network(alone.ids, alone.mask, alone.segments)
        padded = [torch.nn.functional.pad(t, (0, 9)) for t in (alone.ids, alone.mask)]
        segments = torch.nn.functional.pad(alone.segments, (0, 9))
        long = network(*padded, segments)
    assert float(short) == pytest.approx(float(long), abs=1e-4)


def test_what_is_exported_says_what_the_network_says_less_its_threshold(trained, written, items):
    threshold = json.loads((written / "card.json").read_text())["calibrated"]["threshold"]
    exported = logits(OnnxSupportModel(written), [item.example for item in items])
    network = trained.network.eval()
    with torch.no_grad():
        plain = [
            float(network(b.ids, b.mask, b.segments)) for item in items
            for b in batches([item], 1, 0)
        ]  # fmt: skip
    assert np.median(np.abs(exported + threshold - np.array(plain))) < 0.3


def test_half_a_probability_turns_down_two_percent_of_what_is_supported(written):
    model = OnnxSupportModel(written)
    right = [one for one in EXAMPLES if one.supported]
    found = model.supports([(one.quote, one.statement) for one in right])
    assert np.mean([probability < 0.4999 for probability in found]) <= 0.02


def test_training_goes_on_where_it_stopped(trained, written, encoder, items):
    other = Trainer(SupportNetwork(encoder, 2), 41)
    other.take_up(torch.load(written / STATE, weights_only=True))
    assert np.array_equal(made_by(other.network, items)[0], made_by(trained.network, items)[0])
    before = trained.optimizer.state_dict()["state"][0]["exp_avg"]
    assert torch.equal(other.optimizer.state_dict()["state"][0]["exp_avg"], before)


def test_every_item_comes_once_in_a_round(items):
    rounds = [[len(batch.labels) for batch in batches(items, 7, seed)] for seed in (1, 2)]
    assert [sum(sizes) for sizes in rounds] == [len(items)] * 2


def test_a_statement_that_cannot_be_read_whole_trains_nothing(tokenizer):
    long = Example("Give it.", "give " * (STATEMENT + 1), False, "addition", "doc")
    quoted = Example("give " * 600, "Give it.", True, "verbatim", "doc")
    [kept] = tokenized([long, quoted], tokenizer)
    assert kept.example is quoted
    assert len(kept.laid.ids) == WINDOW


def labelled(labels):
    return [Example("q", "s", label, "kind", f"doc-{n}") for n, label in enumerate(labels)]


def test_the_threshold_turns_down_at_most_its_share_of_what_is_supported():
    examples = labelled([True] * 100 + [False] * 4)
    made = np.array([*range(100), -5.0, 1.0, 2.0, 50.0])
    assert threshold_of(examples, made) == 2.0
    assert killed_at(examples, made, 2.0) == 0.5


def test_a_threshold_needs_what_is_supported():
    with pytest.raises(ValueError, match="none"):
        threshold_of(labelled([False]), np.array([1.0]))


def test_word_overlap_is_the_share_of_the_statement_that_is_quoted():
    found = word_overlap([Example("Give morphine.", "morphine heparin", False, "drug", "doc")])
    assert found.tolist() == [0.5]


def test_the_best_threshold_is_that_of_most_right_labels():
    examples = labelled([True, True, False, False])
    scores = np.array([0.9, 0.7, 0.4, 0.1])
    assert best_threshold(examples, scores) == 0.7
    assert accuracy(examples, scores, 0.7).accuracy.mean == 1
    assert accuracy(examples, always(examples), 0.5).accuracy.mean == 0.5
    assert accuracy(examples, always(examples), 0.5).auroc == 0.5


def test_a_token_is_told_whether_the_other_text_has_it_and_its_neighbours():
    ids = torch.tensor([[1, 5, 6, 2, 6, 5, 6, 0]])
    segments = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1, 1, 1, 0]])
    found = shared(ids, mask, segments)[0].int().tolist()
    assert found == [
        [0, 0, 0],
        [1, 0, 1],
        [1, 1, 0],
        [0, 0, 0],
        [1, 0, 0],
        [1, 0, 1],
        [1, 1, 0],
        [0, 0, 0],
    ]
