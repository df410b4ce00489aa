"""What a model server is asked: the question and numbered sentences, as data."""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.generate.candidates import Candidate
from assistant.generate.remote.schema import MOST

TEMPLATE = Path(__file__).parents[3] / "prompts" / "remote.v1.jinja"
BUDGET = 6_000
"""Characters of sentences with their headings. With instructions and reply that is about 2,500
tokens, which fits the 4,096 that servers often start with; some cut what is longer silently."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: all of it, beside the form of the reply."""

    instructions: str
    question: str


def prompt(asked: str, patients: Set[str], sentences: Sequence[Candidate]) -> Prompt:
    """The prompt about a question without identifiers; sentences are numbered from 1."""
    macros = _template().module
    return Prompt(
        instructions=str(macros.instructions()),
        question=str(macros.question(asked, sorted(patients), sentences)),
    )


def within_budget(sentences: Sequence[Candidate], budget: int = BUDGET) -> list[Candidate]:
    """The best of the sentences that fit into `budget` characters, in the order given."""
    kept: set[int] = set()
    for number in sorted(range(len(sentences)), key=lambda number: -sentences[number].score):
        length = len(sentences[number].reading)
        if length <= budget:
            kept.add(number)
            budget -= length
    return [sentence for number, sentence in enumerate(sentences) if number in kept]


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    # A JSON string cannot be left from within: no sentence can pose as another, or as the prompt.
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    environment.filters["as_json"] = lambda value: json.dumps(value, ensure_ascii=False)
    environment.globals["most"] = MOST
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
