"""The patient groups that a text speaks of."""

import re
from collections.abc import Iterator

_PATTERNS = {
    "neonatal": r"neonat\w*|newborn\w*|new born|preterm (?:baby|babies|infant)s?|premature bab\w+"
    r"|nicu|scbu|days?[- ]olds?|(?:days?|hours?|minutes) of (?:age|life)|birth ?-?weight"
    r"|first (?:\d+ (?:days|hours)|hours?|days?|week|month) of life|(?:newly|just) born"
    r"|term (?:infants?|bab(?:y|ies))|bab(?:y|ies),? (?:at|of|on) (?:birth|day \d+)"
    r"|bab(?:y|ies),? (?:day|d) ?\d+|(?:day|d) ?\d+ (?:old )?bab(?:y|ies)"
    # Hours are the age of a baby, or of what was done to somebody, which is then named behind.
    r"|\d+[- ]?(?:hours?|hrs?|h)[- ]olds?(?=\W*$|\s*[^\w\s'-]| (?:with|who|whose|and|has|is|needs?|"
    r"needing|on|weighing|not)\b|[- ](?:(?:term|preterm|premature|healthy|well|unwell|sick|septic|"
    r"jaundiced) )?(?:neonat|newborn|bab(?:y|ies)|infants?|boys?|girls?|(?:fe)?males?|twins?))",
    # Slips for "child" are too short for the corrector to put right, and nothing else is meant.
    "paediatric": r"child\w*|chid|chld|chlid|cild|p(?:a?e)diatric\w*|paeds|peds|infan\w+"
    r"|toddler\w*|(?<!newborn )(?<!preterm )(?<!premature )bab(?:y|ies)|adolescen\w+|teen\w*"
    r"|boys?|girls?|school[- ]age\w*|picu|kids?|youngsters?"
    r"|\d+(?:\.\d+)?[- ]?(?:months?|mo|weeks?)[- ]olds?",
    "obstetric": r"pregnan\w+|obstetric\w*|ante-?natal\w*|post-?natal\w*|post-?part\w+"
    r"|peri-?part\w+|in labou?r|gestation\w*|gravid\w*|trimesters?|breast-?feeding"
    r"|lactat(?:ing|ion)|pre-?eclamp\w+|eclamp\w+|maternal\w*|puerper\w+|primigravida\w*|c(?:a?e)sare?an\w*",
    "adult": r"adults?|elderly|older (?:people|persons?|patients?)|geriatric\w*|m[ae]n|wom[ae]n"
    r"|gentlem[ae]n|lad(?:y|ies)|octogenarian\w*",
}
_GROUPS = re.compile(
    "|".join(rf"(?P<{group}>\b(?:{pattern})\b)" for group, pattern in _PATTERNS.items()),
    re.IGNORECASE,
)
_AT_BIRTH = re.compile(r"\bat birth\b|\bat the birth\b", re.IGNORECASE)
_OF_THE_MOTHER = re.compile(
    r"\bha?emorrhag\w*|\bblood loss|\bbleed\w*|\bpph\b|\bmothers?\b|\bmaternal\w*|\bwom[ae]n\b"
    r"|\bin labou?r\b|\bperine\w+|\buter\w+|\bplacenta\w*|\boxytocin|\bergometrine|\bepidural",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(\d{1,3})(?:[- ]?(?:years?|yrs?|y)[- ]?(?:olds?|o)\b|\s?y/o\b|\s?yo[mf]?\b|(?-i:[MF])\b"
    r"|[- ]?(?:years?|yrs?) of age\b)"
    r"|\b(?:aged|age of|age)\s+(\d{1,3})\b(?!\s*(?:months?|weeks?|days?))",
    re.IGNORECASE,
)
_MONTHS_OF_AGE = re.compile(r"\baged? (\d+) (days?|weeks?|months?)\b", re.IGNORECASE)
_WEEKS_PREGNANT = re.compile(
    r"\b\d{1,2}(?:\s?\+\s?\d)?[ /-]?(?:40|weeks?|wks?) (?:pregnant|gestation)\b", re.IGNORECASE
)
# UK services and most guidelines treat people of 16 to 18 as adults.
_ADULT_FROM = 16


def populations_in(text: str) -> frozenset[str]:
    """Which of adult, paediatric, neonatal and obstetric the text mentions; empty when none."""
    found = {match.lastgroup or "" for match in _GROUPS.finditer(text)}
    if any(_of_babies_at_birth(text)):
        found.add("neonatal")
    for match in _YEARS.finditer(text):
        years = int(match[1] or match[2])
        found.add("adult" if years >= _ADULT_FROM else "paediatric")
    for match in _MONTHS_OF_AGE.finditer(text):
        found.add("neonatal" if match[2].startswith("day") else "paediatric")
    if _WEEKS_PREGNANT.search(text):
        found.add("obstetric")
    return frozenset(found)


def population_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the text says for whom, each as start and end, in order; some may overlap."""
    found = (
        match.span()
        for pattern in (_GROUPS, _YEARS, _MONTHS_OF_AGE, _WEEKS_PREGNANT)
        for match in pattern.finditer(text)
    )
    born = (match.span() for match in _of_babies_at_birth(text))
    return tuple(sorted([*found, *born], key=lambda span: (span[0], -span[1])))


def _of_babies_at_birth(text: str) -> Iterator[re.Match[str]]:
    """A birth is the baby's, unless the words are about the one who gives it."""
    return iter(()) if _OF_THE_MOTHER.search(text) else _AT_BIRTH.finditer(text)
