"""`eval calibrate` on the demonstration hospital, and what publishing makes of it."""

import json

import pytest

ASKED = (
    ("What is the first dose of adrenaline for anaphylaxis in an adult?", "500 micrograms"),
    ("adrenaline dose adult anaphylaxis IM", "500 micrograms"),
)
ELSEWHERE = (
    "How is scabies treated?",
    "What does the canteen serve on Friday?",
    "When is thymectomy offered in myasthenia?",
)


@pytest.fixture
def suite(tmp_path):
    """A file with so many answerable cases, and as many that nothing answers."""

    def write(count):
        rows = []
        for number in range(count):
            question, words = ASKED[number % len(ASKED)]
            rows.append(
                f"  - {{id: a{number}, question: '{question} ({number})', expect: answer, "
                f"evidence: [{{document: anaphylaxis-adult, contains: '{words}'}}]}}\n"
            )
            question = ELSEWHERE[number % len(ELSEWHERE)]
            rows.append(
                f"  - {{id: r{number}, question: '{question} ({number})', expect: refuse, "
                "reason: not_in_corpus}\n"
            )
        file = tmp_path / f"own{count}.yaml"
        file.write_text("suite: own\nabout: what is asked here\ncases:\n" + "".join(rows))
        return file

    return write


def test_a_site_calibrates_and_publishing_puts_it_to_use(own_assistant, suite):
    made = own_assistant.does("eval", "calibrate", suite(60), "--risk", "0.1", "--json").json

    assert made["cases"] == 120
    assert made["held"] <= 0.1
    written = json.loads((own_assistant.home / "calibration.json").read_text())
    assert written["threshold"] == made["threshold"]
    assert [one["name"] for one in written["data"]] == ["own"]

    before = own_assistant.does("corpus", "snapshots", "--json").json[-1]["snapshot"]
    done = own_assistant.does("corpus", "publish", "--by", "T", "--json").json
    assert done["changed"] and done["snapshot"] != before
    assert done["embedded"] == 0
    folder = own_assistant.home / "snapshots" / done["snapshot"]
    assert json.loads((folder / "calibration.json").read_text()) == written

    answer = own_assistant.does("ask", ASKED[0][0], "--json").json
    assert answer["provenance"]["snapshot"] == done["snapshot"]
    assert answer["status"] == "answered"


def test_a_risk_that_cannot_be_shown_writes_nothing(own_assistant, suite):
    own_assistant.run("eval", "calibrate", suite(25)).refuses(10, "cannot show a risk of 2.0%")

    assert not (own_assistant.home / "calibration.json").exists()


def test_a_damaged_calibration_keeps_from_publishing(own_assistant):
    (own_assistant.home / "calibration.json").write_text("{}")

    own_assistant.run("corpus", "publish", "--by", "T").refuses(14, "calibration.json", "damaged")
