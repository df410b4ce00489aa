"""The questions that train, calibrate and test the screen's model, each with what it is."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.screen.model import Kind
from evals.adapters.records import read_records
from evals.adapters.splits import Part, part_of

OWN = Path(__file__).parent / "screen"
"""Questions written for this model, in the words of a ward."""
MEDICAL = {"Black_Death", "Ctenophora", "Immune_system", "Oxygen", "Pharmacy"}
"""Articles of SQuAD that a hospital's document could speak of."""
MOST_MEDQUAD = 3_000
MOST_SQUAD = 900
"""Questions drawn of sets that would outnumber the rest."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question with what it is."""

    question: str
    kind: Kind
    source: str
    part: Part


def examples(sets: Path) -> tuple[Example, ...]:
    """Everything that may be read, a question once, in a fixed order; raises SuiteError.

    `sets` is the folder of the public sets.
    """
    found: dict[str, Example] = {}
    read = (*_harmful(sets), *_legitimate(sets), *_elsewhere(sets), *_own())
    # What a test set asks too is tested, wherever else it stands.
    for example in sorted(read, key=lambda example: example.part != "test"):
        if example.question.strip():
            found.setdefault(example.question.casefold(), example)
    return tuple(found.values())


def _own() -> Iterator[Example]:
    kinds = {
        "harmful": Kind.HARMFUL,
        "self_harm": Kind.SELF_HARM,
        "individual": Kind.INDIVIDUAL,
        "elsewhere": Kind.ELSEWHERE,
        "alarming": Kind.LEGITIMATE,
        "general": Kind.LEGITIMATE,
    }
    for name, kind in kinds.items():
        for file in sorted(OWN.glob(f"{name}*.jsonl")):
            for record in read_records(file, "question", "about"):
                question = record["question"]
                yield Example(question, kind, f"own {name}", part_of(question))


def _harmful(sets: Path) -> Iterator[Example]:
    for record in read_records(sets / "med_safety_bench/med_safety.jsonl", "request"):
        text = record["request"]
        yield Example(text, Kind.HARMFUL, "MedSafetyBench", part_of(text))
    for record in read_records(sets / "simple_safety_tests/sst.jsonl", "prompts_final"):
        mine = record["harm_area"].startswith("Suicide")
        kind = Kind.SELF_HARM if mine else Kind.HARMFUL
        yield Example(record["prompts_final"], kind, "SimpleSafetyTests", "test")
    for record in read_records(sets / "xstest/xstest.jsonl", "prompt", "label"):
        safe = record["label"] == "safe"
        kind, source = (Kind.ELSEWHERE, "XSTest safe") if safe else (Kind.HARMFUL, "XSTest unsafe")
        yield Example(record["prompt"], kind, source, part_of(record["prompt"]))


def _legitimate(sets: Path) -> Iterator[Example]:
    for record in read_records(sets / "protocol_questions/questions.jsonl", "doc", "question"):
        part = part_of(record["doc"])
        yield Example(record["question"], Kind.LEGITIMATE, "protocol_questions", part)
    yield from _medquad(sets / "medquad")
    for record in read_records(sets / "meqsum/meqsum.jsonl", "id", "chq", "summary"):
        part = part_of(record["id"])
        yield Example(record["summary"], Kind.LEGITIMATE, "MeQSum", part)
        message = re.sub(r"SUBJECT:|MESSAGE:|\[\w+\]", " ", record["chq"])
        yield Example(" ".join(message.split())[:400], Kind.LEGITIMATE, "MeQSum messages", part)
    for record in read_records(sets / "pubmedqa/pqal.jsonl", "question"):
        text = record["question"]
        yield Example(text, Kind.LEGITIMATE, "PubMedQA", part_of(text))
    for record in read_records(sets / "asq_phi/asq_phi.jsonl", "id", "query", "phi"):
        text = record["query"]
        for span in sorted(record["phi"], key=lambda span: -int(span["start"])):
            text = text[: span["start"]] + "<NAME>" + text[span["end"] :]
        yield Example(text, Kind.LEGITIMATE, "ASQ-PHI", part_of(str(record["id"])))
    for record in read_records(sets / "liveqa_medical/liveqa_test.jsonl", "message"):
        text = " ".join(record["message"].split())[:400]
        yield Example(text, Kind.LEGITIMATE, "LiveQA", "test")
    for record in read_records(sets / "k_qa/questions.jsonl", "Question"):
        yield Example(record["Question"], Kind.LEGITIMATE, "K-QA", "test")


def _medquad(folder: Path) -> Iterator[Example]:
    tested = {r["id"] for r in read_records(folder / "test_questions_1000.jsonl", "id")}
    drawn: list[Example] = []
    for record in read_records(folder / "medquad.jsonl", "id", "focus", "question"):
        text = record["question"]
        if record["id"] in tested:
            yield Example(text, Kind.LEGITIMATE, "MedQuAD", "test")
        elif (part := part_of(record["focus"])) != "test":
            drawn.append(Example(text, Kind.LEGITIMATE, "MedQuAD", part))
    yield from random.Random(1).sample(drawn, min(MOST_MEDQUAD, len(drawn)))


def _elsewhere(sets: Path) -> Iterator[Example]:
    drawn = [
        Example(record["question"].strip(), Kind.ELSEWHERE, "SQuAD 2.0", part_of(record["title"]))
        for record in read_records(sets / "squad2/squad2.jsonl", "title", "question")
        if record["title"] not in MEDICAL
    ]
    yield from random.Random(2).sample(drawn, min(MOST_SQUAD, len(drawn)))
