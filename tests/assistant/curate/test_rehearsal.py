"""Trying out what would be published."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from assistant.answers import Answer
from assistant.audit import Record, Trail
from assistant.curate.rehearsal import (
    Effect,
    Rehearsal,
    Trial,
    open_rehearsal,
    recent_questions,
    rehearse,
)
from assistant.decide import calibration_of
from assistant.question import Question
from assistant.snapshot.pointer import read_history
from corpus.errors import MetadataError, QuestionError, SnapshotError
from tests.documents import protocol

TODAY = date.today()
FLUIDS = "How much crystalloid for shock in adult anaphylaxis?"
NOSEBLEED = "Dose of tranexamic acid for epistaxis?"


@pytest.fixture
def write(tmp_path):
    def one(id, body, **stated):
        file = tmp_path / f"{id}.md"
        file.write_text(protocol(id, body, **stated))
        return file

    return one


def trials(hospital, questions, drafts=()):
    catalogue = hospital.stages.catalogue
    rehearsal = Rehearsal(catalogue.versions(), [catalogue.version(*one) for one in drafts], TODAY)
    now, then = open_rehearsal(hospital.home, hospital.stages, rehearsal)
    return list(rehearse([Question(words) for words in questions], now, then))


def test_a_draft_that_changes_a_dose_shows_what_goes_and_what_comes(hospital, write):
    body = "# Anaphylaxis in adults\n\n## Fluids\n\nGive crystalloid 750 mL for shock in adults."
    hospital.add([write("anaphylaxis-adult", body, version="9")])
    [trial] = trials(hospital, [FLUIDS], [("anaphylaxis-adult", "9")])

    assert trial.changed and trial.effect in (Effect.STATEMENTS, Effect.CAUTIONS)
    lines = trial.lines()
    assert any(sign == "+" and "750 mL" in line for sign, line in lines)
    assert any(sign == "-" and "anaphylaxis-adult@2" in line for sign, line in lines)
    assert not any(sign == "+" and "anaphylaxis-adult@2" in line for sign, line in lines)


def test_a_draft_is_cited_as_a_draft_and_the_reader_is_told(hospital, write):
    hospital.add([write("epistaxis", "# Epistaxis\n\nGive tranexamic acid 1 g for epistaxis.")])
    [trial] = trials(hospital, [NOSEBLEED], [("epistaxis", "1")])

    assert trial.effect is Effect.ANSWERED
    assert {citation.status for citation in trial.then.citations} == {"draft"}
    assert "rehearsal" in {notice.kind for notice in trial.then.notices}


def test_a_draft_that_nobody_could_approve_is_not_tried(hospital, write):
    """Its review was due before it could come into force: tried, it would change nothing."""
    past = str(TODAY - timedelta(days=1))
    body = "# Anaphylaxis in adults\n\n## Fluids\n\nGive crystalloid 750 mL for shock in adults."
    hospital.add([write("anaphylaxis-adult", body, version="9", review=past)])
    with pytest.raises(MetadataError, match="due for review"):
        trials(hospital, [FLUIDS], [("anaphylaxis-adult", "9")])


def test_what_is_approved_and_not_published_is_tried_without_naming_it(hospital, write):
    body = "# Epistaxis\n\nGive tranexamic acid 1 g orally for epistaxis."
    hospital.add([write("epistaxis", body)], approved_by="Committee")

    assert [one.effect for one in trials(hospital, [NOSEBLEED])] == [Effect.ANSWERED]


def test_a_question_that_nothing_touches_stays_the_same(hospital, write):
    hospital.add([write("warts", "# Warts\n\nFreeze warts with liquid nitrogen.")])
    [trial] = trials(hospital, [FLUIDS], [("warts", "1")])

    assert trial.effect is Effect.SAME and not trial.changed and not trial.lines()


def test_nothing_is_published_and_nothing_is_in_the_trail(hospital, write):
    hospital.add([write("epistaxis", "# Epistaxis\n\nGive tranexamic acid 1 g for epistaxis.")])
    before = read_history(hospital.home), hospital.stages.trail.verify()
    trials(hospital, [NOSEBLEED], [("epistaxis", "1")])

    assert (read_history(hospital.home), hospital.stages.trail.verify()) == before
    assert Trail(hospital.home, "rehearsals").verify() == 2
    assert "epistaxis" not in {one.document for one in hospital.ask(NOSEBLEED).citations}
    assert hospital.stages.catalogue.version("epistaxis").approved_at is None


def test_a_rehearsed_version_is_what_is_published_once_it_is_approved(hospital, write):
    body = "# Epistaxis\n\nGive tranexamic acid 1 g orally for epistaxis."
    hospital.add([write("epistaxis", body)])
    catalogue = hospital.stages.catalogue
    rehearsal = Rehearsal(catalogue.versions(), [catalogue.version("epistaxis", "1")], TODAY)
    _, then = open_rehearsal(hospital.home, hospital.stages, rehearsal)
    catalogue.approve("epistaxis", "1", "Dr Second", TODAY)
    calibration = calibration_of(hospital.home, hospital.stages.judged_by)
    published = hospital.publish(calibration)

    assert published.snapshot == then.current.get().identity
    assert published.embedded == 0


def test_a_rehearsal_answers_from_no_other_snapshot(hospital):
    rehearsal = Rehearsal(hospital.stages.catalogue.versions(), [], TODAY)
    _, then = open_rehearsal(hospital.home, hospital.stages, rehearsal)
    with pytest.raises(SnapshotError, match="0123"):
        then.current.get("0123")


def test_a_question_that_cannot_be_asked_any_more_is_the_gravest(hospital):
    answer = hospital.ask(FLUIDS)
    fails = QuestionError("no document in force is for the site chosen")
    effects = [
        Trial(Question(FLUIDS), now, then).effect
        for now, then in ((answer, fails), (fails, fails), (fails, answer), (answer, answer))
    ]

    assert effects == [Effect.FAILS, Effect.SAME, Effect.ANSWERED, Effect.SAME]
    assert sorted(Effect, key=lambda effect: effect.gravity)[0] is Effect.FAILS


def record(words, *, at=TODAY, as_of=TODAY, replay_of=None, population=None):
    asked = {
        "as_of": as_of.isoformat(),
        "population": population,
        "site": None,
        "specialty": None,
        "replay_of": replay_of,
    }
    return Record(1, f"{at}T08:00:00+00:00", "", {"asked": asked, "answer": {"question": words}})


def test_recent_questions_are_the_latest_ones_each_once():
    long_ago = TODAY - timedelta(days=90)
    found = recent_questions(
        [
            record("a", at=long_ago, as_of=long_ago),
            record("b", at=long_ago, as_of=TODAY - timedelta(days=400)),
            record("c"),
            record("a", population="adult"),
            record("d", replay_of="x"),
            record("a"),
        ],
        4,
        TODAY,
    )

    assert [(one.text, one.population, (TODAY - one.as_of).days) for one in found] == [
        ("a", None, 0),
        ("a", "adult", 0),
        ("c", None, 0),
        ("b", None, 400),
    ]
    assert recent_questions([record("a"), record("b")], 1, TODAY)[0].text == "b"


@pytest.mark.parametrize(("zone", "at"), [("AEST-10", "22:00"), ("PST8", "01:00")])
def test_a_question_of_the_morning_far_east_is_of_its_own_day(monkeypatch, zone, at):
    """What is today there is yesterday, or tomorrow, in UTC."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        moment = datetime.fromisoformat(f"2026-03-01T{at}:00+00:00")
        asked = record("a", as_of=moment.astimezone().date())
        asked = replace(asked, at=moment.isoformat())
        assert asked.content["asked"]["as_of"] != "2026-03-01"
        [found] = recent_questions([asked], 1, TODAY)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found.as_of == TODAY


def test_every_effect_but_the_same_has_an_answer_behind_it(hospital):
    [trial] = trials(hospital, [FLUIDS])
    assert isinstance(trial.now, Answer)
    assert set(trial.to_json()) == {"question", "effect", "now", "then"}
    assert trial.to_json()["now"]["status"] == "answered"
