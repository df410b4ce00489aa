"""Whose questions are shown again, and which."""

from assistant.audit import AnswerSummary
from assistant.web.clinician.recent import RECENT_COUNT, recent


def asked(question, by="ann", reason=""):
    """The summary of one answer."""
    return AnswerSummary(
        number=1, id="0", at="", by=by, question=question, status="answered", reason=reason,
        confidence=1.0, total_ms=1.0, snapshot="", documents=(), generator="", population="",
    )  # fmt: skip


def test_the_newest_come_first_and_each_once():
    answers = [asked("One?"), asked("Two?"), asked("ONE?")]
    assert recent(answers, "ann") == ("ONE?", "Two?")


def test_nobody_sees_what_somebody_else_asked():
    assert recent([asked("One?", by="bob")], "ann") == ()


def test_without_an_account_there_is_nothing_to_show():
    assert recent([asked("One?", by="")], "") == ()


def test_what_was_turned_away_as_harmful_is_not_offered_again():
    assert recent([asked("One?", reason="harmful_request")], "ann") == ()


def test_there_are_no_more_than_fit():
    assert len(recent([asked(f"{n}?") for n in range(20)], "ann")) == RECENT_COUNT
