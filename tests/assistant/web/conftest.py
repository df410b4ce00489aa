"""A home with accounts, made once: each test has a copy."""

import shutil

import pytest

from tests.assistant.web.doors import people


@pytest.fixture(scope="session")
def _peopled(tmp_path_factory):
    home = tmp_path_factory.mktemp("peopled")
    people(home)
    return home


@pytest.fixture
def peopled(_peopled, tmp_path):
    """A home with one account per role, and `gone` with every role."""
    return shutil.copytree(_peopled, tmp_path / "home")
