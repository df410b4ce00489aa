"""Reads the questions of a suite."""

from pathlib import Path
from typing import Any

import yaml

from corpus.errors import DocumentError


def read_suite_questions(file: Path) -> tuple[str, ...]:
    """The question of every case, in order; DocumentError names the first case without one."""
    try:
        suite = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DocumentError(f"{file} cannot be read ({error.strerror}): check the path") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())[:300]
        raise DocumentError(f"{file} is not YAML ({problem}): correct it") from None
    cases = suite.get("cases") if isinstance(suite, dict) else None
    if not isinstance(cases, list) or not cases:
        raise DocumentError(f"{file} has no list of cases: a suite is {{suite, about, cases}}")
    return tuple(_question(case, number, file) for number, case in enumerate(cases, 1))


def _question(case: Any, number: int, file: Path) -> str:
    question = case.get("question") if isinstance(case, dict) else None
    if not isinstance(question, str) or not question.strip():
        raise DocumentError(f"case {number} of {file} has no question: add one")
    return question
