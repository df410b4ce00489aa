"""What a redactor promises whatever it is given."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import Redaction
from assistant.redact import Redacted
from assistant.redact.presidio import PresidioRedactor
from assistant.redact.redaction import merge, replace
from corpus.errors import RedactionError

REDACTOR = PresidioRedactor()
PIECES = st.sampled_from(
    [
        *(
            "Mr John Smith",
            "Ana Lopez",
            "MRN 123456",
            "DOB 12/03/1950",
            "aged 93",
            "<NAME>",
            "<ID>",
        ),
        *("St Mary's Hospital", "ana@example.com", "Ward 7B", "5 mg/kg", "10 units", "for 7 days"),
        *(
            "Wilson disease",
            "\u200b",
            "\n",
            ",",
            "patient",
            "the",
            "07700 900123",
            "é",
            "(",
            "<",
            "Dr",
        ),
    ]
)
AFTER_IDENTIFIERS = [
    *("tel 01632 960983 {}", "ring +44 20 7946 0958 {}", "DOB 12/03/1950 {}", "on 3 March {}"),
    *("NHS number 943 476 5919 {}", "Mr Smith aged 93 {}", "on March 3rd, 2024 {}", "SW1A 1AA {}"),
]
QUESTIONS = st.lists(PIECES | st.text(max_size=8), max_size=12).map(" ".join)


@dataclass
class Span:
    entity_type: str
    start: int
    end: int


class Broken:
    def analyze(self, text, language):
        raise RuntimeError(f"no such model for {text}")


class Misplaced:
    """Gives offsets outside the text."""

    def analyze(self, text, language):
        return [Span("NAME", 5, len(text) + 7)]


class Inventive:
    """Gives a type that has no placeholder."""

    def analyze(self, text, language):
        return [Span("SHOE_SIZE", 0, 2)]


@pytest.mark.parametrize("analyzer", [Broken(), Misplaced(), Inventive()])
def test_a_failing_analyzer_fails_closed(analyzer):
    with pytest.raises(RedactionError) as raised:
        PresidioRedactor(analyzer).redact("Ana Lopez needs insulin")
    assert "Lopez" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_the_error_keeps_the_question_out_of_the_traceback():
    with pytest.raises(RedactionError) as raised:
        PresidioRedactor(Broken()).redact("Ana Lopez")
    assert raised.value.__suppress_context__


@settings(max_examples=150, deadline=None)
@given(QUESTIONS)
def test_redacting_twice_changes_nothing_more(question):
    once = REDACTOR.redact(question)
    assert REDACTOR.redact(once.text) == Redacted(once.text, ())


@settings(max_examples=150, deadline=None)
@given(QUESTIONS)
def test_the_redactions_explain_the_text(question):
    redacted = REDACTOR.redact(question)
    assert replace(question, redacted.redactions) == redacted.text
    assert all(0 <= r.start < r.end <= len(question) for r in redacted.redactions)
    assert all(a.end <= b.start for a, b in pairwise(redacted.redactions))


@settings(max_examples=150, deadline=None)
@given(
    st.decimals(min_value="0.01", max_value=99999, places=2).map(lambda d: f"{d.normalize():f}"),
    st.sampled_from(
        ["mg", "mg/kg", "mL", "units", "mcg", "mmol/L", "g", "mmHg", "%", "days", "kg"]
    ),
    st.sampled_from(["", " "]),
    st.sampled_from(
        [
            "give {} IV",
            "MRN 445566 {}",
            "Mr Smith {} daily",
            "lactate {}",
            "dose: {}?",
            *AFTER_IDENTIFIERS,
        ]
    ),
)
def test_a_number_with_a_clinical_unit_is_never_changed(number, unit, space, sentence):
    dose = f"{number}{space}{unit}"
    assert dose in REDACTOR.redact(sentence.format(dose)).text


def test_placeholders_are_left_alone():
    text = "patient <NAME>, <AGE over 89>, MRN <ID>, seen at <PLACE> on <DATE>"
    assert REDACTOR.redact(text) == Redacted(text, ())


def test_overlapping_finds_become_one_of_the_type_of_the_longest():
    found = [Redaction("ID", 0, 4), Redaction("PHONE", 2, 12), Redaction("NAME", 12, 14)]
    assert merge(found) == (Redaction("PHONE", 0, 12), Redaction("NAME", 12, 14))


def test_overlapping_redactions_are_refused():
    with pytest.raises(ValueError, match="overlaps"):
        Redacted("x", (Redaction("ID", 0, 4), Redaction("ID", 3, 5)))
