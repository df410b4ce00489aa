"""What must hold before a version is approved, beyond its label and its approver."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.approval import approve_version, check_population
from corpus.doses import holds_dose
from corpus.errors import CatalogueError, MetadataError
from corpus.library import Library
from corpus.metadata import Metadata, Population
from corpus.text import Block, BlockKind, Text
from tests.corpus.test_catalogue import draft
from tests.corpus.test_versions import START, version

DOSE = "Give adrenaline 500 micrograms intramuscularly."


def text(*paragraphs):
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Text("\n\n".join(paragraphs), tuple(blocks))


def metadata(**values):
    return Metadata(**{"id": "anaphylaxis", "title": "Anaphylaxis", "version": "2", **values})


@pytest.mark.parametrize("kind", ["protocol", "Protocol", "clinical protocol", "PROTOCOLS"])
def test_a_protocol_with_doses_says_for_whom_it_is(kind):
    with pytest.raises(MetadataError) as refusal:
        check_population(metadata(type=kind), text("For shock.", DOSE))
    said = str(refusal.value)
    assert "anaphylaxis@2" in said and "500 micrograms" in said
    assert "--set population=NAME" in said and "neonatal" in said


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"type": "protocol", "population": (Population.ALL,)}, (DOSE,)),
        ({"type": "guideline"}, (DOSE,)),
        ({}, (DOSE,)),
        ({"type": "protocol"}, ("Call for help.",)),
        ({"type": "protocol"}, ("See section 3", "G is for glucose.")),
        ({"type": "protocol"}, ("Keep potassium above 4 mmol/L.",)),
    ],
)
def test_nothing_else_has_to(values, words):
    check_population(metadata(**values), text(*words))


@pytest.mark.parametrize("words", ["30 mL/kg", "1 g", "2 puffs", "10 units", "1.2 million units"])
def test_an_amount_to_give_is_a_dose(words):
    assert holds_dose(words)


def in_library(library, words):
    kept = text(words)
    return library.keep_text(kept)


def dosed(library, **changes):
    one = draft(text_sha256=in_library(library, DOSE), **changes)
    return replace(one, metadata=replace(one.metadata, type="protocol"))


def test_a_protocol_with_doses_for_nobody_is_not_approved(catalogue, tmp_path):
    library = Library(tmp_path)
    catalogue.add(dosed(library), "T")
    with pytest.raises(MetadataError, match="states no population"):
        approve_version(catalogue, library, "sepsis", "1", "Dr A", START)
    assert catalogue.version("sepsis").approved_at is None
    assert len(catalogue.events()) == 1


def test_what_fits_is_approved(catalogue, tmp_path):
    library = Library(tmp_path)
    catalogue.add(draft(text_sha256=in_library(library, DOSE)), "T")
    with pytest.raises(CatalogueError, match="second person"):
        approve_version(catalogue, library, "sepsis", "1", "T", START)
    approved = approve_version(catalogue, library, "sepsis", "1", "T", START, second_person=False)
    assert catalogue.in_force(date.today()) == {"sepsis@1": approved}


def test_a_text_exchanged_between_look_and_approval_is_not_approved(catalogue, tmp_path):
    """The text that was looked at held no dose; the one that is there by then does."""

    class Slow(Library):
        def text(self, sha256):
            found = super().text(sha256)
            catalogue.add(dosed(self), "T")
            return found

    library = Slow(tmp_path)
    catalogue.add(draft(text_sha256=in_library(library, "Call for help.")), "T")
    with pytest.raises(CatalogueError, match="amended meanwhile"):
        approve_version(catalogue, library, "sepsis", "1", "Dr A", START)
    assert catalogue.version("sepsis").approved_at is None


def test_a_draft_amended_since_its_approver_saw_it_is_not_approved(catalogue, tmp_path):
    library = Library(tmp_path)
    catalogue.add(draft(text_sha256=in_library(library, DOSE)), "T")
    seen = catalogue.version("sepsis", "1")
    catalogue.add(draft(text_sha256=in_library(library, "Give tenfold.")), "T")
    with pytest.raises(CatalogueError, match=r"amended meanwhile \(text\)"):
        approve_version(catalogue, library, "sepsis", "1", "Dr A", START, seen=seen)
    assert catalogue.version("sepsis").approved_at is None


def test_what_is_approved_or_unknown_is_said(catalogue, tmp_path):
    library = Library(tmp_path)
    with pytest.raises(CatalogueError, match="no document 'sepsis'"):
        approve_version(catalogue, library, "sepsis", "1", "Dr A", START)
    catalogue.add(version(text_sha256=in_library(library, DOSE)), "T")
    with pytest.raises(CatalogueError, match="already approved, by Committee"):
        approve_version(catalogue, library, "sepsis", "1", "Dr A", START)
