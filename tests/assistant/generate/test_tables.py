"""A row comes with its band's neighbours and with the notes below its table."""

from assistant.generate.candidates import candidates
from assistant.generate.drafting import verbatim, with_cautions
from assistant.generate.selection import choose
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

WEIGHTS = [(low, low + 3) for low in range(2, 38, 3)]


def banded(below=""):
    rows = "\n".join(f"| {low} to {high} | {low} drops |" for low, high in WEIGHTS)
    return f"# Colic\n\n| Weight (kg) | Dose |\n| --- | --- |\n{rows}\n\n{below}\n"


def chosen(markdown, question, best):
    """What is chosen when the sentence that holds `best` scores highest."""
    found = candidates(expand(question), evidence_of(markdown), frozenset())
    scored = [one for one in found if best in one.words]
    return choose(expand(question), scored, lambda term: 5.0, 5)


def drafted(markdown, best):
    evidence = evidence_of(markdown)
    core = [(one, verbatim(one)) for one in chosen(markdown, "zinc dose", best)]
    return [
        (one.text.rpartition("Doses: ")[2], one.caution)
        for one in with_cautions(expand("zinc dose"), core, evidence, frozenset())
    ]


def test_a_long_table_is_cut_to_the_band_asked_about_and_the_rows_around_it():
    words = [one.words for one in chosen(banded(), "colic drops for a 12 kg child", "11 to 14")]

    assert words == [
        "Weight (kg): 8 to 11; Dose: 8 drops",
        "Weight (kg): 11 to 14; Dose: 11 drops",
        "Weight (kg): 14 to 17; Dose: 14 drops",
    ]


def test_a_row_for_another_weight_is_not_shown_however_well_it_scores():
    words = [one.words for one in chosen(banded(), "colic drops for a 12 kg child", "2 to 5")]

    assert [word.partition(";")[0] for word in words] == [
        "Weight (kg): 8 to 11",
        "Weight (kg): 11 to 14",
        "Weight (kg): 14 to 17",
    ]


def test_between_two_bands_nothing_is_worked_out():
    words = chosen(banded(), "colic drops for a 90 kg man", "2 to 5")

    assert len(words) == len(WEIGHTS)


ZINC = """# Doses

| Drug | Dose |
| --- | --- |
| Zinc* | 20 mg |
| Iron† | 30 mg |

"""


def test_a_note_with_the_mark_of_a_row_follows_its_table():
    texts = drafted(ZINC + "*As the sulfate.\n\n‡Kept cold.\n\n†As fumarate.\n\nGo home.\n", "Zinc")

    assert texts == [
        ("Drug: Zinc*; Dose: 20 mg", False),
        ("Drug: Iron†; Dose: 30 mg", False),
        ("*As the sulfate.", False),
        ("†As fumarate.", False),
    ]


def test_a_note_that_limits_the_dose_is_a_caution():
    texts = drafted(ZINC + "*Do not give more than 40 mg in a day.\n", "Zinc")

    assert texts[-1] == ("*Do not give more than 40 mg in a day.", True)


def test_what_is_called_a_note_belongs_to_every_row():
    texts = drafted(ZINC + "Note:\n\nZinc tablets may be crushed with water.\n\nGo home.\n", "Zinc")

    assert [text for text, _ in texts[2:]] == ["Zinc tablets may be crushed with water."]


def test_what_stands_below_without_a_mark_is_no_note():
    assert len(drafted(ZINC + "Tablets may be crushed with water.\n", "Zinc")) == 2


SYRUP = """# Pain

## Relief

- Ibuprofen, oral, 10 mg/kg with food:
  - not below three months

| Weight (kg) | Dose (mg) |
| --- | --- |
| 5 to 8 | 50 mg |
| 8 to 12 | 100 mg |

- Paracetamol, oral, 15 mg/kg:

| Weight (kg) | Dose (mg) |
| --- | --- |
| 5 to 8 | 80 mg |
| 8 to 12 | 120 mg |
"""


def test_a_table_that_names_no_drug_comes_with_the_words_above_it_that_do():
    words = [one.words for one in chosen(SYRUP, "paracetamol doses", "120 mg")]

    assert words == [
        "Paracetamol, oral, 15 mg/kg:",
        "Weight (kg): 5 to 8; Dose (mg): 80 mg",
        "Weight (kg): 8 to 12; Dose (mg): 120 mg",
    ]


def test_a_dose_per_kilogram_comes_with_its_table_when_a_weight_is_asked_about():
    question = "ibuprofen for a child of 9 kg"
    words = [one.words for one in chosen(SYRUP, question, "not below three months")]

    assert [word.rpartition(": ")[2] for word in words] == [
        "not below three months",
        "50 mg",
        "100 mg",
    ]
    assert all("80 mg" not in word and "120 mg" not in word for word in words)


def test_without_a_weight_it_comes_alone():
    assert len(chosen(SYRUP, "ibuprofen in pain", "not below three months")) == 1


def test_a_table_of_no_doses_comes_alone():
    markdown = (
        "# Stages\n\nAspirin is stopped.\n\n| Stage | Loss |\n| --- | --- |\n| 1 | little |\n"
    )

    assert len(chosen(markdown, "stages", "little")) == 1
