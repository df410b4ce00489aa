"""Finds the sentence that each statement of a reply quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import DraftStatement
from assistant.generate.candidates import Candidate
from assistant.generate.drafting import Drafted, verbatim
from assistant.generate.remote.schema import Reply, Said

_MARKS = re.compile(r"\.?(?:\s*\[\d+\])+\.?$")
"""Citation marks at the end of a statement: the number is given beside it."""


@dataclass(frozen=True)
class Matched:
    """What of a reply stands on a sentence that the model was given."""

    core: tuple[Drafted, ...]
    """In the order of the reply: the model's words, with the whole sentence and its headings."""
    dropped: tuple[str, ...]
    """Why each of the others was dropped."""


def match(reply: Reply, sentences: Sequence[Candidate]) -> Matched:
    """The statements whose quote is in the sentence of that number, counted from 1."""
    core: list[Drafted] = []
    dropped: list[str] = []
    for said in reply.statements:
        fault = _fault(said, sentences)
        if fault:
            dropped.append(fault)
        else:
            candidate = sentences[said.citation - 1]
            core.append((candidate, _worded(said, candidate)))
    return Matched(tuple(core), tuple(dropped))


def _fault(said: Said, sentences: Sequence[Candidate]) -> str:
    """Why a statement does not stand on its sentence; empty when it may."""
    if said.citation > len(sentences):
        return f"there is no sentence {said.citation}"
    if not _text(said).strip("."):
        return "it says nothing"
    # Between word boundaries: "5 mg" is not a quote of "2.5 mg".
    whole = re.compile(rf"(?<![\w.,]){re.escape(_line(said.quote))}(?!\w|[.,]\d)")
    if not whole.search(sentences[said.citation - 1].words):
        return f"its quote is not in sentence {said.citation}"
    return ""


def _worded(said: Said, candidate: Candidate) -> DraftStatement:
    """The model's words on the sentence's quotes; a sentence said whole has its headings too.

    The whole sentence is quoted and not the words the model copied: what a few words say can be
    undone by the rest.
    """
    whole = verbatim(candidate)
    text = _text(said)
    if text.rstrip(".").casefold() == candidate.words.rstrip(".").casefold():
        return whole
    return DraftStatement(text, whole.quotes)


def _text(said: Said) -> str:
    return _MARKS.sub(".", _line(said.text))


def _line(text: str) -> str:
    return " ".join(text.split())
