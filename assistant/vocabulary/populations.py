"""The patient groups that a text speaks of."""

import re

_PATTERNS = {
    "neonatal": r"neonat\w*|newborn\w*|new born|preterm (?:baby|babies|infant)s?|premature bab\w+"
    r"|nicu|scbu|day[- ]old|days[- ]old|first (?:\d+ days|week|month) of life",
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
    return tuple(sorted(found, key=lambda span: (span[0], -span[1])))
