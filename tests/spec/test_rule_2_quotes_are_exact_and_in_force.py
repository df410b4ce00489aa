"""Rule 2: every quote is exact, and its document was in force.

A citation's quote equals the characters of that document version between its two offsets. The
version was approved, effective, and not retired or superseded on the date asked about.
"""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from tests.conftest import open_hospital
from tests.spec.questions import QUESTIONS

BEFORE_VERSION_3 = date(2023, 6, 1)
SEPSIS = "How much crystalloid is given in adult sepsis and septic shock?"
SNAKEBITE = "Dose of European viper antivenom for snakebite"
DIGOXIN = "How is digoxin given orally: loading dose and second dose after 6 hours?"


def cited(answer):
    """Everything an answer or a refusal shows from a document."""
    nearest = answer.refusal.nearest if answer.refusal else ()
    return [*answer.citations, *nearest]


def documents(answer):
    return {citation.document for citation in cited(answer)}


def versions(answer, document):
    return {citation.version for citation in cited(answer) if citation.document == document}


def test_most_of_the_questions_are_answered(answers):
    """A system that refuses everything would keep every other rule: this one counts answers."""
    answered = [answer.status == "answered" for answer in answers.values()]

    assert sum(answered) >= 0.7 * len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_text_between_its_offsets(demonstration, answers, question):
    """Compared character by character with the stored text of the version, and dated."""
    answer = answers[question]
    in_force = demonstration.stages.catalogue.in_force(date.today())

    for citation in cited(answer):
        content = demonstration.content(citation)
        assert content[citation.start : citation.end] == citation.quote
        assert f"{citation.document}@{citation.version}" in in_force
        assert citation.effective <= date.today()
        assert citation.status == "approved"


def test_a_superseded_version_is_not_cited_today(demonstration):
    """Version 2 of the sepsis protocol is in the snapshot, but only version 3 is quoted."""
    assert versions(demonstration.ask(SEPSIS), "adult-sepsis") == {"3"}


def test_the_version_then_in_force_is_cited_for_an_earlier_date(demonstration):
    """Asked about June 2023, the assistant quotes version 2, and says which day it answers for."""
    answer = demonstration.ask(SEPSIS, as_of=BEFORE_VERSION_3)

    assert versions(answer, "adult-sepsis") == {"2"}
    assert "as_of" in {notice.kind for notice in answer.notices}


def test_nothing_is_cited_from_before_the_first_effective_date(demonstration):
    """In 1990 none of the documents was in force, so there is nothing to show."""
    answer = demonstration.ask(SEPSIS, as_of=date(1990, 1, 1))

    assert answer.status == "refused"
    assert not cited(answer)


def test_a_draft_is_never_cited(demonstration):
    """The delirium guideline is a draft: its words are not shown, not even as nearest section."""
    answer = demonstration.ask("How is delirium treated with haloperidol in adult inpatients?")

    assert "delirium" not in documents(answer)


def test_a_version_is_not_cited_before_its_effective_date(demonstration):
    """The approved snakebite protocol takes effect in 2099; until then it is not shown."""
    assert "snakebite" not in documents(demonstration.ask(SNAKEBITE))
    assert "snakebite" in documents(demonstration.ask(SNAKEBITE, as_of=date(2099, 1, 2)))


def test_a_retired_document_is_not_cited_from_the_day_it_was_retired(demonstration):
    """The digoxin document is still in the snapshot, but was withdrawn today."""
    assert "digoxin-loading" not in documents(demonstration.ask(DIGOXIN))


def test_a_retired_document_was_in_force_before_that_day(demonstration):
    """What was shown yesterday can still be reconstructed."""
    yesterday = date.today() - timedelta(days=1)

    assert "digoxin-loading" in documents(demonstration.ask(DIGOXIN, as_of=yesterday))


def test_a_retirement_holds_at_the_next_question_of_a_running_process(hospital):
    """Another process withdraws the document; nothing is published, nothing restarted."""
    question = "How much crystalloid for shock in adult anaphylaxis?"
    assert "anaphylaxis-adult" in documents(hospital.ask(question))

    withdraw = (
        "from datetime import date; from pathlib import Path; import sys;"
        "from corpus.catalogue import Catalogue;"
        "Catalogue(Path(sys.argv[1])).retire('anaphylaxis-adult', 'T', 'wrong', date.today())"
    )
    subprocess.run([sys.executable, "-c", withdraw, hospital.home], check=True)

    assert "anaphylaxis-adult" not in documents(hospital.ask(question))


def test_withdrawing_a_version_does_not_revive_the_one_before(hospital):
    """With version 3 of the sepsis protocol withdrawn, version 2 stays superseded."""
    hospital.stages.catalogue.retire("adult-sepsis", "Tester", "wrong", date.today())

    assert "adult-sepsis" not in documents(hospital.ask(SEPSIS))


def test_a_text_that_was_changed_after_it_was_stored_is_not_quoted(hospital, embedder, redactor):
    """One changed character in the stored text, and the assistant stops instead of quoting it."""
    version = hospital.stages.catalogue.version("anaphylaxis-adult")
    stored = hospital.home / "library" / "texts" / f"{version.text_sha256}.json"
    stored.write_bytes(stored.read_bytes().replace(b"500 micrograms", b"900 micrograms"))

    with pytest.raises(Exception, match="changed after it was stored"):
        open_hospital(hospital.home, embedder, redactor).ask(QUESTIONS[0])
