"""Which documents may be searched for a question."""

from collections.abc import Iterable, Mapping

from assistant.question import Question
from corpus.errors import QuestionError
from corpus.metadata import Population
from corpus.versions import Version

_SERVED_BY: dict[Population, set[Population]] = {
    Population.ADULT: {Population.ADULT, Population.OBSTETRIC},
    Population.PAEDIATRIC: {Population.PAEDIATRIC, Population.NEONATAL},
    Population.NEONATAL: {Population.NEONATAL, Population.PAEDIATRIC},
    Population.OBSTETRIC: {Population.OBSTETRIC, Population.ADULT},
}


def allowed_versions(
    in_force: Mapping[str, Version], question: Question, mentioned: Iterable[str]
) -> dict[str, Version]:
    """The versions in force that fit the question's filters, by key.

    `mentioned` are the populations the question itself speaks of: unless a population was chosen,
    a question about a child is never answered from a document for adults. A chosen population is
    taken strictly; a document without one, or for all, fits every question.
    """
    if question.population and question.population is not Population.ALL:
        groups: set[Population] = {question.population}
    else:
        groups = {group for name in mentioned for group in _SERVED_BY[Population(name)]}
    return {
        key: version
        for key, version in in_force.items()
        if _fits(groups, version.metadata.population)
        and _holds(version.metadata.site, question.site)
        and _holds(version.metadata.specialty, question.specialty)
    }


def _fits(groups: set[Population], population: Iterable[Population]) -> bool:
    stated = set(population)
    return not groups or not stated or Population.ALL in stated or bool(groups & stated)


def _holds(values: Iterable[str], wanted: str | None) -> bool:
    if wanted is None:
        return True
    stated = {value.casefold() for value in values}
    return not stated or bool(stated & {wanted.casefold(), "all"})


def check_filters(question: Question, versions: Iterable[Version]) -> None:
    """Raise QuestionError when no document has the site or specialty that was chosen.

    A name nobody knows would filter silently, and would be recorded as it was typed.
    """
    chosen = {"site": question.site, "specialty": question.specialty}
    every = list(versions) if any(chosen.values()) else ()
    for what, wanted in chosen.items():
        known = {value for version in every for value in getattr(version.metadata, what)}
        if wanted and wanted.casefold() not in {value.casefold() for value in known}:
            names = ", ".join(sorted(known)) or "none"
            raise QuestionError(f"no document in force is for the {what} chosen: there is {names}")
