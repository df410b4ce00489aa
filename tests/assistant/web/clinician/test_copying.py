"""What the copy button takes along."""

from assistant.answers import Notice
from assistant.web.clinician.copying import plain
from tests.assistant.web.answers import answered, cited, refused


def test_statements_come_with_their_sources_and_the_record():
    citations = [cited(1, "Give zinc 5 mg.", page=3), cited(2, "Not in\nrenal failure.")]
    statements = [("Give zinc 5 mg.", (1,)), ("Not in\nrenal failure.", (2,), True)]
    text = plain(answered(statements, citations, notices=[Notice("spelling", "Read as zinc.")]))
    assert "• Give zinc 5 mg. [1]" in text
    assert "• CAUTION: Not in renal failure. [2]" in text
    assert "[1] Zinc in adults, version 1, in force from 2025-01-01, review due 2099-01-01" in text
    assert "page 3: Zinc in adults › Doses" in text
    assert "! Read as zinc." in text
    assert f"Snapshot abc, record {'0' * 32}" in text


def test_a_refusal_names_the_nearest_sections_and_quotes_nothing():
    text = plain(refused("Nothing was found.", [cited(1, "Zinc 5 mg")]))
    assert "No answer. Nothing was found." in text
    assert "[1] Zinc in adults" in text
    assert "5 mg" not in text


def test_the_banner_of_a_demonstration_goes_along():
    answer = answered([("Give zinc.", (1,))], [cited(1, "Give zinc.")])
    assert "Not for clinical use." in plain(answer, "Demonstration. Not for clinical use.")
    assert "read the source" in plain(answer)
