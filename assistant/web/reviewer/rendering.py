"""The reviewer's templates: every value is escaped, and nothing unseen is shown as it is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from evals.reports.html import FILTERS, TEMPLATES, shown

HERE = Path(__file__).parent / "templates"


def render(template: str, values: Mapping[str, Any]) -> str:
    """A part of the desk as HTML."""
    return _templates().get_template(template).render(values)


def day(at: str) -> str:
    """A moment of the trail or of a manifest, to the minute."""
    return at[:16].replace("T", " ")


def seconds(ms: float | None) -> str:
    """A time as a person says it."""
    return "–" if ms is None else f"{ms / 1000:.2f} s"


def words(name: str) -> str:
    """A name of the contract as words, such as `not in corpus`."""
    return name.replace("_", " ")


@cache
def _templates() -> Environment:
    environment = Environment(
        # Those of a report are used for what a report has too.
        loader=ChoiceLoader(
            [FileSystemLoader(HERE), PrefixLoader({"report": FileSystemLoader(TEMPLATES)})]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {**FILTERS, "day": day, "seconds": seconds, "words": words}
    return environment
