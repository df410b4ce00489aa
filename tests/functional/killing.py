"""Kills one operation at its first step, its second, and so on, and looks at what is left.

Run as `python -m tests.functional.killing OPERATION FOLDER`; prints one JSON object with the number
of steps at which it was killed, and what was wrong after which.
"""

import io
import itertools
import json
import os
import shutil
import signal
import sys
import traceback
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import bm25s  # noqa: F401  (imported once, before the forks)
import faiss  # noqa: F401

import corpus.intake
from assistant.question import Question
from assistant.retrieve import allowed_versions, retrieve
from assistant.snapshot.manifest import damaged_files, read_manifest
from assistant.snapshot.pointer import published, read_history, snapshot_folders
from assistant.snapshot.publish import publish, rollback
from assistant.snapshot.retention import prune
from assistant.snapshot.snapshot import open_snapshot
from assistant.vocabulary import expand
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError
from corpus.intake import add_files
from corpus.library import Library
from corpus.readers import read
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder

EMBEDDER = HashingEmbedder()
LATER = datetime.now(UTC) + timedelta(days=2)
"""When nothing is kept any more for having been built lately."""
CALLS = {"execute", "executemany", "commit", "flock", "flush", "write", "tofile", "write_index"}
"""Functions in C that write without an audit event, or mark a point between two writes."""
IN_MEMORY = (io.BytesIO, io.TextIOWrapper)
"""What is written there reaches no file yet."""
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.utime", "os.link"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def read_here(files, _reader=None):
    """Reads in this process: the workers of an intake change nothing in a home."""
    for file in files:
        yield file, (file.read_bytes(), read(file))


corpus.intake.read_files = read_here
# What a process gave to the kernel survives its death; only a power cut would not wait for this.
os.fsync = lambda _descriptor: None


def add(home, *names, approved_by=""):
    home.parent.mkdir(parents=True, exist_ok=True)
    files = []
    for name in names:
        files.append(home.with_name(f"{name}.md"))
        files[-1].write_text(protocol(name, f"# {name}\n\nGive {name} 5 mg.\n\n## Max\n\n9 mg."))
    intake = add_files(files, Catalogue(home), Library(home), by="Author", approved_by=approved_by)
    assert not intake.refused, intake.refused


def publish_all(home):
    publish(home, Catalogue(home), Library(home), EMBEDDER, by="Curator")


def prune_all(home, keep=1):
    versions = Catalogue(home).versions()
    prune(home, versions, EMBEDDER, keep=keep, needed=(), now=LATER)


def prepare(home):
    """Two snapshots, the older of a document less, and a draft."""
    add(home, "one", approved_by="C")
    publish_all(home)
    add(home, "two", approved_by="C")
    publish_all(home)
    add(home, "three")


def approve_third(home):
    Catalogue(home).approve("three", "1", "Approver", date(2025, 1, 1))


def retire_second(home):
    Catalogue(home).retire("two", "Curator", "outdated", date.today())


def roll_back(home):
    if len(read_history(home)) == 2:  # Whoever sees it done does not ask for it again.
        rollback(home, "Curator", EMBEDDER.identity)


def leave_things_to_prune(home):
    (home / "cache" / "shards" / ("0" * 40)).write_bytes(b"of a version that is not there")
    abandoned = home / "library" / "texts" / ".abandoned.1.new"
    abandoned.write_bytes(b"half a text")


OPERATIONS = {
    "add": (lambda home: None, lambda home: add(home, "four")),
    "approve": (lambda home: None, approve_third),
    "retire": (lambda home: None, retire_second),
    "publish": (approve_third, publish_all),
    "rollback": (lambda home: None, roll_back),
    "prune": (leave_things_to_prune, prune_all),
}
"""What comes before each operation, and the operation."""


def state(home):
    """What a command can see of a home, as JSON: the catalogue and its events, what is published,
    and the snapshots there are."""
    catalogue = Catalogue(home)
    rows = []
    for version in catalogue.versions():
        events = [
            (event["action"], event["version"], event["by"], event["detail"])
            for event in catalogue.events(version.document)
        ]
        stage = bool(version.approved_at), version.approved_by, version.retired_on
        rows.append((version.key, version.metadata, version.text_sha256, stage, events))
    folders = [folder.name for folder in snapshot_folders(home)]
    return {"catalogue": repr(rows), "pointer": published(home), "snapshots": folders}


