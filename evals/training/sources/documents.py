"""Markdown documents cut into passages as a snapshot cuts them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.embed import Embedder
from assistant.evidence import HEADING_SEPARATOR, reads
from assistant.judgement import Reading
from assistant.snapshot.shards import passage_tokens
from corpus.passages import Passage
from corpus.readers.markdown import read_markdown
from corpus.splitting import split_passages
from corpus.text import Span, Text


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage of one document."""

    document: str
    text: Text
    passage: Passage
    reading: Reading

    def holds(self, spans: Sequence[Span]) -> tuple[bool, ...]:
        """Which of its sentences share characters with one of the spans."""
        return tuple(
            any(span.start < sentence.end and sentence.start < span.end for span in spans)
            for sentence in self.passage.sentences
        )

    def without(self, marked: Sequence[bool]) -> Reading | None:
        """Its reading with the marked sentences left out; None when nothing is left."""
        kept = [
            words for words, gone in zip(self.reading.sentences, marked, strict=True) if not gone
        ]
        return Reading(self.reading.heading, tuple(kept)) if kept else None


def pieces(document: str, markdown: str, embedder: Embedder) -> list[Piece]:
    """The passages of one document; its title is that of its front matter."""
    read = read_markdown(markdown)
    title = read.metadata.get("title", document)
    found = []
    for passage in split_passages(read.text, title, embedder.lengths, passage_tokens(embedder)):
        headings = (read.text[span] for span in passage.headings)
        path = HEADING_SEPARATOR.join(dict.fromkeys([title, *headings]))
        sentences = tuple(reads(read.text, sentence) for sentence in passage.sentences)
        found.append(Piece(document, read.text, passage, Reading(path, sentences)))
    return found
