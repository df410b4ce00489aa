"""The life of a document: only what is approved and in force.

A version is a draft, approved, effective, due for review, and at last superseded or retired. What
is not in force is never retrieved, cited or quoted, whichever way and by whichever process that
came about, and whether or not anything was published since.
"""

import json
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, timedelta

import pytest

from assistant.ask import search
from assistant.curate.impact import impact
from assistant.question import Question
from assistant.snapshot.pointer import read_history
from corpus.approval import approve_version
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, MetadataError, SnapshotError
from corpus.versions import Stage, stages
from tests.conftest import open_hospital
from tests.documents import protocol

TODAY = date.today()
TOMORROW = TODAY + timedelta(days=1)
QUESTION = "How much crystalloid for shock in adult anaphylaxis?"
DOCUMENT = "anaphylaxis-adult"
NEWER = "Give crystalloid 750 mL for shock in adult anaphylaxis."
RETIRE = (
    "from datetime import date; from pathlib import Path; import sys;"
    "from corpus.catalogue import Catalogue;"
    "Catalogue(Path(sys.argv[1])).retire(sys.argv[2], 'T', 'wrong', date.today())"
)


def shown(hospital, **chosen):
    """Every version that a search or an answer shows, nearest sections included."""
    found = search(Question(QUESTION, **chosen), hospital.stages, 50)
    answer = hospital.ask(QUESTION, **chosen)
    nearest = answer.refusal.nearest if answer.refusal else ()
    cited = {f"{one.document}@{one.version}" for one in (*answer.citations, *nearest)}
    return cited | {one.version.key for one in found}


def documents(hospital, **chosen):
    return {key.partition("@")[0] for key in shown(hospital, **chosen)}


def newer(hospital, tmp_path, effective, *, approved_by="Committee"):
    """Version 9 of the anaphylaxis protocol is brought in and published."""
    file = tmp_path / "newer.md"
    body = f"# Anaphylaxis in adults\n\n## Fluids\n\n{NEWER}"
    file.write_text(protocol(DOCUMENT, body, version="9", effective=effective.isoformat()))
    hospital.add([file], approved_by=approved_by)
    hospital.publish()


def retire(hospital, _tmp_path):
    hospital.stages.catalogue.retire(DOCUMENT, "Tester", "wrong", TODAY)


def retire_in_another_process(hospital, _tmp_path):
    subprocess.run([sys.executable, "-c", RETIRE, hospital.home, DOCUMENT], check=True)


def retire_in_the_database(hospital, _tmp_path):
    with closing(sqlite3.connect(hospital.home / "catalogue.sqlite")) as connection, connection:
        connection.execute(
            "update versions set retired_on = ?, retired_by = 'T', retired_reason = 'wrong' "
            "where document = ?",
            (TODAY.isoformat(), DOCUMENT),
        )


def supersede(hospital, tmp_path):
    newer(hospital, tmp_path, TODAY)


def unapprove_in_the_database(hospital, _tmp_path):
    with closing(sqlite3.connect(hospital.home / "catalogue.sqlite")) as connection, connection:
        connection.execute(
            "update versions set approved_at = null, approved_by = '' where document = ?",
            (DOCUMENT,),
        )


def postpone_in_the_database(hospital, _tmp_path):
    with closing(sqlite3.connect(hospital.home / "catalogue.sqlite")) as connection, connection:
        connection.execute(
            "update versions set effective = '2090-01-01', review = '2095-01-01' "
            "where document = ?",
            (DOCUMENT,),
        )


