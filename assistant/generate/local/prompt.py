"""What a local model reads: the question and the numbered sentences, by a template."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.generate.candidates import Candidate

FOLDER = Path(__file__).parents[3] / "prompts"
NAME = "local.v2.jinja"
NO_ANSWER = "No answer"
"""What the template tells the model to write when no sentence answers."""


def prompt_for(question: str, chosen: Sequence[Candidate], reserved: Iterable[str] = ()) -> str:
    """The prompt; `reserved` are words that steer a model, such as the end of a message.

    Questions and documents are data: what they hold of such words is left out.
    """
    sentences = [
        {"number": number, "section": one.section, "words": one.words}
        for number, one in enumerate(chosen, start=1)
    ]
    reserved = sorted(filter(str.strip, reserved), key=len, reverse=True)
    rendered: str = _template().render(
        question=_plain(question, reserved),
        sentences=[
            {key: _plain(value, reserved) if isinstance(value, str) else value
             for key, value in one.items()}
            for one in sentences
        ],
        no_answer=NO_ANSWER,
    )  # fmt: skip
    return rendered


def _plain(text: str, reserved: Iterable[str]) -> str:
    for word in reserved:
        text = text.replace(word, " ")
    return text


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Nothing is escaped: what is rendered is plain text that no browser ever sees.
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,
    )
    return environment.get_template(NAME)
