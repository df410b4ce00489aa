"""Passages that stand in several documents, and what differs between them."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.curate.aspects import Aspect
from assistant.curate.duplicates import MANY, Duplicate, Likeness, Place, find_duplicates
from assistant.curate.sentence_index import Source
from corpus.text import Span

ADRENALINE = (
    "Give adrenaline 0.5 mg intramuscularly into the outer thigh at once.",
    "Repeat the dose after 5 minutes if the patient does not improve.",
    "Do not give adrenaline intravenously outside the resuscitation room.",
)
OXYGEN = (
    "Sit the patient up and give high-flow oxygen through a mask with a reservoir.",
    "Record respiratory rate, heart rate and blood pressure every fifteen minutes.",
)
FALLS = "Lower the bed, and keep the call bell within reach of the resident at night."
WORDS = [
    "ward", "nurse", "river", "market", "engine", "window", "winter", "copper",
    "garden", "bridge", "pencil", "saddle", "carpet", "lantern", "ribbon", "harbour",
    "meadow", "thunder", "violin", "basket",
]  # fmt: skip


def source(document, *sentences, version="1"):
    """A version whose sentences are these."""
    content = "\n".join(sentences)
    spans = [Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", content)]
    return Source(document, f"{document}@{version}", content, tuple(spans))


def quoted(duplicate, sources):
    """The words of each place."""
    contents = {one.version: one.content for one in sources}
    return [contents[place.version][place.start : place.end] for place in duplicate.places]


def aspects(duplicate):
    """What differs, with what stands on either side."""
    return [
        (finding.aspect, finding.before, finding.after)
        for difference in duplicate.differing
        for finding in difference.findings
    ]


def test_a_copied_passage_is_found_whatever_stands_around_it():
    sources = [source("a", FALLS, *ADRENALINE), source("b", *ADRENALINE, OXYGEN[0])]
    [duplicate] = find_duplicates(sources)
    assert duplicate.likeness is Likeness.COPIED
    assert quoted(duplicate, sources) == ["\n".join(ADRENALINE)] * 2
    assert duplicate.similarity == 1


@pytest.mark.parametrize(
    ("old", "new", "aspect", "before", "after"),
    [
        ("0.5 mg", "5 mg", Aspect.QUANTITY, "0.5 mg", "5 mg"),
        ("0.5 mg", "0.5 g", Aspect.QUANTITY, "0.5 mg", "0.5 g"),
        ("5 minutes", "50 minutes", Aspect.QUANTITY, "5 minutes", "50 minutes"),
        ("Give adrenaline", "Give noradrenaline", Aspect.DRUG, "adrenaline", "noradrenaline"),
        ("intramuscularly", "subcutaneously", Aspect.ROUTE, "intramuscular", "subcutaneous"),
    ],
)
def test_a_copy_with_an_altered_dose_comes_first(old, new, aspect, before, after):
    altered = [sentence.replace(old, new) for sentence in ADRENALINE]
    sources = [
        source("a", *ADRENALINE, FALLS),
        source("b", *altered, *OXYGEN),
        source("c", *OXYGEN, FALLS),
    ]
    first, *others = find_duplicates(sources)
    assert first.likeness is Likeness.ALTERED
    assert [place.version for place in first.places] == ["a@1", "b@1"]
    assert any(
        found == aspect and before in " ".join(gone) and after in " ".join(come)
        for found, gone, come in aspects(first)
    )
    assert {one.likeness for one in others} == {Likeness.COPIED}


def test_a_negation_that_went_is_an_alteration():
    altered = (*ADRENALINE[:2], ADRENALINE[2].replace("Do not give", "Give"))
    [duplicate] = find_duplicates([source("a", *ADRENALINE), source("b", *altered)])
    assert duplicate.likeness is Likeness.ALTERED
    assert (Aspect.SENSE, ("not",), ()) in aspects(duplicate)


def test_a_sign_turned_round_is_an_alteration():
    words = "Stop the infusion of potassium when the heart rate is {} 50 beats each minute."
    sources = [source("a", words.format("<")), source("b", words.format(">"))]
    [duplicate] = find_duplicates(sources)
    assert duplicate.likeness is Likeness.ALTERED


def test_a_caution_left_out_of_a_copy_is_an_alteration():
    caution = "Never give more than 300 mg to anyone."
    sources = [
        source("a", *OXYGEN, caution, *ADRENALINE),
        source("b", *OXYGEN, *ADRENALINE),
    ]
    [duplicate] = find_duplicates(sources)
    [difference] = duplicate.differing
    assert duplicate.likeness is Likeness.ALTERED
    assert sources[0].content[slice(*difference.first)] == caution
    assert difference.second is None


def test_a_short_dose_inside_a_copied_passage_is_compared():
    sources = [
        source("a", *OXYGEN, "Give 0.5 mg IM.", FALLS),
        source("b", *OXYGEN, "Give 5 mg IM.", FALLS),
    ]
    [duplicate] = find_duplicates(sources)
    assert (Aspect.QUANTITY, ("0.5 mg",), ("5 mg",)) in aspects(duplicate)


def test_the_same_dose_in_another_unit_is_no_alteration():
    other = [sentence.replace("0.5 mg", "500 micrograms") for sentence in ADRENALINE]
    [duplicate] = find_duplicates([source("a", *ADRENALINE), source("b", *other)])
    assert duplicate.likeness is not Likeness.ALTERED


def test_other_words_alone_are_no_alteration():
    other = (ADRENALINE[0].replace("into the outer", "in the upper"), *ADRENALINE[1:])
    [duplicate] = find_duplicates([source("a", *ADRENALINE), source("b", *other)])
    assert duplicate.likeness is Likeness.REWORDED


def test_list_numbers_and_references_are_no_difference():
    numbered = [f"{n}. {sentence}" for n, sentence in enumerate(ADRENALINE, 3)]
    cited = [f"{sentence} [4,5]" for sentence in ADRENALINE]
    [duplicate] = find_duplicates([source("a", *numbered), source("b", *cited)])
    assert duplicate.likeness is Likeness.COPIED


def test_versions_of_one_document_are_not_compared():
    altered = [sentence.replace("0.5 mg", "5 mg") for sentence in ADRENALINE]
    sources = [source("a", *ADRENALINE, version="1"), source("a", *altered, version="2")]
    assert find_duplicates(sources) == ()


def test_exact_copies_of_several_documents_are_one_finding():
    sources = [source(name, *ADRENALINE) for name in "abcd"]
    [duplicate] = find_duplicates(sources)
    assert [place.version for place in duplicate.places] == ["a@1", "b@1", "c@1", "d@1"]


def test_a_disclaimer_of_many_documents_is_one_finding():
    disclaimer = "This guideline does not replace the judgement of an experienced clinician."
    unlike = [f"{WORDS[n]} {WORDS[n + 1]} {WORDS[n + 2]}" for n in range(MANY + 3)]
    [duplicate] = find_duplicates([source(words[:4] + "x", disclaimer, words) for words in unlike])
    assert duplicate.likeness is Likeness.REPEATED
    assert len(duplicate.places) == MANY + 3


def test_one_altered_copy_among_many_is_still_seen():
    sources = [source(f"copy-{n}", *ADRENALINE) for n in range(MANY + 3)]
    poisoned = [sentence.replace("0.5 mg", "5 mg") for sentence in ADRENALINE]
    first, *_ = find_duplicates([*sources, source("poisoned", *poisoned)])
    assert first.likeness is Likeness.ALTERED
    assert "poisoned@1" in [place.version for place in first.places]
    assert (Aspect.QUANTITY, ("0.5 mg",), ("5 mg",)) in aspects(first)


def test_one_altered_row_among_many_copies_of_a_table_is_seen_alone():
    rows = [
        f"Children of {kg} kg receive {kg * 15} mg of amoxicillin every day" for kg in (5, 9, 12)
    ]
    altered = [row.replace("135 mg", "1350 mg") for row in rows]
    sources = [source(f"copy-{n}", *rows) for n in range(MANY + 3)]
    found = find_duplicates([*sources, source("poisoned", *altered)])
    [first] = [one for one in found if one.likeness is Likeness.ALTERED]
    assert aspects(first) == [(Aspect.QUANTITY, ("135 mg",), ("1350 mg",))]
    assert first.places[1].version == "poisoned@1"


def test_a_template_with_words_of_its_own_everywhere_is_no_alteration():
    template = "Store {} in the refrigerator of the ward, and discard it after {} days."
    drugs = ["insulin", "vancomycin", "oxytocin", "heparin", "ampicillin", "digoxin", "morphine",
             "ceftriaxone", "lorazepam"]  # fmt: skip
    sources = [source(drug, template.format(drug, 3 + n)) for n, drug in enumerate(drugs)]
    assert {one.likeness for one in find_duplicates(sources)} == {Likeness.REPEATED}


def test_short_sentences_alone_are_no_duplicate():
    sources = [source("a", "Give oxygen.", FALLS), source("b", "Give oxygen.", OXYGEN[1])]
    assert find_duplicates(sources) == ()


def test_rows_of_a_table_pair_with_the_row_that_is_the_same():
    rows = [
        f"Piperacillin with tazobactam | clearance {low} to {low + 20} millilitres | "
        f"maximum dose every {hours} hours"
        for low, hours in ((20, 8), (40, 6), (60, 4))
    ]
    [duplicate] = find_duplicates([source("a", *rows), source("b", *rows)])
    assert duplicate.likeness is Likeness.COPIED


def test_nothing_in_common_is_nothing_to_report():
    assert find_duplicates([source("a", *ADRENALINE), source("b", *OXYGEN)]) == ()
    assert find_duplicates([]) == ()


def test_a_duplicate_needs_two_versions():
    with pytest.raises(ValueError, match="two versions"):
        Duplicate(Likeness.COPIED, (Place("a@1", 0, 5), Place("a@1", 9, 14)), 1)


@given(st.permutations(range(4)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_the_sources_changes_nothing(order):
    altered = [sentence.replace("0.5 mg", "5 mg") for sentence in ADRENALINE]
    sources = [
        source("a", *ADRENALINE, *OXYGEN),
        source("b", *altered, FALLS),
        source("c", *OXYGEN, *ADRENALINE[:2]),
        source("d", FALLS, *OXYGEN),
    ]
    assert find_duplicates([sources[n] for n in order]) == find_duplicates(sources)


@given(st.integers(0, 10_000), st.integers(0, 2))
@settings(deadline=None, max_examples=60)
def test_a_passage_with_a_few_words_changed_is_found(seed, changed):
    """Of twenty words and a dose, one word in ten may be another."""
    draw = random.Random(seed)
    words = draw.sample(WORDS, len(WORDS))
    original = " ".join([*words[:10], "250 mg", *words[10:]])
    for place in draw.sample(range(len(words)), changed):
        words[place] = f"changed{'abcd'[place % 4]}"
    copy = " ".join([*words[:10], "400 mg", *words[10:]])
    [duplicate] = find_duplicates([source("a", original), source("b", copy)])
    assert duplicate.likeness is Likeness.ALTERED
    assert (Aspect.QUANTITY, ("250 mg",), ("400 mg",)) in aspects(duplicate)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=30)
def test_a_passage_of_mostly_other_words_is_not_found(seed):
    draw = random.Random(seed)
    words = draw.sample(WORDS, len(WORDS))
    other = [word if n % 2 else f"other{WORDS[n]}" for n, word in enumerate(words)]
    assert find_duplicates([source("a", " ".join(words)), source("b", " ".join(other))]) == ()
