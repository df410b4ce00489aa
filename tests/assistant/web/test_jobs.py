"""Jobs end as they should, whatever happens to them, and never two of one kind at once."""

import os
import threading
import time

import psutil
import pytest

from assistant.web.failures import BusyError
from assistant.web.jobs import KEPT, Job, Jobs, State, Tell, jobs_of
from corpus.errors import CatalogueError, SnapshotError

SOON = 30
"""Seconds a process may take to start on a busy machine."""


def count_to(tell: Tell, number: int) -> dict[str, int]:
    for one in range(number):
        tell(one + 1, number, "numbers")
    return {"counted": number, "niceness": os.nice(0)}


def refuse(tell: Tell) -> None:
    raise SnapshotError("there is nothing to publish: approve a document")


def stumble(tell: Tell) -> None:
    raise KeyError("words of a question")


def die(tell: Tell) -> None:
    os._exit(3)


def wait_for_ever(tell: Tell) -> None:
    tell(0, 0, "waiting")
    while True:
        time.sleep(0.05)


def until(jobs: Jobs, job: Job, unit: str) -> None:
    deadline = time.monotonic() + SOON
    while jobs.get(job.id).unit != unit and time.monotonic() < deadline:
        time.sleep(0.02)
    assert jobs.get(job.id).unit == unit


def test_work_apart_tells_its_progress_and_its_result_from_a_process_of_lower_priority():
    jobs = Jobs()
    job = jobs.wait(jobs.start("counting", "ana", count_to, 3, about="three").id, SOON)
    assert (job.state, job.done, job.total, job.unit) == (State.DONE, 3, 3, "numbers")
    assert job.result["counted"] == 3
    assert job.result["niceness"] > os.nice(0)
    shown = job.to_json()
    assert shown["by"] == "ana"
    assert shown["progress"] == {"done": 3, "total": 3, "unit": "numbers"}
    assert shown["error"] is None


def test_work_in_a_thread_needs_no_pickling():
    jobs = Jobs()
    found = []
    job = jobs.start("here", "ana", lambda tell: found.append(1), apart=False)
    assert jobs.wait(job.id, SOON).state is State.DONE
    assert found == [1]


@pytest.mark.parametrize("apart", [True, False])
def test_a_refusal_fails_the_job_with_its_sentence_and_exit_code(apart: bool):
    jobs = Jobs()
    job = jobs.wait(jobs.start("publish", "ana", refuse, apart=apart).id, SOON)
    assert job.state is State.FAILED
    assert job.error == "there is nothing to publish: approve a document"
    assert job.exit_code == SnapshotError.exit_code


def test_of_an_unforeseen_error_only_the_kind_is_told():
    jobs = Jobs()
    job = jobs.wait(jobs.start("publish", "ana", stumble, apart=False).id, SOON)
    assert "KeyError" in job.error
    assert "words" not in job.error
    assert job.exit_code == 1


def test_a_process_that_dies_fails_its_job():
    jobs = Jobs()
    job = jobs.wait(jobs.start("publish", "ana", die).id, SOON)
    assert job.state is State.FAILED
    assert "exit code 3" in job.error


def test_a_second_job_of_a_kind_is_refused_until_the_first_has_ended():
    jobs, go = Jobs(), threading.Event()
    first = jobs.start("publish", "ana", lambda tell: go.wait(SOON), apart=False)
    with pytest.raises(BusyError, match="publish that ana began"):
        jobs.start("publish", "ben", lambda tell: None, apart=False)
    go.set()
    assert jobs.wait(first.id, SOON).state is State.DONE
    second = jobs.start("publish", "ben", lambda tell: None, apart=False)
    assert [job.by for job in jobs.all("publish")] == ["ben", "ana"]
    assert jobs.wait(second.id, SOON).state is State.DONE


def test_jobs_of_many_kinds_do_not_all_run_at_once():
    jobs, go = Jobs(), threading.Event()
    for kind in ("publish", "suites"):
        jobs.start(kind, "ana", lambda tell: go.wait(SOON), apart=False)
    with pytest.raises(BusyError):
        jobs.start("check", "ana", lambda tell: None, apart=False)
    go.set()


@pytest.mark.parametrize("apart", [True, False])
def test_a_job_told_to_stop_ends_as_stopped(apart: bool):
    jobs = Jobs()
    work = wait_for_ever if apart else tell_for_ever
    job = jobs.start("suites", "ana", work, apart=apart)
    until(jobs, job, "waiting")
    jobs.stop(job.id)
    assert jobs.wait(job.id, SOON).state is State.STOPPED


def tell_for_ever(tell: Tell) -> None:
    while True:
        tell(0, 0, "waiting")
        time.sleep(0.01)


def test_a_job_told_to_stop_before_its_process_is_up_ends_as_stopped():
    jobs = Jobs()
    job = jobs.start("suites", "ana", wait_for_ever)
    jobs.stop(job.id)
    assert jobs.wait(job.id, SOON).state is State.STOPPED


def test_no_process_outlives_the_server():
    jobs = Jobs()
    job = jobs.start("suites", "ana", wait_for_ever)
    until(jobs, job, "waiting")
    [process] = jobs._processes.values()
    jobs.close()
    # Not `is_alive`: who is told of its end a moment after another thread takes it for alive.
    assert not psutil.pid_exists(process.pid)


def test_old_jobs_are_forgotten_and_unknown_ones_said_to_be_unknown():
    jobs = Jobs()
    started = []
    for _ in range(KEPT + 5):
        started.append(jobs.start("quick", "ana", lambda tell: None, apart=False).id)
        jobs.wait(started[-1], SOON)
    assert len(jobs.all()) <= KEPT + 1
    with pytest.raises(CatalogueError, match="there is no job"):
        jobs.get(started[0])


def test_whoever_counts_is_told_of_every_end():
    ended: list[Job] = []
    jobs = Jobs(ended.append)
    job = jobs.start("publish", "ana", refuse, apart=False)
    jobs.wait(job.id, SOON)
    assert [(one.id, one.state) for one in ended] == [(job.id, State.FAILED)]
    assert ended[0].ended is not None


def test_every_part_of_one_server_shares_its_jobs():
    class Server:
        pass

    one, other = Server(), Server()
    assert jobs_of(one) is jobs_of(one)
    assert jobs_of(one) is not jobs_of(other)
