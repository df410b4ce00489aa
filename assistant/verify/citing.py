"""Citing: what a statement cites exists, is among the evidence and in force, and is quoted."""

from collections.abc import Mapping, Sequence

from assistant.evidence import DraftStatement, Evidence, reads
from assistant.verify.tracing import ends_with, says
from corpus.versions import Version


def fault(
    drafted: DraftStatement, evidence: Sequence[Evidence], in_force: Mapping[str, Version]
) -> str:
    """What is wrong with the quotes; empty when each is text of a version in force.

    A version may be in force and yet not be cited: it has to be among the evidence as well.
    """
    if not drafted.text.strip():
        return "says nothing"
    if not drafted.quotes:
        return "cites nothing"
    known = {found.version.key: found.text.content for found in evidence}
    for quote in drafted.quotes:
        key = quote.version.key
        if key not in known or key not in in_force:
            return f"cites {key}, which is not among the evidence in force"
        words = quote.words
        # A quote that begins or ends with a space begins or ends beside what it should quote.
        if quote.text.content != known[key] or not words or words != words.strip():
            return f"quotes what is not text of {key}"
    if not _introduced(drafted, evidence):
        return f"leaves out a line that its words in {drafted.quotes[0].version.key} are read with"
    return ""


def _introduced(drafted: DraftStatement, evidence: Sequence[Evidence]) -> bool:
    """Whether a list item is said with the lines that introduce it, and a row with its header.

    "Pregnancy" means one thing below "Give in:" and another below "Do not give in:"; "8" means
    nothing without the name of its column. Cautions from beyond the evidence are not known here.
    """
    first, *context = drafted.quotes
    quoted = {quote.span for quote in context}
    for found in evidence:
        if found.version.key != first.version.key:
            continue
        for sentence in found.passage.sentences:
            if (sentence.start, sentence.end) != first.span:
                continue
            if not quoted.issuperset(sentence.context):
                return False
            if sentence.kind == "list_item":
                return all(says(drafted.text, first.text[span]) for span in sentence.context)
            if sentence.kind == "table_row":
                return ends_with(drafted.text, reads(found.text, sentence))
    return True
