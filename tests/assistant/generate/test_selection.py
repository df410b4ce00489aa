"""Which sentences are chosen, and what comes along with them."""

from dataclasses import replace

from assistant.generate.candidates import candidates
from assistant.generate.company import ALWAYS_WHOLE
from assistant.generate.selection import JUDGED_MARGIN, choose
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

STEPS = """
# Shock

## Immediate actions

Act in this order:

1. Call for help.
2. Give oxygen.
3. Give crystalloid 500 mL.

## Background

Shock is common. It is often missed at night by tired people.
"""


def table(rows):
    lines = "\n".join(f"| {drug} | {dose} mg |" for drug, dose in rows)
    return f"# Doses\n\n## Table\n\n| Drug | Adult dose |\n| --- | --- |\n{lines}\n"


LONG = [(f"drug{number}", number * 10) for number in range(1, 11)] + [("digoxin", 500)]


def chosen(markdown, question, best, count=5):
    """What is chosen when the sentence that holds `best` scores highest, and no other near it."""
    found = candidates(expand(question), evidence_of(markdown), frozenset())
    scored = [replace(one, score=1.0 if best in one.words else 0.1) for one in found]
    return [one.words for one in choose(expand(question), scored, lambda term: 5.0, count)]


def test_one_step_brings_all_steps_in_their_order():
    words = chosen(STEPS, "how much crystalloid in shock", "500 mL")

    assert [step.partition(": ")[2][:2] for step in words] == ["1.", "2.", "3."]


def test_an_introduction_stands_for_its_items():
    assert len(chosen(STEPS, "what to do in shock", "Act in this order:")) == 3


def test_a_sentence_that_points_back_brings_the_one_before():
    words = chosen(STEPS, "is shock missed", "often missed")

    assert words == ["Shock is common.", "It is often missed at night by tired people."]


def test_a_sentence_that_announces_another_brings_it():
    markdown = "# Shock\n\nCall the outreach team for shock:\n\nBleep 2222 at any hour.\n\nWait.\n"
    words = chosen(markdown, "whom to call in shock", "outreach")

    assert words == ["Call the outreach team for shock:", "Bleep 2222 at any hour."]


def test_a_short_table_is_shown_whole():
    rows = LONG[:ALWAYS_WHOLE]

    assert len(chosen(table(rows), "drug3 dose", "drug3")) == ALWAYS_WHOLE


def test_a_long_table_is_cut_to_the_rows_the_question_picks():
    [row] = chosen(table(LONG), "digoxin dose", "digoxin")

    assert row == "Drug: digoxin; Adult dose: 500 mg"


def test_a_row_without_its_neighbours_is_not_shown_when_nothing_picks_it():
    assert len(chosen(table(LONG), "which doses are there", "drug7")) == len(LONG)


def test_nothing_is_chosen_from_nothing():
    assert choose(expand("dose"), [], lambda term: 1.0, 5) == []


def shown(scores):
    """The words chosen from the background of shock, each sentence with a score and a logit."""
    found = candidates(expand("shock"), evidence_of(STEPS), frozenset())
    scored = [
        replace(one, score=score, logit=0.0)
        for one in found
        for word, score in scores.items()
        if word in one.words
    ]
    return [one.words for one in choose(expand("shock"), scored, lambda term: 5.0, 5)]


def test_a_sentence_that_clearly_answers_leaves_the_others_out():
    words = shown({"often missed": 1.01 + JUDGED_MARGIN, "Act in this order": 1.0})

    assert words == ["Shock is common.", "It is often missed at night by tired people."]


def test_what_answers_nearly_as_well_is_shown_too():
    assert len(shown({"often missed": 1.0, "Act in this order": 1.01 - JUDGED_MARGIN})) == 5


def test_labels_and_boilerplate_are_no_candidates():
    markdown = "# Title\n\nNot for clinical use.\n\nHand hygiene\n\nWash hands for 20 seconds.\n"
    found = candidates(expand("hand hygiene"), evidence_of(markdown), frozenset())

    assert [one.words for one in found] == ["Wash hands for 20 seconds."]


def test_words_about_other_drugs_only_are_no_candidates():
    markdown = "# Doses\n\nGive vancomycin 25 mg/kg as a loading dose.\n"

    assert not list(candidates(expand("digoxin loading dose"), evidence_of(markdown), frozenset()))
