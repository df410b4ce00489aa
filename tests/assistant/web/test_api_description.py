"""The OpenAPI document is valid, complete, and says what is sent."""

import re

import pytest
from fastapi import FastAPI
from fastapi.openapi.models import OpenAPI

from assistant.web.access import RULES
from assistant.web.api import add_routes, bodies
from assistant.web.service import Service
from tests.assistant.web.api_clients import client_of

ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
OPEN = {"/healthz", "/readyz"}
"""What anybody may call."""


def never():
    raise AssertionError("a description needs no stages")


@pytest.fixture(scope="module")
def document():
    app = FastAPI(title="Clinical knowledge assistant")
    add_routes(app, Service(never))
    return app.openapi()


def operations(document):
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_is_valid(document):
    OpenAPI.model_validate(document)
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids)) > 30


def test_every_reference_in_it_leads_somewhere(document):
    names = re.findall(r"'\$ref': '#/components/schemas/([^']+)'", str(document))
    assert names
    assert set(names) <= set(document["components"]["schemas"])


def test_every_call_says_what_it_does_and_what_comes_back(document):
    for path, method, operation in operations(document):
        assert operation["summary"] and operation["description"], (path, method)
        assert any(status.startswith("2") for status in operation["responses"])
        for status, response in operation["responses"].items():
            assert response["description"].strip(), (path, status)
            assert response.get("content"), f"{method} {path} {status} describes no body"


def test_every_failure_is_the_same_object(document):
    for path, _, operation in operations(document):
        for status, response in operation["responses"].items():
            if status[0] in "45" and path not in OPEN:
                schema = response["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Failed"}, (path, status)


def test_every_call_but_those_for_anybody_names_both_ways_to_sign_in(document):
    schemes = document["components"]["securitySchemes"].values()
    assert {scheme["type"] for scheme in schemes} == {"http", "apiKey"}
    for path, _, operation in operations(document):
        assert len(operation.get("security", [])) == (0 if path in OPEN else 2), path


def test_every_address_has_a_rule_of_its_own(document):
    for path, method, _ in operations(document):
        fitting = [
            rule
            for rule in RULES
            if path.startswith(rule.prefix) and method.upper() in rule.methods
        ]
        assert any(len(rule.prefix) > 1 for rule in fitting), f"{method} {path}"


def test_what_is_sent_is_what_is_described(demonstration):
    client = client_of(Service(lambda: demonstration.stages))
    for words in (ADRENALINE, "How do I bake bread?", "Patient Maria Gonzalez, adrenaline dose?"):
        sent = client.post("/api/v1/ask", json={"question": words}).json()
        bodies.Answer.model_validate(sent)
    sent = client.post("/api/v1/search", json={"question": ADRENALINE}).json()
    assert bodies.Results.model_validate(sent).results
