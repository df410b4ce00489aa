"""How a packaged file is put back where it was damaged, as this installation came."""

import json
import shlex
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

DISTRIBUTION = "clinical-assistant"
ROOT = Path(__file__).parents[1]
"""What holds the package `assistant`: a clone, or where packages are installed."""


def how_to_repair(folder: Path, root: Path = ROOT) -> str:
    """What to run to have the files of `folder` back, which is below `root`.

    A clone has them from git, an installed wheel from where it was installed.
    """
    if (root / ".git").exists():
        place = shlex.quote(str(folder.relative_to(root)))
        return f"run `git -C {shlex.quote(str(root))} checkout HEAD -- {place}` to restore it"
    origin, editable = _origin()
    if editable:
        return f"copy {folder} again from the release you unpacked"
    command = [sys.executable, "-m", "pip", "install", "--force-reinstall", "--no-deps", origin]
    return f"run `{shlex.join(command)}` to restore it"


def _origin() -> tuple[str, bool]:
    """What pip installed, and whether it left the code where it was."""
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return DISTRIBUTION, True  # Run from an unpacked folder: there is nothing to install again.
    direct = json.loads(installed.read_text("direct_url.json") or "{}")
    if "vcs_info" in direct:
        taken = direct["vcs_info"]
        return f"{taken['vcs']}+{direct['url']}@{taken['commit_id']}", False
    editable = bool(direct.get("dir_info", {}).get("editable"))
    return direct.get("url") or f"{DISTRIBUTION}=={installed.version}", editable
