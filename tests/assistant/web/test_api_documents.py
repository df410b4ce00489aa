"""Curation over HTTP: files in, approved by a second person, published, asked, withdrawn."""

from datetime import date, timedelta

import pytest

from assistant.accounts import Account, Role
from assistant.assembly import open_stages
from assistant.settings import load_settings
from assistant.web.jobs import jobs_of
from assistant.web.service import Service
from corpus.errors import CatalogueError, DocumentError, MetadataError
from tests.assistant.web.api_clients import client_of
from tests.documents import protocol

SOON = 600
"""Seconds a publish may take on a busy machine."""
CURATOR = Account("carla", frozenset({Role.CURATOR}))
APPROVER = Account("anton", frozenset({Role.APPROVER}))
CLINICIAN = Account("nora", frozenset({Role.CLINICIAN}))
QUESTION = "What dose of adrenaline in adult anaphylaxis?"


@pytest.fixture
def service(hospital):
    return Service(lambda: hospital.stages, load_settings(hospital.home))


@pytest.fixture
def curator(service):
    return client_of(service, CURATOR)


@pytest.fixture
def approver(service):
    return client_of(service, APPROVER)


def uploaded(client, *files, **form):
    parts = [("files", (name, content)) for name, content in files]
    return client.post("/api/v1/documents", files=parts, data=form)


def burns(version="1"):
    return protocol("burns", f"# Burns\n\n## Fluids\n\nGive 4 mL/kg. Version {version}.",
                    version=version)  # fmt: skip


def test_each_file_becomes_a_draft_or_is_refused_with_the_reason(curator):
    response = uploaded(
        curator, ("burns.md", burns().encode()), ("broken.pdf", b"%PDF-1.4 nonsense")
    )
    assert response.status_code == 201
    taken = response.json()
    assert [one["key"] for one in taken["added"]] == ["burns@1"]
    assert taken["added"][0]["file"] == "burns.md"
    [refused] = taken["refused"]
    assert refused["file"] == "broken.pdf"
    assert "broken.pdf" in refused["reason"] and "/" not in refused["reason"]
    shown = curator.get("/api/v1/documents/burns").json()
    assert shown["status"] == "draft"
    assert [(event["action"], event["by"]) for event in shown["events"]] == [("added", "carla")]


def test_metadata_come_beside_the_files(curator):
    table = b"file,owner,population\nwounds.md,Wound team,adult\n"
    parts = [("files", ("wounds.md", b"# Wounds\n\nClean the wound.")), ("table", ("t.csv", table))]
    form = {"metadata": '{"type": "protocol", "owner": "Nobody"}'}
    taken = curator.post("/api/v1/documents", files=parts, data=form).json()
    [added] = taken["added"]
    shown = curator.get(f"/api/v1/documents/{added['key'].partition('@')[0]}").json()
    assert (shown["owner"], shown["type"], shown["population"]) == (
        "Wound team", "protocol", ["adult"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("files", "form", "code"),
    [
        ([("a.md", b"# A")], {"metadata": "[]"}, MetadataError),
        ([("a.md", b"# A")], {"metadata": '{"colour": "red"}'}, MetadataError),
        ([("a.md", b"# A")], {"metadata": '{"owner": 7}'}, MetadataError),
        ([("a.md", b"# A")], {"metadata": "{"}, MetadataError),
        ([("a.md", b"# A"), ("a.md", b"# B")], {}, DocumentError),
        ([("x/a.md", b"# A"), ("../a.md", b"# B")], {}, DocumentError),
    ],
)
def test_what_cannot_be_used_is_told_before_anything_is_kept(curator, files, form, code):
    before = len(curator.get("/api/v1/documents").json())
    response = uploaded(curator, *files, **form)
    assert response.status_code == 422
    assert response.json()["error"]["exit_code"] == code.exit_code
    assert len(curator.get("/api/v1/documents").json()) == before


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.md", "C:\\temp\\x.md", "<img src=x>.md", "…\u202e.md", "a" * 400 + ".md"],
)
def test_a_hostile_name_stays_a_name(curator, name):
    response = uploaded(curator, (name, burns().encode()))
    assert response.status_code in (201, 422)
    for one in response.json().get("added", []):
        assert "/" not in one["file"] and "<" not in one["file"]
        assert one["key"] == "burns@1"


def test_a_draft_is_amended_and_no_approved_version_is(curator):
    uploaded(curator, ("burns.md", burns().encode()))
    address = "/api/v1/documents/burns"
    response = curator.patch(address, params={"version": "1"}, json={"owner": "Burns unit"})
    assert response.json()["owner"] == "Burns unit" and response.json()["changed"]
    assert curator.get(address).json()["title"] == "Burns"
    response = curator.patch(address, params={"version": "1"}, json={"review": "soon"})
    assert response.status_code == 422
    response = curator.patch(address, params={"version": "1"}, json={"id": "other"})
    assert response.status_code == 422
    approved = "/api/v1/documents/anaphylaxis-adult"
    version = curator.get(approved).json()["version"]
    response = curator.patch(approved, params={"version": version}, json={"owner": "Me"})
    assert response.status_code == 409
    assert response.json()["error"]["exit_code"] == CatalogueError.exit_code


