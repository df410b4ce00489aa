"""`corpus check`: what a curator should look at before publishing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.naming import named_parts
from assistant.commands.options import AsJson
from assistant.commands.printing import counted, progress_bar, say, say_json, say_wrapped
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.library import Library

if TYPE_CHECKING:
    from assistant.conflicts.conflict import Conflict
    from assistant.curate.checking import Report
    from assistant.curate.duplicates import Duplicate
    from assistant.curate.quoting import Quoter

FEW = 20
"""Findings of a kind that are listed before they are only counted."""
FEWER = 3
"""Documents that are named of those with the same finding."""
DETAILS = 2
"""Pages of one document whose words are shown as examples of a fault."""
PLACES = 10
"""Places of one repeated wording that are named."""
DIFFERENCES = 3
"""Differing sentences shown of one pair of passages."""
_FIGURES = re.compile(r"\d+")
_SHORT = 320
"""Characters of a quotation."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(check)


def check(
    context: typer.Context,
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="DOC[@VERSION]", help="Which. [all that may answer, now or later]"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every finding.")] = False,
    as_json: AsJson = False,
) -> None:
    """Report what to look at before publishing.

    Parse quality page by page, missing metadata, reviews, what is unpublished, near-duplicates
    and conflicts between documents.
    """
    from assistant.curate.checking import check as look
    from assistant.curate.quoting import Quoter

    settings: Settings = context.obj
    catalogue = open_catalogue(settings)
    versions = catalogue.versions()
    names = frozenset(key for named in documents or () for key in _named(catalogue, named))
    library = Library(settings.home)
    with progress_bar("Checking", 2 * len(versions)) as advance:
        report = look(
            versions, settings.home, library, names=names, today=date.today(), progress=advance
        )
    quoter = Quoter(library, versions, date.today())
    if as_json:
        say_json(report.to_json(quoter))
        return
    limit = None if every else FEW
    # What could harm a patient comes first.
    _say_addressed(report, quoter, limit)
    _say_conflicts(report, quoter, limit)
    _say_altered(report, quoter, limit)
    _say_pages(report, limit)
    _say_metadata(report, limit)
    _say_reviews(report, limit)
    _say_publication(report, limit)
    _say_duplicates(report, quoter, limit)


def _named(catalogue: Catalogue, named: str) -> Iterator[str]:
    """The keys of what was named: one version, or those of a document that may still answer."""
    from assistant.curate.upkeep import CURRENT
    from corpus.versions import stages

    document, version = named_parts(named)
    if version:
        yield catalogue.version(document, version).key
        return
    found = catalogue.versions(document)
    stage = stages(catalogue.versions(), date.today())
    current = [one.key for one in found if stage[one.key] in CURRENT]
    yield from current or [found[-1].key]


def _say_pages(report: "Report", limit: int | None) -> None:
    from corpus.page_quality import Fault

    pages = [(key, page) for key, found in report.pages.items() for page in found]
    clean = sum(not page.findings for _, page in pages)
    _title("Pages", f"{len(pages)} read, {clean} without a finding")
    # One line for the same fault of many documents, and for one kind of fault of a document.
    lines: dict[tuple[Fault, str], dict[str, list[int | None]]] = defaultdict(dict)
    details: dict[tuple[Fault, str], list[str]] = defaultdict(list)
    for key, page in pages:
        for finding in page.findings:
            whatever = _FIGURES.sub("#", finding.detail)
            alike = finding.fault in (Fault.REPORTED, Fault.DRAWN)
            line = (finding.fault, whatever if alike else key)
            lines[line].setdefault(key, []).append(page.page)
            if finding.detail not in details[line]:
                details[line].append(finding.detail)
    # Of what the reader said, pages to be compared by eye come before whole files.
    order = list(Fault)
    ranked = sorted(
        lines.items(),
        key=lambda item: (order.index(item[0][0]), [None] in item[1].values()),
    )
    for line, where in _limited(ranked, limit):
        named = [f"{key}{_pages(numbers)}" for key, numbers in where.items()]
        fault, said = line[0], details[line][: limit and DETAILS]
        reason = said[0] if fault is Fault.REPORTED else f"{fault}: {'; '.join(said)}"
        _item(f"{_named_few(named, '; ', limit and FEWER)}: {reason}")


def _say_metadata(report: "Report", limit: int | None) -> None:
    _title("Missing metadata", counted(len(report.metadata), "version"))
    dosed = [found for found in report.metadata if found.doses_for_whom]
    if dosed:
        named = _named_few([found.version for found in dosed], ", ", limit and PLACES)
        _item(f"doses, and nobody has said for whom (population): {named}")
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for found in report.metadata:
        same[found.missing].append(found.version)
    for missing, keys in _limited(sorted(same.items()), limit):
        _item(f"{', '.join(missing)}: {_named_few(keys, ', ', limit and PLACES)}")


def _say_reviews(report: "Report", limit: int | None) -> None:
    overdue = sum(review.days < 0 for review in report.reviews)
    _title("Reviews", f"{overdue} overdue, {len(report.reviews) - overdue} due within 90 days")
    for review in _limited(report.reviews, limit):
        when = (
            f"overdue by {counted(-review.days, 'day')}"
            if review.days < 0
            else f"in {counted(review.days, 'day')}"
        )
        owner = f", {review.owner}" if review.owner else ""
        _item(f"{review.version}: {review.review}, {when}{owner}")


def _say_publication(report: "Report", limit: int | None) -> None:
    found = report.publication
    _title("Publication", f"snapshot {found.snapshot}" if found.snapshot else "nothing published")
    if found.fault:
        _item(found.fault)
    for what, keys in (
        ("approved, but not in the snapshot", found.unpublished),
        ("in the snapshot, but no longer in force (not retrieved)", found.ended),
        ("drafts", found.drafts),
    ):
        if keys:
            _item(f"{what}: {_named_few(keys, ', ', limit and PLACES)}")


