"""The sentences of the evidence that may answer."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import repeat

from assistant.evidence import HEADING_SEPARATOR, Evidence, reads
from assistant.generate.applies import applies, is_for_the_allergic
from assistant.generate.bands import is_for_others
from assistant.vocabulary import Expansion, drugs_in
from corpus.addressing import addresses_software
from corpus.passages import Sentence

FEWEST_WORDS = 4
"""A sentence in fewer words, and without a quantity, is a label left over from the page."""
_QUANTITY = re.compile(r"\d\s*[^\W\d]")
_BOILERPLATE = re.compile(r"not for clinical use|^source:|(?:\. ?){5}", re.IGNORECASE)
"""What a document says about itself, and lines that lead to a page number."""
_NO_ANSWER = re.compile(
    r"^(?:\(?\w{1,3}[.)]? )?(?:what|which|who|whom|when|where|why|how|at what|in which|is|are"
    r"|does|do|should|can)\b[^.?]*\?$|[/(]$",
    re.IGNORECASE,
)
"""A question that a document asks, as a review does, answers none; nor does what was cut off."""


@dataclass(frozen=True)
class Candidate:
    """One sentence of the evidence."""

    rank: int
    """Of its passage among the evidence, from 0."""
    evidence: Evidence
    sentence: Sentence
    words: str
    """As it reads alone."""
    headings: str
    """Its title and heading path in one line."""
    logit: float | None = None
    """That it is what answers, says the evidence model; None where its passage was not judged."""
    score: float = 0.0

    @property
    def section(self) -> str:
        """Its innermost heading."""
        return self.evidence.path[-1]

    @property
    def reading(self) -> str:
        """How it is scored: with title and headings."""
        return f"{self.headings}: {self.words}"

    @property
    def key(self) -> tuple[str, int]:
        """Where it stands: version and offset."""
        return (self.evidence.version.key, self.sentence.start)


def candidates(
    question: Expansion, evidence: Sequence[Evidence], asked: Set[str]
) -> Iterator[Candidate]:
    """Every sentence of the evidence that is about the patients and drugs asked about.

    What a document says to the software, and not to its reader, is none of them (rule 7).
    """
    drugs = drugs_in(question.asked)
    for rank, found in enumerate(evidence):
        introducing = {span for s in found.passage.sentences for span in s.context}
        headings = HEADING_SEPARATOR.join(found.path)
        logits = found.judgement.sentences if found.judgement else repeat(None)
        for stored, logit in zip(found.passage.sentences, logits, strict=False):
            # A caption or parent item that others are read with is no answer without them.
            introduces = (stored.start, stored.end) in introducing
            sentence = replace(stored, kind="intro") if introduces else stored
            words = reads(found.text, sentence)
            if not is_answer(sentence, words) or _NO_ANSWER.search(words):
                continue
            if not applies(asked, words, headings):
                continue
            if is_for_the_allergic(question.asked, words):
                continue
            # Rows are shown with their neighbours, so that the reader sees which is whose.
            if sentence.kind != "table_row" and is_for_others(question.asked, words):
                continue
            if is_about(drugs, f"{headings}: {words}") and not addresses_software(words):
                yield Candidate(rank, found, sentence, words, headings, logit)


def is_about(drugs: Set[str], reading: str) -> bool:
    """Whether words with their headings may answer about `drugs`: not if they only name others."""
    named = drugs_in(reading) if drugs else drugs
    return not named or bool(named & drugs)


def is_answer(sentence: Sentence, words: str) -> bool:
    """Whether the words can answer: labels, codes and lines of contents pages cannot."""
    if _BOILERPLATE.search(words):
        return False
    long_enough = len(words.split()) >= FEWEST_WORDS or bool(_QUANTITY.search(words))
    return sentence.kind != "sentence" or long_enough
