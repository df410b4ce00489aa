"""The screen as it ships."""

import pytest

from assistant.screen import Screening, ScreenModel, routes


@pytest.fixture(scope="session")
def screening(embedder):
    """The packaged model on the packaged embedder, with neutral routes."""
    return Screening(ScreenModel(embedder), routes({}))
