"""What the reader must know about an answer beside its words."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from assistant.answers import Citation, Notice, NoticeKind, Statement
from assistant.evidence import DraftStatement, Quote
from assistant.generate.precedence import EVERYWHERE, is_local
from assistant.high_risk import high_risk
from assistant.question import Question
from assistant.vocabulary import Expansion
from corpus.text import Span
from corpus.versions import Version

LEFT_OUT_NAMED = 3
"""Documents that are named before they are only counted."""


def notices_for(
    question: Question,
    expansion: Expansion,
    statements: Sequence[Statement],
    citations: Iterable[Citation],
    *,
    in_force: Mapping[str, Version],
    missed: Sequence[Version] = (),
) -> tuple[Notice, ...]:
    """The notices of an answer, or of a refusal when nothing is cited.

    `missed` are versions that would have been evidence, were their review not overdue.
    """
    citations = tuple(citations)
    cited = {
        key: in_force[key]
        for citation in citations
        if (key := f"{citation.document}@{citation.version}") in in_force
    }
    found = [
        _overdue(version) for version in cited.values() if version.review_overdue(question.as_of)
    ]
    found += [_withdrawn(version) for version in cited.values() if version.retired(date.today())]
    found += [_rehearsed(version) for version in cited.values() if version.rehearsed]
    if missed:
        found.append(_left_out(missed))
    if expansion.corrections:
        read = ", ".join(f"“{typed}” as “{meant}”" for typed, meant in expansion.corrections)
        found.append(Notice(NoticeKind.SPELLING, f"The question was read with {read}."))
    if question.as_of != date.today():
        found.append(
            Notice(
                NoticeKind.AS_OF,
                f"Answered from the documents in force on {question.as_of}, not today.",
            )
        )
    if cited and (site := _site_of(question, expansion, in_force.values())):
        found.append(_at_site(site, cited.values()))
    found += high_risk(expansion.asked, statements, citations)
    return tuple(found)


def fell_back(instead: str) -> tuple[Notice, ...]:
    """The notice that no language model drafted the answer, if one was to and did not; why not."""
    if not instead:
        return ()
    return (
        Notice(
            NoticeKind.GENERATOR_FELL_BACK,
            f"The sentences were chosen without the language model: {instead}.",
        ),
    )


def cautions_left_out(
    drafted: Iterable[DraftStatement], allowed: Container[str]
) -> tuple[Notice, ...]:
    """The notice that a section holds more cautions of a dose than are quoted, and where."""
    sections: dict[tuple[str, tuple[Span, ...]], list[Quote]] = {}
    for statement in drafted:
        for quote in statement.unsaid:
            if quote.version.key in allowed:
                sections.setdefault((quote.version.key, quote.headings), []).append(quote)
    if not sections:
        return ()
    shown = [*sections.values()][:LEFT_OUT_NAMED]
    places = tuple(quotes[0].cite(number) for number, quotes in enumerate(shown, 1))
    titles: dict[str, list[str]] = {}
    for quotes, place in zip(shown, places, strict=True):
        section = place.section[-1] if place.section else "the first lines"
        titles.setdefault(place.title, []).append(f"“{section}” ({len(quotes)} more)")
    told = "; ".join(f"{', '.join(named)} in “{title}”" for title, named in titles.items())
    more = len(sections) - len(shown)
    further = f", and {more} further section{'s' if more > 1 else ''}" if more else ""
    return (
        Notice(
            NoticeKind.CAUTIONS_LEFT_OUT,
            f"Not every caution is shown. Read at their source: {told}{further}.",
            places,
        ),
    )


def _site_of(question: Question, expansion: Expansion, in_force: Iterable[Version]) -> str:
    """The site that was chosen, or that the question names; empty for neither, or for all."""
    if question.site:
        return "" if question.site.casefold() == EVERYWHERE else question.site
    sites = {site for version in in_force if is_local(version) for site in version.metadata.site}
    named = [site for site in sites if _names(expansion.asked, site)]
    return max(named, key=len, default="")


def _names(asked: str, site: str) -> bool:
    """Whether words name a site, which metadata may write as `north-wing`, or as `St. Mary's`."""
    name = r"\W{1,3}".join(re.findall(r"\w+", site))
    return bool(name) and re.search(rf"(?i)\b{name}\b", asked) is not None


def _at_site(site: str, cited: Iterable[Version]) -> Notice:
    """Says which of the sources are of the site that was asked about, and which are not."""
    own: list[str] = []
    general: list[str] = []
    others: list[str] = []
    for version in cited:
        of_it = site.casefold() in {one.casefold() for one in version.metadata.site}
        titles = own if of_it else others if is_local(version) else general
        titles.append(f"“{version.metadata.title}”")
    told = [
        f"{', '.join(titles)} {words}"
        for titles, words in (
            (own, "of this site itself"),
            (general, "for every site"),
            (others, "of another site"),
        )
        if titles
    ]
    first = "" if own else "No document of this site itself answers. "
    return Notice(NoticeKind.SITE, f"Asked about {site}. {first}Quoted: {'; '.join(told)}.")


def _overdue(version: Version) -> Notice:
    metadata = version.metadata
    return Notice(
        NoticeKind.REVIEW_OVERDUE,
        f"“{metadata.title}” (version {metadata.version}) was due for review on {metadata.review}: "
        "check that it still holds.",
    )


def _withdrawn(version: Version) -> Notice:
    """For a day before it was withdrawn it is still cited, but nobody should act on it."""
    return Notice(
        NoticeKind.WITHDRAWN,
        f"“{version.metadata.title}” (version {version.metadata.version}) was withdrawn on "
        f"{version.retired_on}: {version.retired_reason}. Do not act on it.",
    )


def _rehearsed(version: Version) -> Notice:
    return Notice(
        NoticeKind.REHEARSAL,
        f"“{version.metadata.title}” (version {version.metadata.version}) is a draft: "
        "this is a trial of it and nothing to act on.",
    )


def _left_out(versions: Sequence[Version]) -> Notice:
    named = "; ".join(f"“{version.metadata.title}”" for version in versions[:LEFT_OUT_NAMED])
    more = f" and {len(versions) - LEFT_OUT_NAMED} more" if len(versions) > LEFT_OUT_NAMED else ""
    return Notice(
        NoticeKind.OVERDUE_LEFT_OUT,
        f"Not used, because the review is overdue: {named}{more}. They may say more about this.",
    )
