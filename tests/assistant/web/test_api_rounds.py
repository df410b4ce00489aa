"""Two raters over HTTP: blind to each other, their agreement, and what settles a dispute."""

import pytest

from assistant.accounts import Account, Role
from tests.assistant.web.api_clients import client_of
from tests.assistant.web.reviewer.conftest import FakeService

ANSWER = "a" * 32
ROUNDS = "/api/v1/evaluations/rounds"
SUBJECT = f"answer#{ANSWER}"


@pytest.fixture
def raters(tmp_path):
    service = FakeService(tmp_path / "home")
    service.answered(ANSWER)
    names = ("rita", "remy", "rosa")
    return [client_of(service, Account(name, frozenset({Role.REVIEWER}))) for name in names]


def begin(client, *subjects):
    return client.post(ROUNDS, json={"about": "March", "subjects": subjects or [SUBJECT]})


def rate(client, number, verdict, note="", what="ratings"):
    body = {"subject": SUBJECT, "verdict": verdict, "note": note}
    return client.post(f"{ROUNDS}/{number}/{what}", json=body)


def test_two_rate_blind_and_a_third_settles(raters):
    rita, remy, rosa = raters
    begun = begin(rita)
    assert begun.status_code == 201
    number = begun.json()["round"]
    assert rita.get(ROUNDS).json()[0]["yours"] == [SUBJECT]

    assert rate(rita, number, "right").json()["standing"] == "open"
    [item] = remy.get(f"{ROUNDS}/{number}").json()["items"]
    assert item["ratings"] == [] and item["verdict"] is None
    assert rate(rita, number, "wrong").status_code == 409

    disputed = rate(remy, number, "unsafe", "JANE was named").json()
    assert disputed["standing"] == "disputed"
    assert [one["by"] for one in disputed["ratings"]] == ["rita", "remy"]
    assert disputed["ratings"][1]["note"] == "<NAME> was named"
    assert rate(rosa, number, "wrong").status_code == 409

    assert rate(rosa, number, "unsafe", what="resolutions").status_code == 409
    settled = rate(rosa, number, "unsafe", "a limit is missing", "resolutions").json()
    assert (settled["standing"], settled["verdict"]) == ("settled", "unsafe")
    [agreement] = rosa.get(f"{ROUNDS}/{number}").json()["agreement"]
    assert agreement["raters"] == ["remy", "rita"]
    assert (agreement["judged"], agreement["agreed"], agreement["kappa"]) == (1, 0, None)


def test_what_is_judged_is_the_answer_as_it_was_given(raters):
    number = begin(raters[0]).json()["round"]
    found = raters[1].get(f"{ROUNDS}/{number}/answer", params={"subject": SUBJECT}).json()
    assert found["question"] == "How much?"
    assert found["answer"]["id"] == ANSWER
    assert set(found) == {"question", "answer"}


@pytest.mark.parametrize("subject", [f"answer#{'b' * 32}", "run#none#one", "nonsense", "run#..#x"])
def test_what_is_not_there_begins_no_round(raters, subject):
    assert begin(raters[0], subject).status_code == 404
    assert raters[0].get(ROUNDS).json() == []


def test_a_round_or_an_answer_that_is_not_there_is_not_found(raters):
    assert raters[0].get(f"{ROUNDS}/99").status_code == 404
    assert rate(raters[0], 99, "right").status_code == 404
    number = begin(raters[0]).json()["round"]
    params = {"subject": f"answer#{'b' * 32}"}
    assert raters[0].get(f"{ROUNDS}/{number}/answer", params=params).status_code == 404
    assert rate(raters[0], number, "splendid").status_code == 422
