"""Polarity: what a statement forbids, allows or makes conditional, its quotes do, in that scope."""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from assistant.verify.clauses import clauses_of, without_quantities
from assistant.verify.source import Source
from assistant.vocabulary import drugs_in, tokens

SHARED = 0.5
"""Share of a clause's words from which two clauses speak of the same."""
_CUES = {
    "deny": r"not|[^\W\d_]+n['’]t|cannot|never|no|nor|neither|none|avoid(?:s|ed|ing|ance)?"
    r"|contra-?indicat\w*|withh(?:o|e)ld\w*|omit\w*|forbid\w*|prohibit\w*|refrain\w*|unsafe"
    r"|unsuitable|inappropriate|non",
    "without": r"without|absent|absence|lack(?:s|ing)?",
    "stop": r"stop(?:s|ped|ping)?|discontinu\w*|ceas(?:e|es|ed|ing)",
    "unless": r"unless",
    "except": r"except(?:ion|ions|ing)?|exclud\w*|other than|apart from",
    "only": r"only|solely",
    "until": r"until|till",
    "if": r"if|when|whenever|where|in case|provided|as long as"
    r"|(?<!at )once(?! (?:daily|weekly|a|per|every))",
}
_CUE = re.compile(
    "|".join(rf"(?P<{name}>(?<![\w])(?:{words})(?![\w]))" for name, words in _CUES.items()),
    re.IGNORECASE,
)

_DENYING = frozenset({"deny", "without", "stop", "unless", "except"})

Label = frozenset[tuple[str, int]]
"""How often a clause denies, excepts, …: "not contraindicated" denies twice."""


class Clause(NamedTuple):
    """One clause, by what it says and how it says it."""

    words: str
    content: frozenset[str]
    """Its words in one form each, without those that deny or make conditions."""
    label: Label


def fault(statement: str, source: Source) -> str:
    """What is allowed, forbidden or unconditional unlike in the source; empty when nothing is.

    Words keep the label of the clause they stand in: a clause most of whose words, or a drug of
    which, stand in the source only under another label, turned it round. And each clause of the
    segments spoken of that denies or makes a condition must be said with its label, so that "give
    it unless pregnant" does not become "give it".
    """
    own, theirs = _clauses(statement), _clauses(source.text)
    for clause in own:
        known = {word for word in clause.content if _labels(word, theirs)}
        telling = {word for word in known if len(_labels(word, theirs)) == 1}
        turned = {word for word in known if clause.label not in _labels(word, theirs)}
        drugs = drugs_in(" ".join(turned))
        if turned and (drugs or len(turned) >= SHARED * len(telling | turned)):
            return f"says “{clause.words}”, and its quotes do not in this sense"
        if clause.label and not any(clause.label == other.label for other in theirs):
            return f"“{clause.words}” has a negation or condition that its quotes have not"
    needed = [one for line in source.spoken_of(statement) for one in _clauses(line) if one.label]
    # "When to refer" is a title and makes no condition; "When not to give" is one all the same.
    above = [
        one
        for line in source.context
        for one in _clauses(line)
        if dict(one.label).keys() & _DENYING
    ]
    for clause in (*above, *needed):
        if not _said(clause, own):
            return f"leaves out “{clause.words}”"
    return ""


def label_of(words: str) -> Label:
    """How words deny, except or make conditions; empty when they do not."""
    return frozenset(label for clause in _clauses(words) for label in clause.label)


def _said(clause: Clause, own: tuple[Clause, ...]) -> bool:
    needed = SHARED * len(clause.content)
    return any(
        one.label == clause.label and len(one.content & clause.content) >= needed for one in own
    )


def _labels(word: str, clauses: tuple[Clause, ...]) -> frozenset[Label]:
    return frozenset(clause.label for clause in clauses if word in clause.content)


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[Clause, ...]:
    # "No more than 5 mg" denies nothing: it is a limit, and compared as a quantity.
    plain = without_quantities(text)
    return tuple(_clause(text[start:end], plain[start:end]) for start, end in clauses_of(text))


def _clause(words: str, plain: str) -> Clause:
    cues = Counter(match.lastgroup or "" for match in _CUE.finditer(plain))
    content = frozenset(one for one in tokens(_CUE.sub(" ", plain)) if not one[0].isdigit())
    return Clause(words, content, frozenset(cues.items()))
