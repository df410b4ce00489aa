"""The index says what the trail holds, whatever happens to the file meanwhile."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audit import Record, Trail, TrailIndex
from assistant.audit.pruning import prune
from corpus.errors import AuditError
from tests.assistant.curate.recorded import answered, refused, trail_of

DAYS = [date(2025, 1, 1) + timedelta(days=day) for day in range(100)]
GIVE = ("Give 30 mL/kg.", False, ("sepsis", "1"), ("fluids", "2"))


@pytest.fixture
def trail(tmp_path):
    return trail_of(
        tmp_path,
        answered("a", GIVE, question="How much fluid?", population="adult") | {"by": "nurse"},
        {"event": {"kind": "feedback.unsafe", "by": "nurse", "answer": "a", "comment": ""}},
        refused("b", "Which gas?"),
        answered("c", GIVE, replay_of="a"),
    )


def ids(index):
    return [one.id for one in index.answers()]


def test_a_summary_says_what_lists_need(trail):
    index = TrailIndex(trail)
    first, second = index.answers()

    assert (first.number, first.id, first.by, first.question) == (
        1,
        "a",
        "nurse",
        "How much fluid?",
    )
    assert (first.status, first.reason, first.population) == ("answered", "", "adult")
    assert first.documents == ("sepsis@1", "fluids@2")
    assert (second.id, second.by, second.status) == ("b", "", "refused")
    assert second.reason == "not_in_corpus" and not second.documents
    [event] = index.events()
    assert (event.number, event.kind, event.by) == (2, "feedback.unsafe", "nurse")
    assert event.detail == {"answer": "a", "comment": ""}


def test_a_summary_knows_the_notices_that_its_record_has_and_an_older_record_has_none(tmp_path):
    told = answered("new", GIVE)
    told["answer"]["notices"] = [{"kind": "high_risk", "message": "Heparin: …"}]
    older, newer = TrailIndex(trail_of(tmp_path, answered("old", GIVE), told)).answers()

    assert (older.notices, newer.notices) == ((), ("high_risk",))


def test_events_are_found_by_their_kind_and_by_the_general_one(trail):
    trail.note("release.blocked", "R", reason="x")
    index = TrailIndex(trail)

    assert [one.number for one in index.events("feedback")] == [2]
    assert [one.number for one in index.events("release.blocked")] == [5]
    assert not index.events("feed") and len(index.events()) == 2


def test_answers_are_found_by_the_version_they_cited(trail):
    index = TrailIndex(trail)

    assert [one.id for one in index.citing("sepsis")] == ["a"]
    assert [one.id for one in index.citing("fluids", "2")] == ["a"]
    assert not index.citing("fluids", "1") and not index.citing("sep")


def test_a_replay_is_in_no_list_and_its_record_is_found(trail):
    index = TrailIndex(trail)

    assert ids(index) == ["a", "b"]
    assert index.record("c").content["asked"]["replay_of"] == "a"


def test_what_is_added_is_seen_at_the_next_question(trail):
    index = TrailIndex(trail)
    assert ids(index) == ["a", "b"]

    Trail(trail.home).append(refused("d", "Which drug?"))

    assert ids(index) == ["a", "b", "d"]
    assert index.record("d").number == 5


def test_there_may_be_no_trail_yet_and_none_any_more(tmp_path):
    index = TrailIndex(Trail(tmp_path))
    assert not index.answers() and not index.events() and not index.damaged
    trail_of(tmp_path, refused("a", "?"))
    assert ids(index) == ["a"]
    index.trail.file.unlink()
    assert not index.answers()
    with pytest.raises(AuditError, match="no record of an answer 'a'"):
        index.record("a")


def test_a_trail_cut_back_or_exchanged_is_read_anew(trail, tmp_path):
    index = TrailIndex(trail)
    assert ids(index) == ["a", "b"]
    lines = trail.file.read_bytes().splitlines(keepends=True)

    trail.file.write_bytes(lines[0])
    assert ids(index) == ["a"] and not index.events()

    other = trail_of(tmp_path / "other", *(refused(f"n{n}", "?" * 99) for n in range(20)))
    trail.file.write_bytes(other.file.read_bytes())
    assert ids(index) == [f"n{n}" for n in range(20)]

    other.file.replace(trail.file)
    assert len(ids(index)) == 20 and not index.damaged


def test_a_record_in_the_writing_waits_for_its_end(trail):
    index = TrailIndex(trail)
    whole = trail.file.read_bytes()
    head = trail.head()
    line = Record(5, "2025-01-05", head.sha256, refused("d", "Which drug?")).to_line()

    trail.file.write_bytes(whole + line[:100])
    assert ids(index) == ["a", "b"] and not index.damaged
    trail.file.write_bytes(whole + line)
    assert ids(index) == ["a", "b", "d"] and not index.damaged


DAMAGE = {
    "no JSON": b"nonsense\n",
    "no record": b"{}\n",
    "empty": b"\n",
    "binary": b"\xff\x00\n",
    "a list": b"[1]\n",
    "neither": b'{"at":"x","content":{},"number":9,"previous":"","sha256":""}\n',
    "half an answer": b'{"at":"x","content":{"answer":{},"asked":{}},"number":9,"previous":"y"}\n',
    "odd event": b'{"at":"x","content":{"event":{"kind":5,"by":[]}},"number":9,"previous":"y"}\n',
    "odd answer": b'{"at":"x","content":{"answer":{"id":[],"question":1,"status":{},"refusal":0,'
    b'"citations":7},"asked":3},"number":9,"previous":"y"}\n',
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_line_is_told_of_and_the_others_are_there(trail, damage):
    lines = trail.file.read_bytes().splitlines(keepends=True)
    trail.file.write_bytes(b"".join([lines[0], DAMAGE[damage], *lines[1:]]))
    index = TrailIndex(trail)

    assert ids(index) == ["a", "b"]
    assert index.damaged == (2,)


@pytest.mark.parametrize(("removed", "told"), [(0, (1,)), (1, (2,)), (2, (3,))])
def test_a_removed_record_is_told_of(trail, removed, told):
    lines = trail.file.read_bytes().splitlines(keepends=True)
    trail.file.write_bytes(b"".join(lines[:removed] + lines[removed + 1 :]))

    assert TrailIndex(trail).damaged == told


def test_a_pruned_beginning_is_no_damage(trail):
    prune(trail, "Officer", datetime(2024, 1, 3, tzinfo=UTC))
    index = TrailIndex(trail)

    assert not index.damaged and ids(index) == ["b"]


def test_a_changed_record_is_not_handed_out(trail):
    index = TrailIndex(trail)
    index.answers()
    trail.file.write_bytes(trail.file.read_bytes().replace(b"30 mL/kg", b"90 mL/kg"))

    with pytest.raises(AuditError, match="was changed"):
        index.record("a")


@given(st.lists(st.sampled_from(["answer", "event", "replay"]), max_size=12), st.data())
@settings(max_examples=40, deadline=None)
def test_followed_in_any_steps_it_is_as_if_read_at_once(tmp_path_factory, kinds, data):
    contents = [
        {"event": {"kind": "document.added", "by": "T", "n": n}}
        if kind == "event"
        else refused(str(n), "?", **({"replay_of": "x"} if kind == "replay" else {}))
        for n, kind in enumerate(kinds)
    ]
    trail = trail_of(tmp_path_factory.mktemp("t"), *contents, days=DAYS)
    whole = trail.file.read_bytes()
    followed = TrailIndex(trail)
    for cut in sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=4))):
        trail.file.write_bytes(whole[:cut])
        followed.answers()
    trail.file.write_bytes(whole)

    assert ids(followed) == [str(n) for n, kind in enumerate(kinds) if kind == "answer"]
    assert [one.detail["n"] for one in followed.events()] == [
        n for n, kind in enumerate(kinds) if kind == "event"
    ]
    assert not followed.damaged
    assert all(followed.record(one).answer["id"] == one for one in ids(followed))


def test_readers_and_a_writer_at_once_agree(tmp_path):
    trail = Trail(tmp_path)
    index = TrailIndex(trail)
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            seen.append(ids(index))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(10):
        trail.append(refused(str(number), "?"))
    stop.set()
    for reader in readers:
        reader.join()

    whole = [str(number) for number in range(10)]
    assert ids(index) == whole and not index.damaged
    assert all(one == whole[: len(one)] for one in seen)


def test_a_trail_that_cannot_be_read_is_said_so(tmp_path):
    trail = Trail(tmp_path)
    trail.file.mkdir(parents=True)

    with pytest.raises(AuditError, match="cannot be read"):
        TrailIndex(trail).answers()