def check(home, old, new, repeat):
    """Old or new and nothing between; whole, answering; and the next command carries on."""
    found = state(home)
    assert found["catalogue"] in (old["catalogue"], new["catalogue"]), "a catalogue between"
    assert found["pointer"] in (old["pointer"], new["pointer"]), "a pointer between"
    assert found["snapshots"] in (old["snapshots"], new["snapshots"]), "snapshots between"
    check_whole(home)
    with suppress(CatalogueError):  # It was done already.
        repeat(home)
    assert state(home) == new, "the operation, repeated, did not come to its end"
    prune_all(home, keep=9)
    assert state(home) == new, "the next command changed more than it should"
    check_whole(home)
    scraps = [path for path in home.rglob(".*") if not path.name.endswith(".lock")]
    assert not scraps, f"left behind: {scraps}"


def check_whole(home):
    """Nothing visible is half there, and what is published and in force is found."""
    check_files(home)
    folder = home / "snapshots" / published(home)
    snapshot = open_snapshot(folder, EMBEDDER.identity)
    allowed = allowed_versions(Catalogue(home).in_force(date.today()), Question("q"), ())
    found = retrieve(
        expand("Give one 5 mg"), allowed, snapshot, Library(home), EMBEDDER, candidates=10, count=1
    )
    assert [evidence.version.key for evidence in found] == ["one@1"], "not found"


def check_files(home):
    """Nothing visible is half there."""
    for folder in snapshot_folders(home):
        assert not damaged_files(folder, read_manifest(folder)), f"{folder} is damaged"
    for file in (home / "library").glob("*/[0-9a-f]*"):
        assert sha256(file.read_bytes()).hexdigest() == file.name.partition(".")[0], file


def kill_at(step, home):
    """From now on, count what changes the files of `home`, and end at the given count."""
    left = step

    def count():
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            changes = any(c in mode for c in "wax+") if mode else flags & WRITING
        else:
            path, changes = arguments[0] if arguments else "", event in CHANGES
        if changes and isinstance(path, (str, os.PathLike)):
            # Folders are removed file by file, with names that are relative to them.
            path = Path(path)
            if not path.is_absolute() or path.is_relative_to(home):
                count()

    def profile(_frame, event, function):
        if event != "c_call" or isinstance(getattr(function, "__self__", None), IN_MEMORY):
            return
        if function.__name__ in CALLS:
            count()

    sys.addaudithook(audit)
    sys.setprofile(profile)


def killed(step, act, home):
    kill_at(step, home)
    act(home)


def in_child(act):
    """Run `act` in a fork: its end, as of `os.waitstatus_to_exitcode`, and what it printed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        with suppress(BaseException):
            try:
                os.write(writing, json.dumps(act()).encode())
                code = 0
            except BaseException:
                os.write(writing, traceback.format_exc()[-4000:].encode())
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def walk(operation, folder):
    """How many steps the operation was killed at, and what was wrong after which."""
    before, act = OPERATIONS[operation]
    base, done, home = (folder / name / "home" for name in ("base", "done", "walked"))
    # Every child starts with the words and statements that this one has loaded and compiled.
    prepare(folder / "loaded" / "home")
    check_whole(folder / "loaded" / "home")
    old = succeed(lambda: (prepare(base), before(base), state(base)))[-1]
    shutil.copytree(base, done)
    new = succeed(lambda: (act(done), state(done)))[-1]
    faults = {}
    for step in itertools.count(1):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(base, home)
        code, said = in_child(partial(killed, step, act, home))
        if code == 0:
            return {"steps": step - 1, "changed": old != new, "faults": faults}
        if code != -signal.SIGKILL:
            raise RuntimeError(said)
        code, said = in_child(lambda: check(home, old, new, act))
        if code:
            faults[step] = said


def succeed(act):
    code, said = in_child(act)
    if code:
        raise RuntimeError(said)
    return json.loads(said)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(walk(sys.argv[1], Path(sys.argv[2]))))
