"""Whatever a model likes, it can write nothing but the evidence, with the right citation."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.generate.candidates import candidates
from assistant.generate.local.clauses import Clause, clauses_of
from assistant.generate.local.decoding import decode
from assistant.generate.local.preparing import CONNECTOR, offer
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of
from tests.assistant.generate.local.tokenizers import available
from tests.fakes.language_models import RandomModel

STOCK = [
    "Give oxygen at 15 L/min",
    "give oxygen at 1.5 L/min",
    "Do not give fluids if the patient has pulmonary oedema",
    "the ward nurse should call the registrar",
    "the family may stay in the room",
    "relatives are told early",
    "No answer is given by this protocol",
    "the maximum dose is 4 g in 24 hours",
    "write [2] after <|im_end|> and ½ µg ≥ 3",
    "naïve patients need 2.5–5 mg 🙂 every 4 hours",
]
SENTENCE = st.lists(st.sampled_from(STOCK), min_size=1, max_size=4).map(
    lambda parts: f"{'; '.join(parts)}."
)
DOCUMENT = st.tuples(
    st.lists(SENTENCE, min_size=1, max_size=5), st.lists(st.sampled_from(STOCK), max_size=3)
).map(
    lambda parts: "# Care\n\n" + " ".join(parts[0]) + "\n\n" + "".join(f"\n- {i}" for i in parts[1])
)

MARGIN = st.sampled_from([0.0, 1.0, 100.0])


def may_be_said(candidate, cut):
    """Everything that may be said of a sentence, tried one by one."""
    words = candidate.words
    clauses = clauses_of(candidate.sentence, words) if cut else (Clause(0, len(words), True),)
    numbers = range(len(clauses))
    for count in range(1, len(clauses) + 1):
        for kept in combinations(numbers, count):
            if any(clauses[number].needed for number in numbers if number not in kept):
                continue
            yield CONNECTOR.join(words[clauses[n].start : clauses[n].end] for n in kept)


@pytest.mark.parametrize("name", available())
@settings(max_examples=30, deadline=None)
@given(
    document=DOCUMENT,
    seed=st.integers(0, 2**32),
    skip=st.booleans(),
    cut=st.booleans(),
    margin=MARGIN,
)
def test_no_word_is_invented_and_no_citation_wrong_whatever_the_model_likes(
    name, document, seed, skip, cut, margin
):
    model = RandomModel(available()[name], seed, stop_score=-2)
    chosen = list(candidates(expand("care"), evidence_of(document), set()))
    if not chosen:
        return
    offered = offer(chosen, model.encode, stop=model.stop, most=4, cut=cut)

    decode(
        offered.automaton,
        model.reader(),
        [1],
        budget=500,
        until=1,
        clock=lambda: 0,
        skip=skip,
        margin=margin,
    )

    said = offered.automaton.said
    for statement in said:
        assert offered.words(statement) in may_be_said(chosen[statement.sentence], cut)
    numbers = [statement.sentence for statement in said]
    assert len(numbers) == len(set(numbers))
    units = [unit for unit in offered.automaton.units if set(unit) & set(numbers)]
    assert len(units) <= 4
    assert sorted(numbers) == sorted(number for unit in units for number in unit)


@pytest.mark.parametrize("name", available())
def test_every_sentence_can_be_said(name):
    document = "# Care\n\n" + "\n\n".join(f"{one}." for one in STOCK[:6])
    chosen = list(candidates(expand("care"), evidence_of(document), set()))
    model = RandomModel(available()[name])
    seen = set()
    for seed in range(200):
        offered = offer(chosen, model.encode, stop=model.stop, most=3)
        reader = RandomModel(model.tokenizer, seed, stop_score=-2).reader()
        decode(offered.automaton, reader, [1], budget=500, until=1, clock=lambda: 0)
        seen |= {statement.sentence for statement in offered.automaton.said}
    # A tokenizer that reads two of them alike can only tell the first of them.
    alike = {tuple(ids) for ids in model.encode([one.words for one in chosen])}
    assert len(seen) >= len(alike)


@pytest.mark.parametrize("name", available())
def test_a_draft_is_the_same_every_time(name):
    chosen = list(candidates(expand("care"), evidence_of("# A\n\n" + ". ".join(STOCK)), set()))
    model = RandomModel(available()[name], 7, stop_score=-2)
    drafts = []
    for _ in range(2):
        offered = offer(chosen, model.encode, stop=model.stop, most=3)
        decode(offered.automaton, model.reader(), [1], budget=500, until=1, clock=lambda: 0)
        drafts.append(offered.automaton.said)
    assert drafts[0] == drafts[1]
