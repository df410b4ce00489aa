"""Rule 3: a statement says exactly what its quotes say, or it is dropped.

A number, unit, comparator, route, frequency, drug, negation or population in a statement is in
its cited quote. No evidence means refuse: a check that has nothing to check, or crashes, fails
closed.
"""

import re
from dataclasses import replace

import pytest

import assistant.ask
from assistant.answers import RefusalReason
from assistant.evidence import Draft, DraftStatement, Quote
from tests.fakes.generators import ChangingGenerator, CrashingGenerator, SilentGenerator
from tests.fakes.support_models import CrashingSupportModel, SayingSupportModel
from tests.spec.questions import ANSWERED, QUESTIONS

DOSE = "How much crystalloid for shock in adult anaphylaxis?"


def swap_numbers(text):
    """Exchange the first two numbers that differ."""
    numbers = list(re.finditer(r"\d+(?:\.\d+)?", text))
    if len(numbers) < 2 or numbers[0][0] == numbers[1][0]:
        return text
    one, two = numbers[:2]
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


CHANGES = {
    "ten times the dose": lambda text: re.sub(r"\d+(?:\.\d+)?", r"\g<0>0", text),
    "a tenth of the dose": lambda text: re.sub(r"(\d)0\b", r"\1", text),
    "a decimal point lost": lambda text: re.sub(r"(\d)\.(\d)", r"\1\2", text),
    "milligrams for micrograms": lambda text: text.replace("micrograms", "mg"),
    "litres for millilitres": lambda text: text.replace("mL", "L"),
    "less for more": lambda text: text.replace("more than", "less than").replace("above", "below"),
    "a comparator turned": lambda text: text.replace("≥", "≤").replace(">", "<"),
    "a negation dropped": lambda text: re.sub(r"\b(?:not|no|never|without)\b ?", "", text, flags=2),
    "a negation added": lambda text: re.sub(
        r"\b(?:Give|give|is|are|Use|use)\b", r"\g<0> not", text
    ),
    "another drug": lambda text: re.sub(
        r"(?i)adrenaline|gentamicin|noradrenaline", "digoxin", text
    ),
    "another route": lambda text: re.sub(r"(?i)intramuscular|intravenous|infusion", "oral", text),
    "another frequency": lambda text: re.sub(r"(?i)once|twice|every|daily", "hourly", text),
    "children for adults": lambda text: re.sub(r"(?i)\badults?\b", "child", text),
    "a word more": lambda text: f"{text} immediately",
    "a word less": lambda text: text.rpartition(" ")[0],
    "the words in another order": lambda text: " ".join(reversed(text.split())),
    "the first two numbers swapped": swap_numbers,
}


class Spy:
    """Changes every drafted statement that the change applies to, and drops the others."""

    identity = "spy/1"

    def __init__(self, generator, change):
        self.generator = generator
        self.change = change
        self.changed = 0

    def draft(self, question, evidence, rarity, asked):
        drafted = self.generator.draft(question, evidence, rarity, asked).statements
        changed = [replace(one, text=self.change(one.text)) for one in drafted]
        kept = [new for old, new in zip(drafted, changed, strict=True) if new.text != old.text]
        self.changed += len(kept)
        return Draft(tuple(kept))


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_statement_is_dropped(demonstration, drafts, change):
    """A drafted statement is changed in one way, as a careless model might, and never shown.

    Tried: ten times the dose, a lost decimal point, another unit, drug, route, frequency or
    population, a turned comparator, a negation dropped or added, numbers exchanged.
    """
    spy = Spy(drafts, CHANGES[change])
    changing = demonstration.having(generator=spy)

    for question in (*ANSWERED, DOSE):
        assert not changing.ask(question).statements
    if change not in ("a comparator turned", "a decimal point lost", "milligrams for micrograms"):
        assert spy.changed


def test_an_unchanged_statement_is_shown(demonstration, drafts):
    """The check is not passed by dropping everything: what was not changed is kept."""
    unchanged = ChangingGenerator(drafts, lambda statement: statement)

    for question in ANSWERED:
        expected = demonstration.ask(question).statements
        assert demonstration.having(generator=unchanged).ask(question).statements == expected


def shifted(statement):
    """The same words, cited to a span a little further on."""
    first = statement.quotes[0]
    span = first.span._replace(start=first.span.start + 3, end=first.span.end + 3)
    return replace(statement, quotes=(replace(first, span=span), *statement.quotes[1:]))


def of_the_heading(statement):
    """The same words, cited to the section's heading alone."""
    first = statement.quotes[0]
    return replace(statement, quotes=(replace(first, span=first.headings[-1]),))


def without_quotes(statement):
    return replace(statement, quotes=())


def without_context(statement):
    return replace(statement, quotes=statement.quotes[:1], text=statement.quotes[0].words)


