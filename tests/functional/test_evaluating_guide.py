"""What docs/evaluating.md tells reviewers to write and to run, run in its order."""

import re
import shlex
from pathlib import Path

import pytest

from evals.measures.registry import NAMES
from tests.functional.conftest import CommandLine

GUIDE = (Path(__file__).parents[2] / "docs" / "evaluating.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def desk(own_assistant, tmp_path):
    """A folder with the suite and the gates of the guide."""
    suite, gates = blocks("yaml")
    (tmp_path / "my-ward.yaml").write_text(suite, encoding="utf-8")
    (tmp_path / "my-gates.yaml").write_text(gates, encoding="utf-8")
    return tmp_path


def test_its_commands_run_in_their_order(own_assistant: CommandLine, desk):
    (commands,) = blocks("sh")
    for line in commands.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "assistant"
        own_assistant.does(*arguments, cwd=desk)
    report = (desk / "after" / "report.html").read_text(encoding="utf-8")
    assert re.findall("<h1>([^:<]*)", report) == ["Passed"]
    assert 'id="comparison"' in report
    page = (desk / "before" / "report.html").read_text(encoding="utf-8")
    assert "No verdict: no gates were applied" in page and "were corrupted on purpose" in page


def test_every_measure_has_a_row():
    rows = re.findall(r"^\| (`.*?) \| [↑↓] \|", GUIDE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    shortened = {f"recall{name}" if name.startswith("@") else name for name in named}
    assert shortened == set(NAMES)
