"""A run asks every case once, wherever it was interrupted, and says what it was made of."""

import json
import shutil
from datetime import date

import pytest

from assistant.settings import load_settings
from corpus.errors import AssistantError, ModelError, RunError, SuiteError
from corpus.storage import one_writer
from evals.runs import claiming, running
from evals.runs.asker import K
from evals.runs.corpora import Corpus
from evals.runs.folder import open_run
from evals.runs.running import Options, run
from evals.suites.case import Case, Expect, Gold
from evals.suites.suite import Suite
from tests.documents import protocol
from tests.evals.runs.runs import renamed, suite
from tests.fakes.assistants import (
    ClosedAssistant,
    LeavingAssistant,
    RefusingAssistant,
    SlowAssistant,
)


def runs(home, out, *suites, assistant=None, **options):
    settings = load_settings(home)
    chosen = Options(out=out, workers=options.pop("workers", 1), **options)
    if assistant is None:
        return run(suites, settings, chosen)
    return run(suites, settings, chosen, open_asker=lambda real: assistant)


def cases(log):
    return log.read_text().split()


def lines(path, name):
    return [json.loads(line) for line in (path / name).read_text().splitlines()]


@pytest.fixture(scope="module")
def home(demonstration, tmp_path_factory):
    """A copy of the demonstration hospital for runs; its documents stay as they are."""
    copy = tmp_path_factory.mktemp("runs") / "home"
    ignored = shutil.ignore_patterns("*-shm", "*.lock", "audit", "evals")
    shutil.copytree(demonstration.home, copy, ignore=ignored)
    return copy


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def test_a_complete_run_holds_all_there_is_to_know(home, out):
    done = runs(home, out, suite("a", "b"), assistant=RefusingAssistant(), cache=False)
    assert done.complete and list(done.outcomes) == ["s/c0", "s/c1"]
    inputs = done.manifest.inputs
    assert inputs["cases"] == ["s/c0", "s/c1"] and inputs["k"] == K
    assert inputs["as_of"] == date.today().isoformat()
    assert set(inputs["provenance"]) == {
        "embedder", "reranker", "generator", "prompts", "settings", "software",
    }  # fmt: skip
    assert done.performance["fresh"] == 2 and done.performance["peak_memory_mib"] > 0
    assert list(done.sources[""].in_force) == [date.today().isoformat()]


def test_a_complete_run_is_sealed_and_a_resumed_one_sealed_anew(home, out):
    done = runs(home, out, suite("a"), assistant=RefusingAssistant(), cache=False)
    assert set(done.manifest.files) == {
        "outcomes.jsonl", "performance.json", "sources.json", "timings.jsonl",
    }  # fmt: skip
    (out / "scores.json").write_text("{}")
    again = runs(home, out, suite("a"), assistant=RefusingAssistant(), resume=True)
    assert again.complete and "scores.json" not in again.manifest.files
    for name in done.manifest.files:
        content = (out / name).read_bytes()
        (out / name).write_bytes(content.replace(b"1", b"2") + b" ")
        with pytest.raises(RunError, match="somebody changed"):
            open_run(out)
        (out / name).write_bytes(content)
    assert open_run(out).complete


def test_nothing_in_a_run_tells_where_it_was_made(home, out):
    import getpass
    import platform

    runs(home, out, suite("a"), assistant=RefusingAssistant(), cache=False)
    written = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file()).decode()
    assert str(home) not in written and str(out.parent) not in written
    assert f'"{getpass.getuser()}"' not in written and platform.node() not in written


def test_a_resumed_run_asks_only_what_is_missing(home, out, tmp_path, monkeypatch):
    asked = suite("a", "b", "c", "d", "e")
    stopping = Stopping(lambda: (out / "outcomes.jsonl").stat().st_size > 0)
    monkeypatch.setattr(running, "stop_on_interrupt", stopping)
    stopped = runs(home, out, asked, assistant=SlowAssistant(), cache=False)
    assert stopped.manifest.state == "stopped" and 0 < len(stopped.outcomes) < 5
    with pytest.raises(RunError, match="--resume"):
        open_run(out)
    monkeypatch.undo()
    log = tmp_path / "log"
    with pytest.raises(RunError, match="--resume"):
        runs(home, out, asked, assistant=RefusingAssistant(log), cache=False)
    done = runs(home, out, asked, assistant=RefusingAssistant(log), cache=False, resume=True)
    assert done.complete
    assert sorted([*cases(log), *stopped.outcomes]) == done.manifest.inputs["cases"]


class Stopping:
    """In the place of a person at the keyboard."""

    def __init__(self, stopping):
        self.stopping = stopping

    def __call__(self):
        return self

    def __enter__(self):
        return self.stopping

    def __exit__(self, *error):
        return None


def test_a_run_of_other_inputs_is_not_resumed(home, out):
    runs(home, out, suite("a"), assistant=RefusingAssistant(), cache=False)
    with pytest.raises(RunError, match=r"cases, suites\.t"):
        other = renamed(suite("a", "b"), "t")
        runs(home, out, suite("a"), other, assistant=RefusingAssistant(), resume=True)
    assert open_run(out).complete


