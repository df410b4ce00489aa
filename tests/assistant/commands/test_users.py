"""Accounts on the command line: passwords never as arguments, and what is refused."""

import json

import pytest
from typer.testing import CliRunner

from assistant.accounts import Accounts, Role
from assistant.commands.application import application
from corpus.errors import AccountError

PASSWORD = b"grey heron over the weir\n"
BY = ("--by", "root")


@pytest.fixture
def user(tmp_path):
    def run(*arguments, stdin=b""):
        done = CliRunner().invoke(
            application, ["--home", str(tmp_path), "user", *map(str, arguments)], input=stdin
        )
        if isinstance(done.exception, AccountError):
            raise done.exception
        return done

    return run


def test_the_life_of_an_account(user, tmp_path):
    added = user("add", "Ann", "--role", "clinician", "--role", "curator", *BY, "--json",
                 stdin=PASSWORD)  # fmt: skip
    assert json.loads(added.stdout) == {
        "name": "ann",
        "roles": ["clinician", "curator"],
        "disabled": False,
        "demonstration": False,
    }
    accounts = Accounts(tmp_path)
    assert accounts.check("ann", "grey heron over the weir")

    token = user("token", "ann", *BY).stdout.strip()
    assert accounts.bearer(token).roles == {Role.CLINICIAN, Role.CURATOR}
    assert user("roles", "ann", "--role", "reviewer", *BY).stdout.startswith("ann is reviewer")
    assert user("password", "ann", *BY, stdin=b"another long sentence\n").exit_code == 0
    assert accounts.bearer(token) is None
    assert accounts.check("ann", "another long sentence")

    assert user("disable", "ann", *BY).stdout == "ann is disabled.\n"
    assert json.loads(user("list", "--json").stdout)[0]["disabled"]
    assert accounts.check("ann", "another long sentence") is None
    assert user("enable", "ann", *BY).exit_code == 0
    assert accounts.check("ann", "another long sentence")
    assert "heron" not in accounts.trail.file.read_text()


def test_tokens_are_listed_and_ended(user, tmp_path):
    user("add", "ann", "--role", "clinician", *BY, stdin=PASSWORD)
    assert user("tokens", "ann").stdout.startswith("ann has no tokens. Next:")
    token = user("token", "ann", *BY).stdout.strip()
    [listed] = json.loads(user("tokens", "ann", "--json").stdout)
    shown = user("tokens", "ann").stdout
    assert listed["id"] in shown and "root" in shown and "never" in shown
    assert token not in shown and listed["issued_by"] == "root"
    ended = user("end-token", "ann", listed["id"], *BY)
    assert ended.stdout == f"The token {listed['id']} of ann is ended.\n"
    assert Accounts(tmp_path).bearer(token) is None
    with pytest.raises(AccountError, match="user tokens ann"):
        user("end-token", "ann", listed["id"], *BY)


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (("add", "ann", "--role", "clinician"), b"short\n", "12 to 256"),
        (("add", "ann", "--role", "clinician"), b"", "12 to 256"),
        (("add", "a b", "--role", "clinician"), PASSWORD, "'a b'"),
        (("disable", "ann"), b"", "user list"),
        (("token", "ann"), b"", "user list"),
        (("password", "ann"), PASSWORD, "user list"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_next_step(user, arguments, stdin, words):
    with pytest.raises(AccountError, match=words):
        user(*arguments, *BY, stdin=stdin)
    assert user("list").stdout.startswith("There are no accounts. Next:")


@pytest.mark.parametrize("roles", [(), ("--role", "boss")])
def test_an_account_is_added_with_roles_there_are(user, roles):
    assert user("add", "ann", *roles, *BY, stdin=PASSWORD).exit_code == 2


def test_a_demonstration_has_an_account_per_role_and_no_other_home_has(user):
    names = [one["name"] for one in json.loads(user("demonstration", "--json").stdout)]
    assert names == list(Role)
    assert json.loads(user("demonstration", "--json").stdout) == []
    assert user("disable", "admin", *BY).exit_code == 0
    assert json.loads(user("demonstration", "--json").stdout) == []


def test_a_home_of_people_gets_no_demonstration_accounts(user):
    user("add", "ann", "--role", "admin", "--without-password", *BY)
    with pytest.raises(AccountError, match="'ann'"):
        user("demonstration")
