"""What the reviewer's desk shows, as it stands in the address of the page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

HERE = "/review/"
LONGEST = 300
"""Characters of one value; what is longer was not written by this desk."""
_NUMBERS = {"leaf": (1, 10_000), "round": (0, 10**12), "seed": (0, 10**6), "count": (1, 200),
            "days": (7, 366), "report": (0, 10**12)}  # fmt: skip


class View(StrEnum):
    """The parts of the desk."""

    RUNS = "runs"
    RUN = "run"
    CASES = "cases"
    CASE = "case"
    COMPARE = "compare"
    ROUNDS = "rounds"
    ROUND = "round"
    JUDGE = "judge"
    FEEDBACK = "feedback"
    SAMPLE = "sample"
    ANSWER = "answer"
    USE = "use"
    RELEASE = "release"


@dataclass(frozen=True)
class Address:
    """One state of the desk; every value was bounded, none was looked up."""

    view: View = View.RUNS
    run: str = ""
    """Name of a run's folder."""
    against: str = ""
    """Another, to compare with."""
    gates: str = ""
    """Name of a file of gates."""
    case: str = ""
    show: str = "failing"
    """`failing`, `passing` or `all` cases; of feedback `waiting` or `all`."""
    measure: str = ""
    tag: str = ""
    """`name=value`."""
    words: str = ""
    leaf: int = 1
    """Of the list of cases. Gradio takes `page` for itself, and breaks on it."""
    round: int = 0
    subject: str = ""
    answer: str = ""
    report: int = 0
    seed: int = 1
    count: int = 20
    days: int = 28
    """Of the recent window; the baseline is the same again before it, twice as long."""

    @classmethod
    def read(cls, query: str) -> Self:
        """The state that a query such as `?run=a&case=b` asks for; what is unknown is left out."""
        given = dict(parse_qsl(query.lstrip("?")[:4000]))
        kept: dict[str, Any] = {}
        for name, value in given.items():
            if name in _NUMBERS:
                kept[name] = _bounded(value, *_NUMBERS[name])
            elif name == "view":
                kept[name] = View(value) if value in set(View) else View.RUNS
            elif name in cls.__dataclass_fields__ and len(value) <= LONGEST:
                kept[name] = value
        kept = {name: value for name, value in kept.items() if value is not None}
        return cls(**({"view": _implied(kept)} | kept))

    def at(self, **changes: Any) -> str:
        """The address of this state with some of it changed."""
        there = asdict(replace(self, **changes))
        said = {name: value for name, value in there.items() if value != _DEFAULTS[name]}
        return f"{HERE}?{urlencode(said)}" if said else HERE

    def to(self, view: str, **chosen: Any) -> str:
        """The address of another part of the desk, nothing else chosen but what is named."""
        return Address(View(view)).at(**chosen)


_DEFAULTS = asdict(Address())


def _bounded(value: str, least: int, most: int) -> int | None:
    return min(max(int(value), least), most) if value.isdecimal() and len(value) < 16 else None


def _implied(given: Mapping[str, Any]) -> View:
    """What is shown of what is named, as in `?run=a&case=b`."""
    for names, view in (
        ({"run", "case"}, View.CASE),
        ({"run", "against"}, View.COMPARE),
        ({"run"}, View.RUN),
        ({"round", "subject"}, View.JUDGE),
        ({"round"}, View.ROUND),
        ({"answer"}, View.ANSWER),
    ):
        if names <= given.keys():
            return view
    return View.RUNS
