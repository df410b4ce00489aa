"""A trail that is removed, cut or put in another's place is missed, and goes on where it is not."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.audit import Head, Trail, TrailIndex
from assistant.audit.pruning import prune
from corpus.errors import AuditError
from tests.assistant.curate.recorded import refused, trail_of


@pytest.fixture
def trail(tmp_path):
    """Four records, written as the assistant writes them."""
    trail = Trail(tmp_path)
    for name in "abcd":
        trail.append(refused(name, "?"))
    return trail


def without_last(trail):
    lines = trail.file.read_bytes().splitlines(keepends=True)
    trail.file.write_bytes(b"".join(lines[:-1]))


def removed(trail):
    trail.file.unlink()


def removed_with_its_folder(trail):
    shutil.rmtree(trail.file.parent)


def emptied(trail):
    trail.file.write_bytes(b"")


def replaced_by_a_longer_one(trail):
    other = trail_of(trail.home / "other", *(refused(f"n{n}", "?") for n in range(9)))
    other.file.replace(trail.file)


WAYS = [without_last, removed, removed_with_its_folder, emptied, replaced_by_a_longer_one]


def test_a_trail_that_is_whole_misses_nothing(trail):
    assert trail.lost() is None
    assert not TrailIndex(trail).damaged and not TrailIndex(trail).fault
    assert trail.verify() == 4


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("more", [0, 1, 9])
def test_what_was_taken_away_is_missed_however_much_is_written_since(trail, way, more):
    head = trail.head()
    way(trail)
    for number in range(more):
        trail.append(refused(f"later{number}", "?"))

    index = TrailIndex(trail)
    assert trail.lost() == head
    assert index.damaged
    with pytest.raises(AuditError, match="record 4 of the audit trail was written"):
        index.check_whole()
    with pytest.raises(AuditError, match="record 4"):
        trail.verify()


def test_what_is_restored_is_whole_again(trail):
    kept = trail.file.read_bytes()
    trail.file.unlink()
    assert TrailIndex(trail).damaged
    trail.file.write_bytes(kept)

    assert trail.lost() is None and not TrailIndex(trail).damaged


def test_after_it_is_said_that_it_goes_on_it_does(trail):
    removed(trail)
    trail.note("trail.resumed", "A")
    trail.resumed()

    assert trail.lost() is None
    trail.append(refused("new", "?"))
    assert trail.verify() == 2 and not TrailIndex(trail).damaged


def test_a_home_of_before_there_were_marks_misses_nothing(tmp_path):
    trail = trail_of(tmp_path, refused("a", "?"), refused("b", "?"))
    assert trail.lost() is None

    trail.append(refused("c", "?"))
    without_last(trail)
    assert trail.lost().number == 3


def test_a_crash_before_the_mark_moved_is_no_loss(trail):
    """The record is on the disk before it is named, so the mark may be behind."""
    mark = trail.home / ".trail.head"
    before = mark.read_bytes()
    trail.append(refused("e", "?"))
    mark.write_bytes(before)

    assert trail.lost() is None
    trail.append(refused("f", "?"))
    assert trail.lost() is None and Head.parse(mark.read_text()) == trail.head()


@pytest.mark.parametrize("content", [b"", b"nonsense\n", b"\xff\n"])
def test_a_mark_that_says_nothing_is_written_again(trail, content):
    mark = trail.home / ".trail.head"
    mark.write_bytes(content)
    trail.append(refused("e", "?"))

    assert trail.lost() is None and Head.parse(mark.read_text().splitlines()[0]) == trail.head()


def test_pruning_by_policy_is_no_loss(trail):
    prune(trail, "Officer", datetime(2999, 1, 1, tzinfo=UTC))

    assert trail.lost() is None and not TrailIndex(trail).damaged
    trail.append(refused("e", "?"))
    assert trail.lost() is None and trail.verify() == 2


def test_who_has_the_turn_may_write_in_it(trail):
    with trail.turn(), trail.turn():
        trail.note("a.thing", "A")
    assert trail.verify() == 5


@pytest.mark.parametrize("content", [b"", b"4:ab", b"\xff\n"])
def test_what_says_that_a_record_is_gone_is_never_passed_over(trail, content):
    removed(trail)
    trail.append(refused("later", "?"))
    (trail.home / ".trail.lost").write_bytes(content)

    with pytest.raises(AuditError, match=r"\.trail\.lost says which record .* restore"):
        TrailIndex(trail).check_whole()


def test_of_two_losses_the_first_is_kept(trail):
    head = trail.head()
    removed(trail)
    trail.append(refused("e", "?"))
    removed(trail)
    trail.append(refused("f", "?"))

    assert trail.lost() == head


def test_a_mark_that_was_read_while_it_was_overwritten_is_read_again(trail, monkeypatch):
    mark = trail.home / ".trail.head"
    whole = mark.read_text("ascii")
    torn, texts = whole[:40] + whole[40:].translate(str.maketrans("0123", "1230")), []
    read = Path.read_text

    def overwritten(file, *args, **kwargs):
        if file != mark:
            return read(file, *args, **kwargs)
        texts.append(whole if texts else torn)
        return texts[-1]

    monkeypatch.setattr(Path, "read_text", overwritten)
    assert trail.lost() is None and texts == [torn, whole]