@pytest.mark.parametrize("move", [shifted, of_the_heading, without_quotes])
def test_a_statement_cited_to_another_place_is_dropped(demonstration, drafts, move):
    """A true sentence with a wrong citation cannot be checked by its reader."""
    generator = ChangingGenerator(drafts, move)
    answer = demonstration.having(generator=generator).ask(DOSE)

    assert answer.refusal.reason is RefusalReason.UNSUPPORTED_DRAFT
    assert not answer.citations


def test_a_list_item_without_its_introduction_is_dropped(demonstration, drafts):
    """An item such as "pregnancy" may stand below "give in" or below "do not give in"."""
    question = "When is mast cell tryptase taken after anaphylaxis?"
    assert any("as follows" in one.text for one in demonstration.ask(question).statements)

    generator = ChangingGenerator(drafts, without_context)
    answer = demonstration.having(generator=generator).ask(question)

    assert not any("first sample" in statement.text for statement in answer.statements)


def test_a_quote_of_a_version_that_is_not_in_force_is_dropped(demonstration, drafts):
    """Words that stand in a superseded version are not words of the protocol."""
    catalogue, library = demonstration.stages.catalogue, demonstration.stages.library
    old = catalogue.version("adult-sepsis", "2")
    text = library.text(old.text_sha256)

    def of_version_2(statement):
        first = statement.quotes[0]
        words = "Do not use starch solutions."
        begin = text.content.index(words)
        span = first.span._replace(start=begin, end=begin + len(words))
        return DraftStatement(words, (Quote(old, text, span, first.headings),))

    generator = ChangingGenerator(drafts, of_version_2)
    answer = demonstration.having(generator=generator).ask("Which fluid is used in adult sepsis?")

    assert answer.refusal.reason is RefusalReason.UNSUPPORTED_DRAFT


def test_what_is_dropped_is_recorded_with_its_reason_and_never_shown(hospital, drafts):
    """Whoever looks into a refusal finds what the model wrote, and what was wrong with it."""
    spy = Spy(drafts, CHANGES["ten times the dose"])
    answer = hospital.having(generator=spy).ask(DOSE)
    dropped = hospital.stages.trail.find(answer.id).content["dropped"]

    assert answer.refusal.reason is RefusalReason.UNSUPPORTED_DRAFT
    assert [one["step"] for one in dropped] == ["quantities"] * spy.changed
    assert all(one["text"] not in str(answer.to_json()) for one in dropped)


def test_a_model_that_vouches_for_everything_lets_no_wrong_dose_through(hospital, drafts):
    """The rules stand before the support model, and what it says changes nothing for them."""
    believing = hospital.having(support_model=SayingSupportModel(1.0))

    def tenfold(text):
        return re.sub(r"\d+(?:\.\d+)?", lambda number: f"{10 * float(number[0]):g}", text)

    # A nought behind "38.0" would be no change of what is said.
    others = ("another drug", "children for adults", "another route", "a negation dropped")
    for change in (tenfold, *map(CHANGES.get, others)):
        spy = Spy(drafts, change)
        for question in ANSWERED:
            assert not believing.having(generator=spy).ask(question).statements


def test_a_support_model_that_crashes_refuses(hospital, drafts):
    """Nothing of the draft is shown, not even what was checked before."""
    crashing = hospital.having(
        generator=Spy(drafts, lambda text: f"{text} Call for help."),
        support_model=CrashingSupportModel(),
    )
    answer = crashing.ask(DOSE)
    dropped = hospital.stages.trail.find(answer.id).content["dropped"]

    assert answer.refusal.reason is RefusalReason.UNSUPPORTED_DRAFT
    assert dropped[-1]["reason"] == "the step raised RuntimeError"


def test_a_check_that_has_nothing_to_check_refuses(demonstration):
    """An empty draft is not an answer."""
    answer = demonstration.having(generator=SilentGenerator()).ask(DOSE)

    assert answer.refusal.reason is RefusalReason.INSUFFICIENT_EVIDENCE


@pytest.mark.parametrize("stage", ["decide", "verify", "turned_away", "retrieve", "expand"])
def test_a_stage_that_crashes_gives_no_answer(hospital, monkeypatch, stage):
    """Nothing is shown and nothing recorded when any of the checks breaks."""

    def crash(*_arguments, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(assistant.ask, stage, crash)
    before = hospital.stages.trail.verify()

    with pytest.raises(ZeroDivisionError):
        hospital.ask(DOSE)
    assert hospital.stages.trail.verify() == before


def test_a_generator_that_crashes_gives_no_answer(hospital):
    """The error goes up; there is no fallback that answers unchecked."""
    with pytest.raises(RuntimeError):
        hospital.having(generator=CrashingGenerator()).ask(QUESTIONS[2])
