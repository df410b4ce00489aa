"""Sentences, list items and table rows of the documents that train, calibrate or test."""

import random
from collections.abc import Iterator
from pathlib import Path

from assistant.embed import Embedder
from corpus.metadata import slug
from evals.adapters import guideline_questions, protocol_questions
from evals.adapters.markdown import document, without_front_matter
from evals.adapters.records import read_text
from evals.adapters.splits import Part, part_of
from evals.training.sources.documents import Piece, pieces
from evals.training.support.example import Line

_PROTOCOLS = "protocol_questions/docs"
_TEXTBOOK = "openstax_pharmacology/md"
_WORDS = (4, 70)
"""A shorter line is a name, a longer one fills the window by itself."""


def lines(sets: Path, guidelines: Path, part: Part, embedder: Embedder) -> Iterator[Line]:
    """What can be quoted from the documents of one part.

    Of the folder of guidelines only the textbook is read: a chapter that is among the protocol
    documents too has the part that it has there. Every other guideline is of the kind kept apart,
    which `set:guideline-questions` measures on, the PDFs among them.
    """
    protocols = {file.name: file for file in sorted((sets / _PROTOCOLS).glob("*.md"))}
    textbook = {f"ph-{file.name}": file for file in sorted((guidelines / _TEXTBOOK).glob("*.md"))}
    for name, file in {**textbook, **protocols}.items():
        if part_of(name) == part:
            yield from _of_file(name, file, embedder)


def kept_apart(sets: Path, count: int, embedder: Embedder, seed: int) -> Iterator[Line]:
    """What can be quoted from `count` documents of two national guidelines, which train nothing."""
    content = guideline_questions.read(sets)
    names = random.Random(seed).sample(
        sorted(content.documents), min(count, len(content.documents))
    )
    for name in names:
        yield from _lines(name, pieces(name, content.documents[name], embedder))


def _of_file(name: str, file: Path, embedder: Embedder) -> Iterator[Line]:
    body = without_front_matter(read_text(file))
    first = body.lstrip().partition("\n")[0]
    title = first.lstrip("# ").strip() if first.startswith("#") else name
    identity = slug(name)
    markdown = document(identity, title, [body], source=protocol_questions.NAME, licence="see set")
    yield from _lines(name, pieces(identity, markdown, embedder))


def _lines(name: str, found: list[Piece]) -> Iterator[Line]:
    seen: set[str] = set()
    for piece in found:
        readings = piece.reading.sentences
        for place, sentence in enumerate(piece.passage.sentences):
            words = readings[place]
            least, most = _WORDS
            if sentence.kind == "intro" or not least <= len(words.split()) <= most:
                continue
            if words in seen:
                continue
            seen.add(words)
            around = sorted(
                (other for other in range(len(readings)) if other != place),
                key=lambda other, place=place: abs(other - place),  # type: ignore[misc]
            )
            yield Line(
                document=name,
                headings=tuple(piece.reading.heading.rstrip(": ").split(" › ")),
                words=words,
                row=sentence.kind == "table_row",
                neighbours=tuple(
                    readings[other] for other in around[:4] if readings[other] != words
                ),
            )
