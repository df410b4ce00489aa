"""What one document version contributes to any snapshot, computed once and kept.

A shard depends only on the text, its title and population, the splitter, the embedder, the
vocabulary and how facts are read, so a publish that changes one document embeds one document, and
gives the same bytes as a full one.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray

from assistant.conflicts.facts import FACTS_VERSION, Facts, facts_of
from assistant.embed.embedder import Embedder, Progress
from assistant.snapshot.passages import from_line, to_line
from assistant.vocabulary import tokens_batch, words
from assistant.vocabulary.identity import vocabulary_identity
from corpus.collecting import collector_paused
from corpus.library import Library
from corpus.splitting import SPLITTER_VERSION, split_passages
from corpus.storage import write_whole
from corpus.text import Text
from corpus.versions import Version

T = TypeVar("T")
_DIGEST = hashlib.sha256().digest_size

TOKENS_A_PASSAGE = 200
"""Longest passage, heading line included: the embedder reads 256, but was trained on 128."""
SPECIAL_TOKENS = 2
"""What an embedder puts around every text, within its window."""


def shards_folder(home: Path) -> Path:
    """Where the shards of a home are kept; written under the publisher's lock only."""
    return home / "cache" / "shards"


def passage_tokens(embedder: Embedder) -> int:
    """The longest passage for `embedder`, in its tokens: none of it is cut off."""
    return min(TOKENS_A_PASSAGE, embedder.window - SPECIAL_TOKENS)


def splitter_identity(embedder: Embedder) -> str:
    """Names how texts are split for `embedder`: the splitter's version and the longest passage."""
    return f"{SPLITTER_VERSION}/{passage_tokens(embedder)}"


@dataclass(frozen=True)
class Shard:
    """Passages of one version, aligned with their vectors and bags of tokens."""

    lines: tuple[bytes, ...]
    vectors: NDArray[np.float32]
    bags: tuple[list[str], ...]
    frequencies: Counter[str]
    """Passages that hold each word, for correcting typing mistakes."""
    facts: Facts
    """What it states about doses, for comparison with other documents."""


class Shards:
    """The folder `cache/shards` of a home. It can be deleted; it is then computed again."""

    def __init__(self, home: Path) -> None:
        self._folder = shards_folder(home)

    def get(
        self, version: Version, library: Library, embedder: Embedder, progress: Progress
    ) -> Shard:
        """The shard of a version, whose text `library` has, from the cache or computed.

        Vectors, bags and facts are kept apart: a change of the vocabulary embeds nothing again.
        """
        title, population = version.metadata.title, version.metadata.population

        def text() -> Text:
            # Read only by what is not in the cache: a publish mostly finds everything there.
            return library.text(version.text_sha256)

        for_passages, for_words, for_facts = self.keys(version, embedder)
        lines, vectors = self._cached(
            for_passages, _unpack_passages, lambda: _embed(text(), title, embedder, progress)
        )
        bags, frequencies = self._cached(for_words, _unpack_words, lambda: _analyze(lines))
        facts = self._cached(
            for_facts,
            Facts.from_bytes,
            lambda: facts_of(map(from_line, lines), text(), title, population).to_bytes(),
        )
        return Shard(lines, vectors, tuple(bags), Counter(frequencies), facts)

    @staticmethod
    def keys(version: Version, embedder: Embedder) -> tuple[str, str, str]:
        """The names of the entries of a version: its passages, their words, and its facts."""
        metadata = version.metadata
        passages = (version.text_sha256, metadata.title, splitter_identity(embedder))
        words = (*passages, embedder.identity, vocabulary_identity())
        facts = (*words, FACTS_VERSION, *sorted(metadata.population))
        return _key(*passages, embedder.identity), _key(*words), _key(*facts)

    def entries(self) -> list[Path]:
        """Every entry, whoever uses it."""
        return sorted(self._folder.glob("[0-9a-f]*"))

    def _cached(self, key: str, unpack: Callable[[bytes], T], compute: Callable[[], bytes]) -> T:
        file = self._folder / key
        data = _read_entry(file)
        if data is None:
            data = compute()
            write_whole(file, hashlib.sha256(data).digest() + data)
        with collector_paused():
            return unpack(data)


def _key(*made_of: str) -> str:
    return hashlib.sha256(orjson.dumps(made_of)).hexdigest()[:40]


def _read_entry(file: Path) -> bytes | None:
    """The content after its digest; None when the entry is missing or damaged."""
    try:
        entry = file.read_bytes()
    except OSError:
        return None
    digest, data = entry[:_DIGEST], entry[_DIGEST:]
    return data if hashlib.sha256(data).digest() == digest else None


def _embed(text: Text, title: str, embedder: Embedder, progress: Progress) -> bytes:
    """Passages and their vectors, packed."""
    passages = split_passages(text, title, embedder.lengths, passage_tokens(embedder))
    vectors = embedder.embed([passage.reading for passage in passages], progress)
    lines = np.frombuffer(b"".join(to_line(passage) for passage in passages), np.uint8)
    packed = BytesIO()
    np.savez(packed, lines=lines, vectors=vectors)
    return packed.getvalue()


def _unpack_passages(data: bytes) -> tuple[tuple[bytes, ...], NDArray[np.float32]]:
    with np.load(BytesIO(data)) as arrays:
        return tuple(arrays["lines"].tobytes().splitlines(keepends=True)), arrays["vectors"]


def _analyze(lines: Sequence[bytes]) -> bytes:
    """Bags of tokens and word frequencies, packed."""
    readings = [from_line(line).reading for line in lines]
    frequencies: Counter[str] = Counter()
    for reading in readings:
        frequencies.update(set(words(reading)))
    return orjson.dumps([tokens_batch(readings), frequencies])


def _unpack_words(data: bytes) -> tuple[list[list[str]], dict[str, int]]:
    bags, frequencies = orjson.loads(data)
    return bags, frequencies
