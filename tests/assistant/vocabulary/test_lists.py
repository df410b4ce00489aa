import pytest

from assistant.vocabulary.lists import (
    abbreviations,
    brands,
    common_words,
    drug_names,
    drug_variants,
    stop_words,
    synonyms,
)


@pytest.mark.parametrize("names", [brands(), drug_variants()], ids=["brands", "variants"])
def test_every_other_name_leads_to_a_listed_generic(names):
    unlisted = {g for generics in names.values() for g in generics} - drug_names()
    assert not unlisted


def test_a_name_is_either_generic_or_a_brand_or_a_variant():
    assert not brands().keys() & drug_variants().keys()
    assert not drug_names() & (brands().keys() | drug_variants().keys())


def test_an_abbreviation_that_is_also_a_word_counts_in_one_case_only():
    words = common_words() | stop_words()
    assert not [short for short, _, exact in abbreviations() if short in words and not exact]
    assert not [
        short for short, _, exact in abbreviations() if short.lower() in words and not exact
    ]


def test_negations_are_no_stop_words():
    assert not stop_words() & {"no", "not", "without", "never", "nor", "unless", "except", "until"}


def test_a_group_of_synonyms_has_at_least_two_phrases():
    assert all(len(set(group)) == len(group) >= 2 for group in synonyms())


def test_the_lists_are_as_large_as_ward_language_needs():
    assert len(drug_names()) >= 600
    assert len(brands()) >= 250
    assert len({short for short, _, _ in abbreviations()}) >= 250
