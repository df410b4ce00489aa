import json
import sqlite3
from datetime import date

import pytest

from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.readers import read
from evals.benchmarks import large_corpus, large_home
from evals.benchmarks.asking import corpus_questions
from evals.benchmarks.bare_catalogue import BareCatalogue
from evals.benchmarks.catalogue import ACTIONS, measure
from evals.benchmarks.large_home import (
    APPROVER,
    copy_catalogue,
    drafts,
    in_use,
    next_version,
    published_home,
)
from evals.benchmarks.places import Places
from evals.benchmarks.republish import add_next_version
from tests.evals.benchmarks.letter_embedder import LetterEmbedder

SECTION = "\n\n## Dose\n\nGive paracetamol {n} mg by mouth every 6 hours to adults in pain.\n"


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A home of forty documents, made and published as the large one is."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "guidelines").mkdir()
    for number in range(4):
        text = f"# Topic {number}" + SECTION.format(n=500 + number)
        (folder / "guidelines" / f"{number}.md").write_text(text)
    places = Places(folder / "work", folder)
    places.work.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(large_corpus.DOCUMENTS, "small", 40)
        patch.setattr(large_corpus, "PIECE", 60)
        patch.setattr(large_home, "load_embedder", lambda name, models: LetterEmbedder())
        published_home("small", places)
    return places


@pytest.fixture
def home(places, tmp_path):
    """The same catalogue and library, in a home of the test's own."""
    return copy_catalogue(places.work / "large" / "home", tmp_path / "home")


def test_what_was_made_is_counted(places):
    made = json.loads((places.work / "large" / "made.json").read_text())
    first = json.loads((places.work / "large" / "published.json").read_text())
    assert made["documents"] == 40
    assert made["versions"] == 40 + 4 + 10
    assert made["stages"] == {
        "effective": 32,
        "review due": 4,
        "superseded": 3,
        "approved": 1,
        "retired": 2,
        "draft": 12,
    }
    assert first["versions"] == made["versions"] - made["stages"]["draft"]
    assert first["passages"] >= first["versions"]


def test_a_home_is_made_once_in_a_run(places):
    before = (places.work / "large" / "made.json").stat().st_mtime_ns
    large_home.large_home("small", places)
    assert (places.work / "large" / "made.json").stat().st_mtime_ns == before


def test_a_document_in_use_has_neither_draft_nor_later_version(home):
    catalogue = Catalogue(home)
    for version in in_use(home):
        assert catalogue.versions(version.document)[-1].key == version.key
    assert not {draft.document for draft in drafts(home)} & {one.document for one in in_use(home)}


def test_the_next_version_of_a_document_in_use_replaces_it(home, tmp_path):
    version = in_use(home)[0]
    add_next_version(home, version, tmp_path / "changed")
    after = Catalogue(home).version(version.document)
    assert int(after.metadata.version) == int(version.metadata.version) + 1
    assert after.key in Catalogue(home).in_force(date.today())
    text = Library(home).text(after.text_sha256).content
    assert text.startswith(Library(home).text(version.text_sha256).content)


def test_the_next_version_differs_in_one_sentence_and_its_dates(home, tmp_path):
    [version] = [one for one in in_use(home) if one.metadata.review < date.today()][:1]
    source = tmp_path / "before.md"
    kept = home / "library" / "sources" / version.source_sha256
    source.write_bytes(kept.read_bytes())
    before, after = read(source), read(next_version(home, version, tmp_path / "changed"))
    differing = {key for key in after.metadata if after.metadata[key] != before.metadata[key]}
    assert differing == {"version", "effective", "review"}
    assert len(after.text.blocks) == len(before.text.blocks) + 1


def test_questions_name_their_document_and_leave_a_number_out(home):
    chosen = in_use(home)[:5]
    titles = {version.metadata.title for version in chosen}
    questions = list(corpus_questions(home, chosen))
    assert len(questions) == 5
    for question in questions:
        title, _, asked = question.partition(": ")
        assert title in titles
        assert "how much" in asked


def test_plain_sql_leaves_the_rows_that_our_functions_leave(home, tmp_path):
    other = copy_catalogue(home, tmp_path / "other")
    connection = sqlite3.connect(other / "catalogue.sqlite", isolation_level=None)
    bare = BareCatalogue(connection, "?")
    draft, used = drafts(home)[0], in_use(home)[0]
    catalogue = Catalogue(home)
    catalogue.approve(draft.document, draft.metadata.version, APPROVER, draft.effective)
    bare.approve(draft, APPROVER, draft.effective)
    catalogue.retire(used.document, APPROVER, "gone", date.today())
    bare.retire(used.document, APPROVER, "gone", date.today())
    ours, theirs = Catalogue(home), Catalogue(other)
    assert set(ours.in_force(date.today())) == set(theirs.in_force(date.today()))
    for document in (draft.document, used.document):
        happened = [
            [(event["by"], event["action"], event["version"]) for event in one.events(document)]
            for one in (ours, theirs)
        ]
        assert happened[0] == happened[1]
        assert len(bare.show(document)) == len(ours.versions(document)) + len(happened[0])
    assert len(bare.list()) == len(ours.versions())
    bare.close()


def test_every_action_is_measured_ours_and_bare(home, tmp_path):
    other = copy_catalogue(home, tmp_path / "other")
    connection = sqlite3.connect(other / "catalogue.sqlite", isolation_level=None)
    taken = measure(home, "", BareCatalogue(connection, "?"), drafts(home)[:3], in_use(home)[:3])
    for action in ACTIONS:
        assert len(taken[action]["ours"]) == len(taken[action]["bare"]) == 3
    assert len(taken["open"]["ours"]) == 12
    assert sum(version.retired_by == APPROVER for version in Catalogue(home).versions()) == 2 + 3