def reading(client, document):
    """The body that approves a draft as it stands now."""
    read = client.get(f"/api/v1/documents/{document}").json()
    return {"document": document, "text_sha256": read["text_sha256"]}


def test_who_brought_it_in_does_not_approve_it(service, approver):
    uploaded(approver, ("burns.md", burns().encode()))
    body = reading(approver, "burns")
    assert approver.post("/api/v1/approvals", json=body).status_code == 409
    other = client_of(service, Account("amal", frozenset({Role.APPROVER})))
    response = other.post("/api/v1/approvals", json=body)
    assert response.json()["approved"] == "burns@1"
    assert other.post("/api/v1/approvals", json=body).status_code == 409


def test_a_draft_that_changed_since_it_was_read_is_not_approved(service, approver, curator):
    uploaded(curator, ("burns.md", burns().encode()))
    body = reading(approver, "burns")
    changed = burns().replace("20 mL", "200 mL") + "\nOne more line.\n"
    uploaded(curator, ("burns.md", changed.encode()))
    response = approver.post("/api/v1/approvals", json=body)
    assert response.status_code == 409 and "read it again" in response.json()["error"]["message"]
    assert approver.post("/api/v1/approvals", json=reading(approver, "burns")).status_code == 200


def test_a_clinician_sees_what_is_in_force_and_nothing_else(service, curator):
    uploaded(curator, ("burns.md", burns().encode()))
    clinician = client_of(service, CLINICIAN)
    listed = {one["id"] for one in clinician.get("/api/v1/documents").json()}
    assert "anaphylaxis-adult" in listed
    assert not listed & {"burns", "digoxin-loading", "snakebite"}
    assert clinician.get("/api/v1/documents/burns").status_code == 404
    assert clinician.get("/api/v1/documents/digoxin-loading/text").status_code == 404
    shown = clinician.get("/api/v1/documents/anaphylaxis-adult").json()
    assert shown["events"] == []


def test_what_is_published_is_cited_and_what_is_withdrawn_is_not(hospital):
    # As a server opens it: a publish brings the calibration of the models that the settings name.
    settings = load_settings(hospital.home)
    service = Service(lambda: open_stages(settings), settings)
    curator, approver = client_of(service, CURATOR), client_of(service, APPROVER)
    version = curator.get("/api/v1/documents/anaphylaxis-adult").json()["version"]
    uploaded(curator, ("burns.md", burns().encode()))
    approver.post("/api/v1/approvals", json=reading(approver, "burns"))

    begun = curator.post("/api/v1/snapshots")
    assert begun.status_code == 202
    assert begun.json()["by"] == "carla"
    assert curator.post("/api/v1/snapshots").status_code == 409
    jobs_of(service).wait(begun.json()["id"], SOON)
    job = curator.get(begun.headers["location"]).json()
    assert job["state"] == "done", job
    assert job["progress"]["done"] == job["progress"]["total"] > 5
    snapshot = job["result"]["snapshot"]
    shown = curator.get(f"/api/v1/snapshots/{snapshot}").json()
    assert shown["published"] and shown["by"] == "carla"
    answer = curator.post("/api/v1/ask", json={"question": "How much fluid in burns?"}).json()
    assert answer["provenance"]["snapshot"] == snapshot

    retired = curator.post(
        "/api/v1/documents/anaphylaxis-adult/retire", json={"reason": "a wrong dose"}
    )
    assert retired.json() == {"retired": [f"anaphylaxis-adult@{version}"]}
    answer = curator.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert "anaphylaxis-adult" not in {one["document"] for one in answer["citations"]}

    back = curator.post("/api/v1/snapshots/rollback", json={})
    assert back.json()["snapshot"] != snapshot
    events = curator.get("/api/v1/audit", params={"kind": "events", "last": 50}).json()
    kinds = [record["event"]["kind"] for record in events]
    assert {"document.added", "document.approved", "document.retired"} <= set(kinds)
    assert "snapshot.published" in kinds


def test_a_review_needs_a_later_day(curator):
    until = (date.today() + timedelta(days=400)).isoformat()
    address = "/api/v1/documents/anaphylaxis-adult/review"
    past = curator.post(address, json={"until": "2001-01-01"})
    assert past.status_code == 422
    known = curator.get("/api/v1/documents/anaphylaxis-adult").json()
    if known["review"] < until:
        assert curator.post(address, json={"until": until}).json()["review"] == until


def test_what_is_not_there_is_not_found(curator):
    for address in (
        "/documents/none", "/documents/none/text", "/curation/differences?document=none",
        "/curation/impact?document=none", "/snapshots/none", "/snapshots/jobs/none",
        "/audit/none",
    ):  # fmt: skip
        response = curator.get(f"/api/v1{address}")
        assert response.status_code == 404, address
        assert set(response.json()["error"]) == {"message", "exit_code"}
