"""Which version is in force on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.metadata import Metadata
from corpus.versions import Stage, Status, Version, in_force, stages, statuses

START = date(2024, 1, 1)


def version(document="sepsis", number="1", *, ordinal=1, effective=START, **changes):
    supersedes, review = changes.pop("supersedes", ""), changes.pop("review", None)
    metadata = Metadata(
        **{"id": document, "version": number, "title": document, "owner": "", "type": ""},
        **{"specialty": (), "population": (), "site": (), "source": "", "licence": ""},
        **{"effective": effective, "review": review, "supersedes": supersedes},
    )
    known = {
        **{"source_name": "", "source_sha256": "", "text_sha256": "", "pages": 0},
        **{"problems": (), "added_at": datetime.now(UTC), "approved_at": datetime.now(UTC)},
        **{"approved_by": "Committee"},
    }
    return Version(metadata=metadata, ordinal=ordinal, **(known | changes))


def days(number):
    return START + timedelta(days=number)


def test_a_version_is_in_force_from_its_effective_date():
    one = version()
    assert not in_force([one], days(-1))
    assert in_force([one], START) == {"sepsis@1": one}


def test_a_later_version_takes_over_on_its_effective_date():
    both = [version(), version(number="2", ordinal=2, effective=days(10))]
    assert list(in_force(both, days(9))) == ["sepsis@1"]
    assert list(in_force(both, days(10))) == ["sepsis@2"]
    assert statuses(both, days(10)) == {
        "sepsis@1": Status.SUPERSEDED,
        "sepsis@2": Status.APPROVED,
    }


def test_of_two_versions_with_one_effective_date_the_one_added_later_is_in_force():
    both = [version(number="2", ordinal=2), version(number="1", ordinal=1)]
    assert list(in_force(both, START)) == ["sepsis@2"]


def test_a_draft_supersedes_nothing_and_is_not_in_force():
    both = [version(), version(number="2", ordinal=2, approved_at=None)]
    assert list(in_force(both, days(1))) == ["sepsis@1"]
    assert statuses(both, START)["sepsis@2"] is Status.DRAFT


def test_withdrawing_a_version_does_not_revive_the_one_before():
    withdrawn = version(
        number="2", ordinal=2, retired_on=days(5), retired_by="T", retired_reason="wrong"
    )
    assert list(in_force([version(), withdrawn], days(4))) == ["sepsis@2"]
    assert not in_force([version(), withdrawn], days(5))


@pytest.mark.parametrize("names", ["old", "old@1", "older, old", "older;old@1"])
def test_a_document_may_supersede_another_one(names):
    both = [version("old"), version("new", ordinal=2, effective=days(3), supersedes=names)]
    assert set(in_force(both, days(2))) == {"old@1"}
    assert set(in_force(both, days(3))) == {"new@1"}


def test_one_version_with_a_space_in_its_label_may_be_superseded():
    every = [version("old", "2"), version("old", "2 beta", ordinal=2)]
    new = version("new", ordinal=3, effective=days(3), supersedes="older; old@2 beta")
    assert set(in_force([*every, new], days(2))) == {"old@2 beta"}
    assert set(in_force([*every, new], days(3))) == {"new@1"}


def test_what_a_version_superseded_stays_so_when_the_next_one_does_not_repeat_it():
    both = [
        version("old"),
        version("new", ordinal=2, effective=days(3), supersedes="old"),
        version("new", "2", ordinal=3, effective=days(5)),
    ]
    assert set(in_force(both, days(4))) == {"new@1"}
    assert set(in_force(both, days(6))) == {"new@2"}


def test_a_version_does_not_supersede_itself():
    assert in_force([version(supersedes="sepsis@1, sepsis")], START)


def test_a_version_withdrawn_before_its_first_day_takes_over_from_none():
    pending = {"retired_by": "T", "retired_reason": "wrong"}
    both = [
        version(),
        version(number="2", ordinal=2, effective=days(10), retired_on=days(9), **pending),
    ]
    assert list(in_force(both, days(10))) == ["sepsis@1"]
    assert statuses(both, days(10)) == {"sepsis@1": Status.APPROVED, "sepsis@2": Status.RETIRED}

    same_day = [both[0], replace(both[1], retired_on=days(10))]
    assert not in_force(same_day, days(10))


def test_a_version_passes_through_the_stages_of_its_life():
    draft = version(approved_at=None, approved_by="", effective=None)
    one = version(effective=days(5), review=days(20))
    two = version(number="2", ordinal=2, effective=days(30))
    gone = replace(two, retired_on=days(40), retired_by="T", retired_reason="wrong")

    assert stages([draft], START) == {"sepsis@1": Stage.DRAFT}
    seen = [stages([one, gone], days(day))["sepsis@1"] for day in (4, 5, 20, 21, 29, 30, 50)]
    assert seen == [
        *(Stage.APPROVED, Stage.EFFECTIVE, Stage.EFFECTIVE),
        *(Stage.REVIEW_DUE, Stage.REVIEW_DUE, Stage.SUPERSEDED, Stage.SUPERSEDED),
    ]
    assert stages([one, gone], days(29))["sepsis@2"] is Stage.APPROVED
    assert stages([one, gone], days(39))["sepsis@2"] is Stage.EFFECTIVE
    assert stages([one, gone], days(40))["sepsis@2"] is Stage.RETIRED


def test_a_withdrawn_draft_waits_for_no_approval():
    withdrawn = version(
        approved_at=None, approved_by="", retired_on=days(3), retired_by="T", retired_reason="R"
    )
    assert stages([withdrawn], days(2)) == {"sepsis@1": Stage.DRAFT}
    assert stages([withdrawn], days(3)) == {"sepsis@1": Stage.RETIRED}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.integers(0, 30), st.booleans(), st.none() | st.integers(0, 40)
        ),
        max_size=8,
    ),
    st.integers(-5, 50),
)
def test_at_most_one_version_of_a_document_is_in_force_and_each_has_a_status(drawn, day):
    versions = [
        version(
            document,
            str(number),
            ordinal=number,
            effective=days(begin),
            approved_at=datetime.now(UTC) if approved else None,
            retired_on=None if retired is None else days(retired),
            retired_by="T",
            retired_reason="R",
        )
        for number, (document, begin, approved, retired) in enumerate(drawn)
    ]
    found = in_force(versions, days(day))

    assert len({one.document for one in found.values()}) == len(found)
    states = statuses(versions, days(day))
    assert set(states) == {one.key for one in versions}
    assert all(states[key] is Status.APPROVED for key in found)
    told = stages(versions, days(day))
    in_use = {key for key, one in told.items() if one in (Stage.EFFECTIVE, Stage.REVIEW_DUE)}
    assert in_use == set(found)
    assert all(one.effective <= days(day) and not one.retired(days(day)) for one in found.values())


@pytest.mark.parametrize(
    "wrong",
    [{"approved_by": ""}, {"effective": None}, {"retired_on": START}],
)
def test_an_approval_or_withdrawal_without_a_name_is_impossible(wrong):
    with pytest.raises(ValueError, match="without"):
        version(**wrong)
