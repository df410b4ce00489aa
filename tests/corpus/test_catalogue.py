"""What the catalogue keeps, and what it refuses."""

import json
import threading
from datetime import date, timedelta

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, StorageError
from corpus.versions import Stage
from tests.corpus.test_versions import START, days, version

TODAY = date.today()


def draft(document="sepsis", **changes):
    return version(document, approved_at=None, **{"approved_by": "", **changes})


def test_a_version_comes_back_as_it_was_added(catalogue, place):
    catalogue.add(draft(problems=("page 2: scanned – no text",), pages=3), "T")
    [found] = place.open().versions()

    assert (found.key, found.problems, found.pages) == (
        "sepsis@1",
        ("page 2: scanned – no text",),
        3,
    )
    assert found.added_at.tzinfo is not None


def actions(catalogue):
    return [(event["action"], event["detail"]) for event in catalogue.events("sepsis")]


def test_the_same_version_twice_changes_nothing(catalogue):
    assert catalogue.add(draft(), "T")
    assert not catalogue.add(draft(), "T")
    assert len(catalogue.versions()) == len(catalogue.events("sepsis")) == 1


def test_a_draft_is_corrected_and_the_event_names_what_changed(catalogue):
    catalogue.add(draft(), "T")
    corrected = draft(supersedes="old", text_sha256="b" * 64, source_name="new.md")
    assert catalogue.add(corrected, "T")
    [found] = catalogue.versions()

    assert (found.metadata.supersedes, found.text_sha256, found.source_name) == (
        "old",
        "b" * 64,
        "new.md",
    )
    assert actions(catalogue)[1:] == [("amended", "supersedes, text")]


def test_a_known_draft_is_approved_by_adding_it_approved(catalogue):
    catalogue.add(draft(effective=None), "T")
    assert catalogue.add(version(), "T")

    assert catalogue.in_force(START)["sepsis@1"].approved_by == "Committee"
    assert actions(catalogue)[1:] == [("approved", "on import")]


@pytest.mark.parametrize("change", [{"supersedes": "old"}, {"source_sha256": "b" * 64}])
def test_what_was_approved_or_retired_never_changes(catalogue, change):
    catalogue.add(version(), "T")
    before = catalogue.versions()
    with pytest.raises(CatalogueError, match=r"already approved.*a new version"):
        catalogue.add(version(**change), "T")
    assert not catalogue.add(version(text_sha256="b" * 64), "T")
    assert catalogue.versions() == before

    catalogue.add(draft(number="2"), "T")
    catalogue.retire("sepsis", "T", "wrong", START)
    with pytest.raises(CatalogueError, match=r"already retired.*a new version"):
        catalogue.add(draft(number="2", **change), "T")


def test_a_retired_draft_is_not_approved(catalogue):
    catalogue.add(draft(), "T")
    catalogue.retire("sepsis", "T", "wrong dose", START)
    with pytest.raises(CatalogueError, match="retired"):
        catalogue.approve("sepsis", "1", "Dr A", START)
    assert catalogue.version("sepsis").approved_at is None


def test_the_only_draft_is_the_one_to_approve(catalogue):
    catalogue.add(version(), "T")
    with pytest.raises(CatalogueError, match=r"no draft to approve \(it has sepsis@1\)"):
        catalogue.draft("sepsis")
    catalogue.add(draft(number="2"), "T")
    assert catalogue.draft("sepsis").key == "sepsis@2"
    catalogue.add(draft(number="3"), "T")
    with pytest.raises(CatalogueError, match="name one of sepsis@2, sepsis@3"):
        catalogue.draft("sepsis")


def test_an_approval_puts_a_draft_in_force_from_a_day(catalogue):
    catalogue.add(draft(), "T")
    catalogue.approve("sepsis", "1", "Dr A", days(5))

    assert not catalogue.in_force(days(4))
    assert catalogue.in_force(days(5))["sepsis@1"].approved_by == "Dr A"
    with pytest.raises(CatalogueError, match="already approved, by Dr A"):
        catalogue.approve("sepsis", "1", "Dr B", days(6))


def test_a_withdrawal_is_seen_by_a_catalogue_opened_before(catalogue, place):
    catalogue.add(version(), "T")
    other = place.open()
    assert other.in_force(START)

    catalogue.retire("sepsis", "T", "wrong dose", START)

    assert not other.in_force(START)
    with pytest.raises(CatalogueError, match="already retired"):
        other.retire("sepsis", "T", "again", START)


def test_every_change_is_an_event_that_can_be_written_as_json(catalogue):
    catalogue.add(version(), "Ann")
    catalogue.retire("sepsis", "Ben", "wrong dose", date.today())
    events = catalogue.events("sepsis")

    assert [(event["action"], event["by"]) for event in events] == [
        ("added", "Ann"),
        ("approved", "Committee"),
        ("retired", "Ben"),
    ]
    assert all(type(key) is str for event in events for key in event)
    assert json.dumps(events, default=str)


