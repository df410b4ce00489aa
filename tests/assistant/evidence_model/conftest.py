"""Untrained models, each made once."""

import pytest

from tests.assistant.evidence_model import tiny


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """The folder of an evidence model of our own."""
    return tiny.exported(tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def exported_otherwise(tmp_path_factory):
    """The folder of another, with other weights."""
    return tiny.exported(tmp_path_factory.mktemp("other"), seed=2)
