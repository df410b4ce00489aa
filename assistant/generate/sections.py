"""The sentences of a whole section, and the sections that may limit what another one says."""

import re
from functools import lru_cache

from assistant.vocabulary import drugs_in
from corpus.addressing import addresses_software
from corpus.passages import Section, Sentence
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import Span, Text

Headings = tuple[Span, ...]
"""A heading path, outermost first."""
ONE_TOPIC = 40_000
"""Characters up to which a document is about one thing; a longer one has chapters."""

_ANNOUNCES = re.compile(
    r"\bcaution|\bcontra-?indicat|\bprecaution|\bwarning|\bwho must not|\bdo not\b|\bmaximum"
    r"|\b(?:renal|hepatic|kidney|liver) (?:impairment|disease|failure)|\bpregnan|\binteraction"
    r"|\bmonitor|\bside effects?\b|\badverse\b|\bsafety\b|\bspecial (?:population|patient|group)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def sentences_under(text: Text, headings: Headings) -> tuple[Sentence, ...]:
    """Every sentence under that heading path that speaks to its reader, in source order."""
    return tuple(
        sentence
        for section in _sections(text)
        if section.headings == headings
        for sentence in split_sentences(text, section)
        if not addresses_software(sentence.reading or text.content[sentence.start : sentence.end])
    )


@lru_cache(maxsize=512)
def other_sections(text: Text, headings: Headings) -> tuple[Headings, ...]:
    """The other heading paths of the same topic, in source order.

    The topic is the document; of a long one, the chapter, for the next is about other patients.
    """
    depth = 0 if len(text.content) <= ONE_TOPIC else 2
    paths = dict.fromkeys(section.headings for section in _sections(text))
    return tuple(p for p in paths if p != headings and p[:depth] == headings[:depth])


def announces_cautions(text: Text, headings: Headings) -> bool:
    """Whether the heading of a section says that cautions follow."""
    return bool(headings) and bool(_ANNOUNCES.search(text[headings[-1]]))


def is_beside(headings: Headings, other: Headings) -> bool:
    """Whether `other` is below `headings`, or has the same parent."""
    parent = headings[:-1]
    return other[: len(headings)] == headings or bool(parent and other[:-1] == parent)


@lru_cache(maxsize=4096)
def drugs_of_heading(text: Text, headings: Headings) -> frozenset[str]:
    """The drugs that the innermost heading which names any is about; the title says too little."""
    for heading in reversed(headings[1:] or headings):
        if named := drugs_in(text[heading]):
            return named
    return frozenset()


@lru_cache(maxsize=64)
def _sections(text: Text) -> tuple[Section, ...]:
    return split_sections(text)
