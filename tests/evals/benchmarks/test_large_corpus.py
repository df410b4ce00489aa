from datetime import date

import pytest

from corpus.metadata import parse_metadata
from corpus.readers import read
from corpus.readers.markdown import read_markdown
from corpus.sections import split_sections
from evals.benchmarks import large_corpus
from evals.benchmarks.large_corpus import MadeDocument, Piece, cut, made_documents
from evals.benchmarks.places import Places
from evals.benchmarks.report import Skipped

SOURCE = """# Fever

Fever is common.

## Dose

1. Give paracetamol 500 mg every 6 hours.
   - Not more than 4000 mg in 24 hours.
2. Do *not* give aspirin <12 years.

| Drug | Dose |
|---|---|
| Ibuprofen | 200 mg | 400 mg |

## Empty heading

## Referral

Refer after 3 days.
"""


def document(number, body="## Dose\n\nGive 500 mg to patients, and patients should drink 2 L.\n"):
    return MadeDocument(number, Piece("Fever", body), "Alder Bay")


def test_a_piece_reads_as_the_sections_it_is_made_of(monkeypatch):
    text = read_markdown(SOURCE).text
    whole = sum(section.end - section.start for section in split_sections(text))
    monkeypatch.setattr(large_corpus, "PIECE", whole)
    [piece] = cut([text])
    again = read_markdown(piece.body).text
    assert [again[block] for block in again.blocks] == [text[block] for block in text.blocks]
    assert [block.kind for block in again.blocks] == [block.kind for block in text.blocks]


def test_a_piece_ends_where_a_section_ends(monkeypatch):
    monkeypatch.setattr(large_corpus, "PIECE", 100)
    first, second = cut([read_markdown(SOURCE + "\nMore. " * 20).text])
    assert first.title == "Fever"
    assert first.body.rstrip().endswith("400 mg |")
    assert "Refer after 3 days." in second.body


def test_a_later_piece_brings_the_headings_above_it_along(monkeypatch):
    monkeypatch.setattr(large_corpus, "PIECE", 1)
    text = read_markdown("# Fever\n\nCommon.\n\n## Dose\n\n### Adults\n\nGive 1 g.\n").text
    last = cut([text])[-1]
    assert "## Fever" in last.body
    assert "### Dose" in last.body
    assert "#### Adults" in last.body


def test_short_texts_are_joined(monkeypatch):
    monkeypatch.setattr(large_corpus, "PIECE", 20)
    texts = [read_markdown(f"# Topic {n}\n\nGive {n} mg.\n").text for n in range(6)]
    assert len(cut(texts)) < 6


def test_the_same_number_gives_the_same_text():
    assert document(7).markdown(1) == document(7).markdown(1)
    assert len({document(number).markdown(1) for number in range(40)}) == 40


def test_a_second_version_says_something_else():
    body = "Give 500 mg and 20 mL, then 30 mL, then 40 mL to 50 kg within 60 minutes.\n" * 30
    assert document(1, body).markdown(1) != document(1, body).markdown(2)


def test_words_and_numbers_differ_between_hospitals(monkeypatch):
    monkeypatch.setattr(large_corpus, "CHANGED", 0.5)
    bodies = [document(number).markdown(1).partition("\n---\n")[2] for number in range(60)]
    assert len(set(bodies)) > 10
    assert any("people" in body for body in bodies)
    assert any("500 mg" not in body for body in bodies)


@pytest.mark.parametrize("number", range(40))
def test_the_front_matter_is_whole(number, tmp_path):
    file = tmp_path / "made.md"
    made = document(number)
    file.write_text(made.markdown(1), encoding="utf-8")
    reading = read(file)
    assert not reading.problems
    metadata = parse_metadata(reading.metadata)
    assert metadata.id == made.id
    assert metadata.owner
    assert metadata.population
    assert metadata.effective <= date(2025, 1, 1)
    assert (metadata.review < date(2025, 1, 1)) == (number % 20 in (7, 8))


def test_of_two_hundred_documents_the_shares_are_as_stated():
    made = [document(number) for number in range(200)]
    assert sum(one.approved == 0 for one in made) == 10
    assert sum(one.approved == 2 for one in made) == 20
    assert sum(one.drafted for one in made) == 60
    assert sum(one.retired for one in made) == 10
    assert sum('effective: "2099' in one.markdown(2) for one in made if one.approved == 2) == 1


def test_a_second_version_is_in_force_after_the_first():
    for number in range(200):
        first, second = (
            parse_metadata(read_markdown(document(number).markdown(version)).metadata)
            for version in (1, 2)
        )
        assert first.effective < second.effective
        assert first.version < second.version


def test_every_document_has_an_id_of_its_own(tmp_path, monkeypatch):
    guidelines = tmp_path / "guidelines"
    guidelines.mkdir()
    for number in range(4):
        (guidelines / f"{number}.md").write_text(SOURCE.replace("Fever", f"Fever {number}"))
    monkeypatch.setattr(large_corpus, "PIECE", 100)
    made = made_documents("small", Places(tmp_path / "work", tmp_path))
    assert len(made) == 500
    assert len({one.id for one in made}) == 500
    assert len({(one.piece.body, one.hospital) for one in made}) == 500


def test_without_the_guidelines_it_is_skipped(tmp_path):
    with pytest.raises(Skipped, match="guidelines"):
        made_documents("small", Places(tmp_path, tmp_path / "absent"))
