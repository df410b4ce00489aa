"""Chooses the sentences that answer: the best, and what they cannot be read without."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.generate.candidates import Candidate
from assistant.generate.company import announces_drugs, may_be_cut, with_company
from assistant.generate.doses import asks_treatment, gives_dose
from assistant.generate.ordering import for_children, gives_asked_dose, in_reading_order
from assistant.generate.precedence import group_of, local_first, same_matter
from assistant.generate.scoring import is_judged
from assistant.generate.severity import is_for_another, severities_in
from assistant.vocabulary import Expansion, conditions_in, populations_in

MARGIN = 0.12
"""A sentence is kept when its score is at most this far below the best one's."""
JUDGED_MARGIN = 0.16
"""The same where an evidence model has a say. Chosen with `JUDGED_SHARE`: answers are as long as
without a model and hold what answers more often; a smaller margin lost facts and limits."""
DOSE_MARGINS = 2
"""Margins below the best sentence down to which one gives the dose that is asked for, where no
better one does."""
WITHIN = 2.0
"""Logits below the likeliest of the rows of one table, or items of one list, down to which others
are shown: less likely ones held what answers no more often."""
LONGEST = 12
"""Statements beyond which no further table or list is added."""
PICKING = 2.0
"""Inverse document frequency from which a word can pick rows: "dose" cannot, a drug's name can."""


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
    scored = _of_the_severity(question.asked, scored, margin)
    best = max(candidate.score for candidate in scored)
    picking = frozenset(
        term for term in (*question.terms, *question.added) if rarity(term) >= PICKING
    )
    logits = _logits(scored)
    kept: dict[tuple[str, int], Candidate] = {}
    taken = 0
    for candidate in sorted(scored, key=lambda candidate: -candidate.score):
        if candidate.score < best - margin or taken >= count:
            break
        if candidate.key in kept:
            continue
        company = _likeliest(with_company(candidate, picking, question), candidate, logits)
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
        for needed in with_company(left_out, picking, question):
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
    if not shown and not doses and asks_treatment(question):
        yield from [one for one in near if announces_drugs(one)][:1]
    given = [one for one in kept if gives(one)]
    if given and not named and all(map(for_children, given)):
        # The dose of a child, read by who named no patients, would be taken for an adult's.
        yield from [
            one for one in doses if not for_children(one) and one.evidence.version == first.version
        ][:1]
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


def _of_the_severity(asked: str, scored: Sequence[Candidate], margin: float) -> Sequence[Candidate]:
    """Without what is for another severity, where something else answers well enough."""
    severe = severities_in(asked)
    own = [one for one in scored if not is_for_another(severe, one.sentence.kind, one.words)]
    best = max(one.score for one in scored)
    return own if any(one.score >= best - margin for one in own) else scored


def _logits(scored: Sequence[Candidate]) -> dict[tuple[str, int], float]:
    """What the evidence model says of every sentence of the passages it judged, by its place."""
    return {
        (one.evidence.version.key, sentence.start): logit
        for one in scored
        if one.evidence.judgement
        for sentence, logit in zip(
            one.evidence.passage.sentences, one.evidence.judgement.sentences, strict=False
        )
    }


def _likeliest(
    company: Sequence[Candidate], candidate: Candidate, logits: Mapping[tuple[str, int], float]
) -> list[Candidate]:
    """The company without rows and items that an evidence model puts far behind the likeliest.

    Not where part of it misleads: a table of doses, steps, and what says when not to.
    """
    known = [logits[one.key] for one in company if one.key in logits]
    if len(known) < len(company) or not may_be_cut(company):
        return list(company)
    return [
        one for one in company if logits[one.key] >= max(known) - WITHIN or one.key == candidate.key
    ]
