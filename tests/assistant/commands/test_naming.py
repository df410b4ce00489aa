"""What names a document and a person on the command line."""

import getpass
import pwd

import pytest

from assistant.commands.naming import person
from corpus.errors import MetadataError


class NobodyKnown:
    """A machine without a name for its user, as a container that runs under a bare number is."""

    def getpwuid(self, number):
        raise KeyError(f"getpwuid(): uid not found: {number}")


def test_a_name_is_one_line():
    assert person("  Dr Ann\n Lee ") == "Dr Ann Lee"


def test_without_a_name_it_is_the_user(monkeypatch):
    monkeypatch.setenv("LOGNAME", "ann")
    assert person("") == getpass.getuser() == "ann"


def test_a_user_without_a_name_has_to_say_who_they_are(monkeypatch):
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", NobodyKnown().getpwuid)
    with pytest.raises(MetadataError, match="--by NAME"):
        person("")
