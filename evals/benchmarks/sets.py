"""The public retrieval sets: passages, questions, and which passages answer which question."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.judgement import Reading
from corpus.prose import sentence_spans

Item = TypeVar("Item")

DEV_QUESTIONS = 1000
"""MedQuAD questions for tuning, none of them among the 1,000 that are reported."""
SMALL_SHARE = 10
"""The small size takes every tenth question, and about a tenth of the passages."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """One question with the grades of its relevant passages."""

    id: str
    text: str
    grades: dict[str, int]
    """By passage id; at least one, all above 0."""

    def __post_init__(self) -> None:
        if not self.grades or min(self.grades.values()) < 1:
            raise ValueError(f"question {self.id} needs relevant passages with grades above 0")


@dataclass(frozen=True)
class RetrievalSet:
    """Passages to rank and the questions to rank them for."""

    name: str
    passages: dict[str, str]
    """What is embedded and indexed, by passage id."""
    reported: tuple[JudgedQuestion, ...]
    dev: tuple[JudgedQuestion, ...]
    """Settings are tuned on these, and on no other."""
    headed: bool = False
    """Whether the first line of every passage is its title and section."""

    def __post_init__(self) -> None:
        if {q.id for q in self.reported} & {q.id for q in self.dev}:
            raise ValueError(f"{self.name}: a question is both reported and tuned on")
        judged = {passage for q in (*self.reported, *self.dev) for passage in q.grades}
        if missing := sorted(judged - self.passages.keys()):
            raise ValueError(f"{self.name}: relevant passages are missing: {missing[:5]}")

    def reading(self, passage: str) -> Reading:
        """The passage of that id as an evidence model reads it."""
        first, _, rest = self.passages[passage].partition("\n")
        heading, text = (first, rest) if self.headed else ("", self.passages[passage])
        spans = sentence_spans(text, 0, len(text))
        sentences = tuple(" ".join(text[start:end].split()) for start, end in spans)
        return Reading(heading, sentences or (text,))

    def small(self) -> "RetrievalSet":
        """A fixed tenth: of the questions, and of the passages with all that these need."""
        questions = _by_id(self.reported)[: max(1, len(self.reported) // SMALL_SHARE)]
        kept = {passage for question in questions for passage in question.grades}
        rest = fixed_order((p for p in self.passages if p not in kept), lambda passage: passage)
        kept.update(rest[: max(0, len(self.passages) // SMALL_SHARE - len(kept))])
        passages = {passage: text for passage, text in self.passages.items() if passage in kept}
        name = f"{self.name} (a tenth)"
        return RetrievalSet(name, passages, tuple(questions), (), self.headed)


def load_medquad(folder: Path) -> RetrievalSet:
    """MedQuAD with title › section above each passage; its 1,000 test questions are reported."""
    passages = {
        record["id"]: f"{record['title']} › {record['section']}\n{record['text']}"
        for record in _lines(folder / "passages.jsonl")
    }
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, passage, grade = line.split("\t")
        if int(grade) > 0:
            grades.setdefault(question, {})[passage] = int(grade)
    reported = tuple(
        JudgedQuestion(record["id"], record["question"], grades[record["id"]])
        for record in _lines(folder / "test_questions_1000.jsonl")
    )
    kept_back = {question.text for question in reported}
    others = [
        JudgedQuestion(record["id"], record["question"], grades[record["id"]])
        for record in _lines(folder / "medquad.jsonl")
        if record["question"] not in kept_back and record["id"] in grades
    ]
    dev = tuple(_by_id(others)[:DEV_QUESTIONS])
    return RetrievalSet("MedQuAD", passages, reported, dev, headed=True)


def load_bioasq(folder: Path) -> RetrievalSet:
    """BioASQ questions over all gold snippets; one fixed half is reported, the other tuned on.

    A few snippet ids come twice with slightly different text; the first is kept.
    """
    passages: dict[str, str] = {}
    for record in _lines(folder / "snippets.jsonl"):
        passages.setdefault(record["id"], record["text"])
    questions = _by_id(
        JudgedQuestion(record["id"], record["question"], dict.fromkeys(record["gold_snippets"], 1))
        for record in _lines(folder / "questions.jsonl")
    )
    middle = len(questions) // 2
    kept_back = {question.text for question in questions[:middle]}
    dev = tuple(question for question in questions[middle:] if question.text not in kept_back)
    return RetrievalSet("BioASQ", passages, tuple(questions[:middle]), dev)


def fixed_order(items: Iterable[Item], name: Callable[[Item], str]) -> list[Item]:
    """An order as good as random that depends on nothing but the names."""
    return sorted(items, key=lambda item: hashlib.sha256(name(item).encode()).digest())


def _by_id(questions: Iterable[JudgedQuestion]) -> list[JudgedQuestion]:
    return fixed_order(questions, lambda question: question.id)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
