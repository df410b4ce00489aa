"""What the catalogue keeps, and what it refuses."""

import json
import sqlite3
import threading
from datetime import date

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, StorageError
from tests.corpus.test_versions import START, days, version


@pytest.fixture
def catalogue(tmp_path):
    return Catalogue(tmp_path)


def draft(**changes):
    return version(approved_at=None, **{"approved_by": "", **changes})


def test_a_version_comes_back_as_it_was_added(catalogue, tmp_path):
    catalogue.add(draft(problems=("page 2: scanned – no text",), pages=3), "T")
    [found] = Catalogue(tmp_path).versions()

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


class HeldCatalogue(Catalogue):
    """Lets another writer go first, after its own first look at the catalogue."""

    def versions(self, document=None):
        found = super().versions(document)
        self.meanwhile()
        self.meanwhile = lambda: None
        return found

    def meanwhile(self):
        """What the other writer does."""


def test_an_approval_does_not_undo_a_withdrawal_made_meanwhile(catalogue, tmp_path):
    catalogue.add(draft(), "T")
    slow = HeldCatalogue(tmp_path)
    slow.meanwhile = lambda: catalogue.retire("sepsis", "T", "wrong dose", START)

    with pytest.raises(CatalogueError, match="retired"):
        slow.approve("sepsis", "1", "Dr A", START)
    assert catalogue.version("sepsis").retired_on == START


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


def test_a_withdrawal_is_seen_by_a_catalogue_opened_before(catalogue, tmp_path):
    catalogue.add(version(), "T")
    other = Catalogue(tmp_path)
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


def test_a_catalogue_of_a_newer_program_is_refused(catalogue, tmp_path):
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("update schema set number = 99")
    with pytest.raises(CatalogueError, match="newer version"):
        Catalogue(tmp_path)


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "catalogue.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(StorageError, match=r"catalogue\.sqlite"):
        Catalogue(tmp_path)


def test_writers_in_several_threads_wait_for_each_other(catalogue, tmp_path):
    def add(number):
        Catalogue(tmp_path).add(draft(number=str(number)), "T")

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({one.ordinal for one in catalogue.versions()}) == 8