def test_a_folder_with_something_else_is_left_alone(home, out):
    out.mkdir()
    (out / "thesis.txt").write_text("precious")
    for resume in (False, True):
        with pytest.raises(RunError, match="not empty"):
            runs(home, out, suite("a"), assistant=RefusingAssistant(), resume=resume)
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    with pytest.raises(RunError, match="is a file"):
        runs(home, out / "thesis.txt", suite("a"), assistant=RefusingAssistant())


def test_only_one_process_asks_into_a_folder(home, out):
    with one_writer(out, "run"), pytest.raises(RunError, match="another process"):
        runs(home, out, suite("a"), assistant=RefusingAssistant())
    assert runs(home, out, suite("a"), assistant=RefusingAssistant(), cache=False).complete
    assert claiming.MANIFEST in {path.name for path in out.iterdir()}


def test_errors_are_outcomes_and_are_asked_again_next_time(home, tmp_path):
    asked = suite("a", "trouble at night")
    first = runs(home, tmp_path / "1", asked, assistant=LeavingAssistant())
    assert first.complete and first.outcomes["s/c1"].error == "crashed (exit code 3)"
    log = tmp_path / "log"
    second = runs(home, tmp_path / "2", asked, assistant=RefusingAssistant(log))
    assert cases(log) == ["s/c1"]
    assert not second.outcomes["s/c1"].error
    assert [one["cached"] for one in lines(tmp_path / "2", "timings.jsonl")] == [True, False]


def test_an_assistant_that_cannot_be_opened_leaves_a_run_to_resume(home, out):
    with pytest.raises(ModelError, match="make setup"):
        runs(home, out, suite("a"), assistant=ClosedAssistant(), cache=False)
    assert open_run(out, unfinished=True).manifest.state == "stopped"
    done = runs(home, out, suite("a"), assistant=RefusingAssistant(), cache=False, resume=True)
    assert done.complete


def test_gold_that_is_not_in_the_documents_stops_the_run_before_it_begins(home, out):
    case = Case("s", "a", "How?", Expect.ANSWER, evidence=(Gold("no-such", "words"),))
    with pytest.raises(SuiteError, match="s:1: "):
        runs(home, out, Suite("s", "t", (case,), "4" * 64), assistant=RefusingAssistant())
    assert not out.exists()


def test_an_unknown_snapshot_and_no_cases_are_refused(home, out):
    with pytest.raises(AssistantError, match="there is no snapshot"):
        runs(home, out, suite("a"), snapshot="f" * 16, assistant=RefusingAssistant())
    with pytest.raises(RunError, match="each suite once"):
        runs(home, out, suite("a"), suite("a"), assistant=RefusingAssistant())


QUESTIONS = (
    "What is the first dose of adrenaline for anaphylaxis in an adult?",
    "How much fluid in septic shock in the first three hours?",
    "How is scabies treated?",
    "What does the canteen serve on Friday?",
)


def test_workers_and_cache_change_nothing_that_comes_out(home, tmp_path):
    asked = suite(*QUESTIONS)
    made = [
        runs(home, tmp_path / "one", asked, workers=1, cache=False),
        runs(home, tmp_path / "two", asked, workers=2),
        runs(home, tmp_path / "cached", asked, workers=2),
    ]
    first, *others = [(one.path / "outcomes.jsonl").read_bytes() for one in made]
    assert others == [first, first]
    assert [one.performance["cached"] for one in made] == [0, 0, 4]
    assert made[2].performance["latency_ms"]["p50"] is None
    assert all(not one.error for one in made[0].outcomes.values())
    assert any(one.answered for one in made[0].outcomes.values())
    assert not (home / "audit").exists()
    assert len(lines(tmp_path / "one", "audit/trail.jsonl")) == 4
    cited = {
        made[0].sources[""].versions[f"{place['document']}@{place['version']}"].text_sha256
        for one in made[0].outcomes.values()
        for place in one.answer["citations"]
    }
    assert cited and all(made[0].library.text(sha256) for sha256 in cited)


def test_a_snapshot_that_was_never_published_can_be_asked(hospital, tmp_path):
    from assistant.snapshot.build import build_draft

    published = runs(hospital.home, tmp_path / "1", suite(QUESTIONS[0]), cache=True)
    new = tmp_path / "bees.md"
    new.write_text(
        protocol("bee-stings", "# Bee stings\n\nScrape the sting of a bee out within a minute.")
    )
    hospital.add([new], approved_by="Committee")
    stages = hospital.stages
    draft = build_draft(
        hospital.home, stages.catalogue.versions(), stages.library, stages.embedder
    ).snapshot
    asked = runs(hospital.home, tmp_path / "2", suite(QUESTIONS[0]), snapshot=draft)
    assert asked.manifest.inputs["snapshot"] == draft != published.manifest.inputs["snapshot"]
    assert asked.performance["cached"] == 0
    [outcome] = asked.outcomes.values()
    assert outcome.answer["provenance"]["snapshot"] == draft


def test_a_withdrawal_while_a_run_is_under_way_ends_it(hospital):
    today = date.today()
    corpus = Corpus.opened(hospital.home, "", "x", [today], today)
    withdrawn = next(iter(corpus.standing().in_force(today).values()))
    hospital.stages.catalogue.retire(withdrawn.document, "Tester", "wrong dose", today)
    with pytest.raises(RunError, match="begin a new run"):
        corpus.standing()
