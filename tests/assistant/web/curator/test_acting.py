"""What a click does is what the command line does, in the name of the account."""

from datetime import date, timedelta

import gradio as gr
import pytest

from assistant.accounts import Account, Role
from assistant.feedback import report, waiting
from assistant.web.curator import acting
from assistant.web.curator.address import Place, Tab, View, version_at
from assistant.web.curator.intaking import take_in
from assistant.web.curator.layout import lay_out
from assistant.web.curator.showing import Showing
from corpus.errors import CatalogueError, MetadataError, RoleError
from corpus.versions import Stage
from tests.assistant.curate.recorded import answered
from tests.assistant.web.curator.conftest import ANNA, CORA
from tests.fakes.redactors import ShoutedNames

DRAFT = version_at("zinc@2", Tab.DECIDE)
IN_FORCE = version_at("zinc@1", Tab.DECIDE)
CHANGES = version_at("zinc@2", Tab.CHANGES)
TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def _showing(curation):
    with gr.Blocks():
        return Showing(lay_out(), curation)


ACTS = {
    "approve": lambda curation, who: acting.approve_draft(curation, who, DRAFT, ""),
    "review": lambda curation, who: acting.record_review(curation, who, IN_FORCE, "2101-01-01"),
    "withdraw": lambda curation, who: acting.withdraw(curation, who, IN_FORCE, "wrong dose"),
    "amend": lambda curation, who: acting.save_metadata(curation, who, DRAFT, {"title": "Zinc"}),
    "publish": lambda curation, who: acting.publish_now(curation, who, DRAFT),
    "roll back": lambda curation, who: acting.roll_back(curation, who, DRAFT),
    "check": lambda curation, who: acting.check_now(curation, who, DRAFT),
    "settle": lambda curation, who: acting.settle_report(curation, who, DRAFT, "looked"),
    "add": lambda curation, who: list(take_in(curation, [], {}, who, "")),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.REVIEWER, Role.ADMIN])
def test_every_act_asks_for_the_role_itself_whatever_let_somebody_in(curation, act, role):
    before = curation.catalogue.versions(), curation.catalogue.events()
    with pytest.raises(RoleError, match=r"ada may not .* with the role"):
        ACTS[act](curation, Account("ada", frozenset({role})))
    assert (curation.catalogue.versions(), curation.catalogue.events()) == before
    assert not curation.jobs.all()


@pytest.mark.parametrize("kind", ["wrong", "unsafe"])
@pytest.mark.parametrize("also", [None, Role.REVIEWER])
def test_that_an_answer_is_unsafe_a_curator_does_not_settle(curation, kind, also):
    """Who is a reviewer too may; the page shows a field for it to nobody else."""
    trail = curation.index.trail
    trail.append(answered("a", ("Give 1 g.", False, ("zinc", "1"))))
    said = report(trail, ShoutedNames(), "a", kind, "", "nurse")
    who = Account("cora", frozenset({Role.CURATOR, *([also] if also else [])}))
    place = Place(View.REPORT, report=said.number)
    showing = _showing(curation)
    settling = showing.at(place, who)[showing._parts.settling]
    if kind == "unsafe" and not also:
        assert not settling["visible"]
        with pytest.raises(RoleError, match="the role reviewer"):
            acting.settle_report(curation, who, place, "looked")
        assert waiting(curation.index) == (said,)
        return
    assert settling["visible"]
    acting.settle_report(curation, who, place, "looked")
    assert not waiting(curation.index)


@pytest.fixture
def showing(curation):
    """What the desk shows to Anna, who has read the draft."""
    desk = _showing(curation)
    desk.at(CHANGES, ANNA)
    return desk


def test_a_second_person_approves(curation, showing):
    place, said = acting.approve_draft(curation, ANNA, DRAFT, "")
    approved = curation.catalogue.version("zinc", "2")
    assert approved.approved_by == ANNA.name
    assert place.version == "2"
    assert said.done
    assert any("supersedes zinc@1" in note for note in said.notes)
    assert said.next[0][1].view is View.PUBLISH


def test_a_curator_does_not_approve(curation):
    with pytest.raises(RoleError, match="may not approve"):
        acting.approve_draft(curation, CORA, DRAFT, "")
    assert curation.catalogue.version("zinc", "2").is_draft


def test_who_amended_a_draft_does_not_approve_it(curation, showing):
    values = curation.catalogue.version("zinc", "2").metadata.values() | {"owner": "Pharmacy"}
    acting.save_metadata(curation, ANNA, DRAFT, values)
    showing.at(CHANGES, ANNA)
    assert curation.catalogue.version("zinc", "2").metadata.owner == "Pharmacy"
    with pytest.raises(CatalogueError, match="ask a second person"):
        acting.approve_draft(curation, ANNA, DRAFT, "")


def test_what_was_amended_after_it_was_read_is_read_again(curation, showing):
    values = curation.catalogue.version("zinc", "2").metadata.values() | {"owner": "Pharmacy"}
    acting.save_metadata(curation, CORA, DRAFT, values)
    # The side with the button shows no words of the draft: it counts as nothing that was read.
    showing.at(DRAFT, ANNA)
    with pytest.raises(CatalogueError, match="amended meanwhile"):
        acting.approve_draft(curation, ANNA, DRAFT, "")
    assert curation.catalogue.version("zinc", "2").is_draft
    showing.at(CHANGES, ANNA)
    acting.approve_draft(curation, ANNA, DRAFT, "")


def test_what_somebody_was_not_shown_they_do_not_approve(curation):
    _showing(curation).at(CHANGES, CORA)
    with pytest.raises(CatalogueError, match="were not shown"):
        acting.approve_draft(curation, ANNA, DRAFT, "")


def test_a_first_day_that_is_none_is_said(curation, showing):
    with pytest.raises(MetadataError, match="'next week' is no date"):
        acting.approve_draft(curation, ANNA, DRAFT, "next week")


def test_a_first_day_to_come_is_kept(curation, showing):
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
