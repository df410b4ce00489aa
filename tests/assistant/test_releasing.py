"""A reviewer's block keeps new snapshots from being published, until somebody allows it."""

import pytest

from assistant.audit import Trail, TrailIndex
from assistant.releasing import allow, block, blocked, check_allowed
from corpus.errors import GateError, QuestionError, RedactionError
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
