"""Everything that can be wrong with what the assistant is given: one sentence and an exit code."""

import hashlib
import json
import resource
import zipfile

import pytest

from tests.documents import DEMONSTRATION, protocol
from tests.functional.conftest import CommandLine

PDF = DEMONSTRATION / "approved" / "gentamicin-vancomycin.pdf"
DOCX = DEMONSTRATION / "approved" / "pre-eclampsia.docx"
QUESTION = "How much crystalloid for shock in adult anaphylaxis?"


def encrypted_pdf(path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(PDF))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000)


BAD_FILES = {
    "corrupt.pdf": lambda path: path.write_bytes(PDF.read_bytes()[:3000] + b"\0" * 500),
    "only-a-beginning.pdf": lambda path: path.write_bytes(b"%PDF-1.7\n"),
    "encrypted.pdf": encrypted_pdf,
    "empty.docx": lambda path: path.write_bytes(b""),
    "empty.pdf": lambda path: path.write_bytes(b""),
    "empty.md": lambda path: path.write_text(" \n\n"),
    "cut-off.docx": lambda path: path.write_bytes(DOCX.read_bytes()[:2000]),
    "program.md": lambda path: path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20),
    "dangling.md": lambda path: path.symlink_to("/nowhere/at/all"),
    "bomb.docx": bomb,
    "spreadsheet.xlsx": lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 100),
}


@pytest.fixture(scope="module")
def intake(tmp_path_factory):
    """What became of a folder of bad files with two good ones among them."""
    folder = tmp_path_factory.mktemp("bad")
    for name, write in BAD_FILES.items():
        write(folder / name)
    (folder / "a-good.md").write_text(protocol("good", "# Good\n\nGive saline 500 mL."))
    (folder / "z-last.md").write_text(protocol("last", "# Last\n\nGive saline 250 mL."))
    (folder / "pdf-inside.md").write_bytes(PDF.read_bytes())
    home = tmp_path_factory.mktemp("home") / "home"
    return CommandLine(home).does("corpus", "add", folder, "--json").json


def test_bad_files_do_not_keep_good_ones_out(intake):
    assert {one["key"].partition("@")[0] for one in intake["added"]} >= {"good", "last"}


@pytest.mark.parametrize("name", BAD_FILES.keys() - {"dangling.md"})
def test_a_bad_file_is_reported_with_its_reason_and_not_added(intake, name):
    assert name not in {one["file"].rpartition("/")[2] for one in intake["added"]}
    [reason] = [one["reason"] for one in intake["refused"] if one["file"].endswith(f"/{name}")]
    assert 20 < len(reason) < 400
    assert "Traceback" not in reason and "\n" not in reason


def test_a_file_whose_ending_lies_is_read_for_what_it_is_or_refused(intake):
    outcomes = {one["file"].rpartition("/")[2]: one for one in intake["added"] + intake["refused"]}
    outcome = outcomes["pdf-inside.md"]

    assert "reason" in outcome or "gentamicin" in outcome["key"] or outcome["problems"]


def test_a_single_bad_file_ends_with_one_sentence(assistant, tmp_path):
    encrypted_pdf(tmp_path / "secret.pdf")
    finished = assistant.run("corpus", "add", tmp_path / "secret.pdf")

    assert finished.code == 10
    assert "Traceback" not in finished.err
    assert finished.err.strip().splitlines()[-1].startswith("assistant: ")
    assert "password" in finished.err or "encrypted" in finished.err


def test_a_folder_without_documents_is_named(assistant, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "README.md").write_text("about")

    for path in ("empty", "only", "missing"):
        assert assistant.run("corpus", "add", tmp_path / path).refuses(10, path)


@pytest.mark.parametrize("id", ["../../escape", "a/b", "two\nlines", "..", ""])
def test_a_document_cannot_name_its_way_out_of_the_home(assistant, tmp_path, id):
    file = tmp_path / "in" / "document.md"
    file.parent.mkdir()
    file.write_text(f"---\nid: {json.dumps(id)}\n---\n# Title\n\nGive saline 500 mL.\n")
    before = sorted(path for path in tmp_path.rglob("*") if assistant.home not in path.parents)

    finished = assistant.run("corpus", "add", file, "--approved-by", "C")

    assert finished.code in (0, 11), finished
    assert "Traceback" not in finished.err
    listed = assistant.does("corpus", "list", "--json").json
    assert all(set(one["id"]).isdisjoint("/\n\\") and one["id"] != ".." for one in listed)
    after = sorted(path for path in tmp_path.rglob("*") if assistant.home not in path.parents)
    assert set(after) - set(before) <= {assistant.home}


def test_a_file_name_with_a_line_break_or_an_escape_code_is_data(assistant, tmp_path):
    for name in ("two\nlines.md", "\x1b[31mred.md", "-rf.md", "ünïcode ✓.md", "..md"):
        (tmp_path / name).write_text(f"# Title\n\nGive saline 500 mL for {name!r}.")
    finished = assistant.run("corpus", "add", tmp_path)

    assert finished.code == 0, finished
    assert "\x1b" not in finished.out + finished.err
    assert all("\n" not in one["id"] for one in assistant.does("corpus", "list", "--json").json)


def test_metadata_that_is_wrong_is_named_with_its_line(assistant, tmp_path):
    (tmp_path / "d.md").write_text("# Title\n\nGive saline 500 mL.")
    table = tmp_path / "metadata.csv"
    table.write_text("file,id,wrong column\nd.md,x,y\n")

    finished = assistant.run("corpus", "add", tmp_path / "d.md", "--metadata", table)

    assert finished.refuses(11, "wrong column", "line 1")


