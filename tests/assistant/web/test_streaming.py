"""Where it is looked up comes first, and nothing of an answer before its record."""

import json
import threading

import pytest

from assistant.answers import Answer
from assistant.ask import ask
from assistant.question import Question
from assistant.web.clinician.asking import shown
from assistant.web.clinician.filters import Narrowing
from assistant.web.service import Service
from assistant.web.streaming import Looking, follow
from corpus.errors import AuditError, SnapshotError
from tests.assistant.web.answers import answered, cited
from tests.assistant.web.api_clients import client_of
from tests.fakes.generators import InventingGenerator
from tests.fakes.services import FailingService
from tests.fakes.trails import FullTrail, RememberingTrail

ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
ABSENT = "How do I repair a bicycle tyre?"
SECRET = "Maria Gonzalez"


def read(text):
    """The name and the object of every event of a stream."""
    blocks = [block.splitlines() for block in text.replace("\r\n", "\n").split("\n\n") if block]
    return [
        (block[0].removeprefix("event: "), json.loads(block[1].removeprefix("data: ")))
        for block in blocks
        if not block[0].startswith(":")
    ]


def events_of(stages, words):
    """Every event of the stream, and the response."""
    client = client_of(Service(lambda: stages))
    response = client.post("/api/v1/ask/stream", json={"question": words})
    return read(response.text), response


def test_where_it_is_looked_up_comes_first_then_the_statements_then_the_whole(demonstration):
    events, response = events_of(demonstration.stages, ADRENALINE)
    kinds = [name for name, _ in events]
    answer = events[-1][1]

    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert kinds == ["evidence", *["statement"] * len(answer["statements"]), "answer"]
    assert [event["statement"] for _, event in events[1:-1]] == answer["statements"]


def test_the_places_come_without_the_words_that_stand_there(demonstration):
    ((_, evidence), *_), _ = events_of(demonstration.stages, ADRENALINE)

    assert evidence["nearest"][0]["document"] == "anaphylaxis-adult"
    assert set(evidence["nearest"][0]) == {"document", "title", "version", "section", "page"}


def test_each_citation_comes_once_with_the_first_statement_that_has_it(demonstration):
    events, _ = events_of(demonstration.stages, ADRENALINE)
    known = set()
    for _, event in events[1:-1]:
        new = [one["number"] for one in event["citations"]]
        assert not known & set(new)
        known |= set(new)
        assert known >= set(event["statement"]["citations"])
    assert known == {one["number"] for one in events[-1][1]["citations"]}


def test_an_answer_comes_after_its_record(demonstration):
    trail = RememberingTrail()
    stages = demonstration.having(trail=trail).stages
    looking, answer = (
        (event, list(trail.contents))
        for event in Service(lambda: stages).follow(Question(ADRENALINE))
    )

    assert isinstance(looking[0], Looking) and isinstance(answer[0], Answer)
    assert [content["answer"]["id"] for content in answer[1]] == [answer[0].id]


def test_a_refusal_stands_alone_at_the_end(demonstration):
    stages = demonstration.having(generator=InventingGenerator()).stages
    events, _ = events_of(stages, ADRENALINE)

    assert [name for name, _ in events] == ["evidence", "answer"]
    assert events[-1][1]["refusal"]["reason"] == "unsupported_draft"


def test_what_is_turned_away_is_looked_up_nowhere(demonstration):
    events, _ = events_of(demonstration.stages, "Wie dosiere ich Adrenalin bei Anaphylaxie?")

    assert [name for name, _ in events] == ["answer"]


def test_a_record_that_cannot_be_written_ends_the_stream_without_an_answer(demonstration):
    events, response = events_of(demonstration.having(trail=FullTrail()).stages, ADRENALINE)

    assert [name for name, _ in events] == ["evidence", "error"]
    assert events[-1][1]["error"]["exit_code"] == AuditError.exit_code
    assert response.status_code == 200


def test_what_fails_at_once_has_its_status():
    client = client_of(FailingService(SnapshotError("nothing is published")))
    response = client.post("/api/v1/ask/stream", json={"question": SECRET})

    assert response.status_code == 503
    assert SECRET not in response.text


def test_whoever_accepts_events_gets_them_from_the_plain_address(demonstration):
    client = client_of(Service(lambda: demonstration.stages))
    headers = {"accept": "text/event-stream"}
    response = client.post("/api/v1/ask", json={"question": ADRENALINE}, headers=headers)

    assert [name for name, _ in read(response.text)][-1] == "answer"


def test_a_question_is_asked_to_its_end_though_nobody_listens():
    go_on, done = threading.Event(), threading.Event()

    def slow(tell):
        tell(())
        go_on.wait(10)
        done.set()
        return answered([("Give zinc.", (1,))], [cited(1, "Give zinc.")])

    events = follow(slow)
    assert isinstance(next(events), Looking)
    events.close()
    go_on.set()
    assert done.wait(10)


def test_what_no_one_foresaw_ends_the_waiting():
    def crash(tell):
        raise SystemExit

    with pytest.raises(SystemExit):
        next(follow(crash))


def test_the_page_shows_places_until_the_refusal_replaces_them(demonstration):
    stages = demonstration.having(generator=InventingGenerator()).stages
    first, last = shown(Service(lambda: stages), ADRENALINE, Narrowing(), (), by="ann")

    assert "Looking in" in first.html and "Anaphylaxis" in first.html
    assert "micrograms" not in first.html
    assert not first.done and last.done and last.open
    assert "ca-refusal" in last.html and "Looking in" not in last.html


def test_asking_with_and_without_a_listener_gives_the_same(demonstration):
    told = []
    loud = ask(Question(ADRENALINE), demonstration.stages, on_evidence=told.append)
    quiet = ask(Question(ADRENALINE), demonstration.stages)

    assert loud.statements == quiet.statements and len(told) == 1
