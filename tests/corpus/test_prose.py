from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.prose import sentence_spans

# fmt: off
WORDS = (
    "Give", "0.5", "mg", "i.v.", "e.g.", "5.", "No.", "(see", "above)", "Then", "[3]",
    "mortality.12", "1.", "2)", "?", "…", "µg/kg", "max.", ".", "“Stop.”", "X.", "a.",
    "www.who.int", "b.)", "i.m",
)
# fmt: on


def prose(words: str) -> list[str]:
    return [words[start:end] for start, end in sentence_spans(words, 0, len(words))]


@pytest.mark.parametrize(
    "words",
    [
        "Give adrenaline 0.5 mg i.m. into the thigh.",
        "Use a penicillin, e.g. Amoxicillin, for five days.",
        "Use an opioid, i.e. Morphine.",
        "Give 500 mg t.d.s. for five days.",
        "Give 500 mg b.d. 30 minutes before meals.",
        "Give approx. 500 mL over an hour.",
        "Repeat up to max. 40 mg a day.",
        "Wait 5 min. 10 min. is better.",
        "See Fig. 2 and table no. 5 for details.",
        "No. 5 blades are used.",
        "Treat Candida spp. and E. coli alike.",
        "Compare warfarin vs. Apixaban.",
        "Ask Dr. Okafor at St. Mary.",
        "The dose (see above. Always check it) is small.",
        "The rate is 0.05 - 0.1 U/kg/hr.",
        "The rate is 0. 5 mg per hour.",
        "The level is 7. mmol are meant.",
        "1. Give oxygen.",
        "Culture for N. Gonorrhoeae first.",
        "Inj. Ceftriaxone 1 g once.",
        "Table 2. Doses by weight",
    ],
)
def test_doubtful_full_stops_do_not_end_a_sentence(words: str):
    assert prose(words) == [words]


@pytest.mark.parametrize(
    "expected",
    [
        ["Give 0.5 mg i.v. now.", "Repeat after 5 min if needed.", "Then stop the infusion."],
        ["Is the airway open?", "Call for help!", "Start at once."],
        ["Give 10 mg p.o. twice daily.", "The last dose is at night."],
        ["1. Give oxygen now.", "2. Call Dr. Smith."],
        ["This lowers mortality.12,13", "The effect is small."],
        ["Offer fluids early. [2]", "See the chart for the rate."],
        ["The potassium is over 6.5 mmol/L.", "Treat it at once."],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_end_where_they_should(expected: list[str]):
    assert prose(" ".join(expected)) == expected


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_spans_of_any_prose_are_stripped_ordered_and_leave_only_white_space(words: list[str]):
    content = " ".join(words)
    spans = sentence_spans(content, 0, len(content))
    rest = content
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for start, end in spans:
        assert content[start:end] == content[start:end].strip() != ""
        rest = rest[:start] + " " * (end - start) + rest[end:]
    assert not rest.strip()


@given(st.decimals(0, 100, places=2), st.sampled_from(["mg", "mL/kg", "mmol/L", "µg", "units"]))
def test_a_number_stays_with_its_unit(number: object, unit: str):
    words = f"Give the drug at {number} {unit}. Then wait for {number} {unit} to act."
    assert all(f"{number} {unit}" in sentence for sentence in prose(words))
