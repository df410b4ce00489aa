"""What the tests of several rules look at, made once."""

import pytest

from tests.fakes.generators import RememberingGenerator
from tests.spec.questions import QUESTIONS


@pytest.fixture(scope="session")
def answers(demonstration):
    """The answer to each of QUESTIONS."""
    return {question: demonstration.ask(question) for question in QUESTIONS}


@pytest.fixture(scope="session")
def drafts(demonstration):
    """The real generator, which need not draft the same statements again and again."""
    return RememberingGenerator(demonstration.stages.generator)
