"""The llama-index quick start as a process of its own, to be measured beside ours.

python -m evals.benchmarks.quick_start ingest FOLDER STORE --chunk-size N
python -m evals.benchmarks.quick_start answer STORE…   (a question a line in, milliseconds out)

Its own reader, splitter, vector store and retriever, with the same embedder as ours: the float32
weights that our int8 form was made from.
"""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

DEFAULT_CHUNK = 1024
WINDOW_CHUNK = 256
"""The default chunk is four times what the embedder reads; chunks of this size are read whole."""
OVERLAP = 20
"""With smaller chunks: the default of 200 would make each of them nearly a copy of the last."""


def ingest(folder: Path, store: Path, chunk_size: int) -> dict[str, float]:
    """Read, split, embed and keep every document; returns seconds by stage, and the chunks."""
    times = [time.perf_counter()]
    from llama_index.core import Settings, SimpleDirectoryReader, VectorStoreIndex

    if chunk_size != DEFAULT_CHUNK:
        Settings.chunk_size = chunk_size
        Settings.chunk_overlap = OVERLAP
    Settings.embed_model = _embedder()
    times.append(time.perf_counter())
    documents = SimpleDirectoryReader(str(folder), recursive=True).load_data()
    times.append(time.perf_counter())
    index = VectorStoreIndex.from_documents(documents)
    index.storage_context.persist(str(store))
    times.append(time.perf_counter())
    load, read, build = (later - earlier for earlier, later in pairwise(times))
    return {"load": load, "read": read, "index": build, "chunks": len(index.docstore.docs)}


def answer(stores: Sequence[Path]) -> None:
    """For each question on stdin, one line with the milliseconds each store's retriever took."""
    from llama_index.core import Settings, StorageContext, load_index_from_storage

    Settings.embed_model = _embedder()
    retrievers = []
    for store in stores:
        context = StorageContext.from_defaults(persist_dir=str(store))
        retrievers.append(load_index_from_storage(context).as_retriever())
    _print("ready")
    for line in sys.stdin:
        question = json.loads(line)
        taken = []
        for retriever in retrievers:
            began = time.perf_counter()
            retriever.retrieve(question)
            taken.append(1000 * (time.perf_counter() - began))
        _print(taken)


def _embedder() -> Any:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from assistant.embed.export import PACKAGE

    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"the package {PACKAGE} is not installed: run `make setup`")
    folder = Path(found.submodule_search_locations[0]) / "model"
    return HuggingFaceEmbedding(model_name=str(folder), device="cpu")


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ingesting = commands.add_parser("ingest")
    ingesting.add_argument("folder", type=Path)
    ingesting.add_argument("store", type=Path)
    ingesting.add_argument("--chunk-size", type=int, default=DEFAULT_CHUNK)
    answering = commands.add_parser("answer")
    answering.add_argument("stores", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "ingest":
        _print(ingest(options.folder, options.store, options.chunk_size))
    else:
        answer(options.stores)


if __name__ == "__main__":
    main()
