"""The API and the command line say the same."""

import json

import pytest
from typer.testing import CliRunner

from assistant.assembly import open_stages
from assistant.commands.application import application
from assistant.settings import load_settings
from assistant.web.service import Service
from tests.assistant.web.api_clients import client_of

ITS_OWN = ("id", "timings_ms")


@pytest.fixture(scope="module")
def client(demonstration):
    settings = load_settings(demonstration.home)
    return client_of(Service(lambda: open_stages(settings), settings))


def printed(home, *arguments):
    done = CliRunner().invoke(application, ["--home", str(home), *arguments])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "words",
    ["What dose of adrenaline in adult anaphylaxis?", "How do I repair a bicycle tyre?"],
)
def test_asking_gives_what_the_command_prints(client, demonstration, words):
    sent = client.post("/api/v1/ask", json={"question": words}).json()
    told = printed(demonstration.home, "ask", words, "--json")

    assert list(sent) == list(told)
    assert {k: v for k, v in sent.items() if k not in ITS_OWN} == {
        k: v for k, v in told.items() if k not in ITS_OWN
    }


def test_searching_gives_what_the_command_prints(client, demonstration):
    words = "adrenaline in anaphylaxis"
    sent = client.post("/api/v1/search", json={"question": words, "count": 5}).json()
    assert sent == printed(demonstration.home, "search", words, "--k", "5", "--json")


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        ("/documents", ("corpus", "list")),
        ("/documents/adult-sepsis", ("corpus", "show", "adult-sepsis")),
        ("/documents/adult-sepsis/text", ("corpus", "text", "adult-sepsis")),
        ("/curation/differences?document=adult-sepsis", ("corpus", "diff", "adult-sepsis")),
        ("/curation/impact?document=adult-sepsis", ("corpus", "impact", "adult-sepsis")),
        ("/snapshots", ("corpus", "snapshots")),
    ],
)
def test_what_is_read_is_what_the_command_prints(client, demonstration, address, arguments):
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200
    assert response.json() == printed(demonstration.home, *arguments, "--json")


def test_who_asked_is_in_the_record(client, demonstration):
    sent = client.post("/api/v1/ask", json={"question": "adrenaline in anaphylaxis"}).json()
    assert client.get(f"/api/v1/audit/{sent['id']}").json()["by"] == "ana"


def test_a_body_cannot_say_who_asks(client):
    body = {"question": "adrenaline in anaphylaxis", "by": "somebody else"}
    assert client.post("/api/v1/ask", json=body).status_code == 422
