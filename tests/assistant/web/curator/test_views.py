"""What the desk shows of documents whose words would be markup, and what comes first."""

import pytest

from assistant.feedback import report
from assistant.web.curator.address import Place, Queue, Tab, View, version_at
from assistant.web.curator.documents import render_documents, rows
from assistant.web.curator.publishing import render_publish
from assistant.web.curator.queues import render_queue
from assistant.web.curator.versions import find, render_head, render_side
from assistant.web.curator.working import Done, Under, working
from tests.assistant.curate.recorded import answered
from tests.assistant.web.curator.conftest import ANNA, CORA, HOSTILE
from tests.fakes.redactors import ShoutedNames

SIDES = [tab for tab in Tab if tab is not Tab.TRY]


def is_only_words(html):
    """Whether nothing hostile came through as markup."""
    return "<script" not in html and "<img src=x" not in html


@pytest.mark.parametrize("tab", SIDES)
@pytest.mark.parametrize("version", ["1", "2"])
def test_every_side_of_a_hostile_version_is_only_words(curation, tab, version):
    seen = find(curation, version_at(f"zinc@{version}", tab))
    assert is_only_words(render_head(curation, seen))
    assert is_only_words(render_side(curation, seen, ANNA))


@pytest.mark.parametrize("queue", [one for one in Queue if one is not Queue.UNANSWERED])
def test_every_queue_of_hostile_documents_is_only_words(curation, queue):
    curation.index.trail.append(answered("1" * 32, (HOSTILE, False, ("zinc", "1"))))
    report(curation.index.trail, ShoutedNames(), "1" * 32, "unsafe", HOSTILE, HOSTILE)
    html = render_queue(curation, Place(View.QUEUE, queue=queue))
    assert is_only_words(html)
    assert "<b>1</b> Drafts" in html


def test_lists_of_hostile_documents_are_only_words(curation):
    assert is_only_words(render_documents(curation, Place(words=HOSTILE)))
    assert is_only_words(render_documents(curation, Place()))
    assert is_only_words(render_publish(curation, Place(View.PUBLISH)))


def test_a_changed_number_comes_first(curation):
    seen = find(curation, version_at("zinc@2"))
    html = render_side(curation, seen, CORA)
    assert html.index("Numbers and units") < html.index("<del>220</del>") < html.index("Metadata")
    assert "<ins>110</ins>" in html


def test_the_newest_draft_is_shown_of_a_document(curation):
    assert find(curation, Place(View.VERSION, "zinc")).version.key == "zinc@2"


def test_a_draft_is_listed_before_what_is_in_force(curation):
    versions, stage = curation.catalogue.versions(), curation.stages()
    standing = type("Standing", (), {"unpublished": ("zinc@1",), "drafts": ("zinc@2",)})
    found = rows(versions, stage, standing, Place())
    assert [row.version.key for row in found] == ["zinc@2", "zinc@1"]
    assert not any(row.published for row in found)
    assert rows(versions, stage, standing, Place(words="nothing such")) == []
    assert len(rows(versions, stage, standing, Place(stage="draft"))) == 1


def test_who_brought_a_draft_in_is_told_to_ask_another(curation):
    own = render_side(curation, find(curation, version_at("zinc@2", Tab.DECIDE)), CORA)
    other = render_side(curation, find(curation, version_at("zinc@2", Tab.DECIDE)), ANNA)
    assert "you cannot approve it" in own
    assert "you may approve it" in other


def test_past_answers_of_a_version_are_listed(curation):
    curation.index.trail.append(answered("1" * 32, ("Give zinc.", False, ("zinc", "1"))))
    html = render_side(curation, find(curation, version_at("zinc@1", Tab.ANSWERS)), CORA)
    assert "1 answer" in html
    assert "Give zinc." in html


def test_a_damaged_trail_is_not_shown_as_one_in_which_nothing_waits(curation):
    curation.index.trail.append(answered("1" * 32, ("Give zinc.", False, ("zinc", "1"))))
    with curation.index.trail.file.open("ab") as file:
        file.write(b"damaged\n")
    for html in (
        render_queue(curation, Place(View.QUEUE, queue=Queue.FEEDBACK)),
        render_publish(curation, Place(View.PUBLISH)),
    ):
        assert "The audit trail is damaged" in html


def test_work_tells_how_far_it_has_come_and_then_its_outcome():
    *under, last = working(lambda tell: [tell(1, 2, "files"), tell(2, 2, "files")] and 7)
    assert [(one.done, one.total) for one in under if isinstance(one, Under)] == [(1, 2), (2, 2)]
    assert last == Done(7)


def test_work_that_fails_says_so():
    def fail(tell):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(working(fail))