def _say_addressed(report: "Report", quoter: "Quoter", limit: int | None) -> None:
    found = [quoter.quote(key, *span) for key, spans in report.addressed.items() for span in spans]
    _title("Words to the software, never quoted: ask who put them there", f"{len(found)}")
    for place in chain((f"{key}: its title" for key in report.titles), _limited(found, limit)):
        _item(place if isinstance(place, str) else f"{place.place}: “{_short(place.quote, 200)}”")


def _say_altered(report: "Report", quoter: "Quoter", limit: int | None) -> None:
    from assistant.curate.duplicates import Likeness

    found = [one for one in report.duplicates if one.likeness is Likeness.ALTERED]
    _title("Nearly the same passage, another number, drug, route or negation", f"{len(found)}")
    for duplicate in _limited(found, limit):
        _say_duplicate(duplicate, quoter, limit and DIFFERENCES)


def _say_duplicates(report: "Report", quoter: "Quoter", limit: int | None) -> None:
    from assistant.curate.duplicates import Likeness

    titles = {
        Likeness.REWORDED: "Nearly the same passage in other words",
        Likeness.COPIED: "The same passage",
        Likeness.REPEATED: "Wordings that many documents repeat",
    }
    for likeness, title in titles.items():
        found = [one for one in report.duplicates if one.likeness is likeness]
        _title(title, f"{len(found)}")
        if limit is None:
            for duplicate in found:
                _say_duplicate(duplicate, quoter, limit)
            continue
        # Copies seldom come alone: two documents that share ten passages are one line.
        by_documents: dict[tuple[str, ...], list[Duplicate]] = defaultdict(list)
        for duplicate in found:
            keys = tuple(dict.fromkeys(place.version for place in duplicate.places))
            by_documents[keys].append(duplicate)
        ranked = sorted(by_documents.items(), key=lambda item: -sum(d.words for d in item[1]))
        for keys, shared in _limited(ranked, limit):
            words = sum(one.words for one in shared)
            longest = max(shared, key=lambda one: one.words).places[0]
            begin = quoter.quote(longest.version, longest.start, longest.end).quote
            size = f"{len(shared)} ({words} words)"
            _item(f"{_named_few(keys, ' = ', FEWER)}: {size}, “{_short(begin, 80)}”")


def _say_duplicate(duplicate: "Duplicate", quoter: "Quoter", limit: int | None) -> None:
    quotations = [quoter.quote(p.version, p.start, p.end) for p in duplicate.places[:PLACES]]
    if not duplicate.differing:
        _item(" = ".join(quotation.place for quotation in quotations))
        _quote(quotations[0].quote)
        return
    say()
    _item(f"{quotations[0].place}")
    _item(f"{quotations[1].place}")
    worst = sorted(duplicate.differing, key=lambda difference: difference.rank)
    if worst[0].critical:
        worst = [difference for difference in worst if difference.critical]
    for difference in _limited(worst, limit):
        for finding in difference.findings:
            gone, come = " … ".join(finding.before), " … ".join(finding.after)
            _item(f"{finding.aspect}: {gone or '–'} | {come or '–'}", 4)
        sides = difference.first, difference.second
        for side, place in zip(sides, duplicate.places, strict=True):
            _quote(quoter.quote(place.version, *side).quote if side else "")


def _say_conflicts(report: "Report", quoter: "Quoter", limit: int | None) -> None:
    _title("Different numbers for the same thing", f"{len(report.conflicts)}")
    key = lambda conflict: (conflict.drug, conflict.what)  # noqa: E731
    groups = [(about, list(found)) for about, found in groupby(report.conflicts, key=key)]
    for (drug, what), found in _limited(groups, limit):
        say()
        _item(f"{drug}, {what}")
        # Two sentences with several figures contradict each other several times.
        pairs: dict[tuple[tuple[str, int, int], ...], list[Conflict]] = defaultdict(list)
        for conflict in found:
            sides = ((f"{s.document}@{s.version}", s.start, s.end) for s in conflict.sides)
            pairs[tuple(sides)].append(conflict)
        for places, conflicts in _limited(list(pairs.items()), limit and FEWER):
            for number, place in enumerate(places):
                quotation = quoter.quote(*place)
                figures = dict.fromkeys(conflict.sides[number].stated for conflict in conflicts)
                _item(f"{'; '.join(figures)}: {quotation.place}", 4)
                _quote(quotation.quote)


def _named_few(names: Sequence[str], separator: str, limit: int | None) -> str:
    more = len(names) - limit if limit else 0
    return separator.join(names[:limit]) + (f" and {more} more" if more > 0 else "")


def _limited(found: Sequence[Any], limit: int | None) -> Iterator[Any]:
    """The first `limit`, and a line that says how many more there are."""
    yield from found[:limit]
    if limit is not None and len(found) > limit:
        _item(f"… and {len(found) - limit} more: --all lists them")


def _pages(numbers: Sequence[int | None]) -> str:
    """Page numbers with runs as one: " pages 3–5, 9"."""
    known = [number for number in numbers if number is not None]
    if not known:
        return ""
    runs: list[list[int]] = []
    for number in known:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f" {'page' if len(known) == 1 else 'pages'} {said}"


def _title(title: str, count: str) -> None:
    say()
    say(f"{title} ({count})")


def _item(line: str, indent: int = 2) -> None:
    say_wrapped(line, indent)


def _quote(words: str) -> None:
    _item(f"“{_short(words, _SHORT)}”" if words else "(nothing there)", 6)


def _short(words: str, length: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]} …"
