"""What the last check found is that of everything, and of pages what is amiss."""

from assistant.web.checking import EVERYTHING, KIND, last_check, pages_to_look_at
from assistant.web.jobs import Jobs

SOON = 30


def checked(jobs, about, found):
    job = jobs.start(KIND, "ana", lambda tell: found, apart=False, about=about)
    assert jobs.wait(job.id, SOON).result == found


def test_a_check_of_some_versions_is_not_taken_for_that_of_everything():
    jobs = Jobs()
    checked(jobs, "zinc@1", {"conflicts": []})
    assert last_check(jobs) is None
    checked(jobs, EVERYTHING, {"conflicts": [{"drug": "zinc"}]})
    checked(jobs, "zinc@1", {"conflicts": []})
    assert last_check(jobs).result == {"conflicts": [{"drug": "zinc"}]}


def test_pages_that_are_well_need_no_look():
    poor = {"page": 2, "findings": ["a drawing"]}
    assert pages_to_look_at({"pages": [{"page": 1, "findings": []}, poor]}) == [poor]
