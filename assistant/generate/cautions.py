"""Cautions that belong to a dose: quoted along with it, from the same section (rule 4)."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.vocabulary import drugs_in
from corpus.passages import Section, Sentence
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import Span, Text

_DOSE = re.compile(
    r"\d\s*(?:mg|g|mcg|micrograms?|µg|μg|ng|units?|iu|mmol|meq|ml|litres?|l|%|puffs?|tablets?"
    r"|drops?|joules?|j)\b(?!\s*(?:/\s*(?:min|l|dl|ml|mol)\b))",
    re.IGNORECASE,
)
_CAUTION = re.compile(
    r"\bcontra-?indicat|\bcaution|\bavoid|\bdo(?:es)? not\b|\bdon't\b|\bmust not\b|\bshould not\b"
    r"|\bnever\b|\bnot (?:be )?(?:give|given|use|used|exceed|recommended|suitable|to be)"
    r"|\bmax(?:imum|\.)?\b|\bexceed|\bno more than\b|\bnot more than\b|\bup to a total\b"
    r"|\b(?:reduce|halve|lower|adjust|omit|withhold)\b.{0,25}\b(?:dose|dosage|infusion|rate)\b"
    r"|\bstop\b.{0,30}\b(?:if|when)\b"
    r"|\brenal\b|\bkidney|\begfr\b|\bcreatinine clearance|\bcrcl\b|\bhepatic|\bliver\b"
    r"|\bpregnan|\bbreast-?feed|\belderly|\bfrail|\bunder \d+|\bless than \d+ (?:kg|years|months)"
    r"|\ballerg|\bhypersensitiv|\binteract|\bspecialist (?:advice|use) only",
    re.IGNORECASE,
)


def holds_dose(words: str) -> bool:
    """Whether the words name an amount of something to give; concentrations in blood do not."""
    return bool(_DOSE.search(words))


def is_caution(words: str) -> bool:
    """Whether the words limit, forbid or adjust a treatment."""
    return bool(_CAUTION.search(words))


def cautions_for(evidence: Evidence, chosen: Sequence[Sentence]) -> list[Sentence]:
    """The cautions of the section of `evidence` that belong to the doses among `chosen`.

    A caution that names only other drugs than those sentences do does not belong to them.
    """
    text = evidence.text
    doses = [sentence for sentence in chosen if holds_dose(_words(text, sentence))]
    if not doses:
        return []
    drugs: frozenset[str] = frozenset().union(*(_drugs(text, sentence) for sentence in doses))
    taken = {sentence.start for sentence in chosen}
    found = []
    for sentence in _sentences_of_section(text, evidence.passage.headings):
        if sentence.start in taken or sentence.kind == "intro":
            continue
        named = _drugs(text, sentence)
        if is_caution(_words(text, sentence)) and (not named or not drugs or named & drugs):
            found.append(sentence)
    return found


def _words(text: Text, sentence: Sentence) -> str:
    return sentence.reading or text.content[sentence.start : sentence.end]


def _drugs(text: Text, sentence: Sentence) -> frozenset[str]:
    return drugs_in(_words(text, sentence))


def _sentences_of_section(text: Text, headings: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """Every sentence under that heading path, beyond what fitted into one passage."""
    return tuple(
        sentence
        for section in _sections(text)
        if section.headings == headings
        for sentence in split_sentences(text, section)
    )


@lru_cache(maxsize=64)
def _sections(text: Text) -> tuple[Section, ...]:
    return split_sections(text)
