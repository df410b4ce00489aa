"""Which past answers cited what is no longer in force."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audit import TrailIndex
from assistant.curate.impact import UNKNOWN, impact, impact_of
from assistant.curate.recorded import citing
from corpus.errors import AuditError, CatalogueError
from corpus.metadata import Metadata
from corpus.versions import Status, Version, statuses
from tests.assistant.curate.recorded import START, answered, refused, trail_of

TODAY = date(2024, 6, 1)


def version(document="sepsis", number="1", *, ordinal=1, effective=START, supersedes="", **state):
    metadata = Metadata(document, document, number, effective=effective, supersedes=supersedes)
    added = datetime(2024, 1, 1, tzinfo=UTC)
    known = {"approved_at": added, "approved_by": "Committee"}
    return Version(metadata, ordinal, "a.md", "", "", 0, (), added, **(known | state))


OLD = version()
NEW = version(number="2", ordinal=2, effective=date(2024, 3, 1), approved_by="Dr New")
GONE = version(
    "gentamicin",
    ordinal=3,
    retired_on=date(2024, 4, 1),
    retired_by="Pharmacy",
    retired_reason="wrong dose",
)
CATALOGUE = (OLD, NEW, GONE)


@pytest.fixture
def trail(tmp_path):
    return trail_of(
        tmp_path,
        answered("a", ("Give 30 mL/kg.", False, ("sepsis", "1"), ("sepsis", "1")),
                 ("Stop if overloaded.", True, ("sepsis", "1")),
                 ("Give 5 mg/kg.", False, ("gentamicin", "1")), question="How much fluid?"),
        answered("b", ("Give 30 mL/kg.", False, ("sepsis", "2"))),
        answered("c", ("Give 30 mL/kg.", False, ("sepsis", "1")), replay_of="a"),
        refused("d", "Which vasopressor?", nearest=[("sepsis", "1")]),
        answered("e", ("Old words.", False, ("sepsis", "0"))),
        answered("f", ("Give 1 g.", False, ("sepsis", "1")), ("Look.", False, ("sepsis", "2"))),
    )  # fmt: skip


def of(trail, document, number=None, **options):
    return impact(trail, CATALOGUE, document, number, on=TODAY, **options)


@pytest.mark.parametrize(
    ("document", "number"),
    [("sepsis", None), ("sepsis", "1"), ("sepsis", "2"), ("gentamicin", "1")],
)
def test_the_index_tells_the_same_as_the_whole_trail(trail, document, number):
    records = citing(TrailIndex(trail), document, number)

    found = impact_of(records, CATALOGUE, document, number, on=TODAY)

    assert found == of(trail, document, number)


def test_the_index_tells_nothing_of_a_trail_that_lacks_a_record(trail):
    lines = trail.file.read_bytes().splitlines(keepends=True)
    trail.file.write_bytes(b"".join(lines[:3] + lines[4:]))

    with pytest.raises(AuditError, match="line 4"):
        list(citing(TrailIndex(trail), "sepsis"))


def test_only_answers_that_cited_what_is_out_of_force_are_listed(trail):
    found = of(trail, "sepsis")

    assert [(standing.key, [a.id for a in answers]) for standing, answers in found.found] == [
        ("sepsis@1", ["a", "f"]),
        ("sepsis@0", ["e"]),
    ]
    assert found.answers == 3
    assert found.days == ("2024-01-01", "2024-01-06")


def test_each_answer_says_what_was_asked_and_which_statements_stand_on_the_version(trail):
    first = of(trail, "sepsis").found[0][1][0]

    assert first.question == "How much fluid?"
    assert first.at.startswith("2024-01-01")
    assert [(s.text, s.caution) for s in first.statements] == [
        ("Give 30 mL/kg.", False),
        ("Stop if overloaded.", True),
    ]


def test_a_replay_is_no_answer_that_anyone_was_shown(trail):
    [(_, answers)] = of(trail, "sepsis", "1").found
    assert [answer.id for answer in answers] == ["a", "f"]


def test_a_superseded_version_names_its_successor(trail):
    standing = of(trail, "sepsis", "1").found[0][0]

    assert (standing.stage, standing.in_force) == ("superseded", False)
    assert standing.since == date(2024, 3, 1)
    assert standing.by == "Dr New"
    assert standing.why == "replaced by sepsis@2"


def test_a_withdrawn_version_says_by_whom_and_why(trail):
    standing = of(trail, "gentamicin").found[0][0]

    assert (standing.stage, standing.since) == ("retired", date(2024, 4, 1))
    assert (standing.by, standing.why) == ("Pharmacy", "wrong dose")


def test_a_version_named_is_listed_whatever_its_status(trail):
    [(standing, answers)] = of(trail, "sepsis", "2").found

    assert (standing.stage, standing.in_force) == ("effective", True)
    assert [answer.id for answer in answers] == ["b", "f"]


def test_a_cited_version_that_the_catalogue_lost_is_listed_as_such(trail):
    for found in (of(trail, "sepsis", "0"), of(trail, "sepsis")):
        [standing] = [standing for standing, _ in found.found if standing.version == "0"]
        assert standing.stage is None and standing.to_json()["status"] == UNKNOWN
        assert not standing.in_force


def test_since_counts_from_that_day_on(trail):
    assert of(trail, "sepsis", since=date(2024, 1, 5)).answers == 2
    assert of(trail, "sepsis", since=date(2024, 1, 6)).answers == 1
    assert of(trail, "sepsis", since=date(2024, 1, 7)).days is None


def test_what_neither_catalogue_nor_trail_knows_is_refused(trail):
    with pytest.raises(CatalogueError, match="no document 'asthma'"):
        of(trail, "asthma")
    with pytest.raises(CatalogueError, match=r"no version '9'.* it has 1, 2, 0"):
        of(trail, "sepsis", "9")


def test_a_document_never_cited_has_no_impact(tmp_path):
    found = impact(trail_of(tmp_path), CATALOGUE, "sepsis", on=TODAY)
    assert found.to_json() == {
        "document": "sepsis", "answers": 0, "first": None, "last": None, "versions": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:300] + b"{" + data[301:],
        lambda data: data[data.index(b"\n") + 1 :],
        lambda data: data.replace(b'"version":"1"', b'"version":"2"', 1),
    ],
    ids=["no JSON", "the first record removed", "a citation changed"],
)
def test_a_trail_that_was_changed_gives_no_list(trail, damage):
    trail.file.write_bytes(damage(trail.file.read_bytes()))
    with pytest.raises(AuditError):
        of(trail, "sepsis")


def test_a_record_without_an_answer_is_named(tmp_path):
    with pytest.raises(AuditError, match=r"record 2 .* holds no answer"):
        of(trail_of(tmp_path, answered("a"), {"asked": {}, "answer": {"id": "x"}}), "sepsis")


written = st.tuples(
    st.sampled_from(["a", "b"]),
    st.integers(1, 9),
    st.sampled_from(["", "a", "b", "a@1", "b@2; a@2"]),
)


@given(st.lists(written, min_size=1, max_size=6))
def test_every_superseded_version_names_what_replaced_it(tmp_path_factory, drawn):
    every = tuple(
        version(name, str(at), ordinal=at, effective=START.replace(day=day), supersedes=named)
        for at, (name, day, named) in enumerate(drawn, 1)
    )
    trail = trail_of(tmp_path_factory.mktemp("trail"))
    status = statuses(every, TODAY)
    for one in every:
        number = one.metadata.version
        [(standing, _)] = impact(trail, every, one.document, number, on=TODAY).found
        superseded = status[one.key] is Status.SUPERSEDED
        assert (standing.stage == "superseded") == superseded
        assert standing.why.startswith("replaced by ") == superseded
