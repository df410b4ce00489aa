"""Records are kept as long as the policy says, and longer where something open stands on them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.audit import TrailIndex
from assistant.feedback import report, settle
from assistant.releasing import allow, block, blocked
from assistant.retention import held, prune_by_policy
from assistant.settings import Settings
from corpus.errors import SettingsError
from tests.assistant.curate.recorded import refused, trail_of
from tests.fakes.redactors import TrustingRedactor

REDACTOR = TrustingRedactor()
LATER = datetime.now(UTC) + timedelta(days=400)


@pytest.fixture
def trail(tmp_path):
    days = [date(2025, 1, day) for day in range(1, 6)]
    return trail_of(tmp_path, *(refused(f"a{n}", "?") for n in range(1, 6)), days=days)


def pruned(trail, days=365, now=LATER):
    settings = Settings(home=trail.home, audit_days=days)
    return prune_by_policy(settings, TrailIndex(trail), "Officer", now=now)


def test_without_a_policy_everything_is_kept(trail):
    with pytest.raises(SettingsError, match="every record is kept"):
        pruned(trail, days=0)
    assert trail.verify() == 5


def test_what_the_policy_ends_is_removed(trail):
    done, why = pruned(trail)

    assert (done.records, why) == (5, None)
    assert trail.verify() == 1


def test_feedback_that_is_not_settled_keeps_its_answer(trail):
    said = report(trail, REDACTOR, "a3", "missing", "", "nurse")
    assert held(TrailIndex(trail)).number == 3
    done, why = pruned(trail)
    assert done.last == 2 and f"feedback {said.number}" in why.why

    settle(TrailIndex(trail), REDACTOR, said.number, "R", "added")
    assert held(TrailIndex(trail)) is None
    assert pruned(trail)[0].records == 6


def test_a_block_in_force_is_never_pruned(trail):
    standing = block(trail, REDACTOR, "R", "wrong")

    done, why = pruned(trail)

    assert done.last == 5 and why.number == standing.number
    assert blocked(TrailIndex(trail)) == standing
    allow(trail, REDACTOR, "R", "right")
    assert held(TrailIndex(trail)) is None
