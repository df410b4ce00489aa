"""Tiny untrained models on disk, with the vocabulary of the packaged embedder."""

import torch
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, BertModel

from assistant.embed.export import package_folder
from evals.training.export import export
from evals.training.network import EvidenceNetwork

WINDOW = 320


def config(**chosen):
    """A BERT of two narrow layers, its weights large enough that texts differ."""
    return BertConfig(
        vocab_size=30522, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, initializer_range=0.5, **chosen,
    )  # fmt: skip


def cross_encoder(folder, *, seed=1, **chosen):
    """A Hugging Face cross-encoder with random weights in `folder`."""
    torch.manual_seed(seed)
    BertForSequenceClassification(config(**{"num_labels": 1, **chosen})).save_pretrained(folder)
    AutoTokenizer.from_pretrained(package_folder()).save_pretrained(folder)
    return folder


def encoder(folder):
    """The same without a head, as an embedder is."""
    BertModel(config()).save_pretrained(folder)
    AutoTokenizer.from_pretrained(package_folder()).save_pretrained(folder)
    return folder


def exported(folder, *, seed=1, window=WINDOW):
    """An evidence model with random weights in `folder`, exported as a trained one is."""
    torch.manual_seed(seed)
    network = EvidenceNetwork(encoder(folder / "encoder"), attention="eager")
    card = {"name": "tiny", "window": window}
    export(network, package_folder() / "tokenizer.json", folder / "exported", card)
    return folder / "exported"
