"""The nodes of a suite's YAML, each with its line; every value is the text as it is written."""

from dataclasses import dataclass, field

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text."""

    line: int
    text: str
    quoted: bool = True
    """In quotes or as a block; otherwise plain."""

    @property
    def empty(self) -> bool:
        """Whether a key stands there without a value."""
        return not self.quoted and self.text in _NOTHING


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping; `lines` are those of the keys."""

    line: int
    values: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Keyed
