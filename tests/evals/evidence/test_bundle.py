import subprocess
import zipfile
from random import Random

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from corpus.errors import AuditError, RunError, StorageError
from evals.evidence import export_bundle, make_keys, verify_bundle
from evals.evidence.packing import pack, safe
from evals.runs.folder import open_run
from tests.fakes.runs import FakeRun


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """A run folder, its two keys and its bundle."""
    base = tmp_path_factory.mktemp("evidence")
    run = base / "run"
    FakeRun().write(run)
    (run / "report.html").write_text("<!doctype html>")
    (run / "cache").mkdir()
    (run / "cache" / "answers").write_text("left out")
    (base / "gates.yaml").write_text("gates: []\n")
    private, public = make_keys(base / "committee")
    bundle = base / "bundle.zip"
    export_bundle(run, private, bundle, base / "gates.yaml")
    return run, private, public, bundle


def test_a_bundle_as_signed_verifies_and_says_what_it_is(sealed):
    run, _, public, bundle = sealed
    found = verify_bundle(bundle, public)
    manifest = open_run(run).manifest
    assert (found.run, found.state, found.filtered) == (manifest.id, "complete", False)
    names = zipfile.ZipFile(bundle).namelist()
    assert found.files == len(names) - 2
    assert {"gates.yaml", "run/scores.json", "run/suites/sepsis-core.yaml"} <= set(names)
    assert not any("cache" in name for name in names)
    assert sum(name.startswith("run/library/texts/") for name in names) == 2


def test_the_same_run_gives_the_same_bytes(sealed, tmp_path):
    run, private, _, bundle = sealed
    export_bundle(run, private, tmp_path / "again.zip", run.parent / "gates.yaml")
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_any_flipped_byte_is_noticed(sealed, tmp_path):
    _, _, public, bundle = sealed
    whole = bundle.read_bytes()
    places = [*range(60), *range(len(whole) - 200, len(whole))]
    places += Random(4).sample(range(len(whole)), 150)
    changed = tmp_path / "changed.zip"
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << (place % 8)
        changed.write_bytes(data)
        with pytest.raises(AuditError):
            verify_bundle(changed, public)


def test_the_changed_added_and_missing_members_are_named(sealed, tmp_path):
    _, _, public, bundle = sealed
    members = {n: zipfile.ZipFile(bundle).read(n) for n in zipfile.ZipFile(bundle).namelist()}
    members["run/scores.json"] = members["run/scores.json"].replace(b"0", b"1")
    del members["gates.yaml"]
    members["run/extra.txt"] = b"x"
    changed = tmp_path / "changed.zip"
    changed.write_bytes(pack(members))
    with pytest.raises(AuditError) as caught:
        verify_bundle(changed, public)
    assert "changed: run/scores.json; missing: gates.yaml; added: run/extra.txt" in str(
        caught.value
    )
    assert caught.value.exit_code == 18


def test_digests_rewritten_along_with_a_member_do_not_help(sealed, tmp_path):
    _, _, public, bundle = sealed
    members = {n: zipfile.ZipFile(bundle).read(n) for n in zipfile.ZipFile(bundle).namelist()}
    members["bundle.json"] = members["bundle.json"].replace(b'"complete"', b'"perfect!"')
    (tmp_path / "changed.zip").write_bytes(pack(members))
    with pytest.raises(AuditError, match="signature"):
        verify_bundle(tmp_path / "changed.zip", public)


def test_another_key_does_not_fit(sealed, tmp_path):
    _, stranger = make_keys(tmp_path / "stranger")
    with pytest.raises(AuditError, match="another key signed"):
        verify_bundle(sealed[3], stranger)


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a/../../x", "a\\x", "c:x", "a//b", "", "a\nb", "."]
)
def test_names_that_lead_out_of_the_folder_are_refused(sealed, tmp_path, name):
    assert not safe(name)
    if name in {"../x", "/x", "a/../../x"}:
        (tmp_path / "slip.zip").write_bytes(pack({name: b"x"}))
        with pytest.raises(AuditError, match="outside the folder"):
            verify_bundle(tmp_path / "slip.zip", sealed[2])


def test_a_compressed_member_is_refused_unread(sealed, tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bundle.json", b"0" * 50_000_000)
    with pytest.raises(AuditError, match="compressed"):
        verify_bundle(bomb, sealed[2])


def test_a_name_twice_is_refused(sealed, tmp_path):
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("a", "1")
        with pytest.warns(UserWarning):
            archive.writestr("a", "2")
    with pytest.raises(AuditError, match="twice"):
        verify_bundle(tmp_path / "twice.zip", sealed[2])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip", b"\0" * 1000])
def test_what_is_no_archive_is_refused(sealed, tmp_path, data):
    (tmp_path / "no.zip").write_bytes(data)
    with pytest.raises(AuditError, match="cannot be opened"):
        verify_bundle(tmp_path / "no.zip", sealed[2])


def test_openssl_can_check_the_signature_too(sealed, tmp_path):
    _, _, public, bundle = sealed
    zipfile.ZipFile(bundle).extractall(tmp_path)
    check = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", public, "-rawin"]
    files = ["-in", tmp_path / "bundle.json", "-sigfile", tmp_path / "bundle.json.sig"]
    try:
        done = subprocess.run([*check, *files], capture_output=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    assert done.returncode == 0, done.stderr


def test_a_run_without_scores_or_report_is_no_evidence(sealed, tmp_path):
    FakeRun().write(tmp_path / "run")
    with pytest.raises(RunError, match=r"no report\.html"):
        export_bundle(tmp_path / "run", sealed[1], tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_an_unfinished_run_says_so_under_the_signature(sealed, tmp_path):
    FakeRun(state="stopped", filters={"suites": ["x"], "tags": ["kind=typo"]}).write(
        tmp_path / "run"
    )
    (tmp_path / "run" / "report.html").write_text("x")
    export_bundle(tmp_path / "run", sealed[1], tmp_path / "b.zip")
    found = verify_bundle(tmp_path / "b.zip", sealed[2])
    assert (found.state, found.filtered) == ("stopped", True)


def test_keys_are_never_replaced_and_the_private_one_is_the_owners(sealed, tmp_path):
    private, _ = make_keys(tmp_path / "k")
    before = private.read_bytes()
    assert private.stat().st_mode & 0o077 == 0
    with pytest.raises(StorageError, match="File exists"):
        make_keys(tmp_path / "k")
    assert private.read_bytes() == before


def test_a_file_that_holds_no_such_key_is_named(sealed, tmp_path):
    run, private, public, bundle = sealed
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "rsa.pem").write_bytes(other)
    (tmp_path / "empty.pem").write_bytes(b"")
    for key in (tmp_path / "rsa.pem", tmp_path / "empty.pem", public, tmp_path / "none.pem"):
        with pytest.raises(AuditError, match="keygen"):
            export_bundle(run, key, tmp_path / "b.zip")
    with pytest.raises(AuditError, match="no public Ed25519 key"):
        verify_bundle(bundle, private)
