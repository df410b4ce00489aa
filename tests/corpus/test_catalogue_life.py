"""Who may approve, review and withdraw what, and from which day."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from corpus.errors import CatalogueError, MetadataError
from tests.corpus.test_catalogue import TODAY, draft
from tests.corpus.test_versions import START, days, version


def test_an_author_does_not_approve_alone(catalogue):
    catalogue.add(draft(), "Ann  Lee")
    catalogue.add(draft(supersedes="old"), "Ben")
    for name in ("ann lee", " ANN LEE ", "ben", "Ann\u200b Lee", "Be\u00adn", "\uff22en"):
        with pytest.raises(CatalogueError, match=r"sepsis@1 was added or amended.*second person"):
            catalogue.approve("sepsis", "1", name, START)
    assert catalogue.version("sepsis").approved_at is None
    assert catalogue.approve("sepsis", "1", "Ben", START, second_person=False).approved_by == "Ben"


@pytest.mark.parametrize(
    "said", ["Ben\n2026-01-01 approved by Ann", "\x1b[2J", "\udcff", "x" * 1001]
)
def test_what_is_no_line_of_text_is_neither_a_name_nor_a_reason(catalogue, said):
    catalogue.add(draft(), "Ann")
    for change in (
        lambda: catalogue.add(draft(number="2"), said),
        lambda: catalogue.add(version(number="2", approved_by=said), "Ann"),
        lambda: catalogue.approve("sepsis", "1", said, START),
        lambda: catalogue.retire("sepsis", "Ben", said, START),
        lambda: catalogue.retire("sepsis", said, "wrong", START),
        lambda: catalogue.review("sepsis", "1", said, TODAY),
    ):
        with pytest.raises(MetadataError, match=r"one line of plain text|shorten it"):
            change()
    assert len(catalogue.events()) == 1


def test_an_author_of_one_version_approves_anothers(catalogue):
    catalogue.add(draft(), "Ann")
    catalogue.add(draft(number="2"), "Ben")
    assert catalogue.approve("sepsis", "2", "Ann", START).approved_by == "Ann"


def test_an_import_is_not_approved_by_who_brings_it_in(catalogue):
    with pytest.raises(CatalogueError, match="second person"):
        catalogue.add(version(approved_by="ann"), "Ann")
    assert not catalogue.versions() and not catalogue.events()
    assert catalogue.add(version(approved_by="Ann"), "Ann", second_person=False)


def test_an_import_is_not_approved_by_an_earlier_author(catalogue):
    catalogue.add(draft(), "Committee")
    with pytest.raises(CatalogueError, match="second person"):
        catalogue.add(version(), "Ben")
    assert len(catalogue.events()) == 1


def test_what_is_approved_already_is_known_whoever_brings_it_in(catalogue):
    catalogue.add(version(), "T")
    assert not catalogue.add(version(), "Committee")


def test_a_draft_amended_after_it_was_looked_at_is_not_approved(catalogue):
    catalogue.add(draft(), "T")
    seen = catalogue.version("sepsis")
    catalogue.add(draft(text_sha256="b" * 64), "T")
    with pytest.raises(CatalogueError, match=r"amended meanwhile \(text\): look at it again"):
        catalogue.approve("sepsis", "1", "Dr A", START, seen=seen)
    seen = catalogue.version("sepsis")
    assert catalogue.approve("sepsis", "1", "Dr A", START, seen=seen).approved_at


def test_a_version_does_not_go_backwards(catalogue):
    catalogue.add(version(number="9", effective=days(10)), "T")
    catalogue.add(draft(number="10"), "T")
    with pytest.raises(CatalogueError, match=r"sepsis@10 .*2024-01-06.*sepsis@9 .*2024-01-11"):
        catalogue.approve("sepsis", "10", "Dr A", days(5))
    with pytest.raises(CatalogueError, match="would go backwards"):
        catalogue.add(version(number="8", effective=days(11)), "T")
    assert [one.key for one in catalogue.versions() if one.approved_at] == ["sepsis@9"]
    catalogue.approve("sepsis", "10", "Dr A", days(11))


def test_of_one_day_the_version_added_later_is_the_newer_one(catalogue):
    catalogue.add(version(number="2"), "T")
    with pytest.raises(CatalogueError, match="backwards"):
        catalogue.add(version(number="1"), "T")
    catalogue.add(version(number="3"), "T")


def test_history_may_be_brought_in_afterwards(catalogue):
    catalogue.add(version(number="3", effective=days(99)), "T")
    catalogue.add(version(number="2", effective=START), "T")
    catalogue.add(version(number="as printed", effective=days(5)), "T")
    assert list(catalogue.in_force(days(50))) == ["sepsis@as printed"]


def test_a_label_like_no_other_is_not_approved_for_an_earlier_day(catalogue):
    catalogue.add(version(number="3", effective=days(9)), "T")
    catalogue.add(draft(number="spring edition"), "T")
    with pytest.raises(CatalogueError, match="backwards"):
        catalogue.approve("sepsis", "spring edition", "Dr A", days(8))
    catalogue.approve("sepsis", "spring edition", "Dr A", days(9))


def test_a_version_withdrawn_before_its_first_day_stands_in_nobodys_way(catalogue):
    far = TODAY + timedelta(days=900)
    catalogue.add(version(number="2"), "T")
    catalogue.add(version(number="3", effective=far), "T")
    catalogue.retire("sepsis", "T", "a slip in the year", TODAY, version="3")
    catalogue.add(draft(number="4"), "T")
    catalogue.approve("sepsis", "4", "Dr A", TODAY)
    assert list(catalogue.in_force(far)) == ["sepsis@4"]


def reviewable(until, **changes):
    one = draft(**changes)
    return replace(one, metadata=replace(one.metadata, review=until))


def test_a_version_is_not_in_force_after_its_review_is_due(catalogue):
    catalogue.add(reviewable(days(30)), "T")
    for wrong in (days(30), days(31)):
        with pytest.raises(MetadataError, match=r"sepsis@1 is due for review on 2024-01-31.*later"):
            catalogue.approve("sepsis", "1", "Dr A", wrong)
    assert len(catalogue.events()) == 1
    catalogue.approve("sepsis", "1", "Dr A", days(29))


def test_one_version_is_withdrawn_when_it_is_named(catalogue):
    catalogue.add(version(), "T")
    catalogue.add(version(number="2", effective=days(5)), "T")
    [changed] = catalogue.retire("sepsis", "T", "wrong", days(9), version="2")
    assert (changed.key, catalogue.version("sepsis", "1").retired_on) == ("sepsis@2", None)
    assert not catalogue.in_force(days(9))
    with pytest.raises(CatalogueError, match="sepsis@2 is already retired"):
        catalogue.retire("sepsis", "T", "again", days(9), version="2")
    with pytest.raises(CatalogueError, match="no version '7'"):
        catalogue.retire("sepsis", "T", "again", days(9), version="7")


def test_a_withdrawal_said_to_be_of_an_earlier_day_revives_nothing(catalogue):
    catalogue.add(version(), "T")
    catalogue.add(version(number="2", effective=days(5)), "T")
    [changed] = catalogue.retire("sepsis", "T", "wrong", days(1), version="2")
    assert changed.retired_on == days(5)
    assert list(catalogue.in_force(days(4))) == ["sepsis@1"]
    assert not catalogue.in_force(days(5))


def test_a_review_moves_the_next_one_on(catalogue):
    catalogue.add(reviewable(days(30)), "T")
    catalogue.approve("sepsis", "1", "Dr A", START)
    until = TODAY + timedelta(days=365)
    assert catalogue.in_force(TODAY)["sepsis@1"].review_overdue(TODAY)

    assert catalogue.review("sepsis", "1", "Dr B", until).metadata.review == until

    assert not catalogue.in_force(TODAY)["sepsis@1"].review_overdue(TODAY)
    event = catalogue.events("sepsis")[-1]
    assert (event["action"], event["by"], event["detail"]) == (
        "reviewed",
        "Dr B",
        f"from 2024-01-31 to {until}",
    )


@pytest.mark.parametrize("wrong", [START, TODAY, TODAY + timedelta(days=30)])
def test_a_review_is_not_moved_back_nor_into_the_past(catalogue, wrong):
    catalogue.add(reviewable(TODAY + timedelta(days=30)), "T")
    catalogue.approve("sepsis", "1", "Dr A", START)
    with pytest.raises(MetadataError, match="choose a day after"):
        catalogue.review("sepsis", "1", "Dr B", wrong)
    assert len(catalogue.events()) == 2


def test_only_what_is_in_use_is_reviewed(catalogue):
    until = TODAY + timedelta(days=30)
    catalogue.add(draft(), "T")
    with pytest.raises(CatalogueError, match="a draft"):
        catalogue.review("sepsis", "1", "Dr B", until)
    catalogue.retire("sepsis", "T", "wrong", TODAY)
    with pytest.raises(CatalogueError, match="retired"):
        catalogue.review("sepsis", "1", "Dr B", until)
    with pytest.raises(CatalogueError, match="no document 'nope'"):
        catalogue.review("nope", "1", "Dr B", until)


def test_an_import_does_not_take_a_review_back(catalogue):
    catalogue.add(version(review=days(30)), "T")
    with pytest.raises(CatalogueError, match="its review would change: record a new date with"):
        catalogue.add(version(review=days(60)), "T")
    assert not catalogue.add(version(review=days(30)), "T")


def test_nobody_changes_anything_without_a_name_or_a_reason(catalogue):
    catalogue.add(draft(), "T")
    until = TODAY + timedelta(days=9)
    for change in (
        lambda: catalogue.add(draft("asthma"), " "),
        lambda: catalogue.approve("sepsis", "1", "", START),
        lambda: catalogue.retire("sepsis", " ", "wrong", START),
        lambda: catalogue.retire("sepsis", "T", " ", START),
        lambda: catalogue.review("sepsis", "1", "\t", until),
    ):
        with pytest.raises(MetadataError, match="is empty: say who"):
            change()
    assert len(catalogue.events()) == 1


def test_a_rehearsed_version_is_not_kept(catalogue):
    with pytest.raises(CatalogueError, match="only tried out"):
        catalogue.add(version(rehearsed=True), "T")
    assert not catalogue.versions()


def test_what_was_replaced_is_not_reviewed(catalogue):
    catalogue.add(version(), "T")
    catalogue.add(version("asthma"), "T")
    catalogue.add(version(number="2", effective=days(1), supersedes="asthma"), "T")
    for document in ("sepsis", "asthma"):
        with pytest.raises(CatalogueError, match=f"{document}@1 is superseded"):
            catalogue.review(document, "1", "Dr A", TODAY + timedelta(days=400))
    assert len(catalogue.events()) == 6


def test_what_is_withdrawn_far_east_is_withdrawn_for_a_server_that_counts_in_utc(
    catalogue, monkeypatch
):
    """Where it is tomorrow already; the server has to stop now, not in some hours."""
    catalogue.add(version(), "T")
    try:
        monkeypatch.setenv("TZ", "EAST-24")
        time.tzset()
        catalogue.retire("sepsis", "Dr A", "wrong", date.today())
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
        assert not catalogue.in_force(date.today())
    finally:
        monkeypatch.undo()
        time.tzset()
