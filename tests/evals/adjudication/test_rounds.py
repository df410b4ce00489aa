import pytest

from assistant.audit import Trail, TrailIndex
from corpus.errors import RunError
from evals.adjudication import (
    Judging,
    Standing,
    Subject,
    Verdict,
    begin,
    find_round,
    rounds,
)
from evals.adjudication.rounds import MOST, RATED
from tests.fakes.redactors import ShoutedNames

DOSE = Subject("", "a" * 32)
CASE = Subject("20261101T090000Z-ab", "sepsis-core/dose-0")


@pytest.fixture
def judging(tmp_path):
    return Judging(TrailIndex(Trail(tmp_path)), ShoutedNames())


@pytest.fixture
def number(judging):
    return begin(judging.index.trail, "rita", "two answers", [DOSE, CASE, DOSE])


def item(judging, number, subject=DOSE):
    return find_round(judging.index, number).item(subject)


def test_a_round_holds_each_answer_once(judging, number):
    found = rounds(judging.index)
    assert [one.number for one in found] == [number]
    assert list(found[0].items) == [DOSE, CASE]
    assert (found[0].about, found[0].by) == ("two answers", "rita")


def test_until_both_have_judged_each_sees_only_what_is_their_own(judging, number):
    judging.rate(number, DOSE, Verdict.UNSAFE, by="rita", note="no renal limit")
    first = item(judging, number)
    assert first.seen_by("omar") == ()
    assert [one.by for one in first.seen_by("rita")] == ["rita"]
    assert first.standing is Standing.OPEN and first.verdict is None
    judging.rate(number, DOSE, Verdict.RIGHT, by="omar")
    assert [one.verdict for one in item(judging, number).seen_by("omar")] == ["unsafe", "right"]
    assert item(judging, number).standing is Standing.DISPUTED


def test_who_agrees_settles_at_once(judging, number):
    for name in ("rita", "omar"):
        judging.rate(number, DOSE, Verdict.WRONG, by=name)
    found = item(judging, number)
    assert (found.standing, found.verdict) == (Standing.AGREED, Verdict.WRONG)


def test_nobody_rates_twice_and_nobody_as_third(judging, number):
    judging.rate(number, DOSE, Verdict.WRONG, by="rita")
    with pytest.raises(RunError, match="rita has judged this answer already"):
        judging.rate(number, DOSE, Verdict.RIGHT, by="rita")
    judging.rate(number, DOSE, Verdict.RIGHT, by="omar")
    with pytest.raises(RunError, match="two people have judged"):
        judging.rate(number, DOSE, Verdict.RIGHT, by="zoe")


def test_two_who_judge_in_the_same_moment_as_third_do_not_count(judging, number):
    for name in ("rita", "omar", "zoe", "rita"):
        judging.index.trail.note(
            RATED, name, round=number, subject=str(DOSE), verdict="right", note=""
        )
    assert [one.by for one in item(judging, number).ratings] == ["rita", "omar"]


@pytest.fixture
def disputed(judging, number):
    judging.rate(number, DOSE, Verdict.UNSAFE, by="rita")
    judging.rate(number, DOSE, Verdict.RIGHT, by="omar")
    return number


def test_a_third_person_settles(judging, disputed):
    judging.resolve(disputed, DOSE, Verdict.UNSAFE, by="zoe", note="the limit is missing")
    found = item(judging, disputed)
    assert (found.standing, found.verdict) == (Standing.SETTLED, Verdict.UNSAFE)


def test_one_rater_alone_settles_nothing_and_both_do(judging, disputed):
    judging.resolve(disputed, DOSE, Verdict.UNSAFE, by="rita", note="look at the table")
    assert item(judging, disputed).standing is Standing.DISPUTED
    judging.resolve(disputed, DOSE, Verdict.UNSAFE, by="omar", note="seen, yes")
    assert item(judging, disputed).verdict is Verdict.UNSAFE


def test_settling_needs_a_dispute_and_a_reason(judging, number):
    with pytest.raises(RunError, match="open"):
        judging.resolve(number, DOSE, Verdict.WRONG, by="zoe", note="because")
    judging.rate(number, DOSE, Verdict.UNSAFE, by="rita")
    judging.rate(number, DOSE, Verdict.RIGHT, by="omar")
    with pytest.raises(RunError, match="with a reason"):
        judging.resolve(number, DOSE, Verdict.WRONG, by="zoe", note="  ")


def test_agreement_is_told_of_each_pair_of_raters(judging, number):
    for subject, verdicts in ((DOSE, ("right", "right")), (CASE, ("unsafe", "wrong"))):
        for name, verdict in zip(("rita", "omar"), verdicts, strict=True):
            judging.rate(number, subject, Verdict(verdict), by=name)
    ((names, found),) = find_round(judging.index, number).agreements
    assert names == ("omar", "rita")
    assert (found.judged, found.agreed) == (2, 1)
    assert found.kappa is not None


def test_what_waits_for_whom(judging, number):
    judging.rate(number, DOSE, Verdict.RIGHT, by="rita")
    found = find_round(judging.index, number)
    assert [one.subject for one in found.waiting_for("rita")] == [CASE]
    assert [one.subject for one in found.waiting_for("omar")] == [DOSE, CASE]


def test_everything_is_told_by_the_trail_alone(judging, disputed, tmp_path):
    again = TrailIndex(Trail(tmp_path))
    assert rounds(again) == rounds(judging.index)
    assert Trail(tmp_path).verify()


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_a_round_of_none_or_too_many_is_refused(judging, count):
    subjects = [Subject("", f"{place:032x}") for place in range(count)]
    with pytest.raises(RunError, match="cannot be judged"):
        begin(judging.index.trail, "rita", "too many", subjects)


@pytest.mark.parametrize("subject", [DOSE, CASE, Subject("a-run", "suite/with#hash")])
def test_a_subject_reads_back_as_it_was_written(subject):
    assert Subject.read(str(subject)) == subject


@pytest.mark.parametrize("written", ["", "answer#", "run##x", "run#a", "else#x", "answer"])
def test_what_names_no_answer_is_refused(written):
    with pytest.raises(RunError, match="names no answer"):
        Subject.read(written)


def test_an_answer_of_another_round_is_refused(judging, number):
    with pytest.raises(RunError, match="no answer of round"):
        judging.rate(number, Subject("", "f" * 32), Verdict.RIGHT, by="rita")
    with pytest.raises(RunError, match="no round 999"):
        judging.rate(999, DOSE, Verdict.RIGHT, by="rita")


def test_a_note_is_kept_without_names(judging, number):
    judging.rate(number, DOSE, Verdict.WRONG, by="rita", note="as with JANE in bed 4")
    assert item(judging, number).ratings[0].note == "as with <NAME> in bed 4"
