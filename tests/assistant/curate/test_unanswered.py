"""Questions refused for lack of evidence, and the topics they make."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audit import TrailIndex
from assistant.curate.topics import Labels, group
from assistant.curate.unanswered import MOST, by_topic, unanswered, unanswered_in
from corpus.errors import AuditError
from tests.assistant.curate.recorded import answered, refused, trail_of
from tests.fakes.embedders import HashingEmbedder

SHARED = Path(__file__).parents[3] / ".." / "shared"
QUESTIONS = SHARED / "evalsets" / "protocol_questions" / "questions.jsonl"
SNAKES = [
    "snakebite antivenom in an adult: dose",
    "snakebite antivenom in an adult",
    "adult snakebite antivenom when",
]
BURNS = ["burns fluid formula in a child", "burns fluid in a child"]


def asked(trail, **options):
    found = unanswered(trail, **options)
    assert unanswered_in(TrailIndex(trail), **options) == found
    return [(one.question, one.asked) for one in found]


def test_only_what_evidence_was_lacking_for_counts(tmp_path):
    trail = trail_of(
        tmp_path,
        refused("a", "Q1?", "not_in_corpus"),
        refused("b", "Q2?", "insufficient_evidence"),
        refused("c", "Q3?", "unsupported_draft"),
        refused("d", "Q4?", "out_of_scope"),
        refused("e", "Q5?", "harmful_request"),
        refused("f", "Q6?", "unsafe_input"),
        refused("g", "Q7?", replay_of="a"),
        answered("h", ("Give.", False, ("sepsis", "1")), question="Q8?"),
    )
    assert asked(trail) == [("Q1?", 1), ("Q2?", 1), ("Q3?", 1)]


def test_the_same_question_twice_is_one_with_a_count(tmp_path):
    trail = trail_of(
        tmp_path,
        refused("a", "Which antivenom?"),
        refused("b", "Burns?"),
        refused("c", "which  Antivenom", "insufficient_evidence"),
    )
    last = unanswered(trail)[-1]

    assert asked(trail) == [("Burns?", 1), ("which  Antivenom", 2)]
    assert last.id == "c" and last.last.startswith("2024-01-03")
    assert last.reasons == {"not_in_corpus": 1, "insufficient_evidence": 1}


def test_a_question_answered_since_is_no_gap_any_more(tmp_path):
    quote = ("Give.", False, ("snakebite", "1"))
    trail = trail_of(
        tmp_path,
        refused("a", "Which antivenom?"),
        refused("b", "Which fluid?", population="paediatric"),
        answered("c", quote, question="Which antivenom?"),
        answered("d", quote, question="Which fluid?", population="adult"),
        refused("e", "Burns?"),
        answered("f", quote, question="Burns?", as_of="2020-01-01"),
    )
    assert asked(trail) == [("Which fluid?", 1), ("Burns?", 1)]


def test_since_counts_from_that_day_on(tmp_path):
    trail = trail_of(tmp_path, *(refused(name, f"{name}?") for name in "abc"))
    assert asked(trail, since=date(2024, 1, 2)) == [("b?", 1), ("c?", 1)]


def test_a_trail_that_cannot_be_read_is_refused(tmp_path):
    trail = trail_of(tmp_path, refused("a", "Which?"))
    with trail.file.open("ab") as file:
        file.write(b"{broken\n")
    with pytest.raises(AuditError):
        unanswered(trail)


def test_topics_hold_what_belongs_together_the_one_asked_most_first(tmp_path):
    words = [SNAKES[0], BURNS[0], SNAKES[1], BURNS[1], SNAKES[2], SNAKES[1]]
    near = [("wounds", "1"), ("bites", "1")]
    contents = [refused(str(at), one, nearest=near) for at, one in enumerate(words)]
    first, second = by_topic(unanswered(trail_of(tmp_path, *contents)), HashingEmbedder())

    assert [one.question for one in first.questions] == [SNAKES[1], SNAKES[2], SNAKES[0]]
    assert (first.asked, first.last[:10]) == (4, "2024-01-06")
    assert "snakebite" in first.label and "antivenom" in first.label
    assert {one.question for one in second.questions} == set(BURNS)
    assert second.label.startswith("burns")
    assert [document for document, _, _ in first.nearest] == ["wounds", "bites"]


def test_placeholders_of_identifiers_make_no_topic(tmp_path):
    texts = ["<NAME> <DATE> snakebite?", "<NAME> <DATE> burns?"]
    trail = trail_of(tmp_path, *(refused(text, text) for text in texts))
    embedder = HashingEmbedder()
    topics = by_topic(unanswered(trail), embedder)

    assert {topic.label for topic in topics} == {"snakebite", "burns"}
    assert not any("NAME" in text for text in embedder.embedded)


def test_more_questions_than_memory_holds_are_not_grouped():
    with pytest.raises(ValueError, match=str(MOST)):
        by_topic([None] * (MOST + 1), HashingEmbedder())


@given(st.lists(st.text(max_size=40).filter(str.strip), max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_was_asked_is_in_exactly_one_topic(questions):
    topics = group(questions, HashingEmbedder())

    assert sorted(at for topic in topics for at in topic) == list(range(len(questions)))
    assert topics == group(questions, HashingEmbedder())
    for topic in topics:
        Labels(questions).of([questions[at] for at in topic])


@pytest.mark.skipif(not QUESTIONS.exists(), reason="the shared evaluation sets are not here")
def test_questions_about_one_document_come_together_far_better_than_by_chance(embedder):
    """300 questions of 50 documents; the threshold was chosen on other ones."""
    from sklearn.metrics import adjusted_mutual_info_score, homogeneity_score

    by_document = {}
    with QUESTIONS.open() as lines:
        for line in map(json.loads, lines):
            by_document.setdefault(line["doc"], []).append(line["question"])
    chosen = random.Random(7)
    documents = chosen.sample(sorted(by_document), 50)
    pairs = [(name, one) for name in documents for one in chosen.sample(by_document[name], 6)]
    topics = group([question for _, question in pairs], embedder)
    found = {at: number for number, topic in enumerate(topics) for at in topic}
    told = [found[at] for at in range(len(pairs))]
    truth = [document for document, _ in pairs]

    assert adjusted_mutual_info_score(truth, told) > 0.35
    assert homogeneity_score(truth, told) > 0.75
    assert 50 < len(topics) < 150
