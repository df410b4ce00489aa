"""Research abstracts: PubMedQA's questions, and SciFact's titles and claims, with their texts."""

import random
from collections.abc import Iterator
from pathlib import Path

from assistant.judgement import Reading
from corpus.prose import sentence_spans
from evals.adapters.records import read_records
from evals.training.example import Group, Text, negative
from evals.training.pool import Pool


def pubmedqa(folder: Path) -> Iterator[Group]:
    """Each question with a paragraph of its abstract, and with paragraphs of others."""
    records = list(read_records(folder / "pubmedqa/pqal.jsonl", "question", "contexts"))
    contexts = [(row, text) for row, record in enumerate(records) for text in record["contexts"]]
    pool = Pool([_reading("", text) for _, text in contexts])
    for row, record in enumerate(records):
        own = [_reading("", text) for text in record["contexts"]]
        others = {at for at, (owner, _) in enumerate(contexts) if owner != row}
        near = pool.nearest(record["question"], 3, others.__contains__)
        wrong = [negative(pool.readings[at]) for at in near]
        # The conclusion was cut out of these abstracts: they are about the question, no more.
        yield Group(record["question"], (Text(own[-1], True, None, 0.6), *wrong), "pubmedqa")


def scifact(folder: Path, count: int, seed: int) -> Iterator[Group]:
    """Claims with the abstract that speaks of them, and titles with what they stand above."""
    corpus = {str(r["doc_id"]): r for r in read_records(folder / "scifact/corpus_train.jsonl")}
    ids = list(corpus)
    pool = Pool([Reading("", tuple(corpus[key]["abstract"])) for key in ids])
    for record in read_records(folder / "scifact/claims_train.jsonl"):
        key = str(record["evidence_doc_id"])
        if key in corpus:
            marked = set(record["evidence_sentences"])
            yield _claim(record["claim"], key, marked, ids, pool)
    for key in random.Random(seed).sample(ids, min(count, len(ids))):
        yield _claim(corpus[key]["title"], key, None, ids, pool)


def _claim(asked: str, key: str, marked: set[int] | None, ids: list[str], pool: Pool) -> Group:
    row = ids.index(key)
    reading = pool.readings[row]
    labels = None
    if marked:
        labels = tuple(place in marked for place in range(len(reading.sentences)))
    near = pool.nearest(asked, 3, lambda at: at != row)
    wrong = [negative(pool.readings[at]) for at in near]
    return Group(asked, (Text(reading, True, labels, 0.8), *wrong), "scifact")


def _reading(heading: str, text: str) -> Reading:
    spans = sentence_spans(text, 0, len(text))
    return Reading(heading, tuple(text[start:end] for start, end in spans) or (text,))
