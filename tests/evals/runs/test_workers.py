"""One case at a time in each worker: a hang or a crash blames that case, and no other."""

import os
import subprocess
import sys
import time
from datetime import date

import pytest

from assistant.question import Question
from corpus.errors import ModelError
from evals.runs.asker import Request
from evals.runs.workers import ask_all
from tests.fakes.assistants import (
    ClosedAssistant,
    CrashingAssistant,
    CrashingAtOnceAssistant,
    GarblingAssistant,
    HangingAssistant,
    LeavingAssistant,
    OwnErrorAssistant,
    QuotingAssistant,
    RefusingAssistant,
    SilentAssistant,
    SlowAssistant,
    UnreadableAssistant,
)


def requests(*questions):
    return [
        Request(f"s/{number}", "", Question(words, as_of=date(2026, 1, 1)), ranked=False)
        for number, words in enumerate(questions)
    ]


def outcomes(assistant, *questions, workers=2, limit=30.0, **options):
    asked = ask_all(requests(*questions), assistant, workers=workers, limit=limit, **options)
    return {one.reply.outcome.case: one.reply.outcome for one in asked}


def errors(found):
    return {case: outcome.error for case, outcome in found.items() if outcome.error}


def test_every_case_is_answered_once():
    found = outcomes(RefusingAssistant(), "a", "b", "c", "d", "e")
    assert sorted(found) == ["s/0", "s/1", "s/2", "s/3", "s/4"]
    assert {case: one.answer["question"] for case, one in found.items()}["s/3"] == "d"
    assert not errors(found)


def test_nothing_to_ask_starts_no_worker():
    assert outcomes(ClosedAssistant()) == {}


@pytest.mark.parametrize(
    ("assistant", "error"),
    [
        (HangingAssistant(), "timed out after 2 s"),
        (LeavingAssistant(), "crashed (exit code 3)"),
        (CrashingAssistant(), "crashed (signal 11)"),
        (QuotingAssistant(), "RuntimeError"),
        (SilentAssistant(), "TypeError"),
        (GarblingAssistant(case="s/0"), "ValueError"),
        (GarblingAssistant(changed=(("status", "maybe"),)), "ValueError"),
        (GarblingAssistant(changed=(("provenance", {"by": object}),)), "TypeError"),
        (OwnErrorAssistant(), "QuestionError: …/embedder is too long for mg/kg/day: shorten it"),
    ],
)
def test_only_the_case_that_caused_it_fails(assistant, error):
    found = outcomes(assistant, "a", "trouble with Jane Doe", "b", "c", limit=2)
    assert len(found) == 4
    assert errors(found) == {"s/1": error}


def test_an_error_that_shares_a_word_with_the_question_is_only_named():
    found = outcomes(OwnErrorAssistant(), "trouble: the embedder of Jane Doe")
    assert errors(found) == {"s/0": "QuestionError"}


def test_two_that_hang_are_both_blamed_though_there_is_one_worker():
    found = outcomes(HangingAssistant(), "trouble", "a", "trouble", "b", workers=1, limit=1)
    assert set(errors(found)) == {"s/0", "s/2"}


def test_a_slow_assistant_is_not_cut_off_for_what_all_cases_take_together():
    assert not errors(outcomes(SlowAssistant(), *"abcdef", workers=1, limit=1.5))


@pytest.mark.parametrize(
    ("assistant", "words"),
    [
        (ClosedAssistant(), "make setup"),
        (CrashingAtOnceAssistant(), "crashed (exit code 9)"),
        (UnreadableAssistant(), "ValueError"),
    ],
)
def test_an_assistant_that_cannot_be_opened_ends_the_run(assistant, words):
    with pytest.raises(ModelError) as raised:
        outcomes(assistant, "a", "b")
    assert words in str(raised.value)
    assert "secret" not in str(raised.value)


def test_asking_stops_when_told_to_and_leaves_no_process():
    answered, before = [], set(children(os.getpid()))
    options = {"workers": 1, "limit": 30, "stopping": lambda: bool(answered)}
    for one in ask_all(requests(*"abcdef"), SlowAssistant(), **options):
        answered += [one]
    assert len(answered) == 1
    assert set(children(os.getpid())) <= before


SCRIPT = """
import sys
sys.path[:0] = {path!r}
from tests.evals.runs.test_workers import outcomes
from tests.fakes.assistants import HangingAssistant
if __name__ == "__main__":
    outcomes(HangingAssistant(), "trouble", "trouble", limit=600)
"""


def test_workers_end_with_their_parent(tmp_path):
    script = tmp_path / "asks.py"
    script.write_text(SCRIPT.format(path=sys.path))
    with subprocess.Popen([sys.executable, script]) as parent:
        workers = eventually(lambda: (found := children(parent.pid)) and len(found) >= 2 and found)
        time.sleep(2)  # Until they hang.
        parent.kill()
    eventually(lambda: not any(alive(worker) for worker in workers))


def eventually(condition, seconds=30):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return found


def children(parent):
    """Workers of a process; the tracker of shared memory is none."""
    psutil = pytest.importorskip("psutil")
    return [
        one.pid
        for one in psutil.Process(parent).children()
        if one.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(one.cmdline())
    ]


def alive(process):
    psutil = pytest.importorskip("psutil")
    return psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE
