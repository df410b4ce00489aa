"""`ask`, `search` and `redact` as scripts use them."""

import json
import time

import pytest

from corpus.errors import QuestionError
from tests.functional.conftest import CommandLine

ANSWER = {
    *("id", "status", "question", "redactions", "statements", "citations", "refusal", "notices"),
    *("confidence", "provenance", "timings_ms"),
}
CITATION = {
    *("number", "document", "title", "version", "section", "page", "start", "end", "quote"),
    *("effective", "review", "status"),
}
RESULT = {
    *("rank", "score", "document", "version", "section", "page", "start", "end", "text"),
}
PROVENANCE = {
    *("snapshot", "embedder", "reranker", "generator", "prompts", "settings", "software"),
}
QUESTION = "How much crystalloid for shock in adult anaphylaxis?"
SPANISH = "¿Cuál es la dosis de adrenalina en la anafilaxia para un adulto?"
TEN_MEGABYTES = "adrenaline " * 950_000


@pytest.fixture(scope="module")
def asked(shared_assistant, tmp_path_factory):
    """What `ask --file` made of eight lines, and how long it took."""
    questions = [
        ("first", QUESTION),
        (7, "Which wine goes with lobster?"),
        (None, "   "),
        ("spanish", SPANISH),
        ("long", TEN_MEGABYTES),
        ({"a": [1]}, "Mr John Quillfeather: dose of gentamicin in adults?"),
        ("number", 42),
        ("again", QUESTION),
    ]
    file = tmp_path_factory.mktemp("questions") / "q.jsonl"
    file.write_text("\n".join(json.dumps({"id": i, "question": q}) for i, q in questions) + "\n\n")
    return questions, shared_assistant.run("ask", "--file", file)


def test_a_file_gives_one_line_for_each_line_in_order_with_its_id(asked):
    questions, finished = asked
    assert [line["id"] for line in finished.lines] == [identity for identity, _ in questions]


def test_a_file_has_the_answers_of_the_contract(asked):
    answer = asked[1].lines[0]

    assert set(answer) == ANSWER | {"record"}
    assert answer["status"] == "answered"
    assert set(answer["statements"][0]) == {"text", "citations", "caution"}
    assert all(set(citation) == CITATION for citation in answer["citations"])
    assert set(answer["provenance"]) == PROVENANCE
    assert 0 <= answer["confidence"] <= 1
    assert answer["timings_ms"]["total"] >= answer["timings_ms"]["verify"]


def test_a_refusal_has_the_form_of_the_contract(asked):
    answer = asked[1].lines[1]

    assert answer["status"] == "refused"
    assert set(answer["refusal"]) == {"reason", "message", "nearest"}
    assert all(set(citation) == CITATION for citation in answer["refusal"]["nearest"])
    assert answer["statements"] == answer["citations"] == []


def test_an_empty_line_of_a_file_has_its_error_and_the_others_their_answers(asked):
    assert set(asked[1].lines[2]) == {"id", "error"}
    assert asked[1].lines[2]["error"]["exit_code"] == QuestionError.exit_code
    assert asked[1].lines[6]["error"]["exit_code"] == QuestionError.exit_code
    assert asked[1].refuses(QuestionError.exit_code)


def test_a_question_in_another_language_is_refused_in_words(asked):
    refusal = asked[1].lines[3]["refusal"]

    assert refusal["reason"] == "out_of_scope"
    assert "English" in refusal["message"]


def test_a_question_of_ten_megabytes_is_turned_away(asked):
    error = asked[1].lines[4]["error"]

    assert error["exit_code"] == QuestionError.exit_code
    assert len(error["message"]) < 300
    assert "limit" in error["message"]


def test_identifiers_are_replaced_and_listed(asked):
    answer = asked[1].lines[5]

    assert "Quillfeather" not in asked[1].out + asked[1].err
    assert "<NAME>" in answer["question"]
    assert all(set(found) == {"type", "start", "end"} for found in answer["redactions"])


def test_the_same_question_has_the_same_answer(asked):
    first, last = asked[1].lines[0], asked[1].lines[-1]
    changing = {"id", "record", "timings_ms"}

    assert {key: first[key] for key in ANSWER - changing} == {
        key: last[key] for key in ANSWER - changing
    }


def test_one_question_gives_the_object_of_the_contract(shared_assistant):
    answer = shared_assistant.does("ask", QUESTION, "--json").json

    assert set(answer) == ANSWER
    for citation in answer["citations"]:
        named = f"{citation['document']}@{citation['version']}"
        text = shared_assistant.does("corpus", "text", named).out
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        break


def test_an_answer_is_printed_for_people_with_its_sources(shared_assistant):
    printed = shared_assistant.does("ask", QUESTION, "--population", "adult").out

    assert "500–1000 mL" in printed
    assert "[1] Anaphylaxis in adults, version 2" in printed


