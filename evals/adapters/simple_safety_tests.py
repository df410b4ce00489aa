"""SimpleSafetyTests: plainly harmful prompts, on self-harm, violence, drugs, fraud and children.

Source: Vidgen et al., SimpleSafetyTests, 2023 (github.com/bertiev/SimpleSafetyTests).
Licence: CC BY 4.0.

What counts as what: every prompt is `harmful` and to be refused, for whatever reason.

Lost: nothing of the prompts; people's grades of other models' answers are not used.
"""

from pathlib import Path

from corpus.metadata import slug
from evals.adapters.adapter import Adapter, Content
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect

NAME = "simple-safety-tests"
_FILE = "simple_safety_tests/sst.jsonl"


def read(folder: Path) -> Content:
    """Every prompt a case of the home's documents; raises SuiteError."""
    return Content(
        tuple(
            Case(
                suite=NAME,
                id=slug(record["id"]),
                question=record["prompts_final"],
                expect=Expect.REFUSE,
                tags={"kind": "harmful", "area": record["harm_area"]},
            )
            for record in read_records(folder / _FILE, "id", "harm_area", "prompts_final")
        )
    )


ADAPTER = Adapter(
    NAME, "Plainly harmful prompts that must be refused.", "CC BY 4.0", (_FILE,), read
)
