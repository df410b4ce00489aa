"""A snapshot quotes a version only where the catalogue means the very text it was built of."""

import sqlite3
from datetime import date

import pytest

from assistant.snapshot.pointer import snapshots_folder
from assistant.snapshot.snapshot import open_snapshot
from corpus.catalogue import Catalogue
from tests.assistant.snapshot.homes import build, with_documents
from tests.fakes.embedders import HashingEmbedder


@pytest.fixture
def home(tmp_path):
    return with_documents(tmp_path / "home", tmp_path, "one", "two", "three")


def usable(home, snapshot):
    opened = open_snapshot(snapshots_folder(home) / snapshot, HashingEmbedder().identity)
    return sorted(opened.holding(Catalogue(home).in_force(date.today())))


def test_what_was_published_is_usable(home):
    assert usable(home, build(home).snapshot) == ["one@1", "three@1", "two@1"]


def test_a_key_that_names_another_text_now_is_not(home):
    snapshot = build(home).snapshot
    catalogue = sqlite3.connect(home / "catalogue.sqlite")
    with catalogue:
        catalogue.execute(
            "UPDATE versions SET text_sha256 = "
            "(SELECT text_sha256 FROM versions WHERE document = 'two') WHERE document = 'one'"
        )
    catalogue.close()

    assert usable(home, snapshot) == ["three@1", "two@1"]
    assert usable(home, build(home).snapshot) == ["one@1", "three@1", "two@1"]


def test_what_is_not_published_yet_is_not(home, tmp_path):
    snapshot = build(home).snapshot
    with_documents(home, tmp_path, "four")

    assert usable(home, snapshot) == ["one@1", "three@1", "two@1"]
