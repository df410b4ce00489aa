"""The suites that ship: whole, of one vocabulary, and with gold that is in the documents."""

import re
from collections import Counter
from datetime import date

import pytest

from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from corpus.metadata_csv import read_metadata_csv
from corpus.versions import in_force
from evals.runs.sources import Source, Sources
from evals.suites.case import KINDS
from evals.suites.finding import SHIPPED, find_suites, shipped_suites
from evals.suites.gold import check_gold
from tests.documents import DEMONSTRATION, METADATA

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def suites():
    return find_suites(["all"])


def sources(files, folder, suites, *, table=None):
    """What a home with these approved documents holds."""
    catalogue, library = Catalogue(folder), Library(folder)
    intake = add_files(
        files,
        catalogue,
        library,
        by="Tester",
        table=table,
        defaults={"effective": "2000-01-01"},
        approved_by="Committee",
        second_person=False,
    )
    assert not intake.refused
    days = {case.as_of or TODAY for suite in suites for case in suite.cases}
    versions = [version for version in catalogue.versions() if version.approved_at]
    return Sources(
        {
            one.key: Source(one.document, one.metadata.version, one.metadata.title, one.text_sha256)
            for one in versions
        },
        {day.isoformat(): frozenset(in_force(versions, day)) for day in days},
        library,
    )


def test_a_suite_is_called_like_its_file(suites):
    assert tuple(suite.name for suite in suites) == shipped_suites()


def test_there_are_at_least_six_hundred_cases(suites):
    assert sum(len(suite.cases) for suite in suites) >= 600


def test_every_case_has_a_kind_and_every_kind_has_cases(suites):
    kinds = Counter(case.tags.get("kind", "") for suite in suites for case in suite.cases)
    assert set(kinds) == set(KINDS)


def test_no_question_is_asked_twice_of_the_same_documents_in_the_same_way(suites):
    asked = Counter(
        (
            *(case.corpus, case.question, case.earlier, case.population, case.site),
            *(case.specialty, case.as_of),
        )
        for suite in suites
        for case in suite.cases
    )
    assert [question for question, times in asked.items() if times > 1] == []


def test_no_file_names_a_machine(suites):
    for file in SHIPPED.rglob("*"):
        if file.is_file():
            assert not re.search(rb"/(?:home|work|tmp|Users)/", file.read_bytes()), file


def test_all_gold_is_in_the_demonstration_documents(suites, tmp_path):
    approved = sorted(
        file
        for file in (DEMONSTRATION / "approved").iterdir()
        if file != METADATA and not file.name.startswith(".")
    )
    held = {"": sources(approved, tmp_path / "home", suites, table=read_metadata_csv(METADATA))}
    for suite in suites:
        if suite.documents:
            files = sorted(file for file in suite.documents.rglob("*") if file.is_file())
            held[suite.name] = sources(files, tmp_path / suite.name, [suite])
    check_gold(suites, held, TODAY)
