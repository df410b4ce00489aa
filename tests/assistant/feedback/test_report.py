"""What readers say about answers is redacted, recorded and waits until it is settled."""

import pytest

from assistant.audit import TrailIndex
from assistant.feedback import Kind, report, reports, settle, waiting
from corpus.errors import AuditError, QuestionError, RedactionError, RoleError
from tests.assistant.curate.recorded import answered, refused, trail_of
from tests.fakes.redactors import FailingRedactor, ShoutedNames, TrustingRedactor

REDACTOR = TrustingRedactor()


@pytest.fixture
def trail(tmp_path):
    return trail_of(
        tmp_path, answered("a", ("Give 1 g.", False, ("sepsis", "1"))), refused("b", "Which gas?")
    )


def test_a_report_is_recorded_with_its_words_redacted(trail):
    done = report(trail, ShoutedNames(), "a", "unsafe", " Wrong for MARY ", "nurse")

    assert (done.kind, done.comment, done.by, done.number) == (
        Kind.UNSAFE, "Wrong for <NAME>", "nurse", 3,
    )  # fmt: skip
    assert b"MARY" not in trail.file.read_bytes()
    assert reports(TrailIndex(trail)) == (done,) == reports(TrailIndex(trail), "a")
    assert not reports(TrailIndex(trail), "b")


def test_without_a_redactor_nothing_is_written(trail):
    before = trail.file.read_bytes()
    with pytest.raises(RedactionError):
        report(trail, FailingRedactor(), "a", "wrong", "too much", "nurse")
    assert trail.file.read_bytes() == before

    done = report(trail, REDACTOR, "a", "wrong", "too much", "nurse")
    before = trail.file.read_bytes()
    with pytest.raises(RedactionError):
        settle(TrailIndex(trail), FailingRedactor(), done.number, "R", "looked")
    assert trail.file.read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "kind", "comment", "error", "said"),
    [
        ("nope", "wrong", "", AuditError, "no record of an answer 'nope'"),
        ("a", "rude", "", QuestionError, "unsafe, wrong, missing, helpful"),
        ("a", "missing", "", QuestionError, "was answered"),
        ("a", "wrong", "x" * 2001, QuestionError, "2001 characters"),
    ],
)
def test_what_cannot_be_reported_is_said_and_not_written(trail, answer, kind, comment, error, said):
    before = trail.file.read_bytes()

    with pytest.raises(error, match=said):
        report(trail, REDACTOR, answer, kind, comment, "nurse")

    assert trail.file.read_bytes() == before


def test_the_unsafe_wait_first_and_the_helpful_do_not_wait(trail):
    for answer, kind in (("b", "missing"), ("a", "helpful"), ("a", "wrong"), ("b", "missing"),
                         ("a", "unsafe")):  # fmt: skip
        report(trail, REDACTOR, answer, kind, "", "nurse")

    assert [(one.kind, one.number) for one in waiting(TrailIndex(trail))] == [
        ("unsafe", 7), ("wrong", 5), ("missing", 3), ("missing", 6),
    ]  # fmt: skip


def test_what_is_settled_waits_no_more_and_says_how(trail):
    done = report(trail, REDACTOR, "a", "wrong", "", "nurse")
    index = TrailIndex(trail)
    assert waiting(index) == (done,)

    settled = settle(index, ShoutedNames(), done.number, "R", "MARY was told")

    assert not waiting(index) and reports(index) == (settled,)
    assert settled.settlement.note == "<NAME> was told" and settled.settlement.by == "R"
    with pytest.raises(AuditError, match="settled by R already"):
        settle(index, REDACTOR, done.number, "S", "again")


def test_that_an_answer_is_unsafe_only_a_reviewer_settles(trail):
    done = report(trail, REDACTOR, "a", "unsafe", "", "nurse")
    index, before = TrailIndex(trail), trail.file.read_bytes()

    with pytest.raises(RoleError, match="cora may not settle that an answer is unsafe"):
        settle(index, REDACTOR, done.number, "cora", "looked")
    assert trail.file.read_bytes() == before and waiting(index) == (done,)
    assert settle(index, REDACTOR, done.number, "rita", "looked", reviewer=True).settlement


@pytest.mark.parametrize("number", [0, 1, 99])
def test_what_is_no_report_is_not_settled(trail, number):
    with pytest.raises(AuditError, match="no feedback"):
        settle(TrailIndex(trail), REDACTOR, number, "R", "looked")


def test_a_report_is_not_settled_without_a_note(trail):
    done = report(trail, REDACTOR, "a", "wrong", "", "nurse")

    with pytest.raises(QuestionError, match="note is empty"):
        settle(TrailIndex(trail), REDACTOR, done.number, "R", "  ")
