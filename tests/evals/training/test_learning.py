"""A tiny network learns from a handful of questions what training is meant to teach."""

import json

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from assistant.embed.export import package_folder
from assistant.evidence_model import load_evidence_model
from assistant.judgement import Reading
from evals.training.batches import batches, tokenized
from evals.training.development import figures
from evals.training.evidence import Cycle, Trainer
from evals.training.example import Group, Text, negative
from evals.training.export import export
from evals.training.loss import loss
from evals.training.network import EvidenceNetwork

DRUGS = ["adrenaline", "morphine", "gentamicin", "salbutamol", "heparin", "insulin"]


def question(drug, other):
    reading = Reading("Doses", (f"Give {drug} 5 mg.", "Record the time."))
    cut = Reading("Doses", ("Record the time.",))
    wrong = Reading("Doses", (f"Give {other} 5 mg.", "Record the time."))
    texts = (Text(reading, True, (True, False)), negative(cut), negative(wrong))
    return Group(f"dose of {drug}?", texts, "test")


GROUPS = [question(a, b) for a in DRUGS for b in DRUGS if a != b]


@pytest.fixture
def network(tmp_path):
    torch.manual_seed(7)
    config = BertConfig(
        hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=96
    )
    BertModel(config).save_pretrained(tmp_path / "encoder")
    return EvidenceNetwork(tmp_path / "encoder")


def loss_of(network, items):
    network.eval()
    with torch.no_grad():
        values = [
            float(loss(step, [network(b.ids, b.mask, b.segments) for b in step]))
            for step in batches(items, 32, 0)
        ]
    return float(np.mean(values))


def test_training_lowers_the_loss_and_puts_what_answers_first(network, tokenizer):
    items = tokenized(GROUPS, tokenizer)
    before = loss_of(network, items)
    trainer = Trainer(network, Cycle(3e-3, 1e-3, ({},) * 20))
    for number in range(20):
        trainer.run(items, number, seed=number)

    assert loss_of(network, items) < 0.75 * before
    assert figures(network, [*items, *near_misses(tokenizer)])["right_sentence_first"] > 0.9


def near_misses(tokenizer):
    groups = [Group("visiting hours?", (negative(Reading("", ("Record the time.",))),), "test")]
    return [
        [(item.__class__)(999, item.pair, item.text) for item in tokenized(groups, tokenizer)[0]]
    ]


def test_what_is_exported_judges_as_the_network_does(network, tokenizer, tmp_path):
    folder = tmp_path / "exported"
    export(network, package_folder() / "tokenizer.json", folder, {"name": "tiny", "window": 320})
    model = load_evidence_model(str(folder))
    reading = GROUPS[0].texts[0].reading

    [judgement] = model.judge(GROUPS[0].question, [reading])

    [[batch]] = batches(
        tokenized([Group(GROUPS[0].question, (negative(reading),), "")], tokenizer), 9, 0
    )
    with torch.no_grad():
        relevance, answers, _ = network.eval()(batch.ids, batch.mask, batch.segments)
    assert judgement.relevance == pytest.approx(float(relevance), abs=0.1)
    assert judgement.answers == pytest.approx(float(answers), abs=0.1)
    assert json.loads((folder / "card.json").read_text())["name"] == "tiny"
