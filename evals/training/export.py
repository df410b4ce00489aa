"""Turns a trained network into what is shipped: one int8 ONNX file, tokenizer and card."""

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

Axes = Mapping[int, str]
OF_PAIR: Axes = {0: "pairs"}
OF_TOKEN: Axes = {0: "pairs", 1: "tokens"}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
SUPPORT: Mapping[str, Axes] = {"support": OF_PAIR}
"""What a support network makes."""
EVIDENCE: Mapping[str, Axes] = {"relevance": OF_PAIR, "answers": OF_PAIR, "evidence": OF_TOKEN}
"""What an evidence network makes, in its order."""


def export(
    network: torch.nn.Module,
    tokenizer: Path,
    target: Path,
    card: Mapping[str, Any],
    outputs: Mapping[str, Axes] = EVIDENCE,
) -> None:
    """Write model.onnx, tokenizer.json and card.json (with digests) to the folder `target`.

    The network reads INPUTS, shape (pairs, tokens), and makes `outputs`, in their order.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "float32.onnx"
        _to_onnx(network, full, outputs)
        # What the embedder leaves in float32 would make the file larger than 25 MB.
        quantize(full, target / "model.onnx", 0)
    shutil.copyfile(tokenizer, target / "tokenizer.json")
    digests = {
        "sha256": _digest(target / "model.onnx"),
        "tokenizer_sha256": _digest(target / "tokenizer.json"),
    }
    # The card comes last: a folder without it counts as missing.
    (target / "card.json").write_text(json.dumps({**card, **digests}, indent=1) + "\n")


def _to_onnx(network: torch.nn.Module, target: Path, outputs: Mapping[str, Axes]) -> None:
    ids = torch.arange(1000, 1032).reshape(2, 16)
    segments = torch.zeros_like(ids)
    segments[:, 5:] = 1
    with warnings.catch_warnings():
        # The newer exporter gives an output a name twice, and onnxruntime refuses its file.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(),
            (ids, torch.ones_like(ids), segments),
            str(target),
            input_names=list(INPUTS),
            output_names=list(outputs),
            dynamic_axes={**dict.fromkeys(INPUTS, OF_TOKEN), **outputs},
            opset_version=17,
            dynamo=False,
        )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
