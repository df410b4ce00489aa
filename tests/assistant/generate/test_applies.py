"""Whether words are about the patients asked about."""

from assistant.generate.applies import applies, concerns


def test_words_for_adults_do_not_apply_to_a_child():
    assert not applies({"paediatric"}, "Adults: give 500 mg.", "Treatment")


def test_the_sentence_decides_before_its_heading():
    assert applies({"paediatric"}, "Children: give 10 mg/kg.", "Adults and others")
    assert not applies({"paediatric"}, "Give 500 mg.", "Adults")


def test_words_for_all_children_apply_to_a_newborn():
    assert applies({"neonatal"}, "Children: give 10 mg/kg.", "")


def test_without_a_population_on_either_side_everything_applies():
    assert applies(set(), "Adults: give 500 mg.", "")
    assert applies({"adult"}, "Give 500 mg.", "Treatment")


def test_a_caution_for_a_narrower_group_concerns_the_wider_one():
    assert concerns({"adult"}, "Contraindicated in pregnancy.")
    assert concerns({"paediatric"}, "Halve the dose in newborn babies.")
    assert not concerns({"adult"}, "Not for children under 12 years.")
