"""What a model server must reply: statements, each with a citation and a quote, or none."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST = 12
"""Statements a reply may have: more is no answer to one question."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


class Said(BaseModel):
    """One statement of the model."""

    # Servers that enforce the schema are told to add nothing; what others add is not read.
    model_config = ConfigDict(frozen=True, json_schema_extra={"additionalProperties": False})

    text: Words
    """In the model's own words."""
    citation: Annotated[int, Field(ge=1)]
    """The number of the sentence it claims to stand on."""
    quote: Words
    """The words of that sentence, copied."""


class Reply(BaseModel):
    """The whole reply; no statements means that the sentences do not answer."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"additionalProperties": False})

    statements: Annotated[tuple[Said, ...], Field(max_length=MOST)]
