"""`eval list`: the suites there are, and the cases in them."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.options import AsJson
from assistant.commands.printing import counted, say, say_json, say_table, say_wrapped
from assistant.commands.suite_options import Ids, SetsFolder, Tags, named_suites, public_sets
from assistant.settings import Settings

if TYPE_CHECKING:
    from evals.adapters.adapter import Adapter
    from evals.suites.case import Case
    from evals.suites.suite import Suite


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("list")(list_suites)


def list_suites(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SUITE…", help="Shipped suites, files, folders or set:NAME. [all that ship]"
        ),
    ] = None,
    cases: Annotated[bool, typer.Option("--cases", help="List the cases too.")] = False,
    tags: Tags = None,
    ids: Ids = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Check how suites are written, and say what is in them.

    Without names: those that ship, and the public sets. That gold stands in the documents is
    checked by `eval run`, before anything is asked.
    """
    from evals.suites.finding import ALL
    from evals.suites.picking import select

    settings: Settings = context.obj
    suites = select(named_suites(names or [ALL], sets, settings), tags or (), ids or ())
    present = () if names else public_sets(sets, settings).present()
    if as_json:
        say_json(
            {
                "suites": [_shown(suite, with_cases=cases) for suite in suites],
                "sets": [
                    {"name": f"set:{one.name}", "about": one.about, "licence": one.licence}
                    for one in present
                ],
            }
        )
    else:
        _say(suites, present, with_cases=cases)


def _shown(suite: "Suite", *, with_cases: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": suite.name,
        "about": suite.about,
        "cases": len(suite.cases),
        "expect": Counter(case.expect.value for case in suite.cases),
        "kinds": dict(sorted(Counter(map(_kind, suite.cases)).items())),
        "documents": suite.documents is not None,
        "sha256": suite.sha256,
    }
    if with_cases:
        shown["listed"] = [
            {
                "case": case.key,
                "line": case.line,
                "expect": case.expect.value,
                "tags": dict(case.tags),
                "variant_of": case.variant_of,
                "question": case.question,
                "earlier": list(case.earlier),
            }
            for case in suite.cases
        ]
    return shown


def _say(suites: "tuple[Suite, ...]", present: "tuple[Adapter, ...]", *, with_cases: bool) -> None:
    for suite in suites:
        own = ", asked of documents of its own" if suite.documents else ""
        say(f"{suite.name}: {counted(len(suite.cases), 'case')}{own}")
        say_wrapped(suite.about, 4)
        for expect, count in Counter(case.expect.value for case in suite.cases).items():
            kinds = Counter(_kind(case) for case in suite.cases if case.expect == expect)
            told = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
            say_wrapped(f"{expect} {count}: {told}", 4)
        if with_cases:
            say_table(
                ("    case", "expect", "kind", "question"),
                [
                    (f"    {case.id}", case.expect, _kind(case), " ".join(case.question.split()))
                    for case in suite.cases
                ],
            )
        say()
    total = [case for suite in suites for case in suite.cases]
    refused = sum(case.expect == "refuse" for case in total)
    say(
        f"{counted(len(suites), 'suite')}, {counted(len(total), 'case')}: "
        f"{len(total) - refused} to answer, {refused} to refuse."
    )
    if present:
        say()
        say("Public sets that can be read (`eval list set:NAME` says more):")
        say_table(("set", "licence", "about"), [
            (f"set:{one.name}", one.licence, one.about) for one in present
        ])  # fmt: skip


def _kind(case: "Case") -> str:
    return case.tags.get("kind", "no kind")
