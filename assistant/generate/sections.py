"""The sentences of a whole section, beyond the passage that was retrieved of it."""

from functools import lru_cache

from corpus.passages import Section, Sentence
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import Span, Text


@lru_cache(maxsize=512)
def sentences_under(text: Text, headings: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """Every sentence under that heading path, in source order."""
    return tuple(
        sentence
        for section in _sections(text)
        if section.headings == headings
        for sentence in split_sentences(text, section)
    )


@lru_cache(maxsize=64)
def _sections(text: Text) -> tuple[Section, ...]:
    return split_sections(text)
