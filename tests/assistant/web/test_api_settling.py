"""Over HTTP, too, that an answer is unsafe only a reviewer settles; others settle the rest."""

import pytest

from assistant.accounts import Account, Role
from assistant.feedback import report, waiting
from assistant.settings import load_settings
from assistant.web.service import Service
from tests.assistant.web.api_clients import client_of
from tests.fakes.redactors import TrustingRedactor
from tests.spec.questions import ANSWERED, FAR_OFF

SETTLES = {
    "unsafe": {Role.REVIEWER},
    "wrong": {Role.REVIEWER, Role.CURATOR, Role.APPROVER},
    "missing": {Role.REVIEWER, Role.CURATOR, Role.APPROVER},
}


@pytest.mark.parametrize("kind", SETTLES)
@pytest.mark.parametrize("role", [Role.CURATOR, Role.APPROVER, Role.REVIEWER])
def test_who_settles_what(hospital, role, kind):
    service = Service(lambda: hospital.stages, load_settings(hospital.home))
    answer = hospital.ask(FAR_OFF[0] if kind == "missing" else ANSWERED[0])
    trail = service.trail_index.trail
    said = report(trail, TrustingRedactor(), answer.id, kind, "", "nurse")
    client = client_of(service, Account("ana", frozenset({role})))
    body = {"number": said.number, "note": "looked at"}
    answered = client.post("/api/v1/feedback/settled", json=body)

    may = role in SETTLES[kind]
    assert answered.status_code == (200 if may else 403)
    assert bool(waiting(service.trail_index)) is not may
    if not may:
        assert "the role reviewer" in answered.json()["error"]["message"]
