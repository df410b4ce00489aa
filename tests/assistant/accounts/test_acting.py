"""On the command line too, who acts is an account with the role, once a home has accounts."""

import pytest

from assistant.accounts import Role
from assistant.accounts.acting import acting
from assistant.accounts.demonstration import add_demonstration
from corpus.errors import AccountError

CURATING = {Role.CURATOR, Role.APPROVER}


def add(accounts, name, *roles):
    accounts.add(name, None, roles, "root")


def test_without_accounts_any_name_is_taken_as_it_is(accounts):
    assert acting(accounts, "Dr. Ann Lee", CURATING) == "Dr. Ann Lee"


def test_in_a_demonstration_any_name_is_taken_until_its_accounts_are_disabled(accounts):
    add_demonstration(accounts, "root")
    add(accounts, "ann.lee", Role.CURATOR)
    assert acting(accounts, "Dr. Ann Lee", CURATING) == "Dr. Ann Lee"
    for role in Role:
        accounts.disable(role, "root")
    with pytest.raises(AccountError, match="no account"):
        acting(accounts, "Dr. Ann Lee", CURATING)
    with pytest.raises(AccountError, match="disabled"):
        acting(accounts, "curator", CURATING)


@pytest.mark.parametrize("written", ["ann.lee", "Ann.Lee", " ANN.LEE "])
def test_one_account_has_one_name_however_it_is_written(accounts, written):
    add(accounts, "ann.lee", Role.CURATOR)
    assert acting(accounts, written, CURATING) == "ann.lee"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("root", "'root' is no account.*--by NAME.*user add NAME --role curator"),
        ("gone", "gone is disabled.*user enable gone"),
        ("bob", "role curator or approver, and bob has clinician, reviewer"),
    ],
)
def test_what_is_wrong_with_a_name_is_told_with_the_next_step(accounts, name, words):
    add(accounts, "bob", Role.CLINICIAN, Role.REVIEWER)
    add(accounts, "gone", Role.CURATOR)
    accounts.disable("gone", "root")
    with pytest.raises(AccountError, match=words):
        acting(accounts, name, CURATING)
