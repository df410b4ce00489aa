"""`eval run` on the demonstration hospital: stopped, killed, resumed, refused."""

import json
import random
import signal
import time
from dataclasses import replace

import pytest

SUITE = """
suite: night
about: what is asked at night
cases:
"""
QUESTIONS = (
    "What is the first dose of adrenaline for anaphylaxis in an adult?",
    "How much fluid in septic shock in the first three hours?",
    "How is scabies treated?",
    "What does the canteen serve on Friday?",
)
MANY = 24


@pytest.fixture
def suite(tmp_path):
    """A file with a few cases, and one with many."""

    def write(count):
        cases = [
            f"  - {{id: q{number}, question: '{QUESTIONS[number % 4]} ({number})', "
            "expect: refuse, tags: {kind: night}}\n"
            for number in range(count)
        ]
        file = tmp_path / f"night{count}.yaml"
        file.write_text(SUITE + "".join(cases))
        return file

    return write


def lines(path):
    return path.read_bytes().count(b"\n") if path.exists() else 0


def waits_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_run_says_what_came_of_it_and_every_measure(own_assistant, suite, tmp_path):
    out = tmp_path / "out"
    done = own_assistant.does("eval", "run", suite(4), "--out", out)
    assert "\n4 cases (0 cached): " in done.out and "\nrejection " in done.out
    again = own_assistant.does("eval", "run", suite(4), "--json").json
    assert (again["state"], again["asked"], again["cached"]) == ("complete", 4, 4)
    assert not (own_assistant.home / "audit").exists()
    record = json.loads((out / "manifest.json").read_text())
    assert again["id"] == record["id"]
    fresh = own_assistant.does("eval", "run", suite(4), "--no-cache", "--json").json
    assert fresh["cached"] == 0


def test_the_same_asked_twice_at_once_gets_two_folders(own_assistant, suite):
    file = suite(2)
    runs = [own_assistant.does("eval", "run", file, "--json").json["run"] for _ in range(4)]
    assert len(set(runs)) == 4


def test_cases_are_chosen_by_id_tag_and_failure(own_assistant, suite, tmp_path):
    out = tmp_path / "out"
    asked = own_assistant.does("eval", "run", suite(4), "--id", "q1", "--out", out, "--json").json
    assert asked["cases"] == 1
    scores = {
        "cases": [{"case": "night/q1", "passed": False}, {"case": "night/q2", "passed": True}]
    }
    (out / "scores.json").write_text(json.dumps(scores))
    failed = own_assistant.does("eval", "run", suite(4), "--only-failed", out, "--json").json
    assert (failed["cases"], failed["cached"]) == (1, 1)
    scores["cases"][0]["passed"] = True
    (out / "scores.json").write_text(json.dumps(scores))
    own_assistant.run("eval", "run", suite(4), "--only-failed", out).refuses(17, "no case failed")
    (out / "scores.json").unlink()
    own_assistant.run("eval", "run", suite(4), "--only-failed", out).refuses(17, "scores.json")


def test_what_cannot_be_run_is_refused_in_one_sentence(own_assistant, suite, tmp_path):
    run = ("eval", "run")
    own_assistant.run(*run, tmp_path / "none.yaml").refuses(10, "none.yaml")
    own_assistant.run(*run, suite(4), "--id", "nothing").refuses(10, "nothing")
    own_assistant.run(*run, suite(4), "--snapshot", "f" * 16).refuses(13, "f" * 16)
    own_assistant.run(*run, suite(4), "--only-failed", tmp_path).refuses(17, "no folder of a run")
    own_assistant.run(*run, suite(4), "--out", tmp_path).refuses(17, "not empty")
    assert own_assistant.run(*run, suite(4), "--resume").code == 2
    assert own_assistant.run(*run, suite(4), "--workers", "0").code == 2
    for limit in ("0", "nan", "inf", "-1"):
        assert own_assistant.run(*run, suite(4), "--timeout", limit).code == 2


def test_an_unready_installation_ends_the_run_with_its_code(own_assistant, suite, tmp_path):
    empty = replace(own_assistant, home=tmp_path / "empty")
    empty.run("eval", "run", suite(4)).refuses(13, "nothing is published")
    lacking = replace(own_assistant, environment={"ASSISTANT_MODELS": "/nowhere"})
    lacking.run("eval", "run", suite(4)).refuses(14, "make setup")


def test_ctrl_c_stops_in_good_order_and_the_run_can_be_finished(own_assistant, suite, tmp_path):
    out = tmp_path / "out"
    command = ("eval", "run", suite(MANY), "--out", out, "--no-cache", "--workers", "1")
    with own_assistant.start(*command) as process:
        waits_for(lambda: lines(out / "outcomes.jsonl") > 2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"--resume" in err and b"Traceback" not in err
    assert json.loads((out / "manifest.json").read_text())["state"] == "stopped"
    done = own_assistant.does(*command, "--resume", "--json").json
    assert (done["state"], done["asked"]) == ("complete", MANY)


def test_a_run_killed_at_any_moment_is_finished_to_the_same_bytes(own_assistant, suite, tmp_path):
    whole, out = tmp_path / "whole", tmp_path / "out"
    command = ("eval", "run", suite(MANY), "--no-cache")
    own_assistant.does(*command, "--out", whole)
    moments = random.Random(7)
    for done in sorted(moments.sample(range(MANY - 4), 3)):
        with own_assistant.start(*command, "--out", out, "--resume") as process:
            waits_for(lambda done=done: lines(out / "outcomes.jsonl") > done)
            time.sleep(moments.random() / 20)
            process.kill()
            process.communicate()
        state = json.loads((out / "manifest.json").read_text())["state"]
        assert state == "running"
        refused = own_assistant.run("eval", "run", suite(4), "--only-failed", out)
        assert refused.refuses(17, "not complete", "was killed")
    own_assistant.does(*command, "--out", out, "--resume")
    outcomes = "outcomes.jsonl"
    assert (out / outcomes).read_bytes() == (whole / outcomes).read_bytes()
    assert lines(out / "timings.jsonl") == MANY
