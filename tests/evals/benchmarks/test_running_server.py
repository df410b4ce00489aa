import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psutil
import pytest

from evals.benchmarks import large_question, republish
from evals.benchmarks.asking import traffic
from evals.benchmarks.running_server import Asked, Client, Server, serving
from evals.benchmarks.stopwatch import timed
from evals.benchmarks.swapping import mixed
from evals.benchmarks.withdrawal import judge


class FakeServer(ThreadingHTTPServer):
    """Answers each question with what its words ask for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked = 0


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["content-length"])))["question"]
        self.server.asked += 1
        if question == "hang up":
            self.close_connection = True
            return
        body = json.dumps(answer("fever@1")).encode()
        self.send_response(500 if question == "fail" else 200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def port():
    server = FakeServer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def answer(*cited, snapshot="first", nearest=()):
    refusal = {"nearest": [{"document": one, "version": "1"} for one in nearest]}
    return {
        "status": "answered" if cited else "refused",
        "citations": [
            dict(zip(("document", "version"), key.split("@"), strict=True)) for key in cited
        ],
        "refusal": None if cited else refusal,
        "provenance": {"snapshot": snapshot},
    }


def asked(began, ended, *cited, **given):
    return Asked(began, ended, 200, answer(*cited, **given))


def test_a_question_comes_back_with_its_wait_and_citations(port):
    one = Client(port).ask("What is the dose?")
    assert one.status == 200
    assert one.cited == {"fever@1"}
    assert 0 < one.ms == pytest.approx(1000 * (one.ended - one.began))


def test_what_a_refusal_shows_counts_as_shown_and_not_as_cited():
    one = asked(0, 1, nearest=["fever"])
    assert one.shown == {"fever"}
    assert not one.cited


def test_askers_ask_until_the_block_ends(port):
    with traffic(Server(port, psutil.Process(), 0.0), ["one", "two", "three"], askers=2) as found:
        while len(found.asked) < 10:
            pass
    count = len(found.asked)
    assert count >= 10
    assert not found.errors


@pytest.mark.parametrize("question", ["fail", "hang up"])
def test_a_question_that_fails_is_counted_and_asking_goes_on(port, question):
    with traffic(Server(port, psutil.Process(), 0.0), [question, "fine"], askers=1) as found:
        while len(found.asked) + len(found.failures) < 6:
            pass
    assert len(found.errors) >= 3
    assert any(one.status == 200 for one in found.asked)


def test_an_answer_is_mixed_when_a_citation_is_not_of_its_snapshot():
    listed = {"first": {"fever@1"}, "second": {"fever@2", "sepsis@1"}}
    good = [
        asked(0, 1, "fever@1"),
        asked(0, 1, "fever@2", "sepsis@1", snapshot="second"),
        asked(0, 1),
    ]
    bad = [
        asked(0, 1, "fever@1", "sepsis@1"),
        asked(0, 1, "fever@1", snapshot="second"),
        asked(0, 1, "fever@1", snapshot="unknown"),
    ]
    assert mixed([*good, *bad], listed) == bad


def test_a_withdrawal_is_effective_with_the_first_answer_of_those_without_the_document():
    found = judge(
        "fever",
        [
            asked(0.0, 0.2, "fever@1"),
            asked(0.2, 0.4, "fever@1"),
            asked(0.9, 1.2, "fever@1"),
            asked(1.2, 1.5, "sepsis@1"),
            asked(1.5, 1.7),
        ],
        started=0.5,
        committed=1.0,
    )
    assert found.from_commit == pytest.approx(0.5)
    assert found.from_start == pytest.approx(1.0)
    assert found.answer == pytest.approx(0.2)
    assert found.late == 0


def test_an_answer_begun_after_the_commit_that_still_shows_the_document_is_late():
    found = judge(
        "fever",
        [
            asked(0.0, 0.2, "fever@1"),
            asked(1.1, 1.2, "sepsis@1"),
            asked(1.2, 1.3, nearest=["fever"]),
            asked(1.3, 1.4),
        ],
        started=0.5,
        committed=1.0,
    )
    assert found.late == 1
    assert found.from_commit == pytest.approx(0.4)


class Kitchen:
    def boil(self, minutes):
        return minutes

    def cook(self, minutes):
        if minutes < 0:
            raise ValueError(minutes)
        return self.boil(minutes)


def test_parts_are_timed_while_the_block_runs_and_not_after():
    kitchen = Kitchen()
    with timed({"cooking": (Kitchen, "cook"), "boiling": (Kitchen, "boil")}) as taken:
        assert kitchen.cook(3) == 3
        kitchen.boil(1)
        with pytest.raises(ValueError, match="-1"):
            kitchen.cook(-1)
    kitchen.cook(3)
    assert len(taken["cooking"]) == 2
    assert len(taken["boiling"]) == 2
    assert taken["cooking"][0] >= taken["boiling"][0] > 0


def test_a_part_that_the_product_does_not_have_is_an_error():
    with pytest.raises(AttributeError, match="fry"), timed({"frying": (Kitchen, "fry")}):
        pass


@pytest.mark.parametrize("parts", [republish.PARTS, large_question.PARTS, large_question.OPENING])
def test_every_part_that_is_timed_is_there(parts):
    with timed(parts) as taken:
        assert set(taken) == set(parts)


def test_a_server_that_cannot_start_says_why(tmp_path):
    (tmp_path / "settings.toml").write_text("candidates = 3\n")
    with pytest.raises(RuntimeError, match="candidates"), serving(tmp_path):
        pass


def test_a_server_with_nothing_published_says_so_at_once(tmp_path):
    with pytest.raises(RuntimeError, match="corpus publish"), serving(tmp_path):
        pass
