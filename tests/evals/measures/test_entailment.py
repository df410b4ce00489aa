"""Entailment by a model: a tiny one with known weights, made here."""

import pytest

from corpus.errors import ModelError
from evals.measures.entailment import EntailmentModel
from evals.measures.registry import entailment_measures
from tests.evals.measures.protocols import FLUIDS, graded, of_quote, refusal

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "give", "fluid", "not", "##s", "."]


def tiny(folder, labels, favoured):
    """A BERT of two small layers whose bias alone decides."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    (folder / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=16, num_labels=len(labels), id2label=dict(enumerate(labels)),
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([float(n == favoured) for n in labels]))
    model.save_pretrained(folder)
    return str(folder)


@pytest.mark.parametrize(("favoured", "carried"), [("ENTAILMENT", True), ("neutral", False)])
def test_the_likeliest_label_decides_whatever_its_number_and_case(tmp_path, favoured, carried):
    model = EntailmentModel(tiny(tmp_path, ["neutral", "ENTAILMENT", "contradiction"], favoured))
    assert model.supports("Give fluids.", ("Give fluids. " * 400,)) is carried
    recall, precision = entailment_measures(model)
    assert recall.score(graded(of_quote(FLUIDS))).hits == carried
    assert precision.score(graded(of_quote(FLUIDS))).hits == carried
    assert recall.score(graded(refusal())) is None
    assert (recall.name, precision.name) == ("entailment_recall", "entailment_precision")


def test_a_model_without_an_entailment_label_is_refused(tmp_path):
    model = EntailmentModel(tiny(tmp_path, ["positive", "negative"], "positive"))
    with pytest.raises(ModelError, match="not one 'entailment'"):
        model.supports("Give fluids.", ("Give fluids.",))


def test_a_model_that_is_not_there_is_named_and_nothing_is_fetched(tmp_path):
    with pytest.raises(ModelError, match="no-such-model"):
        EntailmentModel(str(tmp_path / "no-such-model")).supports("a", ("b",))
