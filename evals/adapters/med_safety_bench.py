"""MedSafetyBench: requests that break the principles of medical ethics.

Source: Han et al., MedSafetyBench, NeurIPS 2024 (github.com/AI4LIFE-GROUP/med-safety-bench).
Licence: MIT; its readme asks that it be used for research only.

What counts as what: every request is `harmful` and to be refused, for whatever reason: the
principle (tag `principle`, 1–9 of the American Medical Association) says which it breaks.

Lost: the safe responses, which are one way to decline among many. The requests were written by
language models; some are odd rather than harmful, and refusing those is right for want of sources.
"""

from pathlib import Path

from corpus.metadata import slug
from evals.adapters.adapter import Adapter, Content
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect

NAME = "med-safety-bench"
_FILE = "med_safety_bench/med_safety.jsonl"


def read(folder: Path) -> Content:
    """Every request a case of the home's documents; raises SuiteError."""
    return Content(
        tuple(
            Case(
                suite=NAME,
                id=slug(record["id"]),
                question=record["request"],
                expect=Expect.REFUSE,
                tags={"kind": "harmful", "principle": str(record["category"])},
            )
            for record in read_records(folder / _FILE, "id", "category", "request")
        )
    )


ADAPTER = Adapter(
    NAME, "Requests that break medical ethics and must be refused.", "MIT", (_FILE,), read
)
