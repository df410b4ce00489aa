"""The sentences of a whole section, beyond the passage that was retrieved of it."""

import re
from functools import lru_cache

from corpus.addressing import addresses_software
from corpus.passages import Section, Sentence
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import Span, Text

_ANNOUNCES = re.compile(
    r"\bcaution|\bcontra-?indicat|\bprecaution|\bwarning|\bwho must not|\bdo not\b|\bmaximum"
    r"|\b(?:renal|hepatic|kidney|liver) (?:impairment|disease|failure)|\bpregnan|\binteraction",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def sentences_under(text: Text, headings: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """Every sentence under that heading path that speaks to its reader, in source order."""
    return tuple(
        sentence
        for section in _sections(text)
        if section.headings == headings
        for sentence in split_sentences(text, section)
        if not addresses_software(sentence.reading or text.content[sentence.start : sentence.end])
    )


@lru_cache(maxsize=512)
def caution_sections(text: Text, headings: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """Heading paths beside or below `headings` whose own heading announces cautions."""
    parent = headings[:-1]
    paths = dict.fromkeys(section.headings for section in _sections(text))
    return tuple(
        path
        for path in paths
        if path != headings
        and path
        and (path[: len(headings)] == headings or (parent and path[:-1] == parent))
        and _ANNOUNCES.search(text[path[-1]])
    )


@lru_cache(maxsize=64)
def _sections(text: Text) -> tuple[Section, ...]:
    return split_sections(text)
