"""Evidence and drafts: what retrieval finds, and what a generator makes of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.answers import Citation
from assistant.judgement import Judgement, Reading
from corpus.addressing import addresses_software
from corpus.passages import Passage, Sentence
from corpus.text import Span, Text
from corpus.versions import Status, Version

HEADING_SEPARATOR = " › "
"""Between headings where they are read in one line; verification knows it as a connector."""


def reads(text: Text, sentence: Sentence) -> str:
    """How a sentence reads alone, on one line."""
    return " ".join((sentence.reading or text.content[sentence.start : sentence.end]).split())


def _headings(text: Text, spans: Iterable[Span]) -> tuple[str, ...]:
    """The headings at `spans` in words, without those that speak to the software."""
    return tuple(words for words in map(text.__getitem__, spans) if not addresses_software(words))


@dataclass(frozen=True)
class Evidence:
    """A retrieved passage with its scores."""

    version: Version
    text: Text
    passage: Passage
    score: float
    """What the ranking is by, from 0 to about 1: the fused score, less the further the evidence
    model puts the passage below the most relevant one."""
    cosine: float
    """Cosine between the question and the passage."""
    lexical: float
    """BM25 over the highest BM25 any passage could have for this question, from 0 to 1."""
    fused: float = 0.0
    """A weighted sum of these two, from 0 to about 1: what the ranking is by without a model."""
    judgement: Judgement | None = None
    """What the evidence model says of it; None without such a model, or beyond its budget."""

    @property
    def path(self) -> tuple[str, ...]:
        """The title and the headings above the passage, outermost first, none of them twice.

        A heading that speaks to the software is left out: who approves a document sees it, who
        asks never does.
        """
        headings = _headings(self.text, self.passage.headings)
        return tuple(dict.fromkeys([self.version.metadata.title, *headings]))

    @property
    def as_read(self) -> Reading:
        """As an evidence model reads it."""
        sentences = tuple(reads(self.text, sentence) for sentence in self.passage.sentences)
        return Reading(HEADING_SEPARATOR.join(self.path), sentences)

    def to_json(self, rank: int) -> dict[str, Any]:
        """One search result of the contract; `rank` counts from 1."""
        return {
            "rank": rank,
            "score": round(self.score, 6),
            "document": self.version.document,
            "version": self.version.metadata.version,
            "section": list(_headings(self.text, self.passage.headings)),
            "page": self.passage.page,
            "start": self.passage.start,
            "end": self.passage.end,
            "text": self.text.content[self.passage.start : self.passage.end],
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a document version that a draft statement stands on."""

    version: Version
    text: Text
    span: Span
    headings: tuple[Span, ...]
    """The heading path above it, outermost first."""

    @property
    def words(self) -> str:
        """Exactly what the span holds."""
        return self.text[self.span]

    def cite(self, number: int) -> Citation:
        """The citation of this quote; only a version with an effective date can be cited."""
        metadata = self.version.metadata
        return Citation(
            number=number,
            document=metadata.id,
            title=metadata.title,
            version=metadata.version,
            section=_headings(self.text, self.headings),
            page=self.text.page_at(self.span.start),
            start=self.span.start,
            end=self.span.end,
            quote=self.words,
            effective=self.version.effective,
            review=metadata.review,
            status=(Status.DRAFT if self.version.rehearsed else Status.APPROVED).value,
        )


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence a generator wants to show, with the quotes it claims for it."""

    text: str
    quotes: tuple[Quote, ...]
    """The sentence itself first, then headings and other context it is read with."""
    caution: bool = False
    unsaid: tuple[Quote, ...] = ()
    """Cautions that belong to it and are not quoted, because there were too many of them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a generator wants to show, before anything of it is verified."""

    statements: tuple[DraftStatement, ...] = ()
    """In the order they should be read; none when nothing answers."""
    instead: str = ""
    """Why another generator than the one chosen wrote it, for the reader; else empty."""
    by: str = ""
    """Identity of what wrote it, where that says more than the generator's own; else empty."""
    dropped: tuple[str, ...] = ()
    """Why statements were dropped before any verification, for the record."""
