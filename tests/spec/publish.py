"""Turns the names and docstrings of these tests into SAFETY.md: python -m tests.spec.publish."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parent
BEYOND = ("test_scope_and_harm.py", "test_life_of_a_document.py", "test_kill_at_every_step.py")
"""What is promised beside the rules."""
TARGET = FOLDER.parents[1] / "SAFETY.md"
BEGINNING = """# Safety rules, and how each is tested

The assistant keeps seven rules, and answers only from documents in force. This page is written by
the tests themselves: every line below is the name of a test and what it shows, run by `make test`
on demonstration documents with the real models. Change a test in `tests/spec/`, then run
`python -m tests.spec.publish`.
"""


def page():
    """The whole of SAFETY.md."""
    files = [*sorted(FOLDER.glob("test_rule_*.py")), *(FOLDER / name for name in BEYOND)]
    return "\n".join([BEGINNING, *(_rule(ast.parse(file.read_text())) for file in files)])


def _rule(module):
    heading, _, about = ast.get_docstring(module).partition("\n")
    tests = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    lines = [_fact(test) for test in tests if test.name.startswith("test_")]
    return "\n".join([f"## {heading.rstrip('.')}", "", _one_line(about), "", *lines, ""])


def _fact(test):
    name = test.name.removeprefix("test_").replace("_", " ")
    return f"- **{name[0].upper()}{name[1:]}.** {_one_line(ast.get_docstring(test))}"


def _one_line(text):
    return " ".join(text.split())


if __name__ == "__main__":
    TARGET.write_text(page())
