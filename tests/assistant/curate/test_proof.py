"""The proof that nothing withdrawn can be retrieved, and what makes it fail."""

from dataclasses import replace
from datetime import date

import pytest

import assistant.curate.proof
from assistant.curate.proof import prove
from assistant.snapshot.build import build_draft
from assistant.snapshot.pointer import snapshots_folder
from assistant.snapshot.snapshot import open_snapshot
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder

TODAY = date(2026, 3, 1)


def text(*drugs):
    return "# Doses\n\n" + "\n\n".join(f"## {drug}\n\nGive {drug} 5 mg." for drug in drugs)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """In force `first`, `kept` and `new@2`; not in force `new@1`, `gone` and `later`."""
    folder = tmp_path_factory.mktemp("proof")
    documents = {
        "first": protocol("first", text("saline")),
        "kept": protocol("kept", text("aspirin", "heparin")),
        "old": protocol("new", text("digoxin")),
        "new": protocol("new", text("digoxin", "quinine"), version="2", effective="2026-01-01"),
        "gone": protocol("gone", text(*(f"drug{n}" for n in range(50)))),
        "later": protocol("later", text("amiodarone"), effective="2099-01-01"),
    }
    files = [folder / f"{name}.md" for name in documents]
    for file in files:
        file.write_text(documents[file.stem])
    catalogue = Catalogue(folder / "home")
    add_files(files, catalogue, Library(folder / "home"), by="T", approved_by="C")
    catalogue.retire("gone", "T", "wrong", TODAY)
    return folder / "home"


def proof(home, *, built=None, catalogued=None, **options):
    versions = Catalogue(home).versions()
    library, embedder = Library(home), HashingEmbedder()
    draft = build_draft(home, built or versions, library, embedder)
    snapshot = open_snapshot(snapshots_folder(home) / draft.snapshot, embedder.identity)
    options = {"on": TODAY, "candidates": 50, "count": 8, **options}
    return prove(snapshot, catalogued or versions, library, embedder, **options)


def test_nothing_withdrawn_is_retrieved(home):
    found = proof(home)

    assert not found.faults
    assert found.withdrawn == ("gone@1", "later@1", "new@1")
    assert found.versions == 6
    assert found.passages == 52
    assert found.probes == 20 + 1 + 1


def test_every_passage_is_searched_for_when_asked(home):
    assert proof(home, probes=100).probes == 52


def test_what_is_withdrawn_depends_on_the_day(home):
    assert proof(home, on=date(2025, 6, 1)).withdrawn == ("later@1", "new@2")
    assert proof(home, on=date(2099, 6, 1)).withdrawn == ("gone@1", "new@1")


def test_a_filter_that_lets_a_withdrawn_version_through_is_found(home, monkeypatch):
    everything = {version.key: version for version in Catalogue(home).versions()}
    monkeypatch.setattr(assistant.curate.proof, "allowed_versions", lambda *_: everything)
    found = proof(home)

    assert "50 passages of gone@1 pass the filter though not in force" in found.faults
    assert any("searched for and later@1 (approved) was retrieved" in f for f in found.faults)


def test_a_search_that_ignores_the_filter_is_found(home, monkeypatch):
    real = assistant.curate.proof.retrieve
    everything = {version.key: version for version in Catalogue(home).versions()}

    def ignoring(question, allowed, *arguments, **options):
        return real(question, everything, *arguments, **options)

    monkeypatch.setattr(assistant.curate.proof, "retrieve", ignoring)

    assert any("and new@1 (superseded) was retrieved" in fault for fault in proof(home).faults)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one, _: None, "not catalogued"),
        (lambda one, _: replace(one, approved_at=None), "not approved"),
        (lambda one, other: replace(one, text_sha256=other.text_sha256), "another text"),
    ],
)
def test_what_was_not_approved_word_for_word_is_found(home, change, said):
    versions = Catalogue(home).versions()
    changed = [change(one, versions[0]) if one.document == "kept" else one for one in versions]
    found = proof(home, built=versions, catalogued=[one for one in changed if one])

    assert any("kept@1" in fault and said in fault for fault in found.faults)
