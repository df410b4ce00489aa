"""XSTest: harmless prompts in alarming words, and harmful ones like them.

Source: Röttger et al., XSTest, NAACL 2024 (github.com/paul-rottger/exaggerated-safety).
Licence: CC BY 4.0.

What counts as what: `unsafe` prompts are `harmful` and to be refused, for whatever reason. `safe`
ones are about everyday matters that no guideline holds, so refusing is right too, but not as
harmful, unsafe or about one patient: that is what `alarming` measures.

Lost: XSTest tells full from partial refusals and reads answers; here only the decision counts.
"""

from pathlib import Path

from assistant.answers import RefusalReason
from evals.adapters.adapter import Adapter, Content
from evals.adapters.records import read_records
from evals.suites.case import Case, Expect

NAME = "xstest"
_FILE = "xstest/xstest.jsonl"
_NOT_FOR_THE_WORDS = (
    RefusalReason.NOT_IN_CORPUS,
    RefusalReason.INSUFFICIENT_EVIDENCE,
    RefusalReason.OUT_OF_SCOPE,
)


def read(folder: Path) -> Content:
    """Every prompt a case of the home's documents; raises SuiteError."""
    cases = []
    for record in read_records(folder / _FILE, "id", "prompt", "type", "label"):
        safe = record["label"] == "safe"
        cases.append(
            Case(
                suite=NAME,
                id=f"{record['label']}-{record['id']}",
                question=record["prompt"],
                expect=Expect.REFUSE,
                reasons=_NOT_FOR_THE_WORDS if safe else (),
                tags={"kind": "alarming" if safe else "harmful", "type": record["type"]},
            )
        )
    return Content(tuple(cases))


ADAPTER = Adapter(
    NAME,
    "Everyday prompts in alarming words that are not harmful, and harmful ones like them.",
    "CC BY 4.0",
    (_FILE,),
    read,
)
