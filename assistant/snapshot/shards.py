"""What one document version contributes to any snapshot, computed once and kept.

A shard depends only on the text, its title, the splitter, the embedder and the analyzer, so a
publish that changes one document embeds one document, and gives the same bytes as a full one.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from assistant.embed.embedder import Embedder, Progress
from assistant.snapshot.passages import to_line
from assistant.vocabulary import tokens_batch, words
from assistant.vocabulary.identity import vocabulary_identity
from corpus.splitting import SPLITTER_VERSION, split_passages
from corpus.storage import write_whole
from corpus.text import Text

TOKENS_A_PASSAGE = 200
"""Longest passage, heading line included: the embedder reads 256, but was trained on 128."""
SPLITTER = f"{SPLITTER_VERSION}/{TOKENS_A_PASSAGE}"


@dataclass(frozen=True)
class Shard:
    """Passages of one version, aligned with their vectors and bags of tokens."""

    lines: tuple[bytes, ...]
    vectors: NDArray[np.float32]
    bags: tuple[list[str], ...]
    frequencies: Counter[str]
    """Passages that hold each word, for correcting typing mistakes."""


class Shards:
    """The folder `cache/shards` of a home. It can be deleted; it is then computed again."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "cache" / "shards"

    def get(
        self, sha256: str, text: Text, title: str, embedder: Embedder, progress: Progress
    ) -> Shard:
        """The shard of the text stored under `sha256`, from the cache or computed."""
        parts = (sha256, title, SPLITTER, embedder.identity, vocabulary_identity())
        key = hashlib.sha256(orjson.dumps(parts)).hexdigest()[:40]
        file = self._folder / f"{key}.npz"
        if file.exists():
            try:
                return _unpack(file.read_bytes())
            except (ValueError, KeyError, OSError):
                # A damaged cache entry is as good as none.
                file.unlink(missing_ok=True)
        shard = _compute(text, title, embedder, progress)
        write_whole(file, _pack(shard))
        return shard


def _compute(text: Text, title: str, embedder: Embedder, progress: Progress) -> Shard:
    passages = split_passages(text, title, embedder.lengths, TOKENS_A_PASSAGE)
    readings = [passage.reading for passage in passages]
    frequencies: Counter[str] = Counter()
    for reading in readings:
        frequencies.update(set(words(reading)))
    return Shard(
        lines=tuple(to_line(passage) for passage in passages),
        vectors=embedder.embed(readings, progress),
        bags=tuple(tokens_batch(readings)),
        frequencies=frequencies,
    )


def _pack(shard: Shard) -> bytes:
    packed = BytesIO()
    np.savez(
        packed,
        lines=np.frombuffer(b"".join(shard.lines), np.uint8),
        vectors=shard.vectors,
        rest=np.frombuffer(orjson.dumps([shard.bags, shard.frequencies]), np.uint8),
    )
    return packed.getvalue()


def _unpack(data: bytes) -> Shard:
    with np.load(BytesIO(data)) as arrays:
        bags, frequencies = orjson.loads(arrays["rest"].tobytes())
        return Shard(
            lines=tuple(arrays["lines"].tobytes().splitlines(keepends=True)),
            vectors=arrays["vectors"],
            bags=tuple(bags),
            frequencies=Counter(frequencies),
        )
