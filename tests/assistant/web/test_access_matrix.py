"""Every address of the app times everybody who may ask: exactly 401, 403, or let in."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import update
from starlette.responses import PlainTextResponse

from assistant.accounts import Role
from assistant.settings import load_settings
from assistant.web.access import RULES, rule_for
from assistant.web.admission import Admission
from assistant.web.guarding import Guard
from assistant.web.server import build_app
from corpus.errors import SnapshotError
from corpus.schema import sessions, tokens
from tests.assistant.web.addresses import addresses
from tests.assistant.web.doors import HERE, Door
from tests.fakes.services import FailingService

CLINICIAN, CURATOR, APPROVER, REVIEWER, ADMIN = Role
ALL = set(Role)
CURATE, REVIEW = {CURATOR, APPROVER}, {REVIEWER, ADMIN}
OPEN = None
"""To anybody, signed in or not."""

# Written down a second time, by what it is for: a rule that is changed by mistake differs.
READS = {
    "/healthz": OPEN, "/readyz": OPEN, "/page.css": OPEN, "/page.js": OPEN, "/static": OPEN,
    "/sign-in": OPEN, "/favicon.ico": OPEN, "/manifest.json": OPEN,
    "/metrics": {ADMIN},
    "/": ALL, "/source": ALL, "/answers": ALL, "/gradio_api": ALL, "/assets": ALL, "/svelte": ALL,
    "/config": ALL, "/theme.css": ALL, "/sign-out": ALL, "/account": ALL,
    "/curate": CURATE, "/review": REVIEW,
    "/api/openapi.json": ALL, "/api/v1/ask": ALL, "/api/v1/search": ALL, "/api/v1/documents": ALL,
    "/api/v1/curation": CURATE | REVIEW, "/api/v1/snapshots": CURATE,
    "/api/v1/snapshots/jobs": CURATE | {ADMIN}, "/api/v1/snapshots/prune": {ADMIN},
    "/api/v1/approvals": {APPROVER}, "/api/v1/feedback": ALL - {CLINICIAN},
    "/api/v1/evaluations": {REVIEWER},
    "/api/v1/releases": {REVIEWER}, "/api/v1/audit": REVIEW, "/api/v1/use": REVIEW,
    "/api/v1/accounts": {ADMIN},
}  # fmt: skip
WRITES = {
    "/sign-in": OPEN, "/sign-out": ALL, "/account": ALL, "/gradio_api": ALL,
    "/curate": CURATE, "/review": REVIEW,
    "/api/v1/ask": ALL, "/api/v1/search": ALL, "/api/v1/feedback": ALL,
    "/api/v1/feedback/settled": CURATE | {REVIEWER},
    "/api/v1/documents": CURATE, "/api/v1/curation": CURATE | REVIEW, "/api/v1/snapshots": CURATE,
    "/api/v1/approvals": {APPROVER}, "/api/v1/evaluations": {REVIEWER},
    "/api/v1/releases": {REVIEWER}, "/api/v1/audit": REVIEW, "/api/v1/accounts": {ADMIN},
    "/api/v1/curation/rehearsals": CURATE | {REVIEWER}, "/api/v1/audit/prune": {ADMIN},
    "/api/v1/snapshots/prune": {ADMIN},
}  # fmt: skip
GRADIO = {
    "/openapi.json", "/login", "/logout", "/robots.txt", "/pwa_icon", "/monitoring",
}  # fmt: skip
"""Of Gradio at the root, for nobody."""


def expected(method, path):
    """Who is let in: roles, OPEN, or nobody."""
    table = READS if method in ("GET", "HEAD") else WRITES
    fitting = [
        prefix
        for prefix in table
        if path == prefix or (prefix != "/" and path.startswith(f"{prefix}/"))
    ]
    return table[max(fitting, key=len)] if fitting else set()


@pytest.fixture(scope="module")
def door(_peopled, tmp_path_factory):
    import shutil

    home = shutil.copytree(_peopled, tmp_path_factory.mktemp("matrix") / "home")
    return Door(load_settings(home))


@pytest.fixture(scope="module")
def app(door):
    settings = load_settings(door.accounts.trail.file.parents[1])
    service = FailingService(SnapshotError("nothing is published"))
    return build_app(service, settings, door.entrance)


@pytest.fixture(scope="module")
def everybody(door) -> dict[str, tuple[frozenset[Role] | None, dict[str, str], dict[str, str]]]:
    """By name: roles, or None for nobody; headers of a browser; headers of a program."""
    found = {"nobody": (None, {}, {})}
    for name in (*Role, "gone", "late"):
        if name == "late":
            door.accounts.add("late", None, ALL, "test")
        cookie = "=".join(door.cookie(name))
        token = door.accounts.issue_token(name, "test", 1)
        roles = frozenset({name}) if isinstance(name, Role) else None
        found[name] = roles, {"cookie": cookie}, {"authorization": f"Bearer {token}"}
    past = datetime.now(UTC) - timedelta(days=3)
    with door.accounts.database.changing() as connection:
        for table, column in ((sessions, "seen_at"), (tokens, "expires_at")):
            late = update(table).where(table.c.account == "late")
            connection.execute(late.values({column: past}))
    door.accounts.disable("gone", "test")
    return found


def calls(app) -> Iterator[tuple[str, str]]:
    """Every address that is registered, and some that are not."""
    yield from addresses(app.routes)
    for desk in ("", "/curate", "/review"):
        for path in ("queue/join", "queue/data", "cancel", "info", "heartbeat/x1"):
            yield "POST", f"{desk}/gradio_api/{path}"
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
        for path in ("/api/v1/x1", "/api", "/x1", "/admin", "/api/v1/accountsx"):
            yield method, path


def statuses(stack, calls, headers):
    """The status of each call, one client asking one after the other."""

    async def ask():
        transport = httpx.ASGITransport(app=stack)
        found = []
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            for method, path in calls:
                answered = await client.request(method, path, headers=headers)
                found.append(answered.status_code)
        return found

    return asyncio.run(ask())


@pytest.mark.parametrize("name", ["nobody", *Role, "gone", "late"])
@pytest.mark.parametrize("way", ["browser", "program"])
def test_each_address_lets_in_exactly_whom_it_is_for(app, door, everybody, name, way):
    """What is let in is answered by a stand-in: the real one may wait, or write."""
    stack = Guard(Admission(PlainTextResponse("reached"), door.entrance))
    roles, cookie, token = everybody[name]
    headers = {"origin": HERE, **(cookie if way == "browser" else token)}
    todo = sorted(set(calls(app)))
    assert len(todo) > 150
    wrong = []
    for (method, path), status in zip(todo, statuses(stack, todo, headers), strict=True):
        who = expected(method, path)
        # A token opens the API and the figures, a cookie all but the figures.
        program = path == "/metrics" or path.startswith("/api/")
        known = roles is not None and (path != "/metrics" if way == "browser" else program)
        right = 200 if who is OPEN or (known and who & roles) else 403 if known else 401
        # Gradio's own that no page asks for is not there, whoever asks.
        if "/gradio_api" in path and status == 404:
            continue
        if status != right:
            wrong.append((method, path, status, right))
    assert not wrong


@pytest.mark.parametrize("name", ["nobody", "clinician", "gone"])
def test_the_running_app_turns_away_the_same(app, everybody, name):
    """The denied calls once more, through all that the server really has before its routes."""
    roles, cookie, _ = everybody[name]
    todo = [
        (method, path)
        for method, path in sorted(set(calls(app)))
        if (who := expected(method, path)) is not OPEN and not who & (roles or set())
    ]
    found = statuses(app, todo, {"origin": HERE, **cookie})
    right = 401 if roles is None else 403
    wrong = [
        (*call, status)
        for call, status in zip(todo, found, strict=True)
        if status != right
        and not ("/gradio_api" in call[1] and status == 404)
        # A browser's session does not count there.
        and call != ("GET", "/metrics")
    ]
    assert not wrong


def test_every_route_has_a_rule_that_states_its_roles(app):
    """A new route is for nobody until somebody says whose it is."""
    missing = [
        (method, path)
        for method, path in sorted(set(addresses(app.routes)))
        if rule_for(path, method) is None
        and "/gradio_api/" not in path
        and not any(path == one or path.startswith(f"{one}/") for one in GRADIO)
        # Paths that another route has taken already.
        and (method, path) not in {("GET", "/config/")}
    ]
    assert not missing


def test_no_rule_speaks_of_what_is_not_there(app):
    known = {path for _, path in addresses(app.routes)} | {"/favicon.ico"}
    idle = [
        rule.prefix
        for rule in RULES
        if not any(path == rule.prefix or path.startswith(f"{rule.prefix}/") for path in known)
    ]
    assert not idle


def test_a_rule_that_is_taken_away_closes_its_address(monkeypatch):
    kept = tuple(replace(rule) for rule in RULES if rule.prefix != "/api/v1/ask")
    monkeypatch.setattr("assistant.web.access.RULES", kept)
    assert rule_for("/api/v1/ask", "POST") is None
