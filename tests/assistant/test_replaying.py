"""A replay is the same to the byte, or says what is another."""

from dataclasses import replace
from datetime import date

import orjson
import pytest

from assistant.answers import Answer, Citation, Statement
from assistant.audit import Record
from assistant.replaying import compare, replay
from corpus.errors import AuditError

CITATION = Citation(
    1, "sepsis", "Sepsis", "1", ("Fluids",), None, 0, 11, "Give 30 mL.", date(2025, 1, 1),
    date(2026, 1, 1), "approved",
)  # fmt: skip
ANSWER = Answer(
    "a", "How much?", (), (Statement("Give 30 mL.", (1,)),), (CITATION,), None, (), 0.5,
    {"snapshot": "s", "settings": "x"}, {"audit": 1.0},
)  # fmt: skip


def record(answer=ANSWER):
    content = orjson.loads(orjson.dumps({"asked": {}, "answer": answer.to_json()}))
    return Record(1, "2025-01-01T00:00:00+00:00", "0" * 64, content)


def test_the_same_words_are_byte_identical_whatever_the_id_and_the_time():
    done = compare(record(), replace(ANSWER, id="b", timings_ms={"audit": 9.0}))

    assert done.same and done.identical and not done.differences
    assert done.to_json() == {
        "id": "a", "same": True, "identical": True, "differences": [], "changes": [],
    }  # fmt: skip


def test_each_difference_is_named_with_both_sides():
    quote = replace(CITATION, quote="Give 90 mL.")
    more = replace(quote, number=2)
    changed = replace(
        ANSWER, statements=(Statement("Give 90 mL.", (1, 2)),), citations=(quote, more)
    )
    done = compare(record(), changed)

    assert not done.same and not done.identical
    assert [one.place for one in done.differences] == [
        "statements[0].text", "statements[0].citations[1]", "citations[0].quote", "citations[1]",
    ]  # fmt: skip
    assert (done.differences[0].before, done.differences[0].after) == ("Give 30 mL.", "Give 90 mL.")
    assert done.differences[1].before is None
    assert done.fields == ("statements", "citations")


def test_a_review_date_that_moved_on_is_told_and_is_the_same_answer():
    done = compare(record(), replace(ANSWER, citations=(replace(CITATION, review=None),)))

    assert done.same and not done.identical
    assert [one.place for one in done.differences] == ["citations[0].review"]


def test_a_number_that_became_another_kind_of_number_is_a_difference():
    done = compare(record(replace(ANSWER, confidence=0)), replace(ANSWER, confidence=0.0))

    assert not done.identical and done.fields == ("confidence",)


def test_an_event_cannot_be_replayed():
    event = Record(3, "2025-01-01T00:00:00+00:00", "", {"event": {"kind": "x", "by": "T"}})

    with pytest.raises(AuditError, match="record 3 is an event"):
        replay(event, None)
