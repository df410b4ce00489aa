"""The chain over answers and events, its head as an anchor outside, and old trails."""

import multiprocessing
import threading
from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audit import Head, Record, Trail
from corpus.errors import AuditError
from tests.assistant.curate.recorded import answered, refused, trail_of

DAYS = [date(2025, 1, 1) + timedelta(days=day) for day in range(40)]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
EVENTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["document.retired", "feedback.unsafe"]), "by": WORDS, "note": WORDS}
).map(lambda event: {"event": event})
ANSWERS = st.builds(lambda words: refused("a", words), WORDS)
CONTENTS = st.lists(EVENTS | ANSWERS, min_size=2, max_size=6)


def _note(home, count):
    trail = Trail(home)
    for number in range(count):
        trail.note("document.added", f"process {multiprocessing.current_process().pid}", n=number)
        trail.append({"answer": {"id": "x"}})


def relinked(lines, at):
    """The lines with digests made anew from `at` on, as a careful forger would."""
    previous = orjson.loads(lines[at - 1])["sha256"] if at else "0" * 64
    made = list(lines[:at])
    for number, line in enumerate(lines[at:], at + 1):
        record = replace(Record.from_line(line), number=number, previous=previous)
        made.append(record.to_line())
        previous = record.sha256
    return made


@given(CONTENTS, st.data())
@settings(max_examples=40, deadline=None)
def test_whichever_record_is_changed_is_the_one_that_is_named(tmp_path_factory, contents, data):
    trail = trail_of(tmp_path_factory.mktemp("t"), *contents, days=DAYS)
    lines = trail.file.read_bytes().splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    byte = data.draw(st.integers(0, len(lines[at]) - 2))
    other = data.draw(st.integers(32, 126).filter(lambda b: b != lines[at][byte]))
    changed = lines[at][:byte] + bytes([other]) + lines[at][byte + 1 :]
    trail.file.write_bytes(b"".join([*lines[:at], changed, *lines[at + 1 :]]))

    with pytest.raises(AuditError, match=rf"record {at + 1} "):
        trail.verify()


@given(CONTENTS, st.data())
@settings(max_examples=40, deadline=None)
def test_an_anchor_shows_every_forgery_of_what_it_stands_for(tmp_path_factory, contents, data):
    """Even one whose digests were all made anew, and one that only cuts the end off."""
    trail = trail_of(tmp_path_factory.mktemp("t"), *contents, days=DAYS)
    anchor = trail.head()
    assert trail.verify([anchor]) == len(contents)
    lines = trail.file.read_bytes().splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    if data.draw(st.booleans()):
        forged = [*lines[:at], lines[at].replace(b'"content":{', b'"content":{"x":1,', 1)]
        forged = relinked([*forged, *lines[at + 1 :]], at)
    else:
        forged = lines[:at]
    trail.file.write_bytes(b"".join(forged))
    assert trail.verify() == len(forged)

    with pytest.raises(AuditError, match="anchored"):
        trail.verify([anchor])


def test_an_anchor_holds_while_the_trail_grows(tmp_path):
    trail = Trail(tmp_path)
    anchors = [trail.head()]
    for number in range(3):
        trail.note("document.added", "T", number=number)
        anchors.append(trail.head())

    assert trail.verify(anchors) == 3
    assert [anchor.number for anchor in anchors] == [0, 1, 2, 3]
    assert Head.parse(f" {anchors[2]}\n") == anchors[2]


@pytest.mark.parametrize("text", ["", "3", "3:abc", f"-1:{'a' * 64}", f"3:{'A' * 64}", "x" * 9999])
def test_what_is_no_anchor_is_said_so(text):
    with pytest.raises(AuditError, match="NUMBER:DIGEST"):
        Head.parse(text)


def test_events_and_answers_of_several_processes_make_one_chain(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_note, args=(tmp_path, 5)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    trail = Trail(tmp_path)
    assert trail.verify() == 30
    noted = [(record.event["by"], record.event["n"]) for record in trail.records() if record.event]
    assert len(set(noted)) == 15


def test_threads_make_one_chain_too(tmp_path):
    def note(name):
        for number in range(8):
            Trail(tmp_path).note("document.added", name, n=number)

    writers = [threading.Thread(target=note, args=(f"thread {n}",)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert Trail(tmp_path).verify() == 32
    for name in ("thread 0", "thread 3"):
        noted = [r.event["n"] for r in Trail(tmp_path).records() if r.event["by"] == name]
        assert noted == list(range(8))


def test_a_trail_of_before_there_were_events_verifies_and_is_added_to(tmp_path):
    trail = trail_of(tmp_path, answered("a", ("Give 1 g.", False, ("sepsis", "1"))))

    trail.note("document.retired", "T", document="sepsis")

    assert trail.verify() == 2
    assert [record.event is None for record in trail.records()] == [True, False]
    assert trail.find("a").answer["id"] == "a"


def test_an_answer_is_found_though_events_speak_of_it(tmp_path):
    trail = trail_of(tmp_path, refused("a", "first"), refused("b", "second"))
    trail.note("feedback.wrong", "T", answer="a")

    assert trail.find("a").number == 1
    with pytest.raises(AuditError, match="no record of an answer"):
        trail.find("nope")


@pytest.mark.parametrize(
    ("kind", "by", "detail"),
    [
        ("", "T", {}),
        ("Document", "T", {}),
        ("document.", "T", {}),
        ("a b", "T", {}),
        ("document.added", " ", {}),
        ("document.added", "T", {"note": "x" * 70_000}),
        ("document.added", "T", {"when": object()}),
    ],
)
def test_an_event_that_says_too_little_or_too_much_is_not_recorded(tmp_path, kind, by, detail):
    trail = Trail(tmp_path)

    with pytest.raises(AuditError):
        trail.note(kind, by, **detail)

    assert not trail.file.exists()
