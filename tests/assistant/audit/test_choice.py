"""What `audit list` looks for."""

from datetime import date

import pytest

from assistant.audit.choice import Choice
from tests.assistant.curate.recorded import answered, refused, trail_of

RETIRED = {"kind": "document.retired", "by": "Dr Stop", "document": "sepsis", "version": "1"}


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    trail = trail_of(
        tmp_path_factory.mktemp("trail"),
        answered("a", ("Give 1 g.", False, ("sepsis", "1"))) | {"by": "nurse"},
        refused("b", "Which gas?", nearest=[("sepsis", "1")]),
        {"event": RETIRED},
        {"event": {"kind": "feedback.unsafe", "by": "nurse", "answer": "a"}},
    )
    return list(trail.records())


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, [1, 2]),
        ({"kind": "events"}, [3, 4]),
        ({"kind": "all"}, [1, 2, 3, 4]),
        ({"kind": "document"}, [3]),
        ({"kind": "document.retired"}, [3]),
        ({"kind": "docu"}, []),
        ({"kind": "all", "by": "nurse"}, [1, 4]),
        ({"kind": "all", "by": ""}, [2]),
        ({"kind": "all", "document": "sepsis"}, [1, 3]),
        ({"kind": "all", "document": "sepsis@1"}, [1, 3]),
        ({"kind": "all", "document": "sepsis@2"}, []),
        ({"kind": "all", "since": date(2024, 1, 3)}, [3, 4]),
    ],
)
def test_records_are_chosen_by_what_they_hold(records, chosen, numbers):
    wanted = Choice(**chosen)

    assert [record.number for record in records if wanted.takes(record)] == numbers
