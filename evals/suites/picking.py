"""Picks cases of suites by tag, by id, or from a list of keys."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from corpus.errors import SuiteError
from evals.suites.case import Case
from evals.suites.mistakes import near
from evals.suites.suite import Suite


def select(
    suites: Sequence[Suite],
    tags: Iterable[str] = (),
    ids: Iterable[str] = (),
    only: Collection[str] | None = None,
) -> tuple[Suite, ...]:
    """The suites with the cases that pass every filter; suites without any are left out.

    `tags` are `name=value`: of one name any value will do, of several names each must fit. `ids`
    are patterns such as `sepsis-*` of ids or keys, any of which will do. `only` holds keys. What
    fits no case is a SuiteError, so that nothing is left out by a slip of the pen. A variant
    that is picked without its case keeps what it took over from it.
    """
    cases = [case for suite in suites for case in suite.cases]
    by_name: dict[str, set[str]] = {}
    for tag in tags:
        name, value = _known(tag, cases)
        by_name.setdefault(name, set()).add(value)
    patterns = tuple(ids)
    for pattern in patterns:
        if not any(_fits(case, pattern) for case in cases):
            hint = near(pattern, (case.id for case in cases))
            raise SuiteError(f"no case of these suites is called {pattern!r}{hint or _SEE}")

    def picked(case: Case) -> bool:
        return (
            all(case.tags.get(name) in values for name, values in by_name.items())
            and (not patterns or any(_fits(case, pattern) for pattern in patterns))
            and (only is None or case.key in only)
        )

    return _with_cases(suites, picked)


def _with_cases(suites: Sequence[Suite], picked: Callable[[Case], bool]) -> tuple[Suite, ...]:
    kept = ((suite, tuple(filter(picked, suite.cases))) for suite in suites)
    chosen = tuple(
        suite if len(cases) == len(suite.cases) else replace(suite, cases=cases)
        for suite, cases in kept
        if cases
    )
    if not chosen:
        raise SuiteError("no case of these suites fits all the filters: leave one out")
    return chosen


def _known(tag: str, cases: Sequence[Case]) -> tuple[str, str]:
    """The name and the value of a tag that some case has."""
    name, equals, value = tag.partition("=")
    if not (name and equals and value):
        raise SuiteError(f"{tag!r} is no tag: write it as kind=typo")
    values = {case.tags[name] for case in cases if name in case.tags}
    if not values:
        names = {name for case in cases for name in case.tags}
        raise SuiteError(f"no case of these suites has a tag {name!r}{near(name, names) or _SEE}")
    if value not in values:
        hint = near(value, values) or f": it is one of {', '.join(sorted(values))}"
        raise SuiteError(f"no case of these suites has {name}={value}{hint}")
    return name, value


def _fits(case: Case, pattern: str) -> bool:
    return fnmatchcase(case.id, pattern) or fnmatchcase(case.key, pattern)


_SEE = ": `assistant eval list --cases` shows them"
