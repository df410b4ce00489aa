"""The contrastive questions come in twins, about training documents alone, spans inside them."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from evals.adapters.splits import part_of

FILE = Path(__file__).parents[3] / "evals/training/questions/contrastive.jsonl"
DOCUMENTS = Path(__file__).parents[4] / "shared/evalsets/protocol_questions/docs"
FIELDS = {"doc", "question", "answerable", "start", "end", "twin", "kind"}
KINDS = {
    "population",
    "drug",
    "route",
    "stage",
    "interval",
    "maximum",
    "duration",
    "threshold",
    "other",
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def test_every_row_has_the_fields_and_a_known_kind(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert set(row) == FIELDS
        assert row["kind"] in KINDS
        assert row["question"] == row["question"].strip() != ""


def test_a_span_is_there_exactly_when_the_question_is_answerable(
    rows: list[dict[str, Any]],
) -> None:
    for row in rows:
        if row["answerable"]:
            assert 0 <= row["start"] < row["end"], row
        else:
            assert row["start"] is None and row["end"] is None, row


def test_twins_are_two_different_questions_of_one_document_and_kind(
    rows: list[dict[str, Any]],
) -> None:
    pairs: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        pairs[row["twin"]].append(row)
    for pair in pairs.values():
        first, second = pair
        assert first["doc"] == second["doc"] and first["kind"] == second["kind"]
        assert first["question"] != second["question"]
        assert first["answerable"] or second["answerable"], pair


def test_no_question_is_asked_twice_of_a_document(rows: list[dict[str, Any]]) -> None:
    asked = [(row["doc"], row["question"].casefold()) for row in rows]
    assert len(asked) == len(set(asked))


def test_only_documents_of_the_training_part_are_used(rows: list[dict[str, Any]]) -> None:
    assert {part_of(row["doc"]) for row in rows} == {"train"}


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the shared evaluation sets are not here")
def test_every_span_lies_inside_its_document_and_has_words(rows: list[dict[str, Any]]) -> None:
    texts = {
        name: (DOCUMENTS / name).read_bytes().decode() for name in {row["doc"] for row in rows}
    }
    for row in rows:
        if row["answerable"]:
            span = texts[row["doc"]][row["start"] : row["end"]]
            assert len(span) == row["end"] - row["start"]
            assert span == span.strip() != "", row
