"""What verification shows of a draft, what it drops, and how it fails."""

import pytest

import assistant.verify.verification as verification
from assistant.evidence import DraftStatement
from assistant.generate.wording import state
from assistant.verify import verify
from tests.assistant.generate.build import evidence_of, sentence_with
from tests.fakes.support_models import (
    CrashingSupportModel,
    SayingSupportModel,
    SlowSupportModel,
)

MARKDOWN = """# Anaphylaxis

## Adrenaline

Give adrenaline 0.5 mg intramuscularly; lie the patient flat; do not let the patient stand up.

Give oxygen and call for help.

In severe shock, give a bolus of fluid.

| Age | Dose (mg) | Interval |
|---|---|---|
| Adult | 0.5 | every 5 minutes |
"""
EVIDENCE = evidence_of(MARKDOWN)
IN_FORCE = {one.version.key: one.version for one in EVIDENCE}


def drafted(words, text=None, **changes):
    """The sentence that holds `words` as it stands, or saying `text` instead."""
    found, sentence = sentence_with(EVIDENCE, words)
    whole = state(found, sentence, found.passage.headings)
    return DraftStatement(whole.text if text is None else text, whole.quotes, **changes)


def check(*statements, support=None, **options):
    return verify(statements, EVIDENCE, IN_FORCE, support, **options)


def test_the_sentence_itself_needs_no_model():
    model = SayingSupportModel(0.0)
    verified = check(drafted("adrenaline 0.5 mg"), drafted("Adult"), support=model)
    assert len(verified.statements) == 2 and not verified.dropped and not model.asked


def test_other_words_are_dropped_without_a_model_and_shown_when_one_vouches():
    other = drafted("Give oxygen", "Call for help and give oxygen.")
    dropped = check(other).dropped
    assert [one.step for one in dropped] == ["support"]
    assert "no support model" in dropped[0].reason

    vouching, doubting = SayingSupportModel(0.9), SayingSupportModel(0.4)
    assert check(other, support=vouching).statements[0].text == other.text
    assert vouching.asked == [
        ("Anaphylaxis › Adrenaline: Give oxygen and call for help.", other.text)
    ]
    assert "0.40, says saying@1" in check(other, support=doubting).dropped[0].reason


@pytest.mark.parametrize("probability", [float("nan"), 0.49])
def test_a_model_that_is_not_sure_supports_nothing(probability):
    other = drafted("Give oxygen", "Call for help and give oxygen.")
    assert not check(other, support=SayingSupportModel(probability)).statements


@pytest.mark.parametrize(
    ("words", "text", "step"),
    [
        ("adrenaline 0.5 mg", "Give adrenaline 5 mg intramuscularly.", "quantities"),
        ("adrenaline 0.5 mg", "Give noradrenaline 0.5 mg intramuscularly.", "drugs"),
        ("adrenaline 0.5 mg", "Let the patient stand up.", "polarity"),
        ("Give oxygen", "Give oxygen to children and call for help.", "population"),
        ("Adult", "Age: Adult; Dose (mg): 0.5", "citing"),
        ("Give oxygen", " ", "citing"),
    ],
)
def test_what_a_model_vouches_for_still_has_to_pass_the_rules(words, text, step):
    verified = check(drafted(words, text), support=SayingSupportModel(1.0))
    assert not verified.statements
    assert [(one.text, one.step) for one in verified.dropped] == [(text, step)]


def test_whole_clauses_need_no_model_and_half_of_one_does():
    assert check(drafted("Give oxygen", "Give oxygen.")).statements
    assert not check(drafted("Give oxygen", "Give oxygen and call.")).statements


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("In severe shock", "Give a bolus of fluid."),
        ("adrenaline 0.5 mg", "Lie the patient flat; do not let the patient stand up."),
        ("adrenaline 0.5 mg", "Give adrenaline 0.5 mg intramuscularly; lie the patient flat."),
        ("Adult", "Dose (mg): 0.5; Age: Adult; Interval: every 5 minutes"),
    ],
)
def test_a_clause_that_limits_the_rest_or_holds_an_amount_is_not_left_out(words, text):
    assert not check(drafted(words, text)).statements


def test_a_row_may_not_lose_the_name_of_a_column():
    whole = drafted("Adult")
    bare = whole.text.replace("Interval: ", "")
    assert bare != whole.text
    assert not check(drafted("Adult", bare)).statements


def test_one_statement_that_is_dropped_takes_no_other_with_it():
    verified = check(drafted("adrenaline 0.5 mg", "Give 5 mg."), drafted("Give oxygen"))
    assert [one.text for one in verified.statements] == [drafted("Give oxygen").text]
    numbers = [one.number for one in verified.citations]
    assert numbers == list(verified.statements[0].citations) == [1, 2, 3]
    assert len(verified.dropped) == 1


def test_a_step_that_raises_drops_everything_and_says_which_without_its_words():
    other = drafted("Give oxygen", "Call for help and give oxygen.")
    verified = check(drafted("adrenaline 0.5 mg"), other, support=CrashingSupportModel())
    assert not verified.statements and not verified.citations
    assert verified.dropped[-1].to_json() == {
        "text": other.text, "step": "support", "reason": "the step raised RuntimeError",
    }  # fmt: skip


@pytest.mark.parametrize("name", list(verification.RULES))
def test_a_rule_that_raises_drops_everything(monkeypatch, name):
    def crash(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setitem(verification.RULES, name, crash)
    other = drafted("Give oxygen", "Call for help and give oxygen.")
    verified = check(drafted("adrenaline 0.5 mg"), other, support=SayingSupportModel(1.0))
    assert not verified.statements
    assert verified.dropped[-1].step == name


def test_a_model_that_takes_too_long_drops_everything():
    other = drafted("Give oxygen", "Call for help and give oxygen.")
    statements = (drafted("adrenaline 0.5 mg"), other)
    verified = check(*statements, support=SlowSupportModel(0.2), deadline=0.1)
    assert not verified.statements
    assert verified.dropped[-1].step == "deadline"
    assert len(check(*statements, support=SlowSupportModel(0.0)).statements) == 2


def test_nothing_to_check_shows_nothing():
    assert check() == verification.Verified()


def test_a_quote_that_begins_beside_its_words_is_dropped():
    one = drafted("Give oxygen")
    first, *others = one.quotes
    span = first.span._replace(end=first.span.end + 1)
    beside = DraftStatement(one.text, (type(first)(first.version, first.text, span, ()), *others))
    assert [one.step for one in check(beside).dropped] == ["citing"]
