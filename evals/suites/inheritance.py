"""Makes cases of what was read: a variant takes over what it does not state itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from assistant.question import REMEMBERED
from evals.suites.case import KINDS, Case, Expect
from evals.suites.fields import Record
from evals.suites.mistakes import ALMOST, SHOWN, Mistakes, near

_LISTS = ("earlier", "reason", "evidence", "facts", "cautions", "forbid", "notices", "canaries")
"""What says nothing when it is empty; `identifiers: []` says that none stands in the question."""
_OF_THE_QUESTION = ("earlier", "population", "site", "specialty", "as_of", "forbid")
_OF_WHAT_IS_EXPECTED = ("reason", "evidence", "facts", "cautions", "notices")


def make_cases(found: Record, mistakes: Mistakes) -> tuple[Case, ...]:
    """Every case that can be made; the mistakes name the others."""
    records: list[Record] = found.values.get("cases") or []
    known: dict[str, Record] = {}
    for record in records:
        if (name := record.values.get("id")) is None:
            continue
        if name in known:
            first = known[name].line
            mistakes.add(record.line, f"the id {name} stands twice, first in line {first}")
        known.setdefault(name, record)
    cases = []
    for record in records:
        parent = _parent(record, known, mistakes)
        values = record.values if parent is None else _taken_over(record, parent)
        _check(record, values, mistakes)
        if not mistakes:
            cases.append(_case(found, record, values))
    return tuple(cases)


def _parent(record: Record, known: Mapping[str, Record], mistakes: Mistakes) -> Record | None:
    """The case of which this one is a variant."""
    name = record.values.get("variant_of")
    if name is None:
        return None
    parent = known.get(name)
    line = record.lines["variant_of"]
    if parent is None:
        hint = near(name, known) if len(mistakes) < SHOWN else ""
        mistakes.add(line, f"variant_of names {name}, which is no case of this suite{hint}")
    elif parent is record:
        mistakes.add(line, f"{name} is a variant of itself: name the case it is a wording of")
    elif "variant_of" in parent.lines:
        first = parent.values.get("variant_of")
        mistakes.add(line, f"{name} is itself a variant: name the case it is of, {first}")
    return parent


def _taken_over(record: Record, parent: Record) -> dict[str, Any]:
    """What a variant states, and what it takes over from its case.

    One that expects the opposite takes over only what is true of the question: whom it is about,
    what must not be said, and the tags.
    """
    values = {"expect": parent.values.get("expect")} | record.values
    opposite = values["expect"] != parent.values.get("expect")
    for name in (*_OF_THE_QUESTION, *(() if opposite else _OF_WHAT_IS_EXPECTED)):
        if name in parent.values and name not in record.lines:
            values[name] = parent.values[name]
    shared = {k: v for k, v in (parent.values.get("tags") or {}).items() if k != "kind"}
    values["tags"] = shared | (record.values.get("tags") or {})
    return values


def _check(record: Record, values: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Name what contradicts itself; what could not be read was named before."""
    line = record.line

    def stated(name: str) -> bool:
        return bool(values.get(name, ()) != ())

    kind = (record.values.get("tags") or {}).get("kind", "")
    if kind and kind not in KINDS and (hint := near(kind, KINDS, ALMOST)):
        # Its own kind would be left out, silently, of the measures that are made for the other.
        mistakes.add(record.lines["tags"], f"the kind {kind} is almost a known one{hint}")
    for name in _LISTS if "variant_of" not in record.lines else ():
        if values.get(name) == ():
            mistakes.add(record.lines[name], f"{name} is an empty list: leave it out")
    if len(values.get("earlier") or ()) > REMEMBERED:
        mistakes.add(
            record.lines.get("earlier", line),
            f"earlier names {len(values['earlier'])} questions and at most {REMEMBERED} are read: "
            "keep the last ones",
        )
    expect = values.get("expect")
    if expect is None and "expect" not in record.lines and "variant_of" not in record.lines:
        mistakes.add(line, "the case has no expect: give it answer or refuse")
    if expect is Expect.ANSWER and stated("reason"):
        wrong = record.lines.get("reason", line)
        mistakes.add(wrong, "a reason is for a refusal, and the case expects an answer: drop one")
    if expect is Expect.ANSWER and not (stated("evidence") or stated("facts")):
        mistakes.add(line, "the case expects an answer: give it evidence or facts to tell it by")
    for name in ("facts", "cautions"):
        if expect is Expect.REFUSE and stated(name):
            wrong = record.lines.get(name, line)
            mistakes.add(wrong, f"the case expects a refusal, which has no {name}: drop one")
    for identifier in values.get("identifiers") or ():
        if identifier.text not in (values.get("question") or identifier.text):
            mistakes.add(
                record.lines["identifiers"], f"{identifier.text!r} does not stand in the question: "
                "write an identifier as the question does",
            )  # fmt: skip


def _case(found: Record, record: Record, values: Mapping[str, Any]) -> Case:
    return Case(
        suite=found.values["suite"],
        id=values["id"],
        question=values["question"],
        expect=values["expect"],
        line=record.line,
        corpus=found.values["suite"] if "documents" in found.values else "",
        reasons=values.get("reason", ()),
        evidence=values.get("evidence", ()),
        facts=values.get("facts", ()),
        cautions=values.get("cautions", ()),
        forbid=values.get("forbid", ()),
        notices=values.get("notices", ()),
        identifiers=values.get("identifiers", ()),
        canaries=values.get("canaries", ()),
        tags=MappingProxyType(values.get("tags", {})),
        variant_of=values.get("variant_of"),
        population=values.get("population"),
        site=values.get("site"),
        specialty=values.get("specialty"),
        as_of=values.get("as_of", found.values.get("as_of")),
        earlier=values.get("earlier", ()),
    )
