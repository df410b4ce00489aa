from datetime import UTC, date, datetime

import pytest

from assistant.curate.choosing import newest, reference
from corpus.errors import CatalogueError
from corpus.metadata import Metadata
from corpus.versions import Version

TODAY = date(2026, 6, 1)


def version(number, ordinal, effective=None, *, approved=True):
    return Version(
        metadata=Metadata(
            id="sepsis",
            title="Sepsis",
            version=number,
            effective=date.fromisoformat(effective) if effective else None,
        ),
        ordinal=ordinal,
        source_name="sepsis.md",
        source_sha256="",
        text_sha256="",
        pages=0,
        problems=(),
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        approved_at=datetime(2026, 1, 1, tzinfo=UTC) if approved else None,
        approved_by="Dr Test" if approved else "",
    )


OLD = version("1", 3, "2020-01-01")
NOW = version("2", 1, "2024-01-01")
LATER = version("3", 2, "2027-01-01")
DRAFT = version("4", 4, approved=False)


def test_the_newest_is_the_draft_added_last():
    other = version("5", 5, approved=False)
    assert newest([OLD, NOW, LATER, DRAFT, other]) is other


def test_without_a_draft_the_newest_comes_into_force_last_whenever_it_was_added():
    assert newest([NOW, LATER, OLD]) is LATER


def test_a_draft_is_compared_with_the_version_in_force():
    assert reference([OLD, NOW, LATER, DRAFT], DRAFT, TODAY) is NOW


def test_the_version_in_force_is_compared_with_the_one_before_it():
    assert reference([NOW, OLD, LATER], NOW, TODAY) is OLD


def test_the_first_of_all_in_force_is_compared_with_what_there_is():
    assert reference([NOW, DRAFT], NOW, TODAY) is DRAFT


def test_a_single_version_cannot_be_compared():
    with pytest.raises(CatalogueError, match="sepsis@2 is the only version"):
        reference([NOW], NOW, TODAY)
