"""Sources that differ are read one after the other: the site's own first, and each group's dose."""

from dataclasses import replace
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.generate.candidates import candidates
from assistant.generate.drafting import verbatim, with_cautions
from assistant.generate.selection import choose
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

NATIONAL = (
    "# Shingles\n\n## Dose\n\nGive aciclovir 800 mg for shingles.\n\nRest in bed for a week.\n"
)
LOCAL = (
    "# Shingles\n\n## Dose\n\nGive aciclovir 400 mg for shingles.\n\nKeep the rash clean and dry.\n"
)
QUESTION = "What is the dose of aciclovir in shingles?"


def evidence(*documents):
    return [
        one
        for number, (markdown, metadata) in enumerate(documents)
        for one in evidence_of(markdown, id=f"document-{number}", **metadata)
    ]


def chosen(question, *documents, scores=()):
    """The documents and words that are chosen, the first document with the highest score."""
    expansion = expand(question)
    found = list(candidates(expansion, evidence(*documents), frozenset()))
    marks = dict(zip((f"document-{n}" for n in range(len(documents))), scores, strict=False))
    scored = [
        replace(
            one,
            score=marks.get(one.evidence.version.document, 0.9)
            - (0.0 if "mg" in one.words else 0.6),
        )
        for one in found
    ]
    return [
        (one.evidence.version.document, one.words)
        for one in choose(expansion, scored, lambda term: 5.0, 5)
    ]


BOTH = ((NATIONAL, {"site": "all"}), (LOCAL, {"site": "north"}))


def test_the_document_of_the_site_is_read_first_though_another_scores_higher():
    words = [words for _, words in chosen(QUESTION, *BOTH, scores=(1.0, 0.95))]

    assert words == ["Give aciclovir 400 mg for shingles.", "Give aciclovir 800 mg for shingles."]


def test_it_stands_beside_one_for_every_site_though_it_scores_a_little_lower():
    assert len(chosen(QUESTION, *BOTH, scores=(1.0, 0.8))) == 2
    assert len(chosen(QUESTION, *BOTH, scores=(1.0, 0.5))) == 1


def test_who_asks_for_the_national_guideline_reads_that_first():
    asked = "What dose of aciclovir does the national shingles guideline give?"

    assert chosen(asked, *BOTH, scores=(1.0, 0.95))[0][0] == "document-0"


def test_without_a_document_of_the_site_the_best_is_first():
    documents = ((NATIONAL, {"site": "all"}), (LOCAL, {}))

    assert chosen(QUESTION, *documents, scores=(1.0, 0.95))[0][0] == "document-0"


GROUPS = ((NATIONAL, {"population": "adult"}), (LOCAL, {"population": "paediatric"}))


def test_the_dose_of_each_group_is_shown_where_nobody_says_for_whom():
    found = chosen(QUESTION, *GROUPS, scores=(1.0, 0.8))

    assert [document for document, _ in found] == ["document-0", "document-1"]


def test_a_dose_for_others_is_not_added_where_the_question_says_for_whom():
    assert len(chosen(f"{QUESTION[:-1]} in adults?", *GROUPS, scores=(1.0, 0.8))) == 1


def test_a_dose_for_everyone_needs_no_other_beside_it():
    documents = ((NATIONAL, {"population": "all"}), (LOCAL, {"population": "paediatric"}))

    assert len(chosen(QUESTION, *documents, scores=(1.0, 0.8))) == 1


def test_a_limit_is_not_the_dose_of_a_group():
    limit = "# Shingles\n\n## Dose\n\nThe maximum dose of aciclovir for shingles is 900 mg.\n"
    documents = ((NATIONAL, {"population": "adult"}), (limit, {"population": "paediatric"}))

    assert len(chosen(QUESTION, *documents, scores=(1.0, 0.8))) == 1


@given(st.permutations(range(4)))
@settings(max_examples=24)
def test_whatever_was_drafted_no_document_is_mixed_with_another(order):
    question = expand(QUESTION)
    sources = evidence(*BOTH)
    found = list(candidates(question, sources, frozenset()))
    drafted = [(found[number], verbatim(found[number])) for number in order]
    statements = with_cautions(question, drafted, sources, frozenset())
    spoken = [one.quotes[0].version.key for one in statements]

    assert len(spoken) >= len(order)
    assert len(list(groupby(spoken))) == 2


SUMMARY = """# Shingles

## Summary

Give aciclovir 800 mg five times daily.

## Recommendation

Give aciclovir 800 mg five times daily.

It is stopped after 7 days.

## Dose

Give aciclovir 800 mg five times daily.
"""


def test_what_a_document_says_again_is_said_once_unless_something_leans_on_it():
    sources = evidence((SUMMARY, {}))
    found = list(candidates(expand(QUESTION), sources, frozenset()))
    drafted = [(one, verbatim(one)) for one in found]
    statements = with_cautions(expand(QUESTION), drafted, sources, frozenset())

    assert [one.text.partition(": ")[0].rpartition(" › ")[2] for one in statements] == [
        "Summary", "Recommendation", "Recommendation"
    ]  # fmt: skip


def test_a_document_of_the_site_on_another_matter_does_not_go_first():
    stroke = {"site": "north", "title": "Stroke thrombolysis"}
    eclampsia = {"site": "all", "title": "Pre-eclampsia"}
    documents = ((NATIONAL, eclampsia), (LOCAL, stroke))

    assert chosen(QUESTION, *documents, scores=(1.0, 0.95))[0][0] == "document-0"
    assert len(chosen(QUESTION, *documents, scores=(1.0, 0.8))) == 1


def test_no_dose_is_added_for_others_from_a_document_on_another_matter():
    adult = {"population": "adult", "title": "Upper gastrointestinal bleeding in adults"}
    child = {"population": "paediatric", "title": "Resuscitation card for children"}

    assert len(chosen(QUESTION, (NATIONAL, adult), (LOCAL, child), scores=(1.0, 0.8))) == 1
    also = {"population": "paediatric", "title": "Upper gastrointestinal bleeding in children"}
    assert len(chosen(QUESTION, (NATIONAL, adult), (LOCAL, also), scores=(1.0, 0.8))) == 2
