"""How a sentence is worded as a statement: its own words, and the context it is read with."""

from assistant.evidence import HEADING_SEPARATOR, DraftStatement, Evidence, Quote, reads
from assistant.vocabulary import tokens
from corpus.addressing import addresses_software
from corpus.passages import Sentence
from corpus.text import Span, Text

TELLING_WORDS = 2
"""A heading with fewer words of its own than this, such as "Dose", is shown with its parent."""


def state(
    evidence: Evidence,
    sentence: Sentence,
    headings: tuple[Span, ...],
    *,
    caution: bool = False,
) -> DraftStatement:
    """The statement of a sentence under `headings`: "heading › heading: sentence", all quoted.

    A heading that speaks to the software is not said (rule 7).
    """
    text = evidence.text
    words = reads(text, sentence)
    said = tuple(span for span in headings if not addresses_software(text[span]))
    shown = _headings_to_show(text, said, words)
    spans = [Span(sentence.start, sentence.end), *sentence.context, *shown]
    path = HEADING_SEPARATOR.join(text[span].rstrip(": ") for span in shown)
    return DraftStatement(
        text=f"{path}: {words}" if path else words,
        quotes=tuple(Quote(evidence.version, text, span, headings) for span in spans),
        caution=caution,
    )


def _headings_to_show(text: Text, path: tuple[Span, ...], words: str) -> tuple[Span, ...]:
    """The innermost headings that say something the words do not, outermost first."""
    said = set(tokens(words))
    shown: list[Span] = []
    for span in reversed(path):
        telling = set(tokens(text[span]))
        if telling - said:
            shown.insert(0, span)
        if len(telling) >= TELLING_WORDS or telling <= said:
            break
    return tuple(shown)
