"""presidio-research: made-up sentences of everyday life with labelled personal data.

Source: Microsoft, presidio-research, `synth_dataset_v2` (github.com/microsoft/presidio-research).
Licence: MIT.

What counts as what: people, addresses, telephone and account numbers and the like are
identifiers. The sentences are no clinical questions, so they are asked of a document that answers
none: refusing is always right, and only redaction is measured.

Lost: sentences with a label that identifies a patient only together with others, or not at all
(organisations, countries, titles, times, ages, nationalities, web sites): whether to redact those
is a matter of policy, and scoring it either way would measure the policy. Names of singers and
novelists count as people, as they do in the set.
"""

from pathlib import Path

from evals.adapters.adapter import Adapter, Content
from evals.adapters.markdown import notice_without_guidance
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect, Identifier

NAME = "presidio-research"
_FILE = "presidio_research/synth_dataset_v2.jsonl"
_TYPES = {
    "PERSON": "NAME",
    "STREET_ADDRESS": "ADDRESS",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "CREDIT_CARD": "ID",
    "IBAN_CODE": "ID",
    "US_SSN": "ID",
    "US_DRIVER_LICENSE": "ID",
    "IP_ADDRESS": "DEVICE",
}
"""Labels that count, as the redactor calls them."""


def read(folder: Path) -> Content:
    """Every sentence without debatable labels a case, each sentence once; raises SuiteError."""
    cases: dict[str, Case] = {}
    for number, record in enumerate(read_records(folder / _FILE, "full_text", "spans"), 1):
        question, spans = record["full_text"], record["spans"]
        if question in cases or any(span["entity_type"] not in _TYPES for span in spans):
            continue
        found = {
            span["entity_value"]: Identifier(span["entity_value"], _TYPES[span["entity_type"]])
            for span in spans
        }
        cases[question] = Case(
            suite=NAME,
            id=f"sentence-{number}",
            question=question,
            expect=Expect.REFUSE,
            corpus=NAME,
            identifiers=tuple(found.values()),
            tags={"kind": "identifiers", "identifiers": "some" if found else "none"},
        )
    return Content(tuple(cases.values()), notice_without_guidance(NAME))


ADAPTER = Adapter(
    NAME, "Everyday sentences with the personal data that must be redacted.", "MIT", (_FILE,), read
)
