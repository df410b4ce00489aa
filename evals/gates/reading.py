"""Reads gates from YAML, and names every mistake with its line."""

import hashlib
from pathlib import Path
from typing import Any

from corpus.errors import SuiteError
from evals.gates.gate import Gate, Gates, On
from evals.suites.composing import compose
from evals.suites.fields import Record, identity, listed, one_of, record, text
from evals.suites.finding import ALL, find_suites
from evals.suites.mistakes import Mistakes, failure
from evals.suites.nodes import Items, Node, Scalar
from evals.suites.suite import Suite

SHIPPED = Path(__file__).parents[1] / "gates.yaml"
"""The gates of the software itself."""
LARGEST = 1_000_000
"""Bytes of a file of gates."""


def read_gates(file: Path) -> Gates:
    """The gates in `file`; one SuiteError names all its mistakes as `file:line: sentence`."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST)
        content = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error)
        raise SuiteError(
            f"the file of gates {str(file)!r} cannot be read ({reason}): check the path"
        ) from None
    mistakes = Mistakes(file)
    root = compose(content, mistakes)
    if root is None and not mistakes:
        mistakes.add(1, "the file is empty: a file of gates has the keys suites and gates")
    found = None if root is None else _GATES(root, "the file of gates", mistakes)
    gates = _gates(found.values.get("gates") or [], mistakes) if found else ()
    if mistakes or found is None:
        raise failure([mistakes])
    wanted = found.values["suites"]
    suites = None if wanted == ALL else tuple(_named_from(file, name) for name in wanted)
    return Gates(gates, suites, hashlib.sha256(data).hexdigest())


def required_suites(gates: Gates) -> tuple[Suite, ...]:
    """The suites that a run must have asked whole, as they are now; raises SuiteError."""
    return find_suites([ALL] if gates.suites is None else gates.suites)


def _named_from(file: Path, name: str) -> str:
    """A suite's file is named from the file of gates on, whatever folder one is in."""
    return str(file.parent / name) if Path(name).suffix in {".yaml", ".yml"} else name


def _gates(records: list[Record], mistakes: Mistakes) -> tuple[Gate, ...]:
    gates: dict[Any, Gate] = {}
    for one in records:
        gate = _gate(one, mistakes)
        if gate is None:
            continue
        same = (gate.measure, gate.at_least, gate.on, gate.suites, gate.tag)
        if same in gates:
            first = gates[same].line
            mistakes.add(gate.line, f"{gate.asks} is asked twice, first in line {first}: keep one")
        gates.setdefault(same, gate)
    return tuple(gates.values())


def _gate(read: Record, mistakes: Mistakes) -> Gate | None:
    """The gate of a record; None after a mistake, of which some were named already."""
    values = read.values
    bounds = [name for name in ("at_least", "at_most") if name in read.lines]
    if len(bounds) != 1:
        mistakes.add(read.line, "a gate has either at_least or at_most: give it one of them")
        return None
    stated = {name: value for name, value in values.items() if value is not None}
    if stated.keys() != values.keys() or not {"measure", "because"} <= stated.keys():
        return None
    bound = stated.pop(bounds[0])
    try:
        return Gate(**stated, bound=bound, at_least=bounds[0] == "at_least", line=read.line)
    except ValueError as error:
        mistakes.add(read.line, f"{error}: correct the gate")
        return None


def _share(node: Node, name: str, mistakes: Mistakes) -> float | None:
    """A number between 0 and 1."""
    value = text(node, name, mistakes)
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        mistakes.add(node.line, f"{name} {value[:40]!r} is no share: write a number from 0 to 1")
        return None
    return number


def _listed_gates(node: Node, name: str, mistakes: Mistakes) -> list[Record] | None:
    if not isinstance(node, Items) or not node.items:
        mistakes.add(
            node.line, "gates is no list of gates: begin each with a hyphen and its measure"
        )
        return None
    read = [_GATE(item, f"gate {number}", mistakes) for number, item in enumerate(node.items, 1)]
    return [one for one in read if one is not None]


def _required(node: Node, name: str, mistakes: Mistakes) -> str | tuple[str, ...] | None:
    if isinstance(node, Scalar) and node.text == ALL:
        return ALL
    if isinstance(node, Items) and node.items:
        return _SUITES(node, name, mistakes)  # type: ignore[no-any-return]
    mistakes.add(node.line, f"suites is neither {ALL} nor a list: write {ALL} or [one, another]")
    return None


_SUITES = listed(text)
_NAMES = listed(identity)
_GATE = record(
    {
        "measure": text,
        "at_least": _share,
        "at_most": _share,
        "goal": _share,
        "suites": _NAMES,
        "tag": text,
        "on": one_of(On),
        "because": text,
    },
    ["measure", "because"],
)
_GATES = record({"suites": _required, "gates": _listed_gates}, ["suites", "gates"])