def test_a_question_of_ten_megabytes_on_standard_input_is_turned_away_at_once(shared_assistant):
    data = json.dumps({"id": 1, "question": TEN_MEGABYTES}).encode()
    began = time.monotonic()
    shared_assistant.run("search", "--file", "-", stdin=b'{"id": 1, "question": ""}')
    middle = time.monotonic()
    finished = shared_assistant.run("search", "--file", "-", stdin=data)

    assert finished.refuses(QuestionError.exit_code, "limit")
    assert time.monotonic() - middle < middle - began + 2


def test_search_gives_ranked_passages_in_the_form_of_the_contract(shared_assistant):
    lines = b'{"id": "b", "question": "adrenaline"}\n\n{"id": "a", "question": "vancomycin"}\n'
    found = shared_assistant.does("search", "--file", "-", "--k", "4", stdin=lines).lines

    assert [line["id"] for line in found] == ["b", "a"]
    for line in found:
        assert set(line) == {"id", "results"}
        assert [result["rank"] for result in line["results"]] == [1, 2, 3, 4]
        assert all(set(result) == RESULT for result in line["results"])
        scores = [result["score"] for result in line["results"]]
        assert scores == sorted(scores, reverse=True)


def test_redact_gives_text_and_spans(shared_assistant):
    lines = b'{"id": 2, "text": "Mrs Ada Quill has sepsis"}\n{"id": 1, "text": "septic shock"}\n'
    found = shared_assistant.does("redact", "--file", "-", stdin=lines).lines

    assert [line["id"] for line in found] == [2, 1]
    assert set(found[0]) == {"id", "text", "redactions"}
    assert "Quill" not in found[0]["text"]
    assert found[1] == {"id": 1, "text": "septic shock", "redactions": []}


def test_redact_leaves_the_sites_own_names_as_a_question_does(shared_assistant):
    named = {"ASSISTANT_OWN_PLACES": '["Quillmere Hospital"]'}
    own = CommandLine(shared_assistant.home, named)

    text = "Mrs Ada Quill at Quillmere Hospital"
    assert own.does("redact", text).out.strip() == "<NAME> at Quillmere Hospital"
    assert shared_assistant.does("redact", text).out.strip() == "<NAME> at <PLACE>"


@pytest.mark.parametrize(
    "line", [b"not json", b'{"id": 1}', b"[1]", b'"text"', b'{"id": 1, "question"', b"\xff\xfe"]
)
def test_a_malformed_line_is_named_before_anything_is_answered(shared_assistant, line):
    lines = b'{"id": 1, "question": "adrenaline"}\n' + line + b"\n"
    finished = shared_assistant.run("ask", "--file", "-", stdin=lines)

    assert finished.refuses(10, "line 2")
    assert not finished.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "question", "--file", "f"],
        ["ask", "question", "--as-of", "yesterday"],
        ["ask", "question", "--population", "dogs"],
        ["search", "question", "--k", "0"],
        ["nonsense"],
    ],
)
def test_wrong_usage_ends_with_2(assistant, arguments):
    finished = assistant.run(*arguments)

    assert finished.code == 2
    assert "Traceback" not in finished.err


ADULT = "What dose of adrenaline in adult anaphylaxis?"


def test_a_follow_up_says_how_it_was_understood(shared_assistant):
    printed = shared_assistant.does("ask", "and in children?", "--after", ADULT).out

    assert "Understood as: “What dose of adrenaline in anaphylaxis in children?”" in " ".join(
        printed.split()
    )
    assert "Anaphylaxis in children and young people" in printed


def test_lines_of_a_file_have_their_own_earlier_questions(shared_assistant):
    lines = [
        {"id": 1, "question": "and in children?", "earlier": [ADULT]},
        {"id": 2, "question": "and in children?"},
        {"id": 3, "question": "how often?", "earlier": [ADULT] * 6},
    ]
    data = "\n".join(map(json.dumps, lines)).encode()
    finished = shared_assistant.run("ask", "--file", "-", stdin=data)
    first, second, third = finished.lines

    assert first["notices"][0]["kind"] == "understood"
    assert second["status"] == "refused"
    assert third["error"]["exit_code"] == QuestionError.exit_code
    assert finished.refuses(QuestionError.exit_code, "at most 5")


def test_earlier_questions_that_are_no_list_are_a_malformed_line(shared_assistant):
    data = b'{"id": 1, "question": "how often?", "earlier": "adrenaline"}'
    assert shared_assistant.run("ask", "--file", "-", stdin=data).refuses(10, "line 1", "earlier")


def test_earlier_questions_of_a_file_stand_in_the_file(shared_assistant, tmp_path):
    (tmp_path / "q.jsonl").write_text('{"id": 1, "question": "how often?"}')
    arguments = ("ask", "--file", tmp_path / "q.jsonl", "--after", ADULT)

    assert shared_assistant.run(*arguments).code == 2
