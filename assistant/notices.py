"""What the reader must know about an answer beside its words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant.answers import Citation, Notice, NoticeKind, Statement
from assistant.high_risk import high_risk
from assistant.question import Question
from assistant.vocabulary import Expansion, populations_in
from corpus.metadata import Population
from corpus.versions import Version

LEFT_OUT_NAMED = 3
"""Documents that are named before they are only counted."""


def notices_for(
    question: Question,
    expansion: Expansion,
    statements: Sequence[Statement],
    citations: Iterable[Citation],
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
    found += high_risk(expansion.asked, statements, citations)
    if question.population is None and not populations_in(expansion.asked):
        found += _population_not_stated(cited.values())
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


def _population_not_stated(cited: Iterable[Version]) -> list[Notice]:
    """Says which document is for whom, where those that are cited are for different groups."""
    titles: dict[Population, list[str]] = {}
    for version in cited:
        for group in version.metadata.population:
            if group is not Population.ALL:
                titles.setdefault(group, []).append(f"“{version.metadata.title}”")
    if len(titles) < 2:
        return []
    told = "; ".join(f"{group}: {', '.join(titles[group])}" for group in sorted(titles))
    return [
        Notice(
            NoticeKind.POPULATION_NOT_STATED,
            f"The question does not say for whom, and the sources are for different groups "
            f"({told}): check which one applies.",
        )
    ]
