"""What fidelity measures and the support check see in a statement."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.drugs import DRUG_FIDELITY
from evals.measures.negations import NEGATION_FIDELITY
from evals.measures.numbers import NUMBER_FIDELITY
from evals.measures.populations import POPULATION_FIDELITY
from evals.measures.support import FIDELITIES, supports
from evals.measures.tracing import is_traced
from evals.measures.unsupported_statements import UnsupportedStatements
from tests.evals.measures.protocols import (
    FLUIDS,
    HEADER,
    ROW,
    SEPSIS,
    STARCH,
    answer,
    graded,
    of_quote,
    of_row,
    quote,
    refusal,
    said,
)

LINES = SEPSIS.splitlines()


@given(st.lists(st.sampled_from([line for line in LINES if "|" not in line]), min_size=1))
def test_an_answer_of_exact_quotes_is_faithful_in_every_way(lines):
    made = answer(
        [said(line, number) for number, line in enumerate(lines, 1)],
        [quote(number, line) for number, line in enumerate(lines, 1)],
    )
    for measure in FIDELITIES:
        score = measure.score(graded(made))
        assert score is None or (score.hits == score.of and not score.faults)
    assert UnsupportedStatements().score(graded(made)).hits == 0


NUMBERS = [(line, m.span()) for line in LINES if "|" not in line for m in re.finditer(r"\d+", line)]


@given(st.sampled_from(NUMBERS), st.integers(0, 9999))
def test_any_other_number_lowers_number_fidelity(place, number):
    line, (start, end) = place
    changed = f"{line[:start]}{number}{line[end:]}"
    score = NUMBER_FIDELITY.score(graded(of_quote(line, changed)))
    assert (score.hits < score.of) == (int(line[start:end]) != number)


@pytest.mark.parametrize(
    ("measure", "line", "changed"),
    [
        (NUMBER_FIDELITY, FLUIDS, FLUIDS.replace("mL", "L")),
        (NUMBER_FIDELITY, FLUIDS, FLUIDS.replace("at least", "at most")),
        (NUMBER_FIDELITY, FLUIDS, FLUIDS.replace("/kg", "")),
        (NEGATION_FIDELITY, STARCH, STARCH.replace("Do not give", "Give")),
        (NEGATION_FIDELITY, STARCH, STARCH.replace(", unless a specialist asks for it", "")),
        (NEGATION_FIDELITY, FLUIDS, FLUIDS.replace("give", "do not give")),
        (POPULATION_FIDELITY, FLUIDS, FLUIDS.replace("an adult", "a child")),
        (DRUG_FIDELITY, LINES[-1], LINES[-1].replace("Vancomycin", "Viomycin")),
        (DRUG_FIDELITY, LINES[-1], LINES[-1].replace("Vancomycin", "Gentamicin")),
    ],
)
def test_a_harmful_change_is_named(measure, line, changed):
    score = measure.score(graded(of_quote(line, changed)))
    assert score.hits < score.of and score.faults
    assert UnsupportedStatements().score(graded(of_quote(line, changed))).hits == 1


def test_a_fault_says_which_statement_what_and_what_the_quote_says():
    (fault,) = NUMBER_FIDELITY.score(graded(of_quote(FLUIDS, FLUIDS.replace("30", "300")))).faults
    assert fault.startswith("statement 1 states “at least 300 mL/kg”")
    assert "“at least 30 mL/kg”" in fault


@pytest.mark.parametrize("equal", ["5000 micrograms/kg", "0.005 g/kg", "5.0 mg/kg"])
def test_the_same_quantity_in_another_unit_is_the_same_number(equal):
    score = NUMBER_FIDELITY.score(graded(of_row(ROW.replace("5 mg/kg", equal))))
    assert not score.faults


def test_a_frequency_in_other_words_is_the_same():
    row = "Morphine | 10 mg every 4 hours | – | oral"
    spoken = "Drug: Morphine; Adult: 10 mg 4-hourly; Child: –; Route: oral"
    assert not NUMBER_FIDELITY.score(graded(of_row(spoken, row))).faults


def test_a_table_row_read_with_its_header_is_supported():
    assert UnsupportedStatements().score(graded(of_row(ROW))).hits == 0


def test_a_cell_that_holds_only_a_dash_is_said_too():
    row = "Morphine | 10 mg every 4 hours | – | oral"
    spoken = "Drug: Morphine; Adult: 10 mg every 4 hours; Child: –; Route: oral"
    assert UnsupportedStatements().score(graded(of_row(spoken, row))).hits == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "Drug: Gentamicin; Adult: 7 mg/kg; Child: 5 mg/kg; Route: IV",
        "Drug: Gentamicin; Child: 5 mg/kg; Adult: 7 mg/kg; Route: IV",
        "Drug: Gentamicin; Adult: 5 mg/kg; Route: 7 mg/kg; IV",
        "Drug: Gentamicin; Adult: 5 mg/kg; Route: IV",
        "Drug: Gentamicin; Child: 5 mg/kg; 7 mg/kg; Route: IV",
    ],
)
def test_a_cell_under_another_header_is_not(wrong):
    assert UnsupportedStatements().score(graded(of_row(wrong))).hits == 1


def test_a_merged_cell_may_be_said_once():
    assert is_traced("Dose: 5 mg", ("5 mg | 5 mg", "Dose | Dose"))


def test_a_clause_cannot_be_left_out_of_a_heading():
    assert not is_traced("Give: oxygen", ("oxygen", "Give: not in pregnancy:"))


def test_two_sentences_of_one_quote_keep_their_order():
    assert is_traced("Stop it. Call for help.", ("Stop it. Call for help.",))
    assert not is_traced("Call for help. Stop it.", ("Stop it. Call for help.",))


def test_a_falsified_quote_supports_nothing():
    changed = FLUIDS.replace("30", "300")
    made = answer([said(changed, 1)], [quote(1, FLUIDS, quote=changed)])
    assert UnsupportedStatements().score(graded(made)).hits == 1
    assert NUMBER_FIDELITY.score(graded(made)).faults


def test_a_quote_of_a_text_that_is_not_kept_supports_nothing():
    lost = quote(1, FLUIDS, document="lost", version="1")
    assert UnsupportedStatements().score(graded(answer([said(FLUIDS, 1)], [lost]))).hits == 1


@pytest.mark.parametrize("measure", [*FIDELITIES, UnsupportedStatements()])
def test_a_refusal_has_no_fidelity_and_an_error_the_worst(measure):
    assert measure.score(graded(refusal())) is None
    score = measure.score(graded(None))
    assert (score.hits / score.of == 1) == (measure.better == "lower")
    assert score.faults == ("there is no answer: it hung",)


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=100), max_size=3))
def test_any_text_can_be_checked(statement, quotes):
    assert supports(statement, tuple(quotes)) in (True, False)


def test_a_very_long_statement_is_checked_in_no_time():
    spoken = "; ".join(["Adult"] * 400)
    assert not is_traced(spoken, (" | ".join(["Adult"] * 300), HEADER))
