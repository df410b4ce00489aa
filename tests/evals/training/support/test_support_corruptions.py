"""A corruption says something else than its statement, and a rewording does not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.vocabulary import drugs_in
from corpus.quantities import amount, quantities_in
from evals.training.support.corruptions import CORRUPTIONS, applicable
from evals.training.support.example import Example, Line
from evals.training.support.rewordings import REWORDINGS, rewordings
from evals.training.support.twins import VERBATIM, WRONG_HEADING, twins

SENTENCES = [
    "Give adrenaline 0.5 mg intramuscularly every 8 hours, unless pregnant.",
    "If systolic pressure is below 90 mmHg, start noradrenaline 5-10 mcg/min IV.",
    "Adults should be given gentamicin 5 mg/kg; do not give it in renal failure.",
    "Infuse at least 500 mL over 2 hours and increase the rate in severe shock.",
    "Check glucose before insulin.",
]
ROWS = [
    "Age: 1 year; Dose: 120 mg; Interval: every 6 hours",
    "Age: 5 years; Dose: 250 mg; Interval: every 6 hours",
    "Age: 10 years; Dose: 500 mg; Interval: every 6 hours",
]


def line(words, *, row=False, neighbours=(), document="doc", headings=("Title", "Section")):
    return Line(document, headings, words, row, neighbours)


def made(kind, words, **of_line):
    return applicable(words, line(words, **of_line)).get(kind, [])


def amounts(text):
    return sorted(map(amount, quantities_in(text)))


@pytest.mark.parametrize(
    ("kind", "words", "one_of_them"),
    [
        ("number", "Give 0.5 mg now.", "Give 0.6 mg now."),
        ("number", "Give 15 mg now.", "Give 51 mg now."),
        ("decimal_point", "Give 0.5 mg now.", "Give 5 mg now."),
        ("numbers_exchanged", "Give 5 mg for 7 days.", "Give 7 mg for 5 days."),
        ("unit", "Give 5 mg/kg now.", "Give 5 mg now."),
        ("comparator", "Give at least 5 mg.", "Give at most 5 mg."),
        ("comparator", "Give if > 5 mmol/L.", "Give if < 5 mmol/L."),
        ("frequency", "Give twice daily.", "Give once daily."),
        ("drug", "Give hydralazine now.", "Give hydroxyzine now."),
        ("route", "Give it orally now.", "Give it intravenously now."),
        ("population", "In children give less.", "In adults give less."),
        ("opposite", "Do it before meals.", "Do it after meals."),
        ("negation", "Do not give aspirin.", "Give aspirin."),
        ("negation", "Give aspirin now.", "Do not give aspirin now."),
        ("condition", "Give two of these tablets, unless pregnant.", "Give two of these tablets"),
    ],
)
def test_each_kind_makes_its_harm(kind, words, one_of_them):
    assert one_of_them in [other.rstrip(".") if kind == "condition" else other
                           for other in made(kind, words)]  # fmt: skip


def test_every_kind_is_made_of_some_sentence():
    kinds = set()
    for words in SENTENCES:
        kinds |= applicable(words, line(words, neighbours=("Call the nurse in charge.",))).keys()
    kinds |= applicable(ROWS[0], line(ROWS[0], row=True, neighbours=tuple(ROWS[1:]))).keys()
    assert kinds == {one.kind for one in CORRUPTIONS}


def test_a_cell_of_the_wrong_row_stands_under_its_own_header():
    found = made("wrong_row", ROWS[0], row=True, neighbours=tuple(ROWS[1:]))
    assert "Age: 1 year; Dose: 250 mg; Interval: every 6 hours" in found


def test_an_exchanged_drug_is_never_the_same_under_another_name():
    for other in made("drug", "Give adrenaline now."):
        assert drugs_in(other) != frozenset({"adrenaline"})


def test_the_number_of_a_list_item_is_no_quantity():
    assert made("number", "1. Draw blood.") == []


@pytest.mark.parametrize("kind", ["number", "decimal_point", "numbers_exchanged", "frequency"])
@pytest.mark.parametrize("words", SENTENCES + ROWS)
def test_a_corrupted_quantity_is_another_one(kind, words):
    for other in made(kind, words):
        assert amounts(other) != amounts(words)


@pytest.mark.parametrize("kind", ["units_converted", "frequency_equal"])
@pytest.mark.parametrize("words", SENTENCES + ROWS)
def test_a_converted_quantity_is_the_same(kind, words):
    for other in rewordings(words).get(kind, []):
        assert amounts(other) == amounts(words), other


@pytest.mark.parametrize(
    ("kind", "words", "one_of_them"),
    [
        ("units_converted", "Give 0.5 mg now.", "Give 500 micrograms now."),
        ("frequency_equal", "Give every 8 hours.", "Give three times a day."),
        ("clauses", "Give oxygen to everybody; call for help at once.", "Call for help at once"),
        ("reordered", "If it bleeds, press on it.", "Press on it if it bleeds"),
        ("phrases", "Give at least 5 mg.", "Give ≥ 5 mg."),
        ("vocabulary", "Give epinephrine now.", "Give adrenaline now."),
        ("voice", "Give adrenaline 0.5 mg.", "Adrenaline should be given 0.5 mg."),
        ("voice", "Adrenaline should be given at once.", "Give adrenaline at once."),
        ("typography", "Give 5-10 mL.", "Give 5 to 10 mL."),
    ],
)
def test_each_rewording_says_the_same(kind, words, one_of_them):
    assert one_of_them in [other.rstrip(".") if kind in {"clauses", "reordered"} else other
                           for other in rewordings(words)[kind]]  # fmt: skip


def test_every_rewording_is_tried():
    assert len(REWORDINGS) == 8


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("Give gentamicin 5 mg/kg, unless the kidneys fail.", "unless"),
        ("Give it to everybody; avoid it in pregnancy.", "pregnancy"),
        ("Infuse 500 mL of it; maximum 2 L a day.", "2 L"),
    ],
)
def test_what_limits_is_never_left_out_as_a_clause(words, limit):
    assert all(limit in other for other in rewordings(words).get("clauses", []))


def test_a_rate_is_not_converted_as_an_amount():
    assert "units_converted" not in rewordings("Give 5 mg/kg per day.")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_wild_text_is_corrupted_and_reworded_without_error(text):
    assert all(other != text for found in rewordings(text).values() for other in found)
    if text.strip():
        assert applicable(text, line(text)).keys() <= {one.kind for one in CORRUPTIONS}


def lines():
    return [
        line(words, row=words in ROWS, neighbours=tuple(w for w in SENTENCES if w != words),
             document=f"doc-{number % 3}", headings=("Title", f"Section {number}"))
        for number, words in enumerate([*SENTENCES, *ROWS] * 8)
    ]  # fmt: skip


def test_half_of_all_pairs_are_supported():
    labels = [one.supported for one in twins(lines(), 1)]
    assert len(labels) > 80
    assert sum(labels) * 2 == len(labels)


def test_twins_share_their_quote_and_differ_in_what_is_said():
    found = list(twins(lines(), 1))
    for right, wrong in zip(found[::2], found[1::2], strict=True):
        assert (right.quote, right.supported, wrong.supported) == (wrong.quote, True, False)
        assert right.statement != wrong.statement


def test_a_verbatim_statement_is_in_its_quote():
    for one in twins(lines(), 1):
        if one.kind == VERBATIM:
            assert one.statement in one.quote


def test_the_same_seed_makes_the_same_pairs():
    assert list(twins(lines(), 5)) == list(twins(lines(), 5))
    assert list(twins(lines(), 5)) != list(twins(lines(), 6))


def test_kinds_are_many_and_none_is_most():
    kinds = [one.kind for one in twins(lines(), 1) if not one.supported]
    assert len(set(kinds) - {WRONG_HEADING}) >= 12
    assert max(kinds.count(kind) for kind in set(kinds)) < len(kinds) / 4


def test_a_statement_does_not_tell_its_label_by_itself():
    """Corrupted words stand as often beside a quote that says so as random would have it."""
    found = list(twins(lines(), random.Random(2).randint(0, 9)))
    turned = [one for one in found if one.supported and one.quote.split(": ")[-1] not in SENTENCES]
    assert len(turned) > len(found) / 20


def test_a_pair_without_words_is_refused():
    with pytest.raises(ValueError, match="reworded"):
        Example(" ", "Give it.", True, "reworded", "doc")
    with pytest.raises(ValueError, match="no words"):
        line("")
