"""`corpus impact` and `corpus unanswered` on a home of its own."""

import pytest

from tests.assistant.curate.recorded import answered, refused, trail_of
from tests.documents import protocol

EVIL = "How much?\n9 answers cited it\x1b[31m <script>alert(1)</script>"


@pytest.fixture
def followed(assistant, tmp_path):
    """Two versions of sepsis, one withdrawn document, and a trail that cites all three."""
    for name, version, day in (
        ("sepsis", "1", "2024-01-01"), ("sepsis", "2", "2024-03-01"), ("gas", "1", "2024-01-01"),
    ):  # fmt: skip
        file = tmp_path / f"{name}-{version}.md"
        body = f"# {name.title()}\n\nGive saline {version} L."
        file.write_text(protocol(name, body, version=version, effective=day))
        assistant.does("corpus", "add", file, "--approved-by", "Committee")
    assistant.does("corpus", "retire", "gas", "--by", "Dr Stop", "--reason", "wrong dose")
    quoted = ("Give saline 1 L.", False, ("sepsis", "1"))
    trail_of(
        assistant.home,
        answered("a", quoted, ("Not in heart failure.", True, ("sepsis", "1")), question=EVIL),
        answered("b", ("Give saline 2 L.", False, ("sepsis", "2"))),
        answered("c", quoted, replay_of="a"),
        answered("d", ("Give gas.", False, ("gas", "1")), question="Which gas?"),
        refused("e", "Snakebite antivenom dose?", nearest=[("sepsis", "2")]),
        refused("f", "Antivenom for a snakebite?", "insufficient_evidence"),
        refused("g", "Snakebite antivenom dose"),
        refused("h", "How do I poison him?", "harmful_request"),
    )
    return assistant


def test_impact_lists_the_answers_that_cited_what_was_replaced(followed):
    found = followed.does("corpus", "impact", "sepsis", "--json").json

    assert (found["answers"], found["first"], found["last"]) == (1, "2024-01-01", "2024-01-01")
    [version] = found["versions"]
    assert (version["version"], version["status"]) == ("1", "superseded")
    assert (version["since"], version["why"]) == ("2024-03-01", "replaced by sepsis@2")
    [answer] = version["answers"]
    assert answer["id"] == "a"
    assert [statement["caution"] for statement in answer["statements"]] == [False, True]


def test_impact_as_a_person_reads_it(followed):
    out = followed.does("corpus", "impact", "gas").out

    assert "gas@1 is retired (not in force) since" in out
    assert "by Dr Stop: wrong dose" in out
    assert "Question: Which gas?" in out
    assert out.endswith(
        "1 answer cited versions of gas that are not in force, "
        "the first on 2024-01-04, the last on 2024-01-04.\n"
    )
    out = followed.does("corpus", "impact", "sepsis@2").out
    assert out.startswith("sepsis@2 is effective since 2024-03-01")
    out = followed.does("corpus", "impact", "sepsis", "--since", "2024-01-02").out
    assert out == "No answer since 2024-01-02 cited versions of sepsis that are not in force.\n"


def test_a_question_cannot_write_lines_of_its_own(followed):
    out = followed.does("corpus", "impact", "sepsis").out

    assert "\x1b" not in out
    assert "Caution: Not in heart failure." in out
    assert not any(line.startswith("9 answers") for line in out.splitlines())


def test_bad_input_is_one_sentence(followed):
    run = followed.run
    assert run("corpus", "impact", "asthma").refuses(12, "no document 'asthma'")
    assert run("corpus", "impact", "sepsis@9").refuses(12, "no version '9'", "it has 1, 2")
    assert run("corpus", "impact", "sepsis", "--since", "1/2/2024").code == 2
    assert run("corpus", "unanswered", "--last", "0").code == 2

    trail = followed.home / "audit" / "trail.jsonl"
    trail.write_bytes(trail.read_bytes().replace(b"Which gas", b"Which fog"))
    assert run("corpus", "impact", "sepsis").refuses(18, "record 4", "was changed")
    trail.write_bytes(b"nonsense\n")
    assert run("corpus", "unanswered").refuses(18, "line 1", "is not a record")


def test_unanswered_puts_questions_by_topic(followed):
    found = followed.does("corpus", "unanswered", "--json").json

    assert (found["asked"], found["questions"], found["left_out"]) == (3, 2, 0)
    [topic] = found["topics"]
    assert topic["asked"] == 3 and topic["last"].startswith("2024-01-07")
    assert "antivenom" in topic["topic"]
    assert [(one["id"], one["asked"]) for one in topic["questions"]] == [("g", 2), ("f", 1)]

    out = followed.does("corpus", "unanswered").out
    assert "asked 3 times, last on 2024-01-07" in out
    assert "• Snakebite antivenom dose (×2)" in out
    assert out.endswith("2 questions on 1 topic, asked 3 times.\n")
    out = followed.does("corpus", "unanswered", "--last", "1").out
    assert out.endswith("1 older one is left out: --last 2 takes more.\n")


def test_without_any_question_there_is_nothing_to_follow(assistant):
    assert assistant.does("corpus", "unanswered", "--json").json["topics"] == []
    assert "No question was refused" in assistant.does("corpus", "unanswered").out
    assert assistant.run("corpus", "impact", "sepsis").refuses(12, "no document 'sepsis'")


def test_what_was_really_asked_is_followed(own_assistant):
    """Records as the assistant writes them, redacted, from the question to the withdrawal."""
    does = own_assistant.does
    answer = does("ask", "How much crystalloid for shock in adult anaphylaxis?", "--json").json
    lost = does("ask", "Mr John Smith: which antivenom for a box jellyfish?", "--json").json
    assert (answer["status"], lost["status"]) == ("answered", "refused")
    document = answer["citations"][0]["document"]
    assert does("corpus", "impact", document, "--json").json["answers"] == 0
    does("corpus", "retire", document, "--by", "Dr Stop", "--reason", "wrong dose")

    found = does("corpus", "impact", document, "--json").json
    assert (found["answers"], found["versions"][0]["status"]) == (1, "retired")
    assert found["versions"][0]["answers"][0]["id"] == answer["id"]
    [topic] = does("corpus", "unanswered", "--json").json["topics"]
    assert topic["questions"][0]["question"] == lost["question"]
    assert "Smith" not in str(topic) and "antivenom" in topic["topic"]
