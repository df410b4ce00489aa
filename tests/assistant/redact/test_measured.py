"""Recall and false alarms on the shared sets: floors below what was measured, so a loss shows."""

import json
from pathlib import Path

import pytest

from assistant.redact.presidio import PresidioRedactor

SHARED = Path(__file__).parents[3] / ".." / "shared" / "evalsets"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/evalsets is not here")


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (SHARED / name).read_text("utf-8").splitlines()]


def test_most_identifiers_of_asq_phi_are_found_and_clean_questions_stay():
    redactor = PresidioRedactor()
    names = found = clean = altered = 0
    for row in rows("asq_phi/asq_phi.jsonl")[::2]:
        redactions = redactor.redact(row["query"]).redactions
        if not row["phi"]:
            clean += 1
            altered += bool(redactions)
        for span in row["phi"]:
            if span["identifier_type"] == "NAME":
                names += 1
                found += any(r.start < span["end"] and r.end > span["start"] for r in redactions)
    assert names > 200
    assert found / names >= 0.99
    assert altered / clean <= 0.03


def test_almost_no_protocol_question_is_altered():
    redactor = PresidioRedactor()
    questions = [row["question"] for row in rows("protocol_questions/questions.jsonl")][::16]
    altered = [q for q in questions if redactor.redact(q).redactions]
    assert len(altered) / len(questions) <= 0.01
