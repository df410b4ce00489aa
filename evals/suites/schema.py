"""The keys of a suite's file, and what may stand under each."""

from assistant.answers import NoticeKind, RefusalReason
from corpus.metadata import Population
from evals.suites.case import Expect, Gold, Identifier
from evals.suites.fields import (
    Record,
    day,
    identity,
    listed,
    one_of,
    pattern,
    record,
    tags,
    text,
    wordings,
)
from evals.suites.mistakes import Mistakes
from evals.suites.nodes import Items, Node, Scalar


def _read_cases(node: Node, name: str, mistakes: Mistakes) -> list[Record] | None:
    if not isinstance(node, Items) or not node.items:
        mistakes.add(node.line, "cases is no list of cases: begin each with a hyphen and its id")
        return None
    read = [_CASE(item, f"case {number}", mistakes) for number, item in enumerate(node.items, 1)]
    return [record for record in read if record is not None]


def _gold(node: Node, name: str, mistakes: Mistakes) -> Gold | None:
    read = _GOLD(node, name, mistakes)
    if read is None or not (read.values.get("document") and read.values.get("contains")):
        return None
    return Gold(**read.values, line=read.line)


def _identifier(node: Node, name: str, mistakes: Mistakes) -> Identifier | None:
    if isinstance(node, Scalar):
        value = text(node, name, mistakes)
        return None if value is None else Identifier(value, "")
    read = _IDENTIFIER(node, name, mistakes)
    if read is None or not read.values.get("text"):
        return None
    return Identifier(read.values["text"], read.values.get("type") or "")


_GOLD = record({"document": text, "contains": text, "version": text}, ["document", "contains"])
_IDENTIFIER = record({"text": text, "type": text}, ["text"])
_CASE = record(
    {
        "id": identity,
        "question": text,
        "earlier": listed(text, or_one=True),
        "expect": one_of(Expect),
        "reason": listed(one_of(RefusalReason), or_one=True),
        "evidence": listed(_gold),
        "facts": listed(wordings),
        "cautions": listed(wordings),
        "forbid": listed(pattern),
        "notices": listed(one_of(NoticeKind), or_one=True),
        "identifiers": listed(_identifier),
        "canaries": listed(text),
        "population": one_of(Population),
        "site": text,
        "specialty": text,
        "as_of": day,
        "tags": tags,
        "variant_of": identity,
    },
    ["id", "question"],
)
SUITE = record(
    {
        "suite": identity,
        "about": text,
        "as_of": day,
        "documents": text,
        "cases": _read_cases,
    },
    ["suite", "about", "cases"],
)
