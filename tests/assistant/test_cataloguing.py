"""Every change to a document is in the trail before it is made, or is not made."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.audit import Trail
from assistant.cataloguing import WITHHELD, open_catalogue
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import AuditError, CatalogueError
from corpus.metadata import Metadata
from corpus.versions import Version
from tests.fakes.redactors import FailingRedactor, ShoutedNames

TODAY = date.today()
REVIEW = TODAY + timedelta(days=365)


def version(document="asthma", **metadata):
    values = {"effective": date(2025, 1, 1), "review": REVIEW, **metadata}
    return Version(
        Metadata(document, document.title(), "1", **values),
        0, "SMITH asthma.pdf", "a" * 64, "b" * 64, 2, (), datetime.now(UTC),
    )  # fmt: skip


def catalogue(home, redactor=ShoutedNames):
    return open_catalogue(Settings(home=home), redactor)


def events(home):
    return [record.event for record in Trail(home).records()]


def test_the_life_of_a_version_is_in_the_trail(tmp_path):
    found = catalogue(tmp_path)
    found.add(version(), "Author")
    found.add(version(owner="Ward"), "Author")
    found.approve("asthma", "1", "Approver", date(2025, 2, 1))
    found.review("asthma", "1", "Approver", REVIEW + timedelta(days=1))
    found.retire("asthma", "Curator", "wrong for MARY", TODAY)

    told = events(tmp_path)
    assert [(event["kind"], event["by"]) for event in told] == [
        ("document.added", "Author"),
        ("document.amended", "Author"),
        ("document.approved", "Approver"),
        ("document.reviewed", "Approver"),
        ("document.retired", "Curator"),
    ]
    assert {(event["document"], event["version"]) for event in told} == {("asthma", "1")}
    assert {event["text"] for event in told} == {"b" * 64}
    assert told[1]["detail"] == "owner"
    assert told[2]["effective"] == "2025-02-01" and told[4]["retired"]
    assert told[4]["detail"] == "wrong for <NAME>"
    actions = [event["action"] for event in found.events("asthma")]
    assert [event["kind"] for event in told] == [f"document.{action}" for action in actions]
    Trail(tmp_path).verify()


def test_the_name_of_a_file_is_not_in_the_trail(tmp_path):
    catalogue(tmp_path).add(version(), "Author")

    assert b"SMITH" not in Trail(tmp_path).file.read_bytes()


def test_a_change_that_cannot_be_recorded_does_not_happen(tmp_path):
    found = catalogue(tmp_path)
    found.add(version(), "Author")
    before = found.versions(), found.events()
    trail = Trail(tmp_path).file
    trail.write_bytes(b"not a record\n")

    for change in (
        lambda: found.add(version("sepsis"), "Author"),
        lambda: found.add(version(owner="Ward"), "Author"),
        lambda: found.approve("asthma", "1", "Approver", TODAY),
        lambda: found.retire("asthma", "Curator", "wrong", TODAY),
    ):
        with pytest.raises(AuditError, match="verify"):
            change()
    assert (found.versions(), found.events()) == before
    assert (Catalogue(tmp_path).versions(), Catalogue(tmp_path).events()) == before


def test_what_is_refused_is_not_recorded(tmp_path):
    found = catalogue(tmp_path)
    found.add(version(), "Author")

    with pytest.raises(CatalogueError):
        found.approve("asthma", "1", "Author", TODAY)

    assert [event["kind"] for event in events(tmp_path)] == ["document.added"]


def test_a_withdrawal_does_not_wait_for_a_redactor_and_its_words_are_not_recorded(tmp_path):
    found = catalogue(tmp_path, FailingRedactor)
    found.add(version(), "Author")

    found.retire("asthma", "Curator", "wrong for MARY", TODAY)

    assert events(tmp_path)[1]["detail"] == WITHHELD
    assert found.version("asthma").retired_reason == "wrong for MARY"


def test_changes_of_several_at_once_are_all_in_the_trail(tmp_path):
    catalogue(tmp_path)
    names = [f"document-{number}" for number in range(6)]

    def add(mine):
        for name in mine:
            catalogue(tmp_path).add(version(name), "Author")

    writers = [threading.Thread(target=add, args=(names[at::3],)) for at in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(event["document"] for event in events(tmp_path)) == names
    assert Trail(tmp_path).verify() == 6
    in_order = [event["document"] for event in Catalogue(tmp_path).events()]
    assert [event["document"] for event in events(tmp_path)] == in_order
