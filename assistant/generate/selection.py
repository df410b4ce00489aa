"""Chooses the sentences that answer: the best, and what they cannot be read without."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.evidence import reads
from assistant.generate.candidates import Candidate
from assistant.generate.doses import asks_dose, gives_dose
from assistant.generate.ordering import gives_asked_dose, in_reading_order
from assistant.generate.precedence import group_of, local_first, same_matter
from assistant.generate.scoring import is_judged
from assistant.generate.sections import sentences_under
from assistant.generate.tables import band_below, doses_below, naming, with_neighbours
from assistant.vocabulary import Expansion, conditions_in, populations_in, tokens
from corpus.passages import Sentence

MARGIN = 0.12
"""A sentence is kept when its score is at most this far below the best one's."""
JUDGED_MARGIN = 0.16
"""The same where an evidence model has a say. Chosen with `JUDGED_SHARE`: answers are as long as
without a model and hold what answers more often; a smaller margin lost facts and limits."""
DOSE_MARGINS = 2
"""Margins below the best sentence down to which one gives the dose that is asked for, where no
better one does."""
WHOLE = 14
"""Rows or items up to which a table or list is shown whole, unless the question picks some."""
ALWAYS_WHOLE = 6
"""Rows or items up to which it is shown whole in any case."""
LONGEST = 12
"""Statements beyond which no further table or list is added."""
PICKING = 2.0
"""Inverse document frequency from which a word can pick rows: "dose" cannot, a drug's name can."""

_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_LEANING = re.compile(
    r"(?:this|these|those|that|it|they|them|he|she|its|their|then|otherwise|however|if not|if so"
    r"|if this|if these|in such cases|such|also|alternatively|instead|thereafter|after this"
    r"|after that|the (?:former|latter|above|same))\b",
    re.IGNORECASE,
)


def choose(
    question: Expansion,
    scored: Sequence[Candidate],
    rarity: Callable[[str], float],
    count: int,
    judged_margin: float = JUDGED_MARGIN,
) -> list[Candidate]:
    """About `count` of the candidates with their company, in the order to be read.

    A table or list counts as one. No dose for another condition is among them where some are about
    the condition asked about.
    """
    if not scored:
        return []
    margin = judged_margin if is_judged(scored) else MARGIN
    scored = _of_the_condition(question.asked, scored, margin)
    best = max(candidate.score for candidate in scored)
    picking = frozenset(
        term for term in (*question.terms, *question.added) if rarity(term) >= PICKING
    )
    kept: dict[tuple[str, int], Candidate] = {}
    taken = 0
    for candidate in sorted(scored, key=lambda candidate: -candidate.score):
        if candidate.score < best - margin or taken >= count:
            break
        if candidate.key in kept:
            continue
        company = _with_company(candidate, picking, question)
        if candidate.sentence.kind == "table_row" and all(one.key in kept for one in company):
            # A row for another weight, of a table that is shown for the one asked about.
            continue
        if kept and len(kept) + len(company) > LONGEST:
            # A second long table or list would bury what answers better.
            continue
        taken += bool(company)
        for needed in company:
            kept.setdefault(needed.key, needed)
    for left_out in _left_out(question, scored, list(kept.values()), best, margin):
        for needed in _with_company(left_out, picking, question):
            kept.setdefault(needed.key, needed)
    return in_reading_order(list(kept.values()), question)


def _left_out(
    question: Expansion,
    scored: Sequence[Candidate],
    kept: Sequence[Candidate],
    best: float,
    margin: float,
) -> Iterator[Candidate]:
    """What the answer would be wrong without, though it scored a little lower.

    That is a dose, where one is asked for; the dose of each group of patients, where the question
    names none and documents differ by it; and what the site's own document says, where one for
    every site answers. Another document must be on the same matter as what answers best.
    """
    if not kept:
        return
    first = max(kept, key=lambda one: one.score).evidence
    gives, own = gives_asked_dose(question), local_first(question)
    near = [one for one in scored if one.score >= best - DOSE_MARGINS * margin]
    near.sort(key=lambda one: -one.score)
    doses = [one for one in near if gives(one)]
    shown = {group_of(one.evidence) for one in kept if gives(one)}
    named = populations_in(question.asked)
    for dose in doses if not (shown and named) else ():
        group = group_of(dose.evidence)
        # Beside a dose for everyone, or once some are shown, only those of other groups are missed.
        another = group and group not in shown and frozenset() not in shown
        if not shown or (not named and another and same_matter(dose.evidence, first)):
            shown.add(group)
            yield dose
    if not any(own(one.evidence) for one in kept):
        local = [
            one for one in doses or near if own(one.evidence) and same_matter(one.evidence, first)
        ]
        yield from local[:1]


def _of_the_condition(
    asked: str, scored: Sequence[Candidate], margin: float
) -> Sequence[Candidate]:
    """Without doses for another condition, where the one asked about is spoken of well enough.

    The dose of a drug in a stroke is none in a heart attack, however alike its table. What else is
    said there, such as that the drug is not for pregnant women, stays.
    """
    wanted = conditions_in(asked)
    named = [(candidate, conditions_in(candidate.reading)) for candidate in scored]
    own = max((one.score for one, names in named if wanted & names), default=-math.inf)
    if own < max(candidate.score for candidate in scored) - margin:
        return scored
    return [one for one, names in named if not names or wanted & names or not gives_dose(one.words)]


def _with_company(
    candidate: Candidate, picking: frozenset[str], question: Expansion
) -> list[Candidate]:
    """The candidate with those it cannot be read without, wherever they stand in its section."""
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
            # What it announces stands in another paragraph, and is no list.
            members += [s for s in section if s.start >= sentence.end][:1]
    if sentence.kind != "table_row":
        members += band_below(question.asked, text, headings, sentence)
    if sentence.kind == "sentence" and len(members) == 1 and asks_dose(question):
        below = doses_below(text, headings, sentence)
        members += below if len(below) <= WHOLE else []
    return [
        replace(candidate, sentence=member, words=reads(candidate.evidence.text, member))
        for member in members
    ]


def _group(
    candidate: Candidate, section: Sequence[Sentence], picking: frozenset[str], asked: str
) -> list[Sentence]:
    """What the question picks of the candidate's table or list, or all of a short one.

    One row of a dosing scheme, or one step of an order of actions, read alone is worse than none:
    its first days, the other weights, the steps before are missing. Only a long table is cut: to
    the rows for the weight or age asked about with their neighbours, or else to the rows whose
    first cell, or the items that, hold the most of the question's rarer words.
    """
    sentence = candidate.sentence
    group = [s for s in section if s.kind == sentence.kind and s.context == sentence.context]
    own = [_label(candidate, member) for member in group]
    steps = all(_NUMBERED.match(label) for label in own)
    if len(group) <= ALWAYS_WHOLE or (steps and len(group) <= WHOLE):
        return group
    if sentence.kind == "table_row":
        banded = with_neighbours(asked, candidate.evidence.text, group)
        if banded:
            return banded
    hits = [len(picking & set(tokens(label))) for label in own]
    if max(hits) > min(hits):
        picked = [member for member, hit in zip(group, hits, strict=True) if hit == max(hits)]
        return picked if sentence in picked else sorted([*picked, sentence], key=_start)
    return group if len(group) <= WHOLE else [sentence]


def _start(sentence: Sentence) -> int:
    return sentence.start


def _label(candidate: Candidate, member: Sentence) -> str:
    """The first cell of a row, or the words of an item."""
    words = candidate.evidence.text.content[member.start : member.end]
    return words.partition(" | ")[0] if member.kind == "table_row" else words
