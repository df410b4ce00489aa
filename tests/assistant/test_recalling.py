"""An answer comes out of its record as it went in."""

import orjson
import pytest

from assistant.answers import Notice, Redaction
from assistant.audit import Record
from assistant.recalling import recalled
from corpus.errors import AuditError
from tests.assistant.web.answers import answered, cited, refused


def recorded(content):
    return Record(7, "2025-01-01T00:00:00.000+00:00", "0" * 64, orjson.loads(orjson.dumps(content)))


def _answer():
    one = cited(1, "Give zinc 220 mg.", review=None)
    noticed = Notice("sources_conflict", "They differ.", (cited(1, "Give 110 mg.", page=3),))
    return answered([("Give zinc 220 mg.", (1,), True)], [one], notices=[noticed])


@pytest.mark.parametrize("answer", [_answer(), refused("Not here.", [cited(1, "Zinc.")])])
def test_an_answer_comes_back_whole(answer):
    assert recalled(recorded({"answer": answer.to_json()})) == answer


def test_redactions_come_back():
    said = _answer().to_json() | {"redactions": [{"type": "PERSON", "start": 1, "end": 3}]}
    assert recalled(recorded({"answer": said})).redactions == (Redaction("PERSON", 1, 3),)


def test_an_event_holds_no_answer():
    with pytest.raises(AuditError, match="record 7 is an event"):
        recalled(recorded({"event": {"kind": "release.blocked", "by": "ann"}}))


@pytest.mark.parametrize(
    "broken", [{"statements": "x"}, {"citations": [{}]}, {"refusal": {"reason": "why"}}]
)
def test_a_broken_record_is_told(broken):
    with pytest.raises(AuditError, match="record 7 holds no answer that can be shown"):
        recalled(recorded({"answer": _answer().to_json() | broken}))


def test_a_quote_of_another_length_is_not_shown():
    said = _answer().to_json()
    said["citations"][0]["quote"] += " Twice."
    with pytest.raises(AuditError):
        recalled(recorded({"answer": said}))
