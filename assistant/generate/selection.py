"""Chooses the sentences that answer: the best, and what they cannot be read without."""

import re
from collections.abc import Iterable, Sequence

from assistant.generate.scoring import Candidate
from assistant.vocabulary import Expansion, tokens

MARGIN = 0.12
"""A sentence is kept when its score is at most this far below the best one's."""
WHOLE = 12
"""Rows or items up to which a table or list is shown whole unless the question picks some."""

_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_LEANING = re.compile(
    r"(?:this|these|those|that|it|they|them|he|she|its|their|then|otherwise|however|if not|if so"
    r"|if this|if these|in such cases|such|also|alternatively|instead|thereafter|after this"
    r"|after that|the (?:former|latter|above|same))\b",
    re.IGNORECASE,
)


def choose(question: Expansion, scored: Sequence[Candidate], count: int) -> list[Candidate]:
    """About `count` of the candidates, in the order of their source.

    A list's introduction stands for its items, a table counts as one, and a sentence that points
    back brings the one before it along. Documents follow one another by their best passage.
    """
    if not scored:
        return []
    best = max(candidate.score for candidate in scored)
    kept: dict[tuple[str, int], Candidate] = {}
    taken = 0
    for candidate in sorted(scored, key=lambda candidate: -candidate.score):
        if candidate.score < best - MARGIN or taken >= count:
            break
        if candidate.key not in kept:
            company = _with_company(question, candidate, scored)
            taken += bool(company)
            for needed in company:
                kept.setdefault(needed.key, needed)
    first = {
        key: min(c.rank for c in kept.values() if c.evidence.version.key == key) for key, _ in kept
    }
    return sorted(kept.values(), key=lambda c: (first[c.evidence.version.key], *c.key))


def _with_company(
    question: Expansion, candidate: Candidate, scored: Sequence[Candidate]
) -> list[Candidate]:
    """The candidate with those it cannot be read without."""
    same = [other for other in scored if other.rank == candidate.rank]
    sentence = candidate.sentence
    if sentence.kind == "intro":
        span = (sentence.start, sentence.end)
        return [
            other
            for other in same
            if span in other.sentence.context and other.sentence.kind != "intro"
        ]
    if sentence.kind in ("table_row", "list_item") and sentence.context:
        return _group(question, candidate, same)
    position = same.index(candidate)
    if position and sentence.kind == "sentence" and _LEANING.match(candidate.words):
        return [same[position - 1], candidate]
    return [candidate]


def _group(question: Expansion, candidate: Candidate, same: Iterable[Candidate]) -> list[Candidate]:
    """What the question singles out of the candidate's table or list, or all of a short one.

    A row or item is singled out by a word of the question that some hold and others do not.
    Numbered steps always stay together: one row of a dosing scheme, or one step of an order of
    actions, read alone is worse than none, because the others are missing.
    """
    sentence = candidate.sentence
    group = [
        other
        for other in same
        if other.sentence.kind == sentence.kind and other.sentence.context == sentence.context
    ]
    own = [_own_words(member) for member in group]
    if len(group) <= WHOLE and all(_NUMBERED.match(words) for words in own):
        return group
    held = [set(tokens(words)) for words in own]
    asked = {*question.terms, *question.added} - held[0].intersection(*held[1:])
    hits = [len(asked & words) for words in held]
    if max(hits) > min(hits):
        chosen = [member for member, hit in zip(group, hits, strict=True) if hit == max(hits)]
        return chosen if candidate in chosen else [*chosen, candidate]
    return group if len(group) <= WHOLE else [candidate]


def _own_words(member: Candidate) -> str:
    """The cells of a row or the words of an item, without header or introduction."""
    return member.evidence.text.content[member.sentence.start : member.sentence.end]
