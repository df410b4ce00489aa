"""A hospital of two small documents, and answers quoted from them."""

from dataclasses import dataclass

from corpus.errors import StorageError
from corpus.text import Block, BlockKind, Text
from evals.measures.score import Graded
from evals.runs.outcome import Outcome, Place
from evals.runs.sources import Source, Sources
from evals.suites.case import Case, Expect

DAY = "2026-11-01"
SEPSIS = (
    "Fluids\n"
    "In an adult with septic shock "
    "give at least 30 mL/kg of crystalloid within the first 3 hours.\n"
    "Do not give starch, unless a specialist asks for it.\n"
    "Drug | Adult | Child | Route\n"
    "Gentamicin | 5 mg/kg | 7 mg/kg | IV\n"
    "Morphine | 10 mg every 4 hours | – | oral\n"
    "Drug choice: Vancomycin or teicoplanin."
)
OLD = "Give 20 mL/kg of crystalloid within the first 3 hours."
HEADER = "Drug | Adult | Child | Route"
FLUIDS = SEPSIS.splitlines()[1]
STARCH = SEPSIS.splitlines()[2]


@dataclass(frozen=True)
class TextsInMemory:
    """A library of texts by made-up digest."""

    texts: dict[str, Text]

    def text(self, sha256):
        if sha256 not in self.texts:
            raise StorageError(f"{sha256} is not kept")
        return self.texts[sha256]


def text(content):
    return Text(content, (Block(BlockKind.PARAGRAPH, 0, len(content)),))


LIBRARY = TextsInMemory({"s2": text(SEPSIS), "s1": text(OLD)})
SOURCES = Sources(
    {
        "sepsis@2": Source("sepsis", "2", "Sepsis", "s2"),
        "sepsis@1": Source("sepsis", "1", "Sepsis", "s1"),
        "lost@1": Source("lost", "1", "Lost", "gone"),
    },
    {DAY: frozenset({"sepsis@2", "lost@1"})},
    LIBRARY,
)


def quote(number, words, **changes):
    """A citation of words of the document in force."""
    start = SEPSIS.index(words)
    return {
        "number": number, "document": "sepsis", "version": "2", "title": "Sepsis",
        "start": start, "end": start + len(words), "quote": words,
    } | changes  # fmt: skip


def said(words, *numbers, caution=False):
    return {"text": words, "citations": list(numbers), "caution": caution}


def answer(statements, citations, **changes):
    return {
        "status": "answered", "question": "q", "redactions": [], "statements": list(statements),
        "citations": list(citations), "refusal": None, "notices": [], "confidence": 0.9,
    } | changes  # fmt: skip


def of_quote(words, as_said=None):
    """An answer of one statement made of one quote."""
    return answer([said(as_said or words, 1)], [quote(1, words)])


def of_row(as_said, row="Gentamicin | 5 mg/kg | 7 mg/kg | IV"):
    """An answer of one table row, read with its header."""
    return answer([said(as_said, 1, 2)], [quote(1, row), quote(2, HEADER)])


ROW = "Drug: Gentamicin; Adult: 5 mg/kg; Child: 7 mg/kg; Route: IV"


def refusal(reason="not_in_corpus", nearest=(), message="Nothing about this.", **changes):
    refused = {"reason": reason, "message": message, "nearest": list(nearest)}
    return answer([], [], status="refused", refusal=refused, confidence=0.1) | changes


def places(*spans):
    return tuple(Place("sepsis", "2", *span) for span in spans)


def graded(found, *, ranking=(), error="", expect=Expect.ANSWER, **case):
    """A case with what came of it; None for an error."""
    made = Case(
        case.pop("suite", "s"), case.pop("id", "c"), case.pop("question", "How much?"), expect,
        **case,
    )  # fmt: skip
    if found is None:
        return Graded(made, Outcome(made.key, None, ranking, error or "it hung"), SOURCES, DAY)
    return Graded(made, Outcome(made.key, found, ranking), SOURCES, DAY)
