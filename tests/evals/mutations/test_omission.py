"""Harmful changes that need no new word."""

import pytest

from assistant.generate.wording import state
from evals.mutations import omission
from evals.mutations.miscited import MISCITED
from tests.assistant.generate.build import evidence_of, sentence_with


@pytest.mark.parametrize(
    ("rewrite", "text", "changed"),
    [
        ("condition_left_out", "Give it unless pregnant.", ["Give it."]),
        ("condition_left_out", "If septic, give fluids.", ["give fluids."]),
        ("limit_left_out", "Give 1 g, maximum 4 g daily.", ["Give 1 g."]),
        ("route_left_out", "Give 1 g orally now.", ["Give 1 g now."]),
        ("route_left_out", "Feed orally now.", []),
        ("interval_left_out", "Give 1 g twice daily by mouth.", ["Give 1 g by mouth."]),
        ("population_left_out", "In children, give 1 g.", ["give 1 g."]),
        ("quantities_exchanged", "Give 1 mg, then 2 mg.", ["Give 2 mg, then 1 mg."]),
        ("quantities_exchanged", "Give 1 mg in 2 mL.", []),
        ("drugs_exchanged", "Aspirin 75 mg, warfarin 1 mg.", ["warfarin 75 mg, Aspirin 1 mg."]),
        ("drugs_exchanged", "Aspirin or warfarin.", []),
        ("populations_exchanged", "Adults 2 g, children 1 g.", ["children 2 g, Adults 1 g."]),
    ],
)
def test_each_is_one_harmful_change(rewrite, text, changed):
    found = [one.replace(" .", ".") for one in getattr(omission, rewrite)(text)]
    assert [one.rstrip(".") for one in found] == [one.rstrip(".") for one in changed]


@pytest.mark.parametrize("name", MISCITED)
def test_a_wrong_citation_is_another_one(name):
    evidence = evidence_of("# Shock\n\nGive 500 mL of fluid.\n\nCall for help at once.\n")
    one, other = (
        state(*sentence_with(evidence, words), evidence[0].passage.headings)
        for words in ("500 mL", "Call for help")
    )
    assert MISCITED[name](one, other).quotes != one.quotes
