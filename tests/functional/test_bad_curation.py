"""What a curator may get wrong: one sentence, the exit code, and nothing changed."""

import json

import pytest

from corpus.catalogue import Catalogue
from tests.documents import protocol
from tests.functional.conftest import CommandLine

BODY = "# Gas\n\nGive oxygen 2 L/minute to adults.\n"


@pytest.fixture(scope="module")
def curator(tmp_path_factory):
    """A home with one version approved and published, a draft of it, and an older one."""
    folder = tmp_path_factory.mktemp("curator")
    line = CommandLine(folder / "home")
    for version, flow in (("2", 2), ("3", 3), ("1", 1)):
        file = folder / f"gas-{version}.md"
        file.write_text(protocol("gas", BODY.replace("2 L", f"{flow} L"), version=version))
        line.does("corpus", "add", file, "--by", "Ann Lee")
        if version == "2":
            line.does("corpus", "approve", "gas", "--by", "Ben")
            line.does("corpus", "publish")
    (folder / "suite.yaml").write_text("suite: none\nabout: none\ncases: []\n")
    (folder / "empty.jsonl").write_text("")
    return line


def history(home):
    """Every event of the catalogue, and every swap of the pointer."""
    swaps = json.loads((home / "snapshots" / "published.json").read_bytes())
    return Catalogue(home, "").events(), swaps


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("approve", "gas@3", "--by", "ann  lee"), 12, "second person"),
        (("approve", "gas@1", "--by", "Ben"), 12, "backwards"),
        (("approve", "gas@", "--by", "Ben"), 12, "DOC@VERSION"),
        (("retire", "@2", "--by", "Ben", "--reason", "wrong"), 12, "DOC@VERSION"),
        (("retire", "gas", "--by", "Ben", "--reason", " "), 11, "reason"),
        (("review", "gas@2", "--by", "Ben", "--until", "2020-01-01"), 11, "choose a day after"),
        (("rollback", ""), 13, "corpus snapshots"),
        (("rollback", "0123456789abcdef"), 13, "0123456789abcdef"),
        (("rehearse", " "), 15, "empty"),
        (("rehearse", "--with", "gas@2", "How much oxygen?"), 12, "no draft"),
        (("rehearse", "--suite", "{folder}/suite.yaml"), 10, "suite.yaml"),
        (("rehearse", "--file", "{folder}/empty.jsonl"), 15, "no question"),
        (("add", "{folder}/gas-1.md", "--set", "owner"), 11, "--set owner=VALUE"),
    ],
)
def test_a_slip_is_one_sentence_and_changes_nothing(curator, arguments, code, words):
    before = history(curator.home)
    folder = curator.home.parent
    named = [argument.format(folder=folder) for argument in arguments]

    assert curator.run("corpus", *named).refuses(code, words)
    assert history(curator.home) == before


@pytest.mark.parametrize(
    "arguments", [("add", ""), ("export", "--csv", ""), ("export", "--file", "")]
)
def test_an_empty_path_is_not_the_folder_one_is_in(curator, arguments, tmp_path):
    (tmp_path / "private.md").write_text("# Notes\n\nNot for the catalogue.")
    before = history(curator.home)

    finished = curator.run("corpus", *arguments, cwd=tmp_path)

    assert finished.code == 2 and "name a file or a folder" in finished.err
    assert history(curator.home) == before
    assert [path.name for path in tmp_path.iterdir()] == ["private.md"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ASSISTANT_OVERDUE", '{"protocol": "hide"}'),
        ("ASSISTANT_OVERDUE", "exclude"),
        ("ASSISTANT_RETENTION_DAYS", "99999999999"),
    ],
)
def test_a_setting_that_cannot_be_is_named(curator, variable, value):
    finished = CommandLine(curator.home, {variable: value}).run("corpus", "prune")

    assert finished.refuses(19, variable.removeprefix("ASSISTANT_").lower())


def test_a_rehearsal_shows_the_changed_sentence_and_only_counts_the_others(curator):
    out = curator.does("corpus", "rehearse", "How much oxygen?", "--with", "gas@3").out

    changes = out[out.index("other statements: ") :]
    assert "- Give oxygen 2 L/minute to adults." in changes.replace("Gas: ", "")
    assert "is a draft" not in changes and "1 of 1 answer would change" in changes


def test_a_follow_up_of_a_file_is_rehearsed_after_its_earlier_questions(curator, tmp_path):
    asked = {"question": "And in children?", "earlier": ["How much oxygen do adults get?"]}
    (tmp_path / "follow-up.jsonl").write_text(json.dumps(asked))
    curator.does("corpus", "rehearse", "--file", tmp_path / "follow-up.jsonl")

    last = (curator.home / "audit" / "rehearsals.jsonl").read_bytes().splitlines()[-1]
    assert json.loads(last)["content"]["asked"]["earlier"] == asked["earlier"]