WAYS = (
    retire,
    retire_in_another_process,
    retire_in_the_database,
    supersede,
    unapprove_in_the_database,
    postpone_in_the_database,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_leaves_force_is_not_shown_at_the_next_question(hospital, tmp_path, way):
    """Withdrawn here, in another process or in the database itself, superseded, unapproved or
    postponed: a running process no longer finds, cites or quotes the version.
    """
    before = shown(hospital)
    way(hospital, tmp_path)

    assert f"{DOCUMENT}@2" in before
    assert f"{DOCUMENT}@2" not in shown(hospital)


def test_a_new_version_takes_over_on_its_day_and_on_no_other(hospital, tmp_path):
    """Up to the day before, the old version is shown and the new one is not; from that day on the
    new one is shown and the old one is not.
    """
    change = TODAY + timedelta(days=30)
    newer(hospital, tmp_path, change)
    before = shown(hospital, as_of=change - timedelta(days=1))
    after = shown(hospital, as_of=change)

    assert {f"{DOCUMENT}@2", f"{DOCUMENT}@9"} & before == {f"{DOCUMENT}@2"}
    assert {f"{DOCUMENT}@2", f"{DOCUMENT}@9"} & after == {f"{DOCUMENT}@9"}


def test_a_draft_of_a_new_version_changes_nothing(hospital, tmp_path):
    """Nobody has approved it: it is neither shown, nor does it supersede."""
    newer(hospital, tmp_path, TODAY, approved_by="")

    assert {f"{DOCUMENT}@2", f"{DOCUMENT}@9"} & shown(hospital) == {f"{DOCUMENT}@2"}


def test_a_rollback_brings_nothing_withdrawn_back(hospital, tmp_path):
    """An earlier snapshot holds the words of a document that was withdrawn since."""
    newer(hospital, tmp_path, TOMORROW)
    retire(hospital, tmp_path)
    hospital.rollback()

    assert DOCUMENT not in documents(hospital)


def test_the_author_of_a_version_cannot_approve_it(hospital, tmp_path):
    """Whoever brought a draft in, or amended it, is not the second person."""
    newer(hospital, tmp_path, TODAY, approved_by="")
    catalogue, library = hospital.stages.catalogue, hospital.stages.library

    def approve(by, **chosen):
        return approve_version(catalogue, library, DOCUMENT, "9", by, TODAY, **chosen)

    for author in ("Tester", " tester "):
        with pytest.raises(CatalogueError, match="second person"):
            approve(author, second_person=True)
    assert catalogue.version(DOCUMENT, "9").approved_at is None
    assert approve("Dr Second", second_person=True).approved_by == "Dr Second"


def test_a_protocol_with_doses_is_not_approved_without_its_population(hospital, tmp_path):
    """A dose for nobody in particular could be taken for a child's."""
    file = tmp_path / "nobody.md"
    written = protocol("nobody", "# Nobody\n\n## Dose\n\nGive digoxin 250 micrograms orally.")
    file.write_text(written.replace("population: adult\n", ""))
    hospital.add([file])
    catalogue, library = hospital.stages.catalogue, hospital.stages.library

    with pytest.raises(MetadataError, match="population"):
        approve_version(catalogue, library, "nobody", "1", "Dr A", TODAY, second_person=True)


def test_an_overdue_review_is_said_or_keeps_the_document_out(hospital):
    """By a setting for each type of document: a notice on every answer, or no answer from it and
    a notice of what was not used.
    """
    question = "Which rise in serum creatinine means acute kidney injury?"
    said = hospital.ask(question)
    excluding = hospital.having(never_overdue=frozenset({"guideline", "protocol"}))
    left_out = excluding.ask(question)
    nearest = left_out.refusal.nearest if left_out.refusal else ()

    assert "review_overdue" in {notice.kind for notice in said.notices}
    shown = {one.document for one in (*left_out.citations, *nearest)}
    assert "acute-kidney-injury" in {one.document for one in said.citations}
    assert "acute-kidney-injury" not in shown
    [notice] = [one for one in left_out.notices if one.kind == "overdue_left_out"]
    assert "Acute kidney injury in adults" in notice.message
    unrelated = excluding.ask(QUESTION)
    assert "overdue_left_out" not in {one.kind for one in unrelated.notices}


def test_every_stage_of_a_life_has_its_name(hospital):
    """A list of documents tells apart what waits for its day, what holds, and what is due."""
    found = stages(hospital.stages.catalogue.versions(), TODAY)

    assert found["snakebite@1"] is Stage.APPROVED
    assert found["anaphylaxis-adult@2"] is Stage.EFFECTIVE
    assert found["acute-kidney-injury@1.6"] is Stage.REVIEW_DUE
    assert found["adult-sepsis@2"] is Stage.SUPERSEDED
    assert found["digoxin-loading@1"] is Stage.RETIRED
    assert found["delirium@0.3"] is Stage.DRAFT


def test_two_people_who_publish_at_once_take_turns(hospital, tmp_path):
    """One waits for the other; the snapshot served afterwards is whole and holds what both
    approved.
    """
    files = []
    for name in ("first", "second"):
        files.append(tmp_path / f"{name}.md")
        files[-1].write_text(protocol(name, f"# {name.title()}\n\nGive saline 500 mL."))

    def approve_and_publish(file):
        hospital.add([file], approved_by="Committee")
        hospital.publish()

    threads = [threading.Thread(target=approve_and_publish, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts = {part.document for part in hospital.stages.current.get().manifest.parts}

    assert {"first", "second"} <= parts
    assert len(read_history(hospital.home)) in (2, 3)


def test_a_snapshot_with_one_flipped_bit_does_not_open(hospital, embedder, redactor):
    """Nothing is answered from it, and the message names the file."""
    folder = hospital.home / "snapshots" / read_history(hospital.home)[-1]["snapshot"]
    file = folder / "passages.jsonl"
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)

    with pytest.raises(SnapshotError, match=r"passages\.jsonl"):
        open_hospital(hospital.home, embedder, redactor).ask(QUESTION)


def test_an_older_program_leaves_a_newer_catalogue_as_it_is(hospital):
    """A catalogue written by a later version of this software is refused, and no byte of it
    changes.
    """
    file = hospital.home / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.execute("update alembic_version set version_num = '9999'")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    before = file.read_bytes()

    with pytest.raises(CatalogueError, match="newer"):
        Catalogue(hospital.home)
    assert file.read_bytes() == before


def test_answers_after_a_rollback_are_those_of_before(hospital, tmp_path):
    """Word for word and citation for citation: a rollback restores what was published."""

    def answer():
        record = hospital.ask(QUESTION).to_json()
        return json.dumps({key: record[key] for key in record if key not in ("id", "timings_ms")})

    before = answer()
    file = tmp_path / "fluids.md"
    body = "# Shock\n\nGive crystalloid 250 mL for shock in adult anaphylaxis."
    file.write_text(protocol("fluids", body))
    hospital.add([file], approved_by="Committee")
    catalogue = hospital.stages.catalogue
    hospital.publish()
    during = answer()
    hospital.rollback()

    assert "fluids@1" in catalogue.in_force(TODAY)
    assert during != before
    assert answer() == before


def test_a_conflict_between_documents_in_force_is_shown_with_both_quotes(hospital, tmp_path):
    """An answer that touches it says what each document states; neither is left out."""
    for name, dose in (("local-shingles", 800), ("national-shingles", 400)):
        words = f"Give adults aciclovir {dose} mg orally five times daily."
        body = f"# Shingles\n\n## Treatment\n\n{words}"
        (tmp_path / f"{name}.md").write_text(protocol(name, body, title="Shingles"))
    hospital.add(list(tmp_path.glob("*shingles.md")), approved_by="Committee")
    hospital.publish()
    answer = hospital.ask("What is the oral dose of aciclovir for shingles in adults?")
    [notice] = [one for one in answer.notices if one.kind == "sources_conflict"]

    assert {"800 mg", "400 mg"} <= {words for side in notice.citations for words in doses(side)}
    assert len({side.document for side in notice.citations}) == 2


def doses(side):
    return re.findall(r"\d+ mg", side.quote)


def test_who_was_answered_from_a_withdrawn_version_can_be_told(hospital, tmp_path):
    """Every past answer that cited it is found in the audit trail; the others are not."""
    citing = hospital.ask(QUESTION)
    hospital.ask("What temperature is fever in neutropenia?")
    retire(hospital, tmp_path)
    versions = hospital.stages.catalogue.versions()
    [(standing, answers)] = impact(hospital.stages.trail, versions, DOCUMENT, on=TODAY).found

    assert standing.stage is Stage.RETIRED
    assert answers[-1].id == citing.id
    assert {QUESTION} == {one.question for one in answers}