def test_what_is_not_there_is_named(catalogue):
    catalogue.add(version(), "T")
    with pytest.raises(CatalogueError, match="no document 'nope'"):
        catalogue.version("nope")
    with pytest.raises(CatalogueError, match="no version '9': it has 1"):
        catalogue.version("sepsis", "9")


def test_without_a_name_the_version_in_force_is_meant_then_the_last(catalogue):
    catalogue.add(version(), "T")
    catalogue.add(version(number="2", ordinal=2, approved_at=None), "T")
    assert catalogue.version("sepsis").key == "sepsis@1"
    catalogue.retire("sepsis", "T", "R", START)
    assert catalogue.version("sepsis").key == "sepsis@2"


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "catalogue.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(StorageError, match=r"catalogue\.sqlite"):
        Catalogue(tmp_path)


def at_once(*works):
    """Run them in threads of their own; returns the errors they ended with."""
    errors = []

    def run(work):
        try:
            work()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_writers_in_several_threads_wait_for_each_other(catalogue, place):
    def adding(number):
        return lambda: place.open().add(draft(number=str(number)), "T")

    assert not at_once(*map(adding, range(8)))
    assert len({one.ordinal for one in catalogue.versions()}) == 8


def test_of_two_approvals_at_once_one_is_told_of_the_other(catalogue, place):
    def approving(document, by):
        return lambda: place.open().approve(document, "1", by, START)

    for document in ("a", "b", "c", "d", "e"):
        catalogue.add(draft(document), "T")
        [error] = at_once(approving(document, "Dr A"), approving(document, "Dr B"))
        assert isinstance(error, CatalogueError) and "already approved, by Dr" in str(error)
        assert [one["action"] for one in catalogue.events(document)] == ["added", "approved"]


def test_an_approval_and_a_withdrawal_at_once_never_undo_each_other(catalogue, place):
    def approving(document):
        return lambda: place.open().approve(document, "1", "Dr A", START)

    def retiring(document):
        return lambda: place.open().retire(document, "T", "wrong dose", START)

    for document in ("a", "b", "c", "d", "e"):
        catalogue.add(draft(document), "T")
        errors = at_once(approving(document), retiring(document))
        found = catalogue.version(document)
        assert found.retired_on == START
        assert [str(error).partition(" (")[0] for error in errors] == (
            [] if found.approved_at else [f"{document}@1 is retired"]
        )
    assert not catalogue.in_force(START)


def test_readers_see_the_old_state_or_the_new_one(catalogue, place):
    """A version takes over from the one before; no reader sees both or neither."""
    catalogue.add(version(), "T")
    for number in range(2, 8):
        catalogue.add(draft(number=str(number)), "T")
    done, seen = threading.Event(), set()

    def reading():
        one = place.open()
        while not done.is_set():
            seen.add(tuple(one.in_force(days(10))))

    def approving():
        for number in range(2, 8):
            catalogue.approve("sepsis", str(number), "Dr A", days(number))
        done.set()

    assert not at_once(reading, reading, approving)
    assert seen <= {(f"sepsis@{number}",) for number in range(1, 8)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET retired_on = '2024-01-01', retired_by = 'A', retired_reason = 'R'",
        "DELETE FROM versions",
    ],
)
def test_what_an_administrator_writes_past_us_holds_at_the_next_question(
    catalogue, place, statement
):
    catalogue.add(version(), "T")
    assert catalogue.in_force(START) and catalogue.versions()
    place.run(statement)
    assert not catalogue.in_force(START)


def test_a_row_that_can_be_no_version_is_said(catalogue, place):
    catalogue.add(version(), "T")
    place.run("UPDATE versions SET effective = NULL")
    with pytest.raises(StorageError, match="without a name or an effective date"):
        catalogue.in_force(START)


def test_nothing_is_read_or_reckoned_again_while_nothing_changes(catalogue):
    catalogue.add(version(), "T")
    first = catalogue.in_force(START)
    assert catalogue.in_force(START) is first
    assert catalogue.versions() is catalogue.versions()
    assert all(catalogue.in_force(days(number)) for number in range(50))
    with pytest.raises(TypeError):
        first["sepsis@1"] = None


def test_all_events_name_their_document(catalogue):
    catalogue.add(draft(), "Ann")
    catalogue.add(draft("asthma"), "Ben")
    catalogue.retire("sepsis", "Ann", "R", START)
    events = catalogue.events()

    assert [(event["document"], event["action"]) for event in events] == [
        ("sepsis", "added"),
        ("asthma", "added"),
        ("sepsis", "retired"),
    ]
    assert all(event["at"].utcoffset() == timedelta(0) for event in events)
    assert "document" not in catalogue.events("sepsis")[0]


def test_the_stage_of_a_version_counts_a_successor_of_another_name(catalogue):
    catalogue.add(version(), "T")
    assert catalogue.stage(catalogue.version("sepsis"), START) is Stage.EFFECTIVE

    catalogue.add(version("new-sepsis", ordinal=2, supersedes="sepsis"), "T")

    assert catalogue.stage(catalogue.version("sepsis", "1"), START) is Stage.SUPERSEDED
    assert catalogue.stage(catalogue.version("new-sepsis"), START) is Stage.EFFECTIVE
