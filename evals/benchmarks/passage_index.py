"""Passages of a retrieval set as a snapshot, so that the product's own scoring ranks them."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from assistant.conflicts.conflict import Conflicts
from assistant.embed import Embedder
from assistant.embed.embedder import Progress, no_progress
from assistant.snapshot.dense import DenseIndex, build_dense_index
from assistant.snapshot.lexical import LexicalIndex, build_lexical_index
from assistant.snapshot.manifest import Manifest, Part
from assistant.snapshot.passages import PassageFile, to_line, write_passages
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import tokens_batch, words
from assistant.vocabulary.identity import vocabulary_identity
from corpus.passages import Passage, Sentence
from evals.benchmarks.sets import RetrievalSet


def cached_vectors(
    chosen: RetrievalSet, embedder: Embedder, cache: Path, progress: Progress = no_progress
) -> NDArray[np.float32]:
    """Vectors of the set's passages, shape (passages, dimension), kept in the folder `cache`.

    The file name holds a digest of the embedder's identity and of every passage, so neither can
    change unnoticed.
    """
    digest = hashlib.sha256(embedder.identity.encode())
    for identity, text in chosen.passages.items():
        digest.update(f"\0{identity}\0{text}".encode())
    name = re.sub("[^a-z]+", "-", chosen.name.lower()).strip("-")
    file = cache / f"{name}-{digest.hexdigest()[:16]}.npy"
    if file.exists():
        return np.asarray(np.load(file), np.float32)
    vectors = embedder.embed(list(chosen.passages.values()), progress)
    cache.mkdir(parents=True, exist_ok=True)
    scrap = file.with_suffix(".new.npy")
    np.save(scrap, vectors)
    scrap.replace(file)
    return vectors


def build_snapshot(
    chosen: RetrievalSet, vectors: NDArray[np.float32], embedder: str, folder: Path
) -> Snapshot:
    """A snapshot in the empty `folder` whose rows are the set's passages, in their order."""
    texts = list(chosen.passages.values())
    lines = (to_line(_passage(text)) for text in texts)
    write_passages(lines, folder / "passages.jsonl", folder / "offsets.npy")
    build_dense_index(vectors, folder / "vectors.faiss")
    build_lexical_index(tokens_batch(texts), folder / "lexical")
    frequencies: Counter[str] = Counter()
    for text in texts:
        frequencies.update(set(words(text)))
    manifest = Manifest(
        embedder=embedder,
        dimension=vectors.shape[1],
        splitter="none",
        analyzer=vocabulary_identity(),
        parts=(Part(chosen.name, "1", chosen.name, "", len(texts)),),
        files={},
    )
    return Snapshot(
        identity=chosen.name,
        manifest=manifest,
        dense=DenseIndex(folder / "vectors.faiss", vectors.shape[1]),
        lexical=LexicalIndex(folder / "lexical", len(texts)),
        words=orjson.loads(orjson.dumps(frequencies, option=orjson.OPT_SORT_KEYS)),
        conflicts=Conflicts(()),
        calibration=None,
        parts=np.zeros(len(texts), np.int32),
        _passages=PassageFile(folder / "passages.jsonl", folder / "offsets.npy"),
    )


def _passage(text: str) -> Passage:
    whole = Sentence(0, max(1, len(text)), "sentence")
    return Passage(whole.start, whole.end, (), None, (whole,), text)
