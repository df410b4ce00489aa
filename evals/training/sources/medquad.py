"""MedQuAD: the answer's passage, and other questions' answers about the same disease."""

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from assistant.judgement import Reading
from corpus.prose import sentence_spans
from evals.adapters.records import read_records
from evals.training.example import Group, Text, negative
from evals.training.pool import Pool

NAME = "medquad"


def groups(folder: Path, count: int, seed: int) -> Iterator[Group]:
    """`count` questions, none of a disease that the 1,000 test questions are about."""
    home = folder / "medquad"
    reported = list(read_records(home / "test_questions_1000.jsonl"))
    test = {record["focus"].lower() for record in reported}
    gold = {passage for record in reported for passage in record["gold_passages"]}
    passages = {record["id"]: record for record in read_records(home / "passages.jsonl")}
    ids = list(passages)
    readings = {key: _reading(record) for key, record in passages.items()}
    pool = Pool([readings[key] for key in ids])
    by_focus: dict[str, list[str]] = defaultdict(list)
    for key, record in passages.items():
        by_focus[record["title"].lower()].append(key)
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (home / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, passage, grade = line.split("\t")
        grades[question][passage] = int(grade)
    records = [r for r in read_records(home / "medquad.jsonl") if r["focus"].lower() not in test]
    chance = random.Random(seed)
    for record in chance.sample(records, min(count, len(records))):
        judged = grades[record["id"]]
        best = [
            key
            for key, grade in judged.items()
            # A disease may stand under another name above its passage.
            if grade == max(judged.values())
            and key not in gold
            and passages[key]["title"].lower() not in test
        ]
        if not best:
            continue
        same = [key for key in by_focus[record["focus"].lower()] if key not in judged]
        near = [ids[row] for row in pool.nearest(record["question"], 8)]
        others = [
            key
            for key in near
            if key not in judged and passages[key]["title"].lower() != record["focus"].lower()
        ]
        wrong = [*chance.sample(same, min(2, len(same))), *others[: 1 if same else 3]]
        yield Group(
            record["question"],
            (
                Text(readings[chance.choice(best)], True),
                *(negative(readings[key]) for key in wrong),
            ),
            NAME,
        )


def _reading(record: dict[str, str]) -> Reading:
    text = record["text"]
    spans = sentence_spans(text, 0, len(text))
    sentences = tuple(" ".join(text[start:end].split()) for start, end in spans)
    return Reading(f"{record['title']} › {record['section']}", sentences or (text,))
