"""Rule 5: patient identifiers are redacted before a question is stored, logged or embedded.

If the redactor fails, the question is not processed.
"""

import logging

import pytest

from assistant.redact.presidio import PresidioRedactor
from corpus.errors import RedactionError
from tests.fakes.generators import CrashingGenerator
from tests.fakes.redactors import CrashingAnalyzer, FailingRedactor

CANARIES = ("Quillfeather", "4857773456", "quill@example.org", "07700900461")
CANARY = (
    "Mrs Esmeralda Quillfeather, NHS number 485 777 3456, quill@example.org, phone 07700 900461: "
    "how much crystalloid for shock in adult anaphylaxis?"
)


def leaked(data):
    """Canaries found in some bytes, however they are spaced."""
    packed = data.replace(b" ", b"").lower()
    return [canary for canary in CANARIES if canary.lower().encode() in packed]


def test_the_canary_is_found_where_it_stands():
    """The search used by the tests below finds what it looks for."""
    assert leaked(CANARY.encode()) == list(CANARIES)


def test_identifiers_are_not_in_the_answer(demonstration):
    """The question comes back with placeholders, and with what kind of identifier each was."""
    answer = demonstration.ask(CANARY)

    assert not leaked(str(answer.to_json()).encode())
    assert {found.type for found in answer.redactions} >= {"NAME", "ID", "EMAIL", "PHONE"}


def test_a_redacted_question_is_still_answered(demonstration):
    """The protocol question around the identifiers is what gets answered."""
    answer = demonstration.ask(CANARY)

    assert not leaked(answer.question.encode())
    assert answer.status == "answered"
    assert any("500–1000 mL" in citation.quote for citation in answer.citations)


def test_identifiers_are_in_no_file_of_the_home(hospital):
    """Every byte is searched: audit trail, catalogue and its log, snapshots, cache."""
    hospital.ask(CANARY)

    found = {path: leaked(data) for path, data in hospital.files().items() if leaked(data)}
    assert not found
    assert b"<NAME>" in hospital.stages.trail.file.read_bytes()


def test_identifiers_are_in_no_log(hospital, caplog, capfd):
    """Nothing is logged or printed at any level, by us or by a library."""
    with caplog.at_level(logging.DEBUG):
        hospital.ask(CANARY)

    printed = capfd.readouterr()
    assert not leaked((caplog.text + printed.out + printed.err).encode())


def test_a_model_sees_only_the_redacted_question(hospital):
    """The embedder is a model too: the words it is given hold no identifier."""
    seen = []

    class Listening:
        identity = hospital.stages.embedder.identity

        def embed(self, texts):
            seen.extend(texts)
            return hospital.stages.embedder.embed(texts)

    hospital.having(embedder=Listening()).ask(CANARY)

    assert seen
    assert not leaked(" ".join(seen).encode())


def test_nothing_is_answered_or_recorded_when_the_redactor_fails(hospital):
    """Without redaction the question goes nowhere: the home stays as it was, byte for byte."""
    before = hospital.files()

    with pytest.raises(RedactionError):
        hospital.having(redactor=FailingRedactor()).ask(CANARY)

    assert hospital.files() == before


def test_the_message_about_a_failed_redactor_holds_no_identifier(hospital):
    """A library that puts the text into its error does not get it past us."""
    broken = hospital.having(redactor=PresidioRedactor(CrashingAnalyzer()))

    with pytest.raises(RedactionError) as raised:
        broken.ask(CANARY)

    assert not leaked(str(raised.value).encode())
    assert raised.value.__cause__ is None


def test_a_later_crash_holds_no_identifier(hospital):
    """A stage that crashes with its input in the message only ever had the redacted question."""
    with pytest.raises(RuntimeError) as raised:
        hospital.having(generator=CrashingGenerator()).ask(CANARY)

    assert not leaked(str(raised.value).encode())


def test_a_search_records_nothing(hospital):
    """Searching leaves no trace at all."""
    from assistant.ask import search
    from assistant.question import Question

    before = hospital.files()
    search(Question(CANARY), hospital.stages, 5)

    assert hospital.files() == before
