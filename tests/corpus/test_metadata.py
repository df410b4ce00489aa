"""The metadata contract."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import MetadataError
from corpus.metadata import Population, derive_metadata, parse_metadata, slug
from corpus.readers.markdown import read_markdown

SEPSIS = {"id": "adult-sepsis", "title": "Sepsis", "version": "2"}
NOTHING = read_markdown("").text


def test_values_are_read_and_written_back_the_same():
    values = {
        **SEPSIS,
        "population": "adult; obstetric",
        "specialty": "ICU; Emergency",
        "effective": "2026-01-01",
        "review": "2028-01-01",
    }
    metadata = parse_metadata(values)
    assert metadata.population == (Population.ADULT, Population.OBSTETRIC)
    assert metadata.specialty == ("ICU", "Emergency")
    assert metadata.effective == date(2026, 1, 1)
    assert metadata.values() == values


def test_every_fault_is_named_at_once():
    with pytest.raises(MetadataError) as error:
        parse_metadata(
            {
                "id": "../x",
                "title": "a\u202eb",
                "version": "",
                "effective": "1/2/2026",
                "review": "2026-13-01",
                "population": "cats",
                "colour": "red",
            }
        )
    for word in ("'../x'", "title", "version is empty", "1/2/2026", "2026-13-01", "cats", "colour"):
        assert word in str(error.value)


def test_a_review_comes_after_the_effective_date():
    with pytest.raises(MetadataError, match="2026-01-01 is not after effective 2026-01-01"):
        parse_metadata({**SEPSIS, "effective": "2026-01-01", "review": "2026-01-01"})


@pytest.mark.parametrize(
    ("spelling", "population"),
    [
        ("Pediatric", Population.PAEDIATRIC),
        ("children", Population.PAEDIATRIC),
        ("newborn", Population.NEONATAL),
        ("pregnancy", Population.OBSTETRIC),
        ("Adults", Population.ADULT),
    ],
)
def test_populations_may_be_spelled_otherwise(spelling, population):
    assert parse_metadata({**SEPSIS, "population": spelling}).population == (population,)


def test_an_unstated_population_is_not_everyone():
    assert parse_metadata(SEPSIS).population == ()
    assert parse_metadata({**SEPSIS, "population": "all"}).population == (Population.ALL,)


def test_id_title_and_version_are_derived_and_the_rest_is_asked_for():
    text = read_markdown("# Sepsis in adults\n\nText.").text
    values, missing = derive_metadata({"owner": "ICU"}, "Adult Sepsis_v2.md", text)
    assert values == {
        "owner": "ICU",
        "id": "adult-sepsis-v2",
        "title": "Sepsis in adults",
        "version": "1",
    }
    assert "owner" not in missing
    assert {"type", "population", "effective", "review"} <= set(missing)


@pytest.mark.parametrize(
    "name", ["../../x", "", "CON", "a\nb\0c.md", "é" * 300, "…", ".md", "nul.txt"]
)
def test_any_file_name_gives_a_valid_id(name):
    values, _ = derive_metadata({}, name, NOTHING)
    assert parse_metadata(values).id not in ("con", "nul")


@given(st.text(max_size=400))
def test_every_derived_document_is_valid(name):
    values, _ = derive_metadata({}, name, NOTHING)
    assert parse_metadata(values).id == values["id"]


@given(st.text())
def test_a_slug_is_stable(name):
    assert slug(slug(name)) == slug(name)
