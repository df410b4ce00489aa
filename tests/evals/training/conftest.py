"""What the tests of training share."""

import pytest
from tokenizers import Tokenizer

from assistant.embed.export import package_folder


@pytest.fixture(scope="session")
def tokenizer():
    """That of the packaged model, as training sets it up."""
    found = Tokenizer.from_file(str(package_folder() / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found
