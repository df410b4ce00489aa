"""An entrance with one account per role."""

import pytest

from assistant.settings import load_settings
from tests.assistant.web.doors import Door


@pytest.fixture
def door(peopled):
    return Door(load_settings(peopled))
