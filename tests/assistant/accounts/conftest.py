"""Accounts in SQLite and in a real PostgreSQL, so that every test of them runs on both."""

import pytest

from assistant.accounts import Accounts

PASSWORD = "grey heron over the weir"


@pytest.fixture(params=["sqlite", "postgresql"])
def accounts(request, tmp_path):
    """Accounts of a home without any."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("database_url")
    yield Accounts(tmp_path, url)
