"""What the quotes of a drafted statement say, as a reader would read them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.evidence import HEADING_SEPARATOR, DraftStatement, Evidence, reads
from assistant.verify.clauses import segments_of
from assistant.vocabulary import tokens
from corpus.text import Span


@dataclass(frozen=True)
class Source:
    """The cited sentence with the headings and lines it is read under."""

    sentence: str
    """As it reads alone, on one line; a list item with the lines that introduce it."""
    context: tuple[str, ...] = ()
    """Headings and captions among the quotes, outermost first."""

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise ValueError("a source without a sentence supports nothing")

    @cached_property
    def text(self) -> str:
        """All of it on one line, as statements are worded."""
        path = HEADING_SEPARATOR.join(line.rstrip(": ") for line in self.context)
        return f"{path}: {self.sentence}" if path else self.sentence

    def spoken_of(self, statement: str) -> tuple[str, ...]:
        """The segments of the sentence that a statement takes words from.

        Words that stand in several of them tell nothing: one counts when a word that only it has
        is said, and all count when there is no such word.
        """
        parts = tuple(self.sentence[start:end] for start, end in segments_of(self.sentence))
        words = [set(tokens(part)) for part in parts]
        in_how_many = Counter(word for own in words for word in own)
        telling = {word for word in tokens(statement) if in_how_many[word] == 1}
        spoken = (part for part, own in zip(parts, words, strict=True) if own & telling)
        return tuple(spoken) or parts


def source_of(drafted: DraftStatement, evidence: Sequence[Evidence]) -> Source:
    """The sentence of the evidence that the first quote is, or else that quote's bare words."""
    first, *others = drafted.quotes
    reading, read_with = " ".join(first.words.split()), frozenset[Span]()
    for found in evidence:
        if found.version.key != first.version.key:
            continue
        for sentence in found.passage.sentences:
            if (sentence.start, sentence.end) == first.span:
                reading, read_with = reads(found.text, sentence), frozenset(sentence.context)
    context = (" ".join(one.words.split()) for one in others if one.span not in read_with)
    return Source(reading, tuple(context))


def is_row(drafted: DraftStatement) -> bool:
    """Whether it quotes a row of a table, whose cells mean something only all together."""
    return "|" in drafted.quotes[0].words
