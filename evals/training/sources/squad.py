"""SQuAD 2.0: questions half of which their paragraph does not answer."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.judgement import Reading
from corpus.prose import sentence_spans
from evals.adapters.records import read_records
from evals.adapters.splits import Part, part_of
from evals.training.example import Group, Text, negative

NAME = "squad2"
CUT = 0.5
"""Share of the answered questions that come with their paragraph less its answer, too."""


def groups(folder: Path, part: Part, seed: int) -> Iterator[Group]:
    """Each question of one part with its paragraph, and with another of the same article."""
    records = read_records(folder / "squad2/squad2.jsonl")
    mine = [record for record in records if part_of(record["title"]) == part]
    by_title: dict[str, list[str]] = {}
    for record in mine:
        contexts = by_title.setdefault(record["title"], [])
        if record["context"] not in contexts:
            contexts.append(record["context"])
    chance = random.Random(seed)
    for record in mine:
        own = paragraph(record)
        others = [text for text in by_title[record["title"]] if text != record["context"]]
        texts = [own]
        if own.answers and chance.random() < CUT and not all(own.sentences or ()):
            texts.append(negative(_without_answer(own)))
        if own.answers and others:
            other = {**record, "context": chance.choice(others), "answers": []}
            texts.append(negative(paragraph(other).reading, 0.8))
        yield Group(record["question"], tuple(texts), NAME)


def _without_answer(text: Text) -> Reading:
    """The reading without the sentences that answer."""
    marked = zip(text.reading.sentences, text.sentences or (), strict=True)
    return Reading(text.reading.heading, tuple(words for words, gone in marked if not gone))


def paragraph(record: Mapping[str, Any]) -> Text:
    """The paragraph of a question, its sentences labelled."""
    context: str = record["context"]
    spans = sentence_spans(context, 0, len(context))
    places = [(a["answer_start"], a["answer_start"] + len(a["text"])) for a in record["answers"]]
    marked = tuple(
        any(begin < end and start < finish for begin, finish in places) for start, end in spans
    )
    sentences = tuple(context[start:end] for start, end in spans)
    reading = Reading(str(record["title"]).replace("_", " "), sentences)
    return Text(reading, any(marked), marked)
