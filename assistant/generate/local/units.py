"""What is said together: a table's rows, a list's items, a sentence and the one it leans on."""

from collections.abc import Sequence, Set

from assistant.evidence import Evidence
from assistant.generate.candidates import Candidate
from assistant.generate.local.clauses import LEANS
from assistant.vocabulary import drugs_in

_GROUPED = ("table_row", "list_item")


def units_of(chosen: Sequence[Candidate]) -> list[tuple[int, ...]]:
    """Positions in `chosen` that must be said together, each position in one unit.

    One row of a dosing scheme, or one step of an order of actions, read alone is worse than none;
    selection has brought what belongs together.
    """
    units: dict[object, list[int]] = {}
    alone: object = None
    before: Candidate | None = None
    for number, candidate in enumerate(chosen):
        section = (candidate.evidence.version.key, candidate.evidence.passage.headings)
        if candidate.sentence.kind in _GROUPED:
            key: object = (section, candidate.sentence.kind, candidate.sentence.context)
        elif LEANS.match(candidate.words) and before and _goes_on(before, candidate):
            key = alone
        else:
            alone = key = number
        units.setdefault(key, []).append(number)
        before = candidate
    return [tuple(unit) for unit in units.values()]


def naming_a_drug(
    drugs: Set[str], chosen: Sequence[Candidate], evidence: Sequence[Evidence]
) -> list[Candidate]:
    """Those from documents whose evidence names one of the drugs asked about, if any is.

    A model may take a single sentence, and in another document's company alone it would be about
    another drug.
    """
    naming = {one.version.key for one in evidence if drugs & drugs_in(one.passage.reading)}
    return [one for one in chosen if not drugs or one.evidence.version.key in naming]


def _goes_on(before: Candidate, candidate: Candidate) -> bool:
    return (
        before.evidence.version.key == candidate.evidence.version.key
        and before.evidence.passage.headings == candidate.evidence.passage.headings
        and before.sentence.kind == candidate.sentence.kind
    )
