"""Stages are opened once they can be, and the page offers what is in force."""

from datetime import date

import pytest

from assistant.audit import Trail
from assistant.question import Question
from assistant.settings import Settings
from assistant.web.service import EXAMPLE_COUNT, Service, examples
from corpus.errors import ModelError
from corpus.metadata import Population
from tests.documents import protocol
from tests.fakes.judges import WordJudge
from tests.fakes.trails import RememberingTrail


class SlowlyInstalled:
    """Fails the first time it is asked for stages."""

    def __init__(self, stages):
        self.stages = stages
        self.asked = 0

    def __call__(self):
        self.asked += 1
        if self.asked == 1:
            raise ModelError("the model is missing")
        return self.stages


def test_what_was_missing_is_asked_for_again_and_then_kept(demonstration):
    opening = SlowlyInstalled(demonstration.stages)
    service = Service(opening)
    with pytest.raises(ModelError):
        service.stages()
    assert service.stages() is demonstration.stages
    assert service.stages() is demonstration.stages
    assert opening.asked == 2


def test_filters_are_those_of_documents_in_force(demonstration):
    overview = Service(lambda: demonstration.stages).overview()
    assert {Population.ADULT, Population.PAEDIATRIC} <= set(overview.populations)
    assert "all" not in [site.casefold() for site in overview.sites]
    names = [name.casefold() for name in overview.specialties]
    assert len(names) == len(set(names))


def test_what_is_approved_and_not_published_is_not_counted(hospital, tmp_path):
    service = Service(lambda: hospital.stages)
    before = service.overview().documents
    (tmp_path / "new.md").write_text(protocol("new", "# New\n\nGive salt 500 mL."))
    hospital.add([tmp_path / "new.md"], approved_by="C")
    assert service.overview().documents == before
    hospital.publish()
    assert service.overview().documents == before + 1


def test_examples_are_of_documents_in_force(demonstration):
    in_force = demonstration.stages.catalogue.in_force(date.today())
    offered = examples(in_force)
    assert len(offered) == EXAMPLE_COUNT
    assert any("anaphylaxis" in question for question in offered)
    without = {key: v for key, v in in_force.items() if v.document != "anaphylaxis-adult"}
    assert "Adrenaline dose in adult anaphylaxis?" not in examples(without)


def test_it_is_told_before_the_first_question_that_nothing_can_be_decided(demonstration):
    """An evidence model of others has no calibration until the site makes one."""
    stages = demonstration.having(evidence_model=WordJudge(), reranked=5).stages

    with pytest.raises(ModelError, match=r"word-judge@1.*eval calibrate"):
        Service(lambda: stages).overview()


def test_the_trail_is_followed_without_opening_any_model(tmp_path):
    def fail():
        raise ModelError("the model is missing")

    service = Service(fail, Settings(home=tmp_path))
    Trail(tmp_path).note("release.blocked", "R", reason="x")
    service.read_trail()

    assert [one.kind for one in service.trail_index.events()] == ["release.blocked"]
    assert service.trail_index is service.trail_index


def test_without_settings_the_trail_is_that_of_the_stages(demonstration):
    service = Service(lambda: demonstration.stages)

    assert service.trail_index.trail is demonstration.stages.trail


def test_the_account_that_asks_is_in_the_record(demonstration):
    trail = RememberingTrail()
    service = Service(lambda: demonstration.having(trail=trail).stages)

    service.ask(Question("Adrenaline dose in adult anaphylaxis?"), "nurse")
    *_, answer = service.follow(Question("Adrenaline dose in adult anaphylaxis?"), "doctor")

    assert [content.get("by") for content in trail.contents] == ["nurse", "doctor"]
    assert trail.contents[1]["answer"]["id"] == answer.id
