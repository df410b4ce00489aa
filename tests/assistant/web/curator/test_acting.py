"""What a click does is what the command line does, in the name of the account."""

from datetime import date, timedelta

import pytest

from assistant.web.curator import acting
from assistant.web.curator.address import Tab, View, version_at
from corpus.errors import CatalogueError, MetadataError
from corpus.versions import Stage
from tests.assistant.web.curator.conftest import ANNA, CORA

DRAFT = version_at("zinc@2", Tab.DECIDE)
TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def test_a_second_person_approves(curation):
    place, said = acting.approve_draft(curation, ANNA, DRAFT, "")
    approved = curation.catalogue.version("zinc", "2")
    assert approved.approved_by == ANNA.name
    assert place.version == "2"
    assert said.done
    assert any("supersedes zinc@1" in note for note in said.notes)
    assert said.next[0][1].view is View.PUBLISH


def test_a_curator_does_not_approve(curation):
    with pytest.raises(CatalogueError, match="may not approve"):
        acting.approve_draft(curation, CORA, DRAFT, "")
    assert curation.catalogue.version("zinc", "2").is_draft


def test_who_amended_a_draft_does_not_approve_it(curation):
    values = curation.catalogue.version("zinc", "2").metadata.values() | {"owner": "Pharmacy"}
    acting.save_metadata(curation, ANNA, DRAFT, values)
    assert curation.catalogue.version("zinc", "2").metadata.owner == "Pharmacy"
    with pytest.raises(CatalogueError, match="ask a second person"):
        acting.approve_draft(curation, ANNA, DRAFT, "")


def test_a_first_day_that_is_none_is_said(curation):
    with pytest.raises(MetadataError, match="'next week' is no date"):
        acting.approve_draft(curation, ANNA, DRAFT, "next week")


def test_a_first_day_to_come_is_kept(curation):
    acting.approve_draft(curation, ANNA, DRAFT, TOMORROW)
    approved = curation.catalogue.version("zinc", "2")
    assert approved.effective.isoformat() == TOMORROW
    assert curation.stages()["zinc@1"] is Stage.EFFECTIVE


def test_a_withdrawal_needs_a_reason_and_counts_at_once(curation):
    in_force = version_at("zinc@1", Tab.DECIDE)
    with pytest.raises(MetadataError, match="reason is empty"):
        acting.withdraw(curation, CORA, in_force, "  ")
    place, _ = acting.withdraw(curation, CORA, in_force, "wrong dose")
    assert curation.stages()["zinc@1"] is Stage.RETIRED
    assert curation.catalogue.version("zinc", "1").retired_by == CORA.name
    assert place.tab is Tab.DECIDE


def test_a_review_moves_the_next_one(curation):
    acting.record_review(curation, CORA, version_at("zinc@1", Tab.DECIDE), "2101-01-01")
    assert curation.catalogue.version("zinc", "1").metadata.review == date(2101, 1, 1)


def test_what_is_approved_keeps_its_metadata(curation):
    with pytest.raises(CatalogueError, match="is no draft"):
        acting.save_metadata(curation, CORA, version_at("zinc@1"), {"title": "Zinc"})
