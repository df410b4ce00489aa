"""SAFETY.md says what the tests of the seven rules say."""

import re

from tests.spec.publish import FOLDER, TARGET, page


def test_safety_md_is_what_the_tests_say():
    assert TARGET.read_text() == page(), "run python -m tests.spec.publish"


def test_each_of_the_seven_rules_has_its_tests():
    rules = [re.match(r"test_rule_(\d)_", file.name) for file in FOLDER.glob("test_rule_*.py")]

    assert sorted(rule[1] for rule in rules) == list("1234567")


def test_every_fact_is_explained_in_a_sentence():
    facts = [line for line in page().splitlines() if line.startswith("- **")]

    assert facts
    assert all(re.fullmatch(r"- \*\*.+\.\*\* [A-Z].+\.", fact) for fact in facts)
