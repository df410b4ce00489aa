"""Thirty-two clients of one server, alone and while publishes and a suite run beside them."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embed import PACKAGED, load_embedder
from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import read_history, snapshots_folder
from assistant.snapshot.publish import publish
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from corpus.metadata_csv import read_metadata_csv
from evals.benchmarks.asking import Traffic, traffic
from evals.benchmarks.places import ROOT, Places, Size
from evals.benchmarks.report import Outcome, Table, print_line
from evals.benchmarks.running_server import Client, Server, serving
from evals.benchmarks.sets import fixed_order
from evals.benchmarks.swapping import mixed
from evals.suites.case import Expect
from evals.suites.finding import find_suites

CLIENTS = 32
SECONDS = {"small": 40, "full": 180}
"""Each of the phases."""
PUBLISHES = 3
"""At least; the phase goes on until they are done."""
QUESTIONS = 160
SECTIONS = 40
"""Of the protocol that changes with every publish, so that there is something to embed."""
WARM_UP = 8
BOUND = 2.5
"""Times the p95 of the same clients alone that it may be while a publish runs."""
SUITE = "acute-care"
"""What is asked in the background; any that takes longer than the phase."""
DOCUMENTS = ROOT / "corpus" / "demonstration" / "approved"
AUTHOR, APPROVER = "benchmark author", "benchmark approver"
NOTES = (
    f"{CLIENTS} clients ask without a pause, each on a connection of its own; a wait is all that a "
    "client waits, from the demonstration documents with the models that come with the software. "
    "Ratio: p95 beside that of the same clients alone.",
    "Publishes are begun by the API, one after another, each with a new version of a protocol of "
    f"{SECTIONS} sections. Mixed: answers whose citations are not all of the snapshot they name.",
    f"Bound: while a publish runs p95 is at most {BOUND} times as long, no error, nothing mixed.",
)


def run(size: Size, places: Places) -> Outcome:
    """Ask alone, beside publishes and beside a suite; RuntimeError beyond the bound."""
    home = _home(places)
    questions = _questions()
    with serving(home) as server:
        for question in questions[:WARM_UP]:
            Client(server.port, server.token).ask(question)
        seconds = SECONDS[size]
        one = _asked(server, questions, 1, lambda: time.sleep(seconds / 2))
        alone = _asked(server, questions, CLIENTS, lambda: time.sleep(seconds))
        taken: list[float] = []
        during = _asked(
            server,
            questions,
            CLIENTS,
            lambda: taken.extend(_publish(server, home, places, seconds)),
        )
        with_suite = _asked(server, questions, 1, lambda: _evaluate(server, seconds / 2))
        memory = server.resident_mib()
    phases = {
        "1 client": one,
        "1 client, a suite runs": with_suite,
        f"{CLIENTS} clients": alone,
        f"{CLIENTS} clients, publishes run": during,
    }
    listed = _listed(home)
    measured = {what: _measured(found, listed) for what, found in phases.items()}
    ratio = measured[f"{CLIENTS} clients, publishes run"]["p95 ms"] / measured[
        f"{CLIENTS} clients"]["p95 ms"]  # fmt: skip
    rows = [[what, *found.values()] for what, found in measured.items()]
    table = Table("Many clients of one server", ["asked", *next(iter(measured.values()))], rows)
    notes = [
        *NOTES,
        f"While a publish runs p95 is {ratio:.2f} times as long. {len(taken)} publishes took "
        f"{np.median(taken):.0f} s at the median. The server took {memory:,.0f} MiB.",
        *(f"Error: {error}" for error in [e for t in phases.values() for e in t.errors][:3]),
    ]
    wrong = sum(found["errors"] + found["mixed"] for found in measured.values())
    if wrong or ratio > BOUND:
        raise RuntimeError(
            f"{wrong} questions failed or were mixed, and p95 was {ratio:.2f} times as long while "
            f"a publish ran ({BOUND} are allowed): {measured}; {notes[-1]}"
        )
    figures = {"asked": measured, "ratio": ratio, "publish_s": taken, "server_mib": memory}
    return Outcome((table,), tuple(notes), figures)


def _home(places: Places) -> Path:
    home = places.work / "serving"
    add_files(
        sorted(file for file in DOCUMENTS.iterdir() if file.suffix != ".csv"),
        Catalogue(home),
        Library(home),
        by=AUTHOR,
        approved_by=APPROVER,
        table=read_metadata_csv(DOCUMENTS / "metadata.csv"),
    )
    _add_version(home, places, 1)
    embedder = load_embedder(PACKAGED, places.models)
    publish(home, Catalogue(home), Library(home), embedder, by=APPROVER)
    return home


def _questions() -> Sequence[str]:
    """Those of the shipped suites that have an answer, and some about what changes."""
    cases = [case for suite in find_suites(["all"]) if not suite.documents for case in suite.cases]
    asked = [case.question for case in cases if case.expect is Expect.ANSWER and not case.earlier]
    chosen = fixed_order(dict.fromkeys(asked), lambda question: question)[:QUESTIONS]
    changing = [f"What is checked at step {number} of the ward round?" for number in range(1, 17)]
    return fixed_order([*chosen, *changing], lambda question: question)


def _add_version(home: Path, places: Places, number: int) -> None:
    sections = "\n\n".join(
        f"## Step {step}\n\nAt step {step} of the ward round the nurse checks item "
        f"{number * 1000 + step} within {5 + step} minutes and writes down {number * step} values."
        for step in range(1, SECTIONS + 1)
    )
    file = places.work / f"ward-round-v{number}.md"
    file.write_text(
        f'---\nid: ward-round\ntitle: Ward round\nversion: "{number}"\nowner: Benchmark\n'
        "type: protocol\npopulation: adult\nsite: all\neffective: 2025-01-01\n"
        f"review: 2120-01-31\n---\n\n# Ward round\n\n{sections}\n",
        encoding="utf-8",
    )
    intake = add_files([file], Catalogue(home), Library(home), by=AUTHOR, approved_by=APPROVER)
    if not intake.added:
        raise RuntimeError(f"the document that changes was not added: {intake.refused}")


def _asked(
    server: Server, questions: Sequence[str], clients: int, meanwhile: Callable[[], object]
) -> Traffic:
    with traffic(server, questions, clients) as found:
        meanwhile()
    print_line(f"  {clients} clients asked {len(found.asked)} questions")
    return found


def _publish(server: Server, home: Path, places: Places, seconds: float) -> list[float]:
    """Publish one new version after another for that long; what each took, in seconds."""
    client, began = Client(server.port, server.token), time.perf_counter()
    taken: list[float] = []
    while len(taken) < PUBLISHES or time.perf_counter() - began < seconds:
        _add_version(home, places, 2 + len(taken))
        started = time.perf_counter()
        job = _begin(client, "/api/v1/snapshots", None)
        while job["state"] == "running":
            time.sleep(0.5)
            job = client.call("GET", f"/api/v1/snapshots/jobs/{job['id']}")[1]
        if job["state"] != "done":
            raise RuntimeError(f"a publish failed: {job['error']}")
        taken.append(time.perf_counter() - started)
    return taken


def _evaluate(server: Server, seconds: float) -> None:
    """Run a suite in the background for that long, and stop it."""
    asking = {"suites": [SUITE]}
    job = _begin(Client(server.port, server.token), "/api/v1/evaluations/runs", asking)
    time.sleep(seconds)
    # Another connection: the server has closed the one that was silent meanwhile.
    address = f"/api/v1/evaluations/jobs/{job['id']}"
    Client(server.port, server.token).call("DELETE", address)


def _begin(client: Client, address: str, body: Any) -> dict[str, Any]:
    status, job = client.call("POST", address, body)
    if status != 202:
        raise RuntimeError(f"{address} could not begin: {job}")
    return dict(job)


def _listed(home: Path) -> dict[str, set[str]]:
    """The versions in each snapshot that was published, as `document@version`."""
    snapshots = {swap["snapshot"] for swap in read_history(home)}
    return {
        name: {part.key for part in read_manifest(snapshots_folder(home) / name).parts}
        for name in snapshots
    }


def _measured(found: Traffic, listed: dict[str, set[str]]) -> dict[str, Any]:
    p50, p95 = np.percentile([one.ms for one in found.asked], (50, 95))
    fine = [one for one in found.asked if one.status == 200]
    return {
        "questions": len(found.asked),
        "answered": sum(one.answer["status"] == "answered" for one in fine),
        "errors": len(found.errors),
        "mixed": len(mixed(fine, listed)),
        "snapshots": len({one.answer["provenance"]["snapshot"] for one in fine}),
        "p50 ms": float(p50),
        "p95 ms": float(p95),
        "worst ms": max(one.ms for one in found.asked),
    }
