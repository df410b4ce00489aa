"""Where a home has accounts, the command line takes their names alone: two people are two."""

import pytest
from typer.testing import CliRunner

from assistant.accounts import Accounts, Role
from assistant.commands.application import application
from corpus.catalogue import Catalogue
from corpus.errors import AccountError, AssistantError, CatalogueError
from tests.documents import DEMONSTRATION, METADATA

FILE = DEMONSTRATION / "approved" / "hyperkalaemia-adult.md"


@pytest.fixture
def run(tmp_path):
    def invoke(*arguments):
        command = ["--home", str(tmp_path), *map(str, arguments)]
        done = CliRunner().invoke(application, command)
        if isinstance(done.exception, AssistantError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return invoke


@pytest.fixture
def people(tmp_path):
    accounts = Accounts(tmp_path)
    accounts.add("ann.lee", None, {Role.CURATOR}, "root")
    accounts.add("raj.patel", None, {Role.APPROVER}, "root")
    accounts.add("mia", None, {Role.CURATOR, Role.APPROVER}, "root")
    return accounts


def add(run, by, *more):
    return run("corpus", "add", FILE, "--metadata", METADATA, "--by", by, *more)


def test_the_flow_of_the_guide_goes_through(run, people, tmp_path):
    add(run, "ann.lee")
    run("corpus", "approve", "hyperkalaemia-adult", "--by", "Raj.Patel")
    [version] = Catalogue(tmp_path).versions()
    assert version.approved_by == "raj.patel"


def test_one_person_is_not_two_by_another_way_of_writing(run, people):
    add(run, "mia")
    with pytest.raises(CatalogueError, match="mia"):
        run("corpus", "approve", "hyperkalaemia-adult", "--by", "MIA")


@pytest.mark.parametrize(
    "command",
    [
        ("add", FILE, "--metadata", METADATA, "--by", "raj patel"),
        ("add", FILE, "--metadata", METADATA, "--by", "ann.lee", "--approved-by", "Committee"),
        ("add", FILE, "--metadata", METADATA, "--by", "mia", "--approved-by", "ann.lee"),
        ("approve", "hyperkalaemia-adult", "--by", "ann.lee"),
        ("retire", "hyperkalaemia-adult", "--by", "nobody", "--reason", "Wrong."),
        ("review", "hyperkalaemia-adult", "--by", "nobody", "--until", "2030-01-01"),
        ("publish", "--by", "nobody"),
        ("publish",),
        ("rollback", "--by", "nobody"),
        ("block", "--by", "ann.lee", "--reason", "Wrong."),
    ],
    ids=lambda command: " ".join(map(str, command[:1])),
)
def test_who_is_no_account_or_lacks_the_role_does_nothing(run, people, tmp_path, command):
    before = Catalogue(tmp_path).versions()
    with pytest.raises(AccountError, match=r"--by|role"):
        run("corpus", *command)
    assert Catalogue(tmp_path).versions() == before
