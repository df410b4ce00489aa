"""Support: a statement that is not verbatim is whole clauses of its quote, or a model vouches."""

import re

from assistant.phrasing.limits import limits_or_warns
from assistant.support_model import SupportModel
from assistant.verify.clauses import BEGINS, clauses_of, segments_of
from assistant.verify.polarity import label_of
from assistant.verify.population import groups_in
from assistant.verify.source import Source
from assistant.verify.tracing import TOKEN
from corpus.quantities import quantities_in

SUPPORTED = 0.5
"""Probability of support from which a model is believed: that of two labels the likelier one is
support. Source: TRUE (Honovich et al., NAACL 2022), whose threshold it is. The rules before it
catch what such models miss, so it need not be set high."""
_JOINED = re.compile(r"^(?:and|then)\b[\s,]*", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:beware|careful\w*|however|warn\w*|interact\w*|limit\w*|contra\w*)\b", re.IGNORECASE
)
"""What limits a sentence though by itself it would limit no treatment."""
_LEANS = re.compile(r"^(?:this|that|these|those|it|its|they|their|he|she|such|which|who)\b", re.I)


def fault(statement: str, source: Source, *, row: bool, model: SupportModel | None) -> str:
    """Why the statement is not supported; empty when it is. `row` is a table's row.

    A row is quoted whole or not at all: a cell without its neighbours may be for another patient.
    """
    if row:
        return "says only part of a table row, or says it otherwise"
    if is_whole_clauses(statement, source):
        return ""
    if model is None:
        return "is not made of whole clauses of its quote, and no support model is set"
    (probability,) = model.supports([(source.text, statement)])
    # Written so that a probability that is not a number supports nothing.
    if probability >= SUPPORTED:
        return ""
    return f"is supported with a probability of {probability:.2f}, says {model.identity}"


def is_whole_clauses(statement: str, source: Source) -> bool:
    """Whether it is whole clauses of the sentence in order, what it leaves out limiting none.

    What is left out is a whole segment or an instruction by itself: no beginning such as "in
    severe disease", no condition, group, amount or caution. It may follow headings that are quoted.
    """
    said = [_plain(text) for segment in _cut(_without_path(statement, source)) for text in segment]
    at, spoken_before = 0, True
    for segment in _cut(source.sentence):
        spoken: list[bool] = []
        for clause in segment:
            here = at < len(said) and said[at] == _plain(clause)
            # Behind something left out, "it" and "this" are no longer what they were.
            if here and _LEANS.match(_bare(clause)) and not (spoken or [spoken_before])[-1]:
                return False
            spoken.append(here)
            at += here
        left_out = [clause for clause, here in zip(segment, spoken, strict=True) if not here]
        by_itself = not any(spoken) or all(BEGINS.match(_bare(one)) for one in left_out)
        if not by_itself or any(map(_matters, left_out)):
            return False
        spoken_before = (spoken or [spoken_before])[-1]
    return 0 < at == len(said)


def _matters(clause: str) -> bool:
    """Whether a clause limits what is said, or warns of it: then it may not be left out."""
    limits = label_of(clause) or groups_in(clause) or quantities_in(clause)
    return bool(limits or limits_or_warns("sentence", clause) or _TELLS.search(clause))


def _cut(text: str) -> list[list[str]]:
    """The clauses of each segment."""
    segments = (text[start:end] for start, end in segments_of(text))
    return [[one[start:end] for start, end in clauses_of(one)] for one in segments]


def _bare(clause: str) -> str:
    return _JOINED.sub("", clause)


def _plain(clause: str) -> tuple[str, ...]:
    """Its words and signs, in lower case, without the word that joins it to the one before."""
    return tuple(token for token in TOKEN.findall(_bare(clause).casefold()) if token not in ",.;")


def _without_path(statement: str, source: Source) -> str:
    """The statement without the quoted headings it begins with."""
    known = {_plain(piece) for line in source.context for piece in re.split(r"[›:]", line)}
    path, colon, rest = statement.partition(": ")
    pieces = [_plain(piece) for piece in path.split("›")]
    return rest if colon and rest and known.issuperset(pieces) else statement
