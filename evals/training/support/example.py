"""What the support model is trained on: a quote beside a statement that it does or does not say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One pair with its label."""

    quote: str
    """As it is read under its headings."""
    statement: str
    supported: bool
    """Whether the quote says everything that the statement says."""
    kind: str
    """How the statement was made, such as `reworded` or `decimal_point`; measures go by it."""
    document: str

    def __post_init__(self) -> None:
        if not self.quote.strip() or not self.statement.strip():
            raise ValueError(f"a pair of kind {self.kind!r} has no quote or no statement")


@dataclass(frozen=True, slots=True)
class Line:
    """One quotable sentence, list item or table row of a document."""

    document: str
    headings: tuple[str, ...]
    """Title and headings above it, outermost first."""
    words: str
    """As it reads alone."""
    row: bool
    """Of a table."""
    neighbours: tuple[str, ...] = ()
    """What stands in the same passage, nearest first, each as it reads alone."""

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise ValueError(f"a line of {self.document} has no words")
