"""The chain of records."""

import multiprocessing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audit import Trail
from corpus.errors import AuditError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _append(home, count):
    trail = Trail(home)
    for number in range(count):
        trail.append({"answer": {"id": f"{multiprocessing.current_process().pid}-{number}"}})


@given(st.lists(JSON, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_whatever_is_recorded_comes_back_and_verifies(tmp_path_factory, contents):
    trail = Trail(tmp_path_factory.mktemp("trail"))
    for content in contents:
        trail.append({"content": content})

    assert [record.content["content"] for record in trail.records()] == contents
    assert trail.verify() == len(contents)


def test_processes_that_write_at_once_make_one_chain(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_append, args=(tmp_path, 10)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert Trail(tmp_path).verify() == 30


@pytest.mark.parametrize("torn", [b"{", b'{"number": 3', b"\x00\x00", b"x" * 200_000])
def test_a_torn_tail_is_cut_off_and_nothing_else(tmp_path, torn):
    trail = Trail(tmp_path)
    _append(tmp_path, 2)
    whole = trail.file.read_bytes()
    trail.file.write_bytes(whole + torn)

    _append(tmp_path, 1)

    assert trail.file.read_bytes().startswith(whole)
    assert trail.verify() == 3


def test_a_long_record_is_found_as_the_last_one(tmp_path):
    trail = Trail(tmp_path)
    trail.append({"text": "x" * 300_000})
    trail.append({"text": "y"})

    assert trail.verify() == 2


def test_a_last_line_that_is_no_record_stops_answering(tmp_path):
    trail = Trail(tmp_path)
    _append(tmp_path, 1)
    with trail.file.open("ab") as file:
        file.write(b"not a record\n")

    with pytest.raises(AuditError, match="verify"):
        trail.append({})


def test_an_empty_trail_verifies_and_holds_nothing(tmp_path):
    assert Trail(tmp_path).verify() == 0
    with pytest.raises(AuditError, match="no record of an answer 'x'"):
        Trail(tmp_path).find("x")


@given(st.lists(st.integers(0, 3_000_000), max_size=4), st.integers(0, 2_000_000))
@settings(max_examples=15, deadline=None)
def test_read_from_the_end_it_is_the_same_backwards(tmp_path_factory, sizes, torn):
    """However long its lines are, and whatever is being written at its end."""
    trail = Trail(tmp_path_factory.mktemp("trail"))
    for size in sizes:
        trail.append({"text": "x" * size})
    whole = [record.number for record in trail.records()]
    if sizes:
        with trail.file.open("ab") as file:
            file.write(b"y" * torn)

    assert [record.number for record in trail.latest()] == whole[::-1]
