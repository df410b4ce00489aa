"""A model server drafts, through the command line, and what is kept of it."""

import pytest

from assistant.generate.remote import KEY_VARIABLE
from tests.fakes.model_servers import LoopbackServer, http, says
from tests.functional.conftest import CommandLine

pytest.importorskip("llama_index.llms.openai_like", reason="the extra `remote` is not installed")

QUESTION = "How much intramuscular adrenaline is given at once to an adult with anaphylaxis?"
DOSE = "Give an adult intramuscular adrenaline 500 micrograms at once into the anterolateral thigh."
STEP = f"Act in this order: 3. {DOSE}"
EVERY = [{"text": STEP, "citation": number, "quote": DOSE} for number in range(1, 11)]
"""One of them cites the right sentence, wherever it is in the list."""
KEY = "sk-of-the-hospital"


@pytest.fixture
def remote(own_assistant):
    """The command line of a hospital that asks a model server, by the server's address."""

    def at(url):
        chosen = {"GENERATOR": "remote", "REMOTE_URL": url, "REMOTE_MODEL": "small",
                  "REMOTE_DEADLINE": "20"}  # fmt: skip
        variables = {f"ASSISTANT_{name}": value for name, value in chosen.items()}
        return CommandLine(own_assistant.home, variables | {KEY_VARIABLE: KEY})

    return at


def test_an_answer_says_which_model_drafted_it_and_a_replay_that_it_may_differ(remote):
    good = says({"statements": EVERY}, model="small-instruct")
    with LoopbackServer(good, http("{}", status=404)) as server:
        assistant = remote(server.url)
        answer = assistant.does("ask", QUESTION, "--json").json
        replay = assistant.run("audit", "replay", answer["id"])
    record = assistant.does("audit", "show", answer["id"]).json
    replayed = assistant.does("audit", "list", "--last", "1", "--json").json[0]["answer"]

    assert [DOSE in statement["text"] for statement in answer["statements"]].count(True) == 1
    assert answer["provenance"]["generator"] == "remote/1:small (small-instruct)"
    assert record["settings"]["remote_url"] == server.url
    assert all("its quote is not in" in why or "no sentence" in why for why in record["not_quoted"])
    assert replay.refuses(18, "provenance", "a model on a server need not say the same twice")
    assert replayed["provenance"]["generator"] == "extractive/5 instead of remote/1:small"
    assert [notice["kind"] for notice in replayed["notices"]].count("generator_fell_back") == 1
    assert "HTTP status 404" in str(replayed["notices"])


def test_the_key_is_in_no_file_and_in_nothing_printed(remote):
    with LoopbackServer(says({"statements": EVERY})) as server:
        assistant = remote(server.url)
        asked = assistant.does("ask", QUESTION)

    files = [path for path in assistant.home.rglob("*") if path.is_file()]
    assert KEY not in asked.out + asked.err
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert f"bearer {KEY}".encode() in server.received[0].lower()


def test_the_doctor_says_where_questions_go_and_when_nobody_is_there(remote):
    listed = http('{"object": "list", "data": [{"id": "small", "object": "model"}]}')
    with LoopbackServer(listed) as server:
        there = remote(server.url).does("doctor", "--json").json["generator"]
    gone = remote(server.url).run("doctor", "--json").json["generator"]

    assert there["ok"]
    assert f"127.0.0.1:{server.port}, NOT ENCRYPTED; redacted questions go" in there["finding"]
    assert not gone["ok"]
    assert "could not be reached" in gone["finding"]


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated(remote):
    asked = remote(f"http://user:{KEY}@models.example.org/v1").run("ask", QUESTION)

    assert asked.refuses(19, "remote_url holds more than an address", KEY_VARIABLE)
    assert KEY not in asked.err