def test_nothing_published_is_said_with_the_next_step(assistant):
    assert assistant.run("ask", QUESTION).refuses(13, "corpus publish")


def test_a_missing_model_is_said_with_the_next_step(shared_assistant):
    finished = CommandLine(shared_assistant.home, {"ASSISTANT_MODELS": "/nonexistent"}).run(
        "ask", QUESTION
    )

    assert finished.refuses(14, "/nonexistent", "make setup")


def test_an_unknown_embedder_is_said_with_the_next_step(shared_assistant):
    finished = CommandLine(shared_assistant.home, {"ASSISTANT_EMBEDDER": "/no/model"}).run(
        "ask", QUESTION
    )

    assert finished.refuses(14, "/no/model", "packaged")


def test_an_evidence_model_that_is_not_whole_stops_every_question(shared_assistant, tmp_path):
    (tmp_path / "card.json").write_text('{"name": "ours", "sha256": "0", "tokenizer_sha256": "0"}')
    damaged = CommandLine(shared_assistant.home, {"ASSISTANT_EVIDENCE_MODEL": str(tmp_path)})

    assert damaged.run("ask", QUESTION).refuses(14, str(tmp_path), "name another")
    finding = damaged.run("doctor", "--json").json["evidence model"]
    assert not finding["ok"] and str(tmp_path) in finding["finding"]


def test_an_index_built_with_another_embedder_is_not_searched(own_assistant):
    """The manifest is whole and its digests are right: only the embedder is another one."""
    pointer = own_assistant.home / "snapshots" / "published.json"
    [swap] = json.loads(pointer.read_bytes())
    folder = pointer.parent / swap["snapshot"]
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["embedder"] = "other-model@0123456789abcdef"
    data = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()
    (folder / "manifest.json").write_bytes(data)
    identity = hashlib.sha256(data).hexdigest()[:16]
    folder.rename(folder.with_name(identity))
    pointer.write_text(json.dumps([swap | {"snapshot": identity}]))

    finished = own_assistant.run("ask", QUESTION)

    assert finished.refuses(13, "other-model@0123456789abcdef", "publish again")
    assert own_assistant.does("corpus", "publish", "--json").json["changed"]
    assert own_assistant.does("ask", QUESTION, "--json").json["status"] == "answered"


@pytest.mark.parametrize(
    "settings", ["candidates = 'many'", "unknown = 1", "[[", "evidence = 0", "port = 99999"]
)
def test_wrong_settings_are_named(assistant, settings):
    assistant.home.mkdir()
    (assistant.home / "settings.toml").write_text(settings)

    assert assistant.run("corpus", "list").refuses(19, "settings")


def limit_files(size):
    """Let the process write no file beyond `size` bytes, as on a disk that is full."""

    def limit():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_on_a_full_disk_nothing_is_answered_and_nothing_lost(own_assistant):
    before = own_assistant.does("corpus", "verify", "--json").json
    trail = own_assistant.does("audit", "verify").out

    finished = own_assistant.run("ask", QUESTION, "--json", preexec_fn=limit_files(1000))

    # SQLite needs a little room even to read; with that, the record could not be written.
    assert finished.code in (17, 18) and finished.refuses(finished.code, "free space")
    assert not finished.out
    assert own_assistant.does("corpus", "verify", "--json").json == before
    assert own_assistant.does("audit", "verify").out == trail


@pytest.mark.parametrize("size", [2_000, 20_000])
def test_on_a_full_disk_the_old_snapshot_goes_on_serving(own_assistant, tmp_path, size):
    other = tmp_path / "other.md"
    body = "\n".join(f"Give other drug {n} at a dose of {n} mg twice daily.\n" for n in range(300))
    other.write_text(protocol("other", f"# Other\n\n{body}"))
    own_assistant.does("corpus", "add", other, "--approved-by", "C")
    pointer = (own_assistant.home / "snapshots" / "published.json").read_bytes()

    finished = own_assistant.run("corpus", "publish", preexec_fn=limit_files(size))

    assert finished.refuses(17, "free space")
    assert (own_assistant.home / "snapshots" / "published.json").read_bytes() == pointer
    assert not list(own_assistant.home.rglob(".*.new")) + list(
        own_assistant.home.rglob(".building-*")
    )
    if size == 20_000:
        assert own_assistant.does("ask", QUESTION, "--json").json["status"] == "answered"
        assert own_assistant.does("corpus", "publish", "--json").json["changed"]


def test_on_a_full_disk_no_document_is_half_added(own_assistant, tmp_path):
    other = tmp_path / "other.md"
    other.write_text(protocol("other", "# Other\n\n" + "Give saline 500 mL. " * 500))
    before = own_assistant.does("corpus", "list", "--json").json

    finished = own_assistant.run("corpus", "add", other, preexec_fn=limit_files(3000))

    assert finished.code == 17, finished
    assert "Traceback" not in finished.err
    assert own_assistant.does("corpus", "list", "--json").json == before
    assert own_assistant.does("corpus", "add", other, "--json").json["added"]


def test_a_home_that_is_a_file_is_said(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    assert CommandLine(tmp_path / "file").run("corpus", "list").refuses(17, "file")


def test_a_catalogue_that_is_no_database_is_said(assistant):
    assistant.home.mkdir()
    (assistant.home / "catalogue.sqlite").write_bytes(b"not a database at all" * 100)

    assert assistant.run("corpus", "list").refuses(17, "catalogue.sqlite")
