"""Where documents in force differ, an answer says so with both sides."""

import re
from datetime import date
from itertools import groupby

import pytest

from assistant.answers import Citation
from assistant.conflicts.conflict import Conflict, Conflicts, Side
from assistant.disagreement import disagreements
from tests.documents import protocol

DOCUMENTS = {
    "shingles-local": "Give adults aciclovir 800 mg orally five times daily for 7 days.",
    "shingles-national": "Give adults aciclovir 400 mg orally five times daily for 7 days.",
}


def body(id, words):
    return protocol(id, f"# Shingles\n\n## Treatment\n\n{words}", title=id.replace("-", " "))


@pytest.fixture
def two_guidelines(hospital, tmp_path):
    """Two approved documents that differ in one dose."""
    for id, words in DOCUMENTS.items():
        (tmp_path / f"{id}.md").write_text(body(id, words))
    hospital.add([tmp_path / f"{id}.md" for id in DOCUMENTS], approved_by="Committee")
    hospital.publish()
    return hospital


def ask(hospital):
    answer = hospital.ask("What is the oral dose of aciclovir for shingles in adults?")
    return answer, [one for one in answer.notices if one.kind == "sources_conflict"]


def test_both_sides_are_quoted_to_the_character(two_guidelines):
    answer, [notice] = ask(two_guidelines)

    assert {one.document for one in notice.citations} == set(DOCUMENTS)
    assert "800 mg" in notice.message and "400 mg" in notice.message
    for side in notice.citations:
        assert two_guidelines.content(side)[side.start : side.end] == side.quote
        assert side.quote == DOCUMENTS[side.document]
        assert side.section == ("Shingles", "Treatment")
    assert answer.to_json()["notices"][0]["citations"] == [
        side.to_json() for side in notice.citations
    ]


@pytest.fixture
def of_the_site(hospital, tmp_path):
    """The same two, of which the second by name is the site's own."""
    for id, words in DOCUMENTS.items():
        stated = body(id, words)
        if id == "shingles-national":
            stated = re.sub(r"^site: .*$", "site: north", stated, flags=re.MULTILINE)
        (tmp_path / f"{id}.md").write_text(stated)
    hospital.add([tmp_path / f"{id}.md" for id in DOCUMENTS], approved_by="Committee")
    hospital.publish()
    return hospital


def test_the_document_of_the_site_comes_first_and_is_named_as_such(of_the_site):
    answer, [notice] = ask(of_the_site)

    assert [one.document for one in notice.citations] == ["shingles-national", "shingles-local"]
    assert "of north itself" in notice.message
    assert [one.number for one in notice.citations] == [1, 2]
    assert answer.citations[0].document == "shingles-national"


def test_what_two_documents_say_is_not_mixed(two_guidelines):
    answer, _ = ask(two_guidelines)
    documents = {one.number: one.document for one in answer.citations}
    spoken = [documents[one.citations[0]] for one in answer.statements if not one.caution]

    assert len(list(groupby(spoken))) == len(set(spoken)) == 2


def test_no_statement_holds_words_of_both(two_guidelines):
    answer, _ = ask(two_guidelines)
    citations = {one.number: one for one in answer.citations}

    assert answer.status == "answered"
    for statement in answer.statements:
        assert len({citations[number].document for number in statement.citations}) == 1
        assert not ("800 mg" in statement.text and "400 mg" in statement.text)


def test_a_conflict_with_a_withdrawn_document_is_none(two_guidelines):
    two_guidelines.stages.catalogue.retire("shingles-local", "Dr B", "old", date.today())
    _, notices = ask(two_guidelines)

    assert not notices


def test_a_conflict_that_the_answer_does_not_touch_is_not_told(two_guidelines):
    answer = two_guidelines.ask("How much crystalloid for shock in adult anaphylaxis?")

    assert answer.status == "answered"
    assert "sources_conflict" not in {notice.kind for notice in answer.notices}


def test_a_conflict_is_told_once_however_many_citations_touch_it(demonstration):
    version = demonstration.stages.catalogue.version("anaphylaxis-adult")
    other = demonstration.stages.catalogue.version("anaphylaxis-paediatric")
    sides = tuple(
        Side(one.document, one.metadata.version, 0, 12, "500 mL") for one in (version, other)
    )
    conflicts = Conflicts([Conflict("saline", "dose", sides)])
    cited = [
        Citation(
            number, version.document, "T", version.metadata.version, (), None, 0, number,
            "x" * number, version.effective, None, "approved",
        )
        for number in (1, 2)
    ]  # fmt: skip
    allowed = {one.key: one for one in (version, other)}
    library = demonstration.stages.library

    assert len(disagreements(cited, conflicts, allowed, library)) == 1
    assert not disagreements(cited, conflicts, {version.key: version}, library)
