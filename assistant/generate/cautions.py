"""Cautions that belong to a dose: quoted along with it, from the same section (rule 4)."""

import re
from collections.abc import Sequence, Set

from assistant.evidence import Evidence
from assistant.generate.applies import applies
from assistant.generate.scoring import is_answer, reads
from assistant.generate.sections import sentences_under
from assistant.vocabulary import drugs_in
from corpus.passages import Sentence

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


_FORBIDS = re.compile(
    r"\bcontra-?indicat|\bavoid|\bdo(?:es)? not\b|\bmust not\b|\bnever\b|\bmax(?:imum|\.)?\b"
    r"|\bexceed|\bnot (?:recommended|suitable)\b",
    re.IGNORECASE,
)
"""What makes a table row a caution: merely naming kidneys or an age is what dose rows do."""


def holds_dose(words: str) -> bool:
    """Whether the words name an amount of something to give; concentrations in blood do not."""
    return bool(_DOSE.search(words))


def cautions_for(evidence: Evidence, chosen: Sequence[Sentence], asked: Set[str]) -> list[Sentence]:
    """The cautions of the section of `evidence` that belong to the doses among `chosen`.

    A caution that names only other drugs than those sentences do, or only other patients than
    the populations `asked` about, does not belong to them.
    """
    text = evidence.text
    doses = [sentence for sentence in chosen if holds_dose(reads(text, sentence))]
    if not doses:
        return []
    drugs: frozenset[str] = frozenset().union(*(drugs_in(reads(text, s)) for s in doses))
    taken = {sentence.start for sentence in chosen}
    found = []
    for sentence in sentences_under(text, evidence.passage.headings):
        if sentence.start in taken or sentence.kind == "intro":
            continue
        words = reads(text, sentence)
        if not is_answer(sentence, words) or not applies(asked, words, ""):
            continue
        limits = _FORBIDS if sentence.kind == "table_row" else _CAUTION
        named = drugs_in(words)
        if limits.search(words) and (not named or not drugs or named & drugs):
            found.append(sentence)
    return found
