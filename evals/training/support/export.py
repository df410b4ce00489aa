"""Turns a trained support network into what is shipped: one int8 ONNX file, tokenizer and card."""

import hashlib
import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from assistant.embed.export import quantize
from evals.training.support.network import SupportNetwork


def export(network: SupportNetwork, tokenizer: Path, target: Path, card: Mapping[str, Any]) -> None:
    """Write model.onnx, tokenizer.json and card.json (with digests) to the folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "float32.onnx"
        _to_onnx(network, full)
        quantize(full, target / "model.onnx", 0)
    shutil.copyfile(tokenizer, target / "tokenizer.json")
    digests = {
        "sha256": _digest(target / "model.onnx"),
        "tokenizer_sha256": _digest(target / "tokenizer.json"),
    }
    # The card comes last: a folder without it counts as missing.
    (target / "card.json").write_text(json.dumps({**card, **digests}, indent=1) + "\n")


def _to_onnx(network: SupportNetwork, target: Path) -> None:
    ids = torch.arange(1000, 1032).reshape(2, 16)
    segments = torch.zeros_like(ids)
    segments[:, 10:] = 1
    axes = {0: "pairs", 1: "tokens"}
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    with warnings.catch_warnings():
        # The newer exporter gives an output a name twice, and onnxruntime refuses its file.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(),
            (ids, torch.ones_like(ids), segments),
            str(target),
            input_names=inputs,
            output_names=["support"],
            dynamic_axes={
                **dict.fromkeys(inputs, axes),
                "support": {0: "pairs"},
            },
            opset_version=17,
            dynamo=False,
        )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
