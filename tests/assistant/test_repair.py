"""The command named for a damaged model brings it back, however the software was installed."""

import re
import shlex
import subprocess
import sys
import zipfile

import pytest

from assistant import repair
from assistant.repair import how_to_repair

CONTENT = b"whole"
GIT = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org"]


def place(root):
    """A tree with a model in it."""
    folder = root / "assistant" / "evidence_model" / "packaged"
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(CONTENT)
    return folder


def run(advice, **options):
    """Run the command that an advice names."""
    [command] = re.findall("`(.+)`", advice)
    subprocess.run(shlex.split(command), check=True, capture_output=True, timeout=60, **options)


@pytest.mark.parametrize("damage", ["changed", "missing", "staged"])
def test_a_clone_has_it_again_from_git(tmp_path, damage):
    root = tmp_path / "a clone"
    folder = place(root)
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "A model"]):
        subprocess.run([*GIT, "-C", str(root), *arguments], check=True)
    (folder / "model.onnx").write_bytes(b"damaged")
    if damage == "missing":
        (folder / "model.onnx").unlink()
    elif damage == "staged":
        subprocess.run([*GIT, "-C", str(root), "add", "."], check=True)

    run(how_to_repair(folder, root))
    assert (folder / "model.onnx").read_bytes() == CONTENT


def test_a_wheel_is_installed_again_from_where_it_came(tmp_path, monkeypatch):
    site = tmp_path / "site"
    wheel = tmp_path / "some folder" / "clinical_model-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    info = "clinical_model-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("assistant/evidence_model/packaged/model.onnx", CONTENT)
        file.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: clinical-model\nVersion: 1.0"
        )
        file.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any"
        )
        file.writestr(f"{info}/RECORD", "")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(wheel)], check=True)
    model = site / "assistant" / "evidence_model" / "packaged" / "model.onnx"
    model.write_bytes(b"damaged")
    monkeypatch.setattr(repair, "DISTRIBUTION", "clinical-model")
    monkeypatch.syspath_prepend(site)

    advice = how_to_repair(model.parent, site)
    run(advice, env={"PIP_TARGET": str(site), "PIP_NO_INDEX": "1", "PIP_UPGRADE": "1"})
    assert model.read_bytes() == CONTENT


def test_what_was_unpacked_by_hand_is_copied_again(tmp_path, monkeypatch):
    monkeypatch.setattr(repair, "DISTRIBUTION", "not-installed-at-all")
    assert how_to_repair(place(tmp_path), tmp_path).startswith("copy ")
