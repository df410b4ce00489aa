"""Adds a case to a suite's file, which is written as a person would and read again at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answers import RefusalReason
from corpus.errors import SuiteError
from corpus.metadata import Population
from corpus.storage import one_writer, storage_errors, write_whole
from evals.suites.case import Case, Expect
from evals.suites.reading import read_suite

ABOUT = "Cases out of questions that were really asked, each added by a reviewer."
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class NewCase:
    """What a reviewer says of a question; the words of its answer are looked for as they stand."""

    id: str
    question: str
    """With identifiers redacted."""
    expect: Expect
    reason: RefusalReason | None = None
    evidence: Sequence[tuple[str, str]] = ()
    """Documents, each with words of it."""
    facts: Sequence[str] = ()
    forbid: Sequence[str] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    population: Population | None = None
    site: str | None = None
    specialty: str | None = None
    earlier: Sequence[str] = ()

    def record(self) -> dict[str, Any]:
        """The keys of the file that have something to say, in its order."""
        every = {
            "id": self.id,
            "question": self.question,
            "earlier": list(self.earlier),
            "expect": self.expect.value,
            "reason": self.reason and self.reason.value,
            "evidence": [
                {"document": document, "contains": words} for document, words in self.evidence
            ],
            "facts": list(self.facts),
            "forbid": list(self.forbid),
            "population": self.population and self.population.value,
            "site": self.site,
            "specialty": self.specialty,
            "tags": dict(self.tags),
        }
        return {name: value for name, value in every.items() if value}


def add_case(folder: Path, suite: str, case: NewCase) -> Case:
    """Add the case to `suite.yaml` in `folder`, which is made when there is none.

    What stands in the file stays, comments too. Raises SuiteError, and changes nothing, for a name
    that is none, an id that is taken, and a file or a case that a suite cannot have; StorageError.
    """
    if not _NAME.fullmatch(suite):
        raise SuiteError(
            f"{suite!r} is no name of a suite: use a-z, 0-9 and single hyphens between them"
        )
    file = folder / f"{suite}.yaml"
    with storage_errors(f"writing {file}"):
        folder.mkdir(parents=True, exist_ok=True)
    with one_writer(folder, "suites"):
        before = file.read_text("utf-8") if file.exists() else _beginning(suite)
        trial = folder / f".{suite}.yaml"
        try:
            write_whole(trial, f"{before.rstrip()}\n{_written(case)}".encode())
            read = read_suite(trial)
        except SuiteError as error:
            raise SuiteError(str(error).replace(str(trial), file.name)) from None
        else:
            with storage_errors(f"writing {file}"):
                trial.replace(file)
        finally:
            trial.unlink(missing_ok=True)
    return next(one for one in read.cases if one.id == case.id)


def name_of(words: str, taken: Sequence[str] = ()) -> str:
    """A name for a case out of its question, which none of the others has."""
    plain = _NOT_IN_A_NAME.sub("-", words.casefold()).strip("-")
    name = plain[:48].rpartition("-")[0] if len(plain) > 48 else plain
    name = name or "case"
    numbers = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbers if one not in taken)


def _beginning(suite: str) -> str:
    return f"suite: {suite}\nabout: {_value(ABOUT)}\ncases:\n"


def _written(case: NewCase) -> str:
    lines = [f"{name}: {_value(value)}" for name, value in case.record().items()]
    return "".join(f"{'    ' if place else '  - '}{line}\n" for place, line in enumerate(lines))


def _value(value: Any) -> str:
    """On one line and in quotes, so that nothing in it means anything to YAML."""
    import yaml

    return yaml.safe_dump(
        value, default_style='"', default_flow_style=True, allow_unicode=True, width=10**9,
        sort_keys=False,
    ).strip()  # fmt: skip
