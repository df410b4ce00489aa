"""The command line, as the functional tests use it."""

from tests.functional.conftest import shared_assistant  # noqa: F401 – a fixture
