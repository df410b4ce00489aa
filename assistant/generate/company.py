"""What a chosen sentence is read with: what it leans on, its list, its table."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import reads
from assistant.generate.applies import applies
from assistant.generate.bands import named_in
from assistant.generate.candidates import Candidate, is_about
from assistant.generate.doses import asks_dose, gives_dose
from assistant.generate.sections import sentences_under
from assistant.generate.severity import is_for_another, severities_in
from assistant.generate.tables import ABOVE, band_below, doses_below, naming, with_neighbours
from assistant.phrasing.limits import limits_treatment
from assistant.vocabulary import Expansion, drugs_in, populations_in, tokens
from corpus.passages import Sentence
from corpus.text import Text

WHOLE = 14
"""Rows or items up to which a table or list is shown whole, unless the question picks some."""
ALWAYS_WHOLE = 2
"""Rows or items up to which it is shown whole in any case. Chosen, as `WITHIN` is, on protocol
questions about documents that calibrate: up to 6 rows what answers was shown no more often, and
stood first less often."""
ITEMS_WHOLE = 6
"""The same for items that belong together, or give doses: they may be meant together."""

_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_IN_TURN = re.compile(r"(?:steps?|phase|order|time|minutes?|hours?|days?|weeks?)\b[^:;]*: ", re.I)
"""How a row begins that is one of a sequence: the header of its first column says so."""
_JOINED = re.compile(
    r"^(?:and|or|plus|with|then|also|followed by|otherwise|if not|\+|&)(?!\w)"
    r"|(?:\b(?:and|or|plus|then|with)|[,+&])$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:all|both|each|every)\b|\b(?:two|three|four|[2-9]) or more\b"
    r"|\bat least (?:two|three|four|[2-9])\b|\bany (?:two|three|[2-9])\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"(?:this|these|those|that|it|they|them|he|she|its|their|then|otherwise|however|if not|if so"
    r"|if this|if these|in such cases|such|also|alternatively|instead|thereafter|after this"
    r"|after that|the (?:former|latter|above|same))\b",
    re.IGNORECASE,
)


def with_company(
    candidate: Candidate, picking: frozenset[str], question: Expansion
) -> list[Candidate]:
    """The candidate with those it cannot be read without, wherever they stand in its section.

    `picking` are the words of the question that can pick rows and items.
    """
    text, headings = candidate.evidence.text, candidate.evidence.passage.headings
    section = sentences_under(text, headings)
    sentence = candidate.sentence
    if sentence.kind == "intro":
        span = (sentence.start, sentence.end)
        members = [s for s in section if span in s.context and s.kind != "intro"]
    elif sentence.kind == "table_row":
        rows = _group(candidate, section, picking, question.asked)
        members = [*naming(text, headings, rows), *rows]
    elif sentence.kind == "list_item":
        members = _group(candidate, section, picking, question.asked)
    else:
        members = [sentence]
        if _LEANING.match(candidate.words):
            before = [s for s in section if s.end <= sentence.start and s.kind == "sentence"]
            members = [*before[-1:], sentence]
        if candidate.words.endswith(":"):
            members += _announced(text, [s for s in section if s.start >= sentence.end])
    if sentence.kind != "table_row":
        members += band_below(question.asked, text, headings, sentence)
    if sentence.kind == "sentence" and len(members) == 1 and asks_dose(question):
        below = doses_below(text, headings, sentence)
        members += below if len(below) <= WHOLE else []
    return [
        replace(candidate, sentence=member, words=reads(candidate.evidence.text, member))
        for member in members
    ]


def announces_drugs(candidate: Candidate) -> bool:
    """Whether a sentence ends in a colon, and what follows says which drugs to give."""
    text, headings = candidate.evidence.text, candidate.evidence.passage.headings
    below = [s for s in sentences_under(text, headings) if s.start >= candidate.sentence.end]
    colon = candidate.words.endswith(":") and candidate.sentence.kind == "sentence"
    return colon and bool(below and drugs_in(reads(text, below[0])))


def _announced(text: Text, below: Sequence[Sentence]) -> list[Sentence]:
    """What a colon announces that is no list of its own: the next sentence with its doses.

    Those are the rows of a table directly below it, or below a label, for the same drugs.
    """
    drugs = drugs_in(reads(text, below[0])) if below else frozenset[str]()
    first = next((n for n, s in enumerate(below[: ABOVE + 1]) if s.kind == "table_row"), 0)
    rows = [s for s in below[first:] if first and s.context == below[first].context]
    same = drugs and all(drugs_in(reads(text, s)) <= drugs for s in [*below[:first], *rows])
    return [*below[:first], *rows] if rows and same and len(rows) <= WHOLE else list(below[:1])


def _group(
    candidate: Candidate, section: Sequence[Sentence], picking: frozenset[str], asked: str
) -> list[Sentence]:
    """What the question picks of the candidate's table or list, or all of a short one.

    One row of a dosing scheme, or one step of an order of actions, read alone is worse than none:
    its first days, the other weights, the steps before are missing. Those for other drugs or other
    patients are left out, but never of steps. Only a long table is cut further: to the rows for the
    weight or age asked about with their neighbours; or else to the items that give doses of the
    drug, or to what holds the most of the question's rarer words, a row in its first cell.
    """
    sentence = candidate.sentence
    group = [s for s in section if s.kind == sentence.kind and s.context == sentence.context]
    whole = sentence.kind == "list_item" and _is_whole(candidate.evidence.text, group)
    if not whole:
        group = _asked_about(candidate, group, asked)
    own = [_label(candidate, member) for member in group]
    treats = sentence.kind == "list_item" and any(map(gives_dose, own))
    short = ITEMS_WHOLE if whole or treats else ALWAYS_WHOLE
    reading = [reads(candidate.evidence.text, member) for member in group]
    steps = all(map(_NUMBERED.match, own)) or all(map(_IN_TURN.match, reading))
    if len(group) <= short or (steps and len(group) <= WHOLE):
        return group
    if sentence.kind == "table_row":
        banded = with_neighbours(asked, candidate.evidence.text, group)
        if banded:
            return banded
    drugs = drugs_in(asked)
    given = [
        s
        for s, label in zip(group, own, strict=True)
        if drugs & drugs_in(label) and gives_dose(label)
    ]
    if sentence in given:
        return given
    # The number of a weight is no age's: "12 kg" is not "6 to 12 years".
    telling = {word for word in picking if not word.isdecimal()} if named_in(asked) else picking
    hits = [len(telling & set(tokens(label))) for label in own]
    if max(hits) > min(hits):
        picked = [member for member, hit in zip(group, hits, strict=True) if hit == max(hits)]
        return picked if sentence in picked else sorted([*picked, sentence], key=_start)
    return group if len(group) <= WHOLE else [sentence]


def may_be_cut(company: Sequence[Candidate]) -> bool:
    """Whether some of the company may be left out: rows, or items that do not belong together.

    Doses are never cut this way: which of them are alternatives, no model is asked.
    """
    kinds = {one.sentence.kind for one in company}
    if len(company) < 2 or not (len(kinds) == 1 and kinds <= {"table_row", "list_item"}):
        return False
    text = company[0].evidence.text
    given = any(gives_dose(one.words) or drugs_in(one.words) for one in company)
    given = given or all(_IN_TURN.match(one.words) for one in company)
    return not given and not _is_whole(text, [one.sentence for one in company])


def _is_whole(text: Text, members: Sequence[Sentence]) -> bool:
    """Whether part of them misleads: steps, what is given together or counted, and when not to."""
    lead_in = " ".join(text[span] for span in members[0].context)
    words = [text.content[member.start : member.end] for member in members]
    numbered = all(map(_NUMBERED.match, words))
    joined = any(_JOINED.search(one) for one in words)
    return (
        numbered
        or joined
        or bool(_COUNTED.search(lead_in) or limits_treatment("sentence", lead_in))
    )


def _asked_about(candidate: Candidate, members: Sequence[Sentence], asked: str) -> list[Sentence]:
    """Without rows or items for other drugs, patients or severities only than a question names.

    Who names a weight or age sees the neighbours of its band, whoever they are for. What names no
    drug or no patients is for those of the row or item before it: without that it would be read as
    for others.
    """
    drugs = drugs_in(asked)
    patients = frozenset[str]() if named_in(asked) else populations_in(asked)
    severe = severities_in(asked)
    kept = []
    about = fits = True
    for member in members:
        words = reads(candidate.evidence.text, member)
        if drugs_in(words):
            about = is_about(drugs, f"{candidate.headings}: {words}")
        if populations_in(words):
            fits = applies(patients, words, "")
        another = is_for_another(severe, member.kind, words)
        if member == candidate.sentence or (about and fits and not another):
            kept.append(member)
    return kept


def _start(sentence: Sentence) -> int:
    return sentence.start


def _label(candidate: Candidate, member: Sentence) -> str:
    """The first cell of a row, or the words of an item."""
    words = candidate.evidence.text.content[member.start : member.end]
    return words.partition(" | ")[0] if member.kind == "table_row" else words
