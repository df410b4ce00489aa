"""What the automaton allows, in tokens that stand for themselves."""

import pytest

from assistant.generate.local.automaton import Automaton, Copyable, Said

STOP, NO, ANSWER, MARK, JOIN = 0, 1, 2, 90, 80


def whole(*tokens, mark):
    """A sentence that cannot be cut."""
    return Copyable((tokens,), (tokens,), (tokens,), (True,), (MARK, mark))


def cuttable(*clauses, needed, mark):
    joined = tuple((JOIN, *clause) for clause in clauses)
    return Copyable(clauses, clauses, joined, needed, (MARK, mark))


def automaton(*sentences, units=None, most=9):
    units = units or [(number,) for number in range(len(sentences))]
    return Automaton(dict(enumerate(sentences)), units, (NO, ANSWER), STOP, most)


def write(automaton, *tokens):
    for token in tokens:
        automaton.advance(token)
    return automaton


def test_at_first_every_sentence_and_no_answer_and_the_stop_are_open():
    assert automaton(whole(10, 11, mark=91), whole(20, mark=92)).allowed() == [STOP, NO, 10, 20]


def test_at_first_no_answer_and_the_stop_can_only_end_in_nothing():
    assert automaton(whole(10, mark=91), whole(20, mark=92)).declining() == [STOP, NO]


def test_a_sentence_that_begins_like_no_answer_is_not_declining_yet():
    one = automaton(whole(NO, 11, mark=91))
    assert one.declining() == [STOP]
    assert write(one, NO).declining() == [STOP, ANSWER]


def test_a_stop_behind_a_statement_declines_nothing_but_no_answer_still_does():
    one = write(automaton(whole(10, mark=91), whole(20, mark=92)), 10, MARK, 91)
    assert one.allowed() == [STOP, NO, 20]
    assert one.declining() == [NO]


def test_a_statement_ends_with_the_citation_of_the_sentence_it_was_copied_from():
    one = write(automaton(whole(10, 11, mark=91), whole(20, mark=92)), 10, 11)
    assert one.allowed() == [STOP, MARK]
    assert write(one, MARK).allowed() == [STOP, 91]
    assert write(one, 91).said == (Said(0, (0,)),)


def test_a_token_that_is_not_allowed_is_refused():
    with pytest.raises(ValueError, match="token 21 is not allowed"):
        automaton(whole(20, mark=91)).advance(21)


def test_a_sentence_that_begins_like_another_leaves_both_open():
    one = write(automaton(whole(10, mark=91), whole(10, 11, mark=92)), 10)
    assert one.allowed() == [STOP, 11, MARK]
    assert write(one, 11, MARK, 92).said == (Said(1, (0,)),)


def test_of_two_that_read_alike_the_citation_decides():
    one = write(automaton(whole(10, mark=91), whole(10, mark=92)), 10, MARK)
    assert one.allowed() == [STOP, 91, 92]
    assert write(one, 92).said == (Said(1, (0,)),)


def test_of_two_with_the_same_citation_too_the_first_is_taken():
    assert write(automaton(whole(10, mark=91), whole(10, mark=91)), 10, MARK, 91).said == (
        Said(0, (0,)),
    )


def test_a_needed_clause_cannot_be_left_out():
    sentence = cuttable((10,), (20,), (30,), needed=(False, True, False), mark=91)
    assert automaton(sentence).allowed() == [STOP, NO, 10, 20]
    assert write(automaton(sentence), 10).allowed() == [STOP, 20]
    assert write(automaton(sentence), 20).allowed() == [STOP, 30, MARK]


def test_a_clause_left_out_between_two_leaves_a_connector():
    sentence = cuttable((10,), (20,), (30,), needed=(True, False, False), mark=91)
    one = write(automaton(sentence), 10)
    assert one.allowed() == [STOP, 20, JOIN, MARK]
    assert write(one, JOIN, 30, MARK, 91).said == (Said(0, (0, 2)),)


def test_what_belongs_together_is_said_together_or_not_at_all():
    rows = (whole(10, mark=91), whole(20, mark=92))
    one = write(automaton(*rows, units=[(0, 1)]), 10, MARK, 91)
    assert one.allowed() == [STOP, 20]
    assert write(one, STOP).said == ()
    both = write(automaton(*rows, units=[(0, 1)]), 10, MARK, 91, 20, MARK, 92)
    assert [statement.sentence for statement in both.said] == [0, 1]


def test_a_stop_drops_what_is_unfinished_and_keeps_the_rest():
    one = write(automaton(whole(10, mark=91), whole(20, mark=92)), 10, MARK, 91, 20, STOP)
    assert one.finished
    assert one.said == (Said(0, (0,)),)
    assert one.allowed() == []


def test_no_answer_takes_everything_back():
    one = write(automaton(whole(10, mark=91), whole(20, mark=92)), 10, MARK, 91, NO, ANSWER)
    assert write(one, STOP).said == ()


def test_a_sentence_is_said_once_and_no_more_than_asked_for():
    one = write(automaton(whole(10, mark=91), whole(20, mark=92)), 10, MARK, 91)
    assert one.allowed() == [STOP, NO, 20]
    only = write(automaton(whole(10, mark=91), whole(20, mark=92), most=1), 10, MARK, 91)
    assert only.allowed() == [STOP]


def test_only_what_leaves_no_choice_is_written_without_asking():
    one = automaton(whole(10, 11, 12, mark=91), whole(20, mark=92))
    assert one.forced() == []
    one.advance(10)
    assert one.forced() == [11, 12, MARK, 91]
    one.advance(20)
    assert one.forced() == [MARK, 92, STOP]


def test_a_lone_sentence_is_not_forced_on_the_model():
    assert automaton(whole(NO, ANSWER, 10, mark=91)).forced() == []


def test_a_sentence_that_begins_with_the_words_for_no_answer_does_not_undo_them():
    one = write(automaton(whole(NO, ANSWER, 10, mark=91)), NO, ANSWER)
    assert one.forced() == []
    assert one.allowed() == [STOP, 10]


def test_nothing_is_copied_without_tokens():
    with pytest.raises(ValueError, match="at least one token"):
        whole(mark=91)
