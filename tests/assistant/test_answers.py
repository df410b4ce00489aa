"""Impossible answers cannot be made."""

from datetime import date

import pytest

from assistant.answers import Answer, Citation, Refusal, RefusalReason, Statement

CITATION = Citation(
    1, "sepsis", "Sepsis", "3", ("Fluids",), 2, 10, 15, "500 m", date(2025, 1, 1), None, "approved"
)
REFUSAL = Refusal(RefusalReason.NOT_IN_CORPUS, "Nothing.", (CITATION,))


def answer(**changes):
    known = {
        **{"id": "a", "question": "q", "redactions": (), "statements": (Statement("s", (1,)),)},
        **{"citations": (CITATION,), "refusal": None, "notices": (), "confidence": 0.5},
        **{"provenance": {}},
    }
    return Answer(**(known | changes))


def test_an_answer_is_answered_and_a_refusal_refused():
    assert answer().status == "answered"
    assert answer(statements=(), citations=(), refusal=REFUSAL).status == "refused"


@pytest.mark.parametrize(
    "wrong",
    [
        {"refusal": REFUSAL},
        {"statements": ()},
        {"statements": (Statement("s", (2,)),)},
        {"citations": ()},
        {"confidence": 1.1},
        {"confidence": float("nan")},
    ],
)
def test_an_impossible_answer_cannot_be_made(wrong):
    with pytest.raises(ValueError, match=r"answer|cites|confidence"):
        answer(**wrong)


def test_a_statement_without_a_citation_cannot_be_made():
    with pytest.raises(ValueError, match="without a citation"):
        Statement("Give 5 mg.", ())


@pytest.mark.parametrize("span", [(10, 14), (10, 10), (15, 10)])
def test_a_citation_holds_as_much_as_its_span(span):
    with pytest.raises(ValueError, match="does not hold the text"):
        Citation(1, "d", "D", "1", (), None, *span, "500 m", date(2025, 1, 1), None, "approved")


def test_json_is_the_object_of_the_contract():
    refused = answer(statements=(), citations=(), refusal=REFUSAL).to_json()

    assert refused["refusal"]["reason"] == "not_in_corpus"
    assert refused["refusal"]["nearest"][0]["effective"] == "2025-01-01"
    assert refused["refusal"]["nearest"][0]["review"] is None
    assert answer().to_json()["statements"] == [{"text": "s", "citations": [1], "caution": False}]
