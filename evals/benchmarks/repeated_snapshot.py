"""A published snapshot made many times as long, to search what no machine here could embed."""

from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.snapshot.dense import DenseIndex, build_dense_index
from assistant.snapshot.lexical import LexicalIndex
from assistant.snapshot.passages import PassageFile
from assistant.snapshot.snapshot import Snapshot
from corpus.passages import Passage

OWN_SHARE = 0.6
"""How much of its direction a repeated vector keeps; the rest is noise of a fixed seed."""
QUIETER = 0.5
"""What a repeated passage's words count, so that the first passages still come first."""
SEED = 20261122
CHUNK = 65_536


class RepeatedRows(PassageFile):
    """The passages of a snapshot, found by rows that begin again where they end."""

    def __init__(self, passages: PassageFile, rows: int) -> None:
        # Nothing of its own is opened.
        self._passages = passages
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, row: int) -> Passage:
        return self._passages[row % len(self._passages)]


def repeated(snapshot: Snapshot, folder: Path, rows: int) -> Snapshot:
    """`snapshot` with `rows` passages: its own first, and then themselves again, made quieter.

    Searching costs what a snapshot of as many passages costs: every vector is compared, and every
    word is found in as many times more passages. What is found are the first passages as before.
    `folder` takes the new vectors, rows x dimension float32.
    """
    own = len(snapshot.parts)
    if rows < own:
        raise ValueError(f"{rows} passages are fewer than the {own} of the snapshot")
    file = folder / f"vectors-{rows}.faiss"
    if not file.exists():
        every = np.arange(own, dtype=np.int64)
        vectors = snapshot.dense._index.reconstruct_batch(every)
        build_dense_index(_vectors(np.asarray(vectors, np.float32), rows), file)
    return replace(
        snapshot,
        dense=DenseIndex(file, snapshot.manifest.dimension),
        lexical=_RepeatedWords(snapshot.lexical, own, rows),
        parts=np.resize(snapshot.parts, rows),
        _passages=RepeatedRows(snapshot._passages, rows),
    )


def _vectors(own: NDArray[np.float32], rows: int) -> NDArray[np.float32]:
    made = np.resize(own, (rows, own.shape[1]))
    chance = np.random.default_rng(SEED)
    for begin in range(len(own), rows, CHUNK):
        part = made[begin : begin + CHUNK]
        noise = chance.standard_normal(part.shape, np.float32)
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        part *= OWN_SHARE
        part += (1 - OWN_SHARE**2) ** 0.5 * noise
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return made


class _RepeatedWords(LexicalIndex):
    """A lexical index whose columns were made longer, as bm25s would have built them."""

    def __init__(self, index: LexicalIndex, own: int, rows: int) -> None:
        self._passages = rows
        # Its own matrix is shared with the snapshot it is made from, which stays as it is.
        made: Any = copy(index._index)
        columns = made.scores
        matrix = _longer(columns["data"], columns["indices"], columns["indptr"], own, rows)
        made.scores = {**columns, **matrix, "num_docs": rows}
        self._index = made


def _longer(
    data: NDArray[np.float32],
    indices: NDArray[np.integer[Any]],
    pointers: NDArray[np.integer[Any]],
    own: int,
    rows: int,
) -> dict[str, NDArray[Any]]:
    """Columns (data, row numbers, where each column begins) with their rows repeated."""
    from scipy.sparse import csc_array, vstack

    columns = csc_array((data, indices, pointers), shape=(own, len(pointers) - 1))
    whole, rest = divmod(rows, own)
    again = columns * np.float32(QUIETER)
    parts = [columns, *[again] * (whole - 1), again[:rest]]
    long = vstack(parts, format="csc", dtype=np.float32)
    return {"data": long.data, "indices": long.indices, "indptr": long.indptr}
