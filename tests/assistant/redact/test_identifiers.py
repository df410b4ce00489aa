"""Which words of a question are identifiers, and which never are."""

import pytest

from assistant.redact.presidio import PresidioRedactor


@pytest.fixture(scope="module")
def redactor() -> PresidioRedactor:
    return PresidioRedactor()


@pytest.mark.parametrize(
    ("question", "redacted"),
    [
        ("Mr John Smith, 93 years old, on 5 mg", "<NAME>, <AGE over 89> years old, on 5 mg"),
        ("patient Raj Krishnamurthy aged 93 has AF", "patient <NAME> aged <AGE over 89> has AF"),
        ("my patient, Ana Lopez, needs fluids", "my patient, <NAME>, needs fluids"),
        ("Dr Patel asked nurse Jane", "<NAME> asked nurse <NAME>"),
        ("John Wilson has Wilson disease", "<NAME> has Wilson disease"),
        ("Mrs Graves has Graves disease", "<NAME> has Graves disease"),
        ("mr jones needs 10 units actrapid", "<NAME> needs 10 units actrapid"),
        ("john smith has asthma, dose?", "<NAME> has asthma, dose?"),
        ("Patient: KRISHNAMURTHY, Raj. K+ 6.9", "Patient: <NAME>. K+ 6.9"),
        ("a 70-year-old man, Thomas B., with AF", "a 70-year-old man, <NAME>, with AF"),
        ("ALT raised in Karen White, 62", "ALT raised in <NAME>, 62"),
        ("with COPD, Maha Cazares, who was seen", "with COPD, <NAME>, who was seen"),
        ("card 4111 1111 1111 1111", "card <ID>"),
        ("MRN 123456 50 mg of atenolol", "MRN <ID> 50 mg of atenolol"),
        ("hospital no. A1234567, NHI ABC1234", "hospital no. <ID>, NHI <ID>"),
        ("943 476 5919 has a rash", "<ID> has a rash"),
        ("SSN 123-45-6789", "SSN <ID>"),
        ("ring 07700 900123 or +44 20 7946 0958", "ring <PHONE> or <PHONE>"),
        ("call (212) 555-0123 now", "call <PHONE> now"),
        ("mail ana.lopez@example.com", "mail <EMAIL>"),
        ("see https://example.org/a from 10.0.0.1", "see <URL> from <DEVICE>"),
        ("DOB 12/03/1950, seen 12/03", "DOB <DATE>, seen 12/03"),
        ("since 3rd of March 2024", "since <DATE>"),
        ("admitted on 2024-11-03 with DKA", "admitted on <DATE> with DKA"),
        ("lives at 12 Acacia Avenue, Brixton", "lives at <ADDRESS>"),
        ("in SW1A 1AA", "in <ADDRESS>"),
        ("Ward 7B at Royal Free Hospital", "<PLACE> at <PLACE>"),
        ("sent from St Mary's Hospital", "sent from <PLACE>"),
        ("serial no: PM-12345 pacemaker", "serial no: <DEVICE> pacemaker"),
    ],
)
def test_an_identifier_becomes_a_placeholder(redactor, question, redacted):
    assert redactor.redact(question).text == redacted


@pytest.mark.parametrize(
    "question",
    [
        "Addison crisis: hydrocortisone 100 mg IV then 200 mg/24 h?",
        "Is Graves orbitopathy treated with steroids?",
        "Kawasaki disease, Crohn's, Cushing syndrome, Parkinson's: which steroids?",
        "Glasgow Coma Scale 8, Wells score 3.5, Apgar 7, Child-Pugh B cirrhosis",
        "CURB-65, CHA2DS2-VASc, HAS-BLED, Ranson, Bishop score, Westley, Parkland formula",
        "Guillain-Barré, Guillain Barre, Stevens-Johnson, Wernicke encephalopathy",
        "Hartmann's or Ringer's lactate? Foley catheter? Doppler?",
        "A woman known to carry factor V Leiden",
        "MR angiography in Takayasu; MS relapse; miss a dose of Keppra",
        "Tazocin 4.5 g TDS for 7 days, daily, 2 weeks, day 3, 12/03",
        "GCS, INR, ECG, DKA, CrCl in AKI",
        "call 999; 999 mg; 100-200 mg; BP 120/80; 1000000 units; 20000-40000 units",
        "patients aged 90 or over, over 95 years, 90-year-olds, a neonate aged 93 hours",
        "an 89-year-old on apixaban 2.5 mg",
        "2/7, 3/12, 0.5/1/2 mg, the 4-2-1 rule, 25-50-100 mg, 1:1000",
        "vitamin B12 5MG, K 5.5 at 10:30, glucose 300 mg/dL",
        "admitted to ICU, seen in ED, transferred to the ward",
        "guidelines from 2021 for sepsis in Nigeria",
    ],
)
def test_a_clinical_question_stays_as_it_is(redactor, question):
    assert redactor.redact(question).text == question


@pytest.mark.parametrize(
    "question",
    [
        "Jo\u200bhn Smi\u200bth MRN 12\u200b3456",
        "Mr\nJohn\n Smith,\u00a0DOB\u00a012 / 03 / 1950",
        "Mrs  Ana\tLopez mrn:\n998877",
        "nurse \uff2aane, MRN \uff11\uff12\uff13\uff14\uff15\uff16",
    ],
)
def test_hidden_and_split_identifiers_are_found(redactor, question):
    redacted = redactor.redact(question).text.lower()
    for piece in ("john", "smith", "ana", "lopez", "1950", "3456", "998877", "ane", "\uff11"):
        assert piece not in redacted


def test_offsets_are_those_of_the_original(redactor):
    question = "Dr Pat\u200bel: MRN 123456, 5 mg"
    found = redactor.redact(question).redactions
    assert [question[r.start : r.end] for r in found] == ["Dr Pat\u200bel", "123456"]
    assert [r.type for r in found] == ["NAME", "ID"]
