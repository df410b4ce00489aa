"""Which live answers a reviewer is shown as those in which a mistake would weigh most."""

from assistant.audit import TrailIndex
from assistant.web.reviewer.live import high_risk, kind_of
from tests.assistant.curate.recorded import answered, trail_of

GIVE = ("Give 500 mg.", False, ("guide", "1"))


def given(tmp_path, question, *kinds):
    record = answered("a", GIVE, question=question)
    record["answer"]["notices"] = [{"kind": kind, "message": "…"} for kind in kinds]
    [summary] = TrailIndex(trail_of(tmp_path, record)).answers()
    return summary


def test_what_the_reader_was_warned_of_is_sampled_as_such(tmp_path):
    summary = given(tmp_path, "How is it given?", "as_of", "high_risk")
    assert high_risk(summary) and kind_of(summary).high_risk


def test_words_of_the_question_alone_make_nothing_a_high_risk(tmp_path):
    assert not high_risk(given(tmp_path, "Is insulin kept in the fridge, in a child?"))
