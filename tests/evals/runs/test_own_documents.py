"""A suite that brings documents is asked of those, and of nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.settings import load_settings
from corpus.errors import MetadataError, SuiteError
from evals.runs.own_documents import own_corpus
from evals.runs.running import Options, run
from tests.evals.runs.runs import suite

DOSE = "Give 30 mL/kg of crystalloid within the first three hours of septic shock."


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fluids.md").write_text(f"# Fluids in septic shock\n\n## Treatment\n\n{DOSE}\n")
    (folder / "metadata.csv").write_text("file,id,title,version\nfluids.md,fluids,Fluids,1\n")
    return folder


def bringing(folder, *questions, **chosen):
    found = suite(*questions, corpus="s", **chosen)
    return replace(found, documents=folder)


def opened(found, home, embedder, days=(date(2020, 1, 1),)):
    return own_corpus(found, load_settings(home), embedder.identity, days, date.today())


def test_it_is_built_once_and_again_when_a_document_changes(documents, tmp_path, embedder):
    asked = bringing(documents, "a")
    first = opened(asked, tmp_path / "home", embedder)
    made = (first.home / "complete").stat().st_mtime_ns
    again = opened(asked, tmp_path / "home", embedder)
    assert again == first
    assert (first.home / "complete").stat().st_mtime_ns == made
    [version] = first.versions()
    assert (version.key, version.approved_by) == ("fluids@1", "evaluation")
    (documents / "fluids.md").write_text(f"# Fluids\n\n{DOSE}\n\nRepeat once.\n")
    other = opened(asked, tmp_path / "home", embedder)
    assert other.home != first.home and other.snapshot != first.snapshot


def test_what_a_kill_left_half_built_is_built_anew(documents, tmp_path, embedder):
    asked = bringing(documents, "a")
    first = opened(asked, tmp_path / "home", embedder)
    (first.home / "complete").unlink()
    (first.home / "catalogue.sqlite").write_bytes(b"cut off")
    assert opened(asked, tmp_path / "home", embedder).snapshot == first.snapshot


def test_documents_that_cannot_be_had_stop_the_run(documents, tmp_path, embedder):
    with pytest.raises(SuiteError, match="in force on 1999-12-31"):
        opened(bringing(documents, "a"), tmp_path / "home", embedder, [date(1999, 12, 31)])
    (documents / "empty.pdf").write_bytes(b"")
    with pytest.raises(SuiteError, match=r"the suite s.*empty\.pdf"):
        opened(bringing(documents, "a"), tmp_path / "home", embedder)
    (documents / "empty.pdf").unlink()
    (documents / "metadata.csv").write_text("file,colour\nfluids.md,red\n")
    with pytest.raises(MetadataError, match="the suite s"):
        opened(bringing(documents, "a"), tmp_path / "home", embedder)


def test_its_cases_are_answered_from_its_documents_alone(documents, hospital, tmp_path):
    own = bringing(documents, "How much crystalloid in the first three hours of septic shock?")
    done = run([own], load_settings(hospital.home), Options(out=tmp_path / "out", workers=1))
    [outcome] = done.outcomes.values()
    assert outcome.answered
    assert {place["document"] for place in outcome.answer["citations"]} == {"fluids"}
    assert done.manifest.inputs["snapshot"] == ""
    assert list(done.manifest.inputs["corpora"]) == ["s"] == list(done.sources)
