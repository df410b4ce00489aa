"""An answer is only used again where nothing that could change it is different."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.question import Question
from corpus.metadata import Population
from evals.runs import cache as module
from evals.runs.asker import Reply, Request, failed
from evals.runs.cache import Cache
from evals.runs.corpora import Corpus
from evals.runs.outcome import Outcome, Place
from tests.fakes.assistants import refusal

TODAY = date(2026, 1, 1)
REQUEST = Request("s/a", "", Question("How much?", as_of=TODAY), ranked=True)
REPLY = Reply(
    Outcome("s/a", refusal("How much?"), (Place("d", "1", 0, 9),)), {"total": 2.5}, 0.0025
)


@pytest.fixture
def cache_of(tmp_path):
    """A cache over an empty catalogue, with some of what it depends on changed."""

    def cache(provenance="e@1", snapshot="0" * 16, today=TODAY):
        days = (TODAY, date(2025, 1, 1))
        corpus = Corpus.opened(tmp_path, "", snapshot, days, today)
        return Cache(tmp_path, corpus, {"embedder": provenance})

    return cache


def test_what_was_kept_comes_back_under_the_name_of_the_case(cache_of):
    cache_of().put(REQUEST, REPLY)
    assert cache_of().get(REQUEST) == REPLY
    other = cache_of().get(replace(REQUEST, case="s/b"))
    assert other.outcome == replace(REPLY.outcome, case="s/b")


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "How much"},
        {"population": Population.ADULT},
        {"site": "Ward 1"},
        {"specialty": "surgery"},
        {"as_of": date(2025, 1, 1)},
    ],
)
def test_another_question_is_another_entry(cache_of, changed):
    cache = cache_of()
    cache.put(REQUEST, REPLY)
    assert cache.get(replace(REQUEST, question=replace(REQUEST.question, **changed))) is None


def test_an_answer_without_ranking_does_not_stand_in_for_one_with_it(cache_of):
    cache_of().put(REQUEST, REPLY)
    assert cache_of().get(replace(REQUEST, ranked=False)) is None


@pytest.mark.parametrize(
    "changed",
    [{"provenance": "e@2"}, {"snapshot": "1" * 16}, {"today": date(2026, 1, 2)}],
)
def test_another_assistant_or_day_is_another_entry(cache_of, changed):
    cache_of().put(REQUEST, REPLY)
    assert cache_of(**changed).get(REQUEST) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code_digest", "f" * 64),
        ("package_versions", {"numpy": "1"}),
        ("cpu", {"model": "other"}),
    ],
)
def test_other_code_packages_or_processor_are_another_entry(cache_of, monkeypatch, name, value):
    cache_of().put(REQUEST, REPLY)
    monkeypatch.setattr(module, name, lambda: value)
    assert cache_of().get(REQUEST) is None


def test_errors_are_never_kept(cache_of, tmp_path):
    cache_of().put(REQUEST, failed(REQUEST, "timed out after 60 s", 60.0))
    assert cache_of().get(REQUEST) is None
    assert not list(tmp_path.glob("evals/cache/*/*"))


@pytest.mark.parametrize("damage", [b"", b"{}", b"\n{}"])
def test_a_damaged_entry_is_asked_again(cache_of, tmp_path, damage):
    cache = cache_of()
    cache.put(REQUEST, REPLY)
    [entry] = tmp_path.glob("evals/cache/*/*.json")
    entry.write_bytes(damage)
    assert cache.get(REQUEST) is None
    cache.put(REQUEST, REPLY)
    whole = entry.read_bytes()
    for position in range(0, len(whole), 37):
        entry.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        assert cache.get(REQUEST) is None


def test_only_what_the_answer_holds_is_written(cache_of, tmp_path):
    asked = replace(REQUEST, question=replace(REQUEST.question, text="Jane Doe, how much?"))
    cache_of().put(asked, REPLY)
    [entry] = tmp_path.glob("evals/cache/*/*.json")
    assert b"Jane" not in entry.read_bytes()


def test_metadata_that_an_answer_can_show_is_part_of_what_is_in_force(hospital):
    before = Corpus.opened(hospital.home, "", "x", [TODAY], TODAY)
    assert Corpus.opened(hospital.home, "", "y", [TODAY], TODAY).in_force == before.in_force
    standing = before.standing()
    changed = [
        replace(version, metadata=replace(version.metadata, title="Another title"))
        for version in before.versions()
    ]
    assert type(standing)(changed).digest([TODAY], TODAY) != before.in_force
