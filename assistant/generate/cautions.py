"""Cautions that belong to a dose: quoted along with it, from the same section (rule 4)."""

import re
from collections.abc import Iterator, Sequence, Set

from assistant.evidence import Evidence, reads
from assistant.generate.applies import concerns
from assistant.generate.candidates import is_answer
from assistant.generate.sections import caution_sections, sentences_under
from assistant.vocabulary import drugs_in
from corpus.doses import holds_dose, holds_headed_dose
from corpus.passages import Sentence
from corpus.text import Span, Text

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
_FORBIDS = re.compile(
    r"\bcontra-?indicat|\bavoid|\bdo(?:es)? not\b|\bmust not\b|\bnever\b|\bmax(?:imum|\.)?\b"
    r"|\bexceed|\bnot (?:recommended|suitable)\b",
    re.IGNORECASE,
)
"""What makes a table row a caution: merely naming kidneys or an age is what dose rows do."""

Headings = tuple[Span, ...]


def limits_treatment(kind: str, words: str) -> bool:
    """Whether a sentence of that kind (`table_row` or another), so read, is worded as a caution."""
    return bool((_FORBIDS if kind == "table_row" else _CAUTION).search(words))


def cautions_for(
    evidence: Evidence, chosen: Sequence[Sentence], asked: Set[str]
) -> list[tuple[Headings, Sentence]]:
    """The cautions that belong to the doses among `chosen`, each with its heading path.

    They stand in the section of `evidence`, or in one beside or below it whose heading announces
    cautions. A caution does not belong when it is for other patients than those `asked` about,
    or when it is about another drug whose dose the section gives as well.
    """
    text = evidence.text
    readings = [reads(text, sentence) for sentence in chosen]
    drugs = frozenset[str]().union(*map(drugs_in, filter(_gives_dose, readings)))
    if not any(map(_gives_dose, readings)):
        return []
    own = evidence.passage.headings
    taken = {sentence.start for sentence in chosen}
    others = _dosed(text, own) - drugs
    found = [
        (own, sentence)
        for sentence, words in _cautions(text, own, asked)
        if sentence.start not in taken and _belongs(drugs_in(words), drugs, others)
    ]
    for headings in caution_sections(text, own):
        announced = bool(drugs_in(text[headings[-1]]) & drugs)
        for sentence in sentences_under(text, headings):
            words = reads(text, sentence)
            named = drugs_in(words)
            if sentence.kind == "intro" or sentence.start in taken or not concerns(asked, words):
                continue
            # Beyond its own section a caution must say what it is about.
            if named & drugs or (announced and not named):
                found.append((headings, sentence))
    return found


def _cautions(text: Text, headings: Headings, asked: Set[str]) -> Iterator[tuple[Sentence, str]]:
    """The sentences of a section that limit a treatment of the patients asked about."""
    for sentence in sentences_under(text, headings):
        words = reads(text, sentence)
        answers = sentence.kind != "intro" and is_answer(sentence, words)
        if answers and limits_treatment(sentence.kind, words) and concerns(asked, words):
            yield sentence, words


def _belongs(named: Set[str], drugs: Set[str], others: Set[str]) -> bool:
    """Whether a caution naming some drugs is about `drugs`, or about what they interact with."""
    return not named or not drugs or bool(named & drugs) or not named & others


def _gives_dose(words: str) -> bool:
    return holds_dose(words) or holds_headed_dose(words)


def _dosed(text: Text, headings: Headings) -> frozenset[str]:
    """The drugs a section gives doses of."""
    readings = (reads(text, sentence) for sentence in sentences_under(text, headings))
    return frozenset[str]().union(*map(drugs_in, filter(_gives_dose, readings)))
