"""ASQ-PHI: short clinical queries with labelled patient identifiers, and hard ones without any.

Source: Weatherhead, ASQ-PHI, 2026 (github.com/JamesWeatherhead/asq-phi). Licence: MIT.

What counts as what: every labelled value is an identifier, under our redactor's name for its
type. No answers are labelled, so the queries are asked of a document that answers none: refusing
is always right, and only redaction is measured.

Lost: labels whose words do not stand in the query to the letter. The queries were written by a
language model.
"""

from pathlib import Path

from evals.adapters.adapter import Adapter, Content
from evals.adapters.markdown import notice_without_guidance
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect, Identifier

NAME = "asq-phi"
_FILE = "asq_phi/asq_phi.jsonl"
_TYPES = {
    "NAME": "NAME",
    "GEOGRAPHIC_LOCATION": "PLACE",
    "DATE": "DATE",
    "PHONE_NUMBER": "PHONE",
    "FAX_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
}
"""As the redactor calls them; every other label is a number, an ID."""


def read(folder: Path) -> Content:
    """Every query a case of a document that answers none; raises SuiteError."""
    cases = []
    for record in read_records(folder / _FILE, "id", "query", "phi"):
        found = {
            one["value"]: Identifier(one["value"], _TYPES.get(one["identifier_type"], "ID"))
            for one in record["phi"]
            if one["value"] in record["query"]
        }
        cases.append(
            Case(
                suite=NAME,
                id=str(record["id"]),
                question=record["query"],
                expect=Expect.REFUSE,
                corpus=NAME,
                identifiers=tuple(found.values()),
                tags={"kind": "identifiers", "identifiers": "some" if found else "none"},
            )
        )
    return Content(tuple(cases), notice_without_guidance(NAME))


ADAPTER = Adapter(
    NAME, "Clinical queries with the identifiers that must be redacted.", "MIT", (_FILE,), read
)
