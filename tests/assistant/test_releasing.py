"""A reviewer's block keeps new snapshots from being published, until somebody allows it."""

from dataclasses import replace

import pytest

from assistant.audit import Trail, TrailIndex
from assistant.releasing import (
    Unkept,
    allow,
    block,
    block_for,
    blocked,
    blocks,
    check_allowed,
    resume,
)
from corpus.errors import AuditError, GateError, QuestionError, RedactionError
from tests.assistant.curate.recorded import refused, trail_of
from tests.fakes.redactors import FailingRedactor, ShoutedNames, TrustingRedactor

REDACTOR = TrustingRedactor()


def test_nothing_is_blocked_until_somebody_does(tmp_path):
    index = TrailIndex(Trail(tmp_path))

    assert blocked(index) is None
    check_allowed(index)


def test_a_block_stands_until_it_is_allowed(tmp_path):
    trail = Trail(tmp_path)
    index = TrailIndex(trail)
    done = block(trail, ShoutedNames(), "R", "a dose for MARY")

    assert blocked(index) == done and done.detail == {"reason": "a dose for <NAME>"}
    with pytest.raises(GateError, match=r"blocked by R on 20.*a dose for <NAME>"):
        check_allowed(index)

    allow(trail, REDACTOR, "R", "corrected")
    assert blocked(index) is None
    check_allowed(index)
    block(trail, REDACTOR, "S", "again")
    assert blocked(index).by == "S"


@pytest.mark.parametrize("change", [block, allow])
def test_a_reason_is_given_and_redacted(tmp_path, change):
    trail = Trail(tmp_path)
    with pytest.raises(QuestionError, match="reason is empty"):
        change(trail, REDACTOR, "R", " ")
    with pytest.raises(RedactionError):
        change(trail, FailingRedactor(), "R", "why")

    assert not trail.file.exists()


def test_a_damaged_trail_lets_nothing_be_published(tmp_path):
    """Where the block may have been removed, it cannot be told that none stands."""
    trail = trail_of(tmp_path, refused("a", "?"))
    block(trail, REDACTOR, "R", "wrong")
    trail.append(refused("b", "?"))
    lines = trail.file.read_bytes().splitlines(keepends=True)
    trail.file.write_bytes(b"".join([lines[0], *lines[2:]]))

    with pytest.raises(GateError, match="line 2"):
        check_allowed(TrailIndex(trail))


UNKEPT = Unkept("small.yaml", "r1", "2026-01-01T00:00:00", ("correct",), ("correct is 0.5",))


def test_a_run_that_does_not_keep_its_gates_blocks_with_all_that_failed(tmp_path):
    index = TrailIndex(Trail(tmp_path))
    done = block_for(index, "rita", UNKEPT)

    assert blocked(index) == done
    assert done.detail == {
        "reason": "the run r1 does not keep the gates of small.yaml: correct is 0.5",
        "gates": "small.yaml", "run": "r1", "began": "2026-01-01T00:00:00",
        "measures": ["correct"],
    }  # fmt: skip
    with pytest.raises(GateError, match=r"blocked by rita on .*run r1 does not keep"):
        check_allowed(index)


def test_a_run_blocks_once_and_after_it_is_allowed_another_does(tmp_path):
    """A reviewer who has allowed knew of that run; of the next one nobody has decided."""
    index = TrailIndex(Trail(tmp_path))
    assert block_for(index, "rita", UNKEPT) and not block_for(index, "rita", UNKEPT)
    allow(index.trail, REDACTOR, "rosa", "the case was wrong")
    assert not block_for(index, "rita", UNKEPT)
    check_allowed(index)

    assert block_for(index, "rita", replace(UNKEPT, began="2026-01-02T00:00:00"))
    # Other gates under the same name, or stricter ones than the reviewer knew of.
    assert block_for(index, "rita", replace(UNKEPT, measures=("wrong_dose",)))
    with pytest.raises(GateError):
        check_allowed(index)


def test_a_block_of_a_run_hides_no_block_of_a_person(tmp_path):
    trail = Trail(tmp_path)
    index = TrailIndex(trail)
    own = block(trail, REDACTOR, "rosa", "the dose of potassium")
    block_for(index, "rita", UNKEPT)

    assert blocked(index) == own and len(blocks(index)) == 2
    with pytest.raises(GateError, match=r"potassium.*run r1"):
        check_allowed(index)
    allow(trail, REDACTOR, "rosa", "both are settled")
    assert not blocks(index)


def test_many_failures_are_told_of_in_a_few_words():
    many = replace(UNKEPT, failures=tuple(f"m{n} is 0" for n in range(40)))
    assert many.reason.endswith("m5 is 0; and 34 more")


@pytest.mark.parametrize("more", [0, 3])
def test_a_trail_that_is_removed_lifts_no_block(tmp_path, more):
    trail = Trail(tmp_path)
    block(trail, REDACTOR, "R", "wrong")
    trail.file.unlink()
    for number in range(more):
        trail.append(refused(f"a{number}", "?"))
    index = TrailIndex(trail)

    with pytest.raises(GateError, match="removed or cut"):
        check_allowed(index)
    allow(trail, REDACTOR, "R", "go on")
    with pytest.raises(GateError, match="removed or cut"):
        check_allowed(index)


def test_a_trail_goes_on_with_a_mark_and_a_block_of_its_own(tmp_path):
    trail = Trail(tmp_path)
    block(trail, REDACTOR, "R", "wrong")
    lost = trail.head()
    trail.file.unlink()
    done = resume(trail, ShoutedNames(), "ada", "the disk of MARY broke")
    index = TrailIndex(trail)

    assert done.detail == {"lost": str(lost), "reason": "the disk of <NAME> broke"}
    assert not index.damaged and trail.verify() == 2
    with pytest.raises(GateError, match="taken away after record 1: the disk of <NAME> broke"):
        check_allowed(index)
    allow(trail, REDACTOR, "R", "nothing was open")
    check_allowed(index)


def test_a_trail_that_is_whole_is_not_resumed(tmp_path):
    trail = Trail(tmp_path)
    block(trail, REDACTOR, "R", "wrong")
    with pytest.raises(AuditError, match="nothing is missing"):
        resume(trail, REDACTOR, "R", "to lift it")
    trail.file.unlink()
    with pytest.raises(QuestionError, match="reason is empty"):
        resume(trail, REDACTOR, "R", " ")
    assert trail.lost()
