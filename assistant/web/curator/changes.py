"""What changed between two versions, arranged for who approves: changed numbers first."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from assistant.curate.aspects import Aspect
from assistant.curate.diff import Change, compare_metadata
from assistant.web.curator.curation import Curation
from corpus.versions import Version

TITLES = {
    Aspect.QUANTITY: "Numbers and units",
    Aspect.DRUG: "Drugs and other names",
    Aspect.ROUTE: "Routes and formulations",
    Aspect.SENSE: "Negations, obligations, conditions",
    Aspect.CAUTION: "Cautions",
    Aspect.POPULATION: "Patients",
    Aspect.HEADING: "Other headings above",
    Aspect.WORDING: "Wording",
    Aspect.ORDER: "Order",
}
MOST = 400
"""Changes of one page; a whole book that was rewritten is read from its pages."""
BELOW = 12
"""Unchanged sentences shown below a heading that changed."""


def arranged_changes(curation: Curation, before: Version, after: Version) -> Mapping[str, Any]:
    """The changes in groups of what they change, the most dangerous first."""
    difference = curation.difference(before, after)
    groups = [
        (_title(aspect, whole=tier == 1), list(changes))
        for (tier, aspect), changes in groupby(
            difference.dangerous[:MOST], key=lambda change: (change.rank[0], change.aspect)
        )
    ]
    harmless = [change for change in difference.changes if not change.dangerous]

    def below(change: Change) -> tuple[Change, ...]:
        heading = change.line.is_heading and change.dangerous
        return difference.below(change)[:BELOW] if heading else ()

    return {
        "metadata": compare_metadata(before.metadata, after.metadata),
        "groups": groups,
        "harmless": harmless[:MOST],
        "left_out": max(0, len(difference.dangerous) - MOST) + max(0, len(harmless) - MOST),
        "counts": difference.counts,
        "identical": not difference.changes,
        "below": below,
        "places": places,
    }


def places(change: Change) -> list[tuple[str, tuple[str, ...], int | None]]:
    """Where a change stands: one place, or two when other headings stand above it now."""
    moved = any(finding.aspect is Aspect.HEADING for finding in change.findings)
    sides = [("was under", change.before), ("now under", change.after)]
    there = [(label, line) for label, line in sides if line is not None]
    if not moved or len(there) == 1:
        return [("", change.line.headings, change.line.page)]
    return [(label, line.headings, line.page) for label, line in there]


def _title(aspect: Aspect, *, whole: bool) -> str:
    return TITLES[aspect] + (" in sentences that came or went" if whole else "")
