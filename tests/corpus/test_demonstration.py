"""The demonstration hospital: complete metadata, and files that come from their sources."""

import csv
import re
from datetime import date

import pypdf
import pytest
import yaml
from docx import Document

from corpus.demonstration.typeset import manuscript
from corpus.demonstration.typeset.typeset import APPROVED, SOURCES, typeset

POPULATIONS = {"adult", "paediatric", "neonatal", "obstetric", "all"}
TYPES = {"protocol", "guideline", "policy", "formulary"}
SITES = {"all", "harbour-hill", "lantern-bay"}
SHEETS = sorted(SOURCES.glob("*.md"))
with (APPROVED / "metadata.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = {row.pop("file"): row for row in csv.DictReader(_file)}


def front_matter(path):
    _, front, _ = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(front, Loader=yaml.BaseLoader)


DOCUMENTS = {path.name: front_matter(path) for path in sorted(APPROVED.glob("*.md"))} | ROWS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_metadata_are_complete(name):
    metadata = DOCUMENTS[name]

    assert tuple(metadata) in (manuscript.KEYS, manuscript.KEYS[:-1])
    assert all(value for key, value in metadata.items() if key != "supersedes")
    assert date.fromisoformat(metadata["effective"]) < date.fromisoformat(metadata["review"])
    assert set(metadata["population"].split("; ")) <= POPULATIONS
    assert metadata["type"] in TYPES
    assert metadata["site"] in SITES
    assert metadata["licence"] == "Apache-2.0"


def test_every_typeset_file_has_its_row_and_its_source():
    files = {path.name for path in APPROVED.iterdir() if path.suffix in {".pdf", ".docx"}}

    assert files == set(ROWS) == {manuscript.read(sheet).file for sheet in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_rows_repeat_the_metadata_of_the_source(sheet):
    text = manuscript.read(sheet)

    assert ROWS[text.file] == text.metadata


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_the_first_paragraph_says_that_the_hospital_is_fictional(sheet):
    first = manuscript.read(sheet).blocks[1]

    words = "".join(run.text for run in first.runs).lower()
    assert first.kind == "paragraph"
    assert "fictional hospital" in words
    assert "not for clinical use" in words


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_typesetting_again_gives_the_file_that_is_kept(sheet, tmp_path):
    kept = APPROVED / manuscript.read(sheet).file
    words = {".pdf": pdf_words, ".docx": docx_words}[kept.suffix]

    typeset(sheet, tmp_path)

    assert words(tmp_path / kept.name) == words(kept)


@pytest.mark.parametrize("name", ["gentamicin-vancomycin", "falls"])
def test_typesetting_twice_gives_the_same_bytes(name, tmp_path):
    twice = []
    for _ in range(2):
        text = typeset(SOURCES / f"{name}.md", tmp_path)
        twice.append((tmp_path / text.file).read_bytes())

    assert twice[0] == twice[1]


def test_a_pdf_has_title_outline_page_labels_and_numbered_pages():
    reader = pypdf.PdfReader(APPROVED / "antibiotic-guide.pdf")
    pages = len(reader.pages)

    assert reader.metadata.title == "Antibiotic guide for adults"
    assert "Chest infections" in [entry.title for entry in reader.outline]
    assert reader.page_labels == [str(number) for number in range(1, pages + 1)]
    assert f"Page {pages} of {pages}" in reader.pages[-1].extract_text()


def test_numbered_lists_of_a_docx_begin_at_one_each():
    document = Document(APPROVED / "falls.docx")

    lists = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    ]
    starts = len([block for block in blocks_of("falls") if block.number == 1])
    assert len(set(lists)) == starts


def test_a_source_with_a_missing_key_is_refused(tmp_path):
    sheet = tmp_path / "short.md"
    sheet.write_text("---\nid: short\ntitle: Short\n---\n# Short\n", encoding="utf-8")

    with pytest.raises(ValueError, match="front matter must be"):
        manuscript.read(sheet)


def blocks_of(name):
    return manuscript.read(SOURCES / f"{name}.md").blocks


def pdf_words(path):
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def docx_words(path):
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


WEIGHT_TABLES = [
    # document, words of the header, column, amount for each kg, most that is given
    ("approved/adult-sepsis.md", "30 mL/kg in the first", 1, 30, None),
    ("approved/adult-sepsis-v2.md", "Required volume", 1, 30, None),
    ("approved/asthma-acute-paediatric.md", "Magnesium sulfate at", 1, 40, 2000),
    ("approved/bacterial-meningitis-paediatric.md", "Ceftriaxone once a day", 1, 80, 4000),
    ("approved/dka-adult.md", "Insulin starting rate", 1, 0.1, 15),
    ("approved/dka-adult.md", "Insulin starting rate", 2, 0.05, 7.5),
    ("approved/status-epilepticus-adult.md", "Levetiracetam 60", 1, 60, 4500),
    ("approved/status-epilepticus-adult.md", "Levetiracetam 60", 2, 20, 2000),
    ("approved/status-epilepticus-adult.md", "Levetiracetam 60", 4, 40, 3000),
    ("approved/status-epilepticus-paediatric.md", "Lorazepam at", 1, 0.1, 4),
    ("approved/status-epilepticus-paediatric.md", "Levetiracetam 40", 1, 40, 3000),
    ("approved/status-epilepticus-paediatric.md", "Levetiracetam 40", 2, 20, 2000),
    ("approved/status-epilepticus-paediatric.md", "Levetiracetam 40", 3, 20, 1000),
    ("approved/stroke-thrombolysis.md", "Total alteplase", 1, 0.9, 90),
    ("approved/stroke-thrombolysis.md", "Total alteplase", 2, 0.09, 9),
    ("approved/stroke-thrombolysis.md", "Total alteplase", 3, 0.81, 81),
]


@pytest.mark.parametrize(("name", "words", "column", "each", "most"), WEIGHT_TABLES)
def test_a_table_by_weight_gives_what_its_rate_gives(name, words, column, each, most):
    for row in rows_below(SOURCES.parent / name, words):
        expected = each * amount(row[0])

        assert amount(row[column]) == pytest.approx(min(expected, most or expected))


CARD = [(2, 0.1, None), (3, 4, None), (4, 5, None), (5, 10, None), (6, 2, None), (7, 0.1, 4)]


@pytest.mark.parametrize(("column", "each", "most"), CARD)
def test_the_resuscitation_card_gives_what_its_rates_give(column, each, most):
    for row in rows_below(SOURCES / "paediatric-resuscitation-card.md", "Estimated weight"):
        expected = each * amount(row[1])

        assert amount(row[column]) == pytest.approx(min(expected, most or expected))


def rows_below(path, words):
    """The cells of each row of the table whose header holds these words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = next(at for at, line in enumerate(lines) if line.startswith("|") and words in line)
    for line in lines[header + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def amount(cell):
    """The first number of a cell."""
    return float(re.search(r"[\d.]+", cell.replace(",", "")).group())
