"""Old records go by policy, and what is left still shows every change."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audit import Trail, TrailIndex
from assistant.audit.pruning import prune
from corpus.errors import AuditError
from tests.assistant.curate.recorded import refused, trail_of

DAYS = [date(2025, 1, 1) + timedelta(days=day) for day in range(30)]


def moment(day):
    return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day)


def of(home, count):
    return trail_of(home, *(refused(f"a{n}", "?") for n in range(count)), days=DAYS)


def test_what_is_older_goes_and_the_rest_verifies(tmp_path):
    trail = of(tmp_path, 5)
    anchors = [trail.head()]

    done = prune(trail, "Officer", moment(3))

    assert (done.records, done.last) == (3, 3)
    assert [record.number for record in trail.records()] == [4, 5, 6]
    assert trail.verify(anchors) == 3
    [event] = TrailIndex(trail).events()
    assert (event.kind, event.by, event.detail["records"]) == ("trail.pruned", "Officer", 3)
    assert trail.append(refused("new", "?")).number == 7 and trail.verify() == 4


def test_it_can_be_done_again_and_again(tmp_path):
    trail = of(tmp_path, 6)
    for day in (2, 3, 5):
        prune(trail, "Officer", moment(day))
        trail.verify()

    assert [record.number for record in trail.records()] == [6, 7, 8, 9]


def test_stopped_between_its_record_and_the_removal_it_can_be_done_again(tmp_path):
    trail = of(tmp_path, 4)
    whole = trail.file.read_bytes()
    prune(trail, "Officer", moment(2))
    event = trail.file.read_bytes().splitlines(keepends=True)[-1]
    trail.file.write_bytes(whole + event)
    trail.file.with_name(".trail.jsonl.new").write_bytes(b"half")
    assert trail.verify() == 5

    assert prune(trail, "Officer", moment(2)).records == 2
    assert [record.number for record in trail.records()] == [3, 4, 5, 6]
    assert trail.verify() == 4 and not TrailIndex(trail).damaged
    assert [path.name for path in trail.file.parent.iterdir()] == ["trail.jsonl"]


def test_what_is_recorded_meanwhile_is_kept(tmp_path):
    """Others go on writing while it is pruned."""
    trail = of(tmp_path, 6)
    writer = threading.Thread(
        target=lambda: [trail.append(refused(f"b{n}", "?")) for n in range(10)]
    )
    writer.start()
    for day in range(1, 7):
        prune(trail, "Officer", moment(day))
    writer.join()

    left = [record.answer["id"] for record in trail.records() if record.answer]
    assert left == [f"b{n}" for n in range(10)] and trail.verify() == 16


def test_nothing_older_means_nothing_done(tmp_path):
    trail = of(tmp_path, 2)
    before = trail.file.read_bytes()

    assert prune(trail, "Officer", moment(0)).records == 0
    assert prune(trail, "Officer", moment(9), dry_run=True).records == 2
    assert trail.file.read_bytes() == before
    assert prune(Trail(tmp_path / "none"), "Officer", moment(9)).records == 0


def test_what_is_still_needed_stays_with_all_after_it(tmp_path):
    trail = of(tmp_path, 5)

    assert prune(trail, "Officer", moment(9), keep_from=3).last == 2
    assert [record.number for record in trail.records()] == [3, 4, 5, 6]


def test_the_archive_and_the_trail_are_one_chain(tmp_path):
    trail = of(tmp_path, 5)
    lines = trail.file.read_bytes()
    early, late = next(iter(trail.records())), trail.head()
    archive = tmp_path / "old.jsonl"
    prune(trail, "Officer", moment(2), archive=archive)
    second = tmp_path / "less old.jsonl"
    prune(trail, "Officer", moment(4), archive=second)

    assert archive.read_bytes() + second.read_bytes() == b"".join(
        lines.splitlines(keepends=True)[:4]
    )
    whole = trail.check([late], [archive, second])
    assert whole.before.number == 0 and whole.records == 7
    archive.write_bytes(archive.read_bytes().replace(b"a1", b"a9"))
    with pytest.raises(AuditError, match="record 2 "):
        trail.check((), [archive, second])
    assert early.number == 1


def test_an_anchor_that_was_pruned_asks_for_the_archive(tmp_path):
    trail = of(tmp_path, 2)
    anchor = trail.head()
    trail.append(refused("late", "?"))
    archive = tmp_path / "old.jsonl"
    prune(trail, "Officer", moment(2), archive=archive)

    # The one that the rest goes on from is known by its digest.
    assert trail.verify([anchor])
    earlier = anchor.__class__(1, "0" * 64)
    with pytest.raises(AuditError, match="--archive"):
        trail.verify([earlier])
    with pytest.raises(AuditError, match="not the one that was anchored"):
        trail.check([earlier], [archive])
    with pytest.raises(AuditError, match="another digest"):
        trail.verify([anchor.__class__(2, "0" * 64)])


def test_an_archive_is_never_written_over(tmp_path):
    trail = of(tmp_path, 2)
    archive = tmp_path / "old.jsonl"
    archive.write_bytes(b"mine")
    before = trail.file.read_bytes()

    with pytest.raises(AuditError, match="there already"):
        prune(trail, "Officer", moment(9), archive=archive)

    assert trail.file.read_bytes() == before and archive.read_bytes() == b"mine"


def test_a_damaged_trail_is_not_pruned(tmp_path):
    trail = of(tmp_path, 3)
    damaged = trail.file.read_bytes().replace(b"a1", b"a9")
    trail.file.write_bytes(damaged)

    with pytest.raises(AuditError, match="record 2 "):
        prune(trail, "Officer", moment(9))

    assert trail.file.read_bytes() == damaged


@given(st.integers(1, 8), st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=30, deadline=None)
def test_no_one_can_remove_the_beginning_but_by_pruning(tmp_path_factory, count, day, cut):
    trail = of(tmp_path_factory.mktemp("t"), count)
    removed = prune(trail, "Officer", moment(day)).records
    lines = trail.file.read_bytes().splitlines(keepends=True)
    assert trail.verify() == len(lines) == count - removed + bool(removed)
    cut = min(cut, len(lines) - 1)
    trail.file.write_bytes(b"".join(lines[cut:]))

    if cut == 0:
        trail.verify()
    else:
        with pytest.raises(AuditError, match="is the first, and no record says"):
            trail.verify()
