"""The catalogue in PostgreSQL, through the command line, shared by two homes."""

import shutil

import pytest

from tests.documents import DEMONSTRATION, protocol
from tests.functional.conftest import CommandLine

ANAPHYLAXIS = DEMONSTRATION / "approved" / "anaphylaxis-adult.md"
QUESTION = "How much crystalloid for shock in adult anaphylaxis?"


@pytest.fixture
def assistant(tmp_path, database_url):
    """The command line on an empty home whose settings name a PostgreSQL."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'catalogue = "{database_url}"\n')
    return CommandLine(home)


def test_a_document_lives_in_postgresql_from_file_to_withdrawal(assistant, tmp_path):
    does = assistant.does
    does("corpus", "add", ANAPHYLAXIS, "--by", "Ann")
    assert assistant.run("corpus", "approve", "anaphylaxis-adult", "--by", "Ann").refuses(12, "Ann")
    does("corpus", "approve", "anaphylaxis-adult", "--by", "Ben")
    does("corpus", "publish")
    assert not (assistant.home / "catalogue.sqlite").exists()
    assert does("ask", QUESTION, "--json").json["status"] == "answered"
    assert "postgresql" in does("doctor", "--json").json["catalogue"]["finding"]

    # Another machine has a copy of the files and the same catalogue.
    copy = tmp_path / "copy"
    shutil.copytree(assistant.home, copy, ignore=shutil.ignore_patterns("*.lock"))
    CommandLine(copy).does(
        "corpus", "retire", "anaphylaxis-adult", "--by", "Ben", "--reason", "wrong dose"
    )

    assert does("ask", QUESTION, "--json").json["status"] == "refused"
    events = does("corpus", "show", "anaphylaxis-adult", "--json").json["events"]
    assert [event["action"] for event in events] == ["added", "approved", "retired"]


def test_a_server_that_is_not_there_is_said_without_the_password(tmp_path):
    nobody = CommandLine(
        tmp_path / "home", {"ASSISTANT_CATALOGUE": "postgresql://u:s3cret@127.0.0.1:9/x"}
    )
    finished = nobody.run("corpus", "list")

    assert finished.refuses(17, "127.0.0.1")
    assert "s3cret" not in finished.err


def test_an_address_that_is_none_is_said_with_how_to_write_one(tmp_path):
    nobody = CommandLine(tmp_path / "home", {"ASSISTANT_CATALOGUE": "our database"})

    assert nobody.run("corpus", "list").refuses(19, "postgresql://USER:PASSWORD@HOST/DATABASE")


def test_drafts_and_approvals_of_two_documents_do_not_mix(assistant, tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(protocol(name, f"# {name}\n\nGive saline 500 mL."))
        assistant.does("corpus", "add", tmp_path / f"{name}.md")
    assistant.does("corpus", "approve", "one", "--by", "Ben")

    stages = {one["id"]: one["stage"] for one in assistant.does("corpus", "list", "--json").json}
    assert stages == {"one": "effective", "two": "draft"}
