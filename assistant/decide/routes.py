"""The routes of administration that a text names, and those that it rules out."""

import re
from functools import lru_cache

_NAMED = {
    "intravenous": r"iv|i\.v\.|intravenous\w*|into a vein",
    "oral": r"oral(?! (?:temperature|mucosa|hygiene|cavity|thrush|candid\w+|ulcer\w*|intake|care))"
    r"|orally|po|p\.o\.|by mouth|per os",
    "intramuscular": r"im|i\.m\.|intramuscular\w*|into (?:a|the) muscle",
    "subcutaneous": r"sc|s\.c\.|subcut\w*|under the skin",
    "intranasal": r"intranasal\w*|up the nose|into (?:the|each) nostrils?"
    r"|nasal(?:ly)?(?! (?:cannula\w*|prongs?|oxygen|high|cpap|pack\w*|speculum|specs))",
    "inhaled": r"inhaled|inhalers?|inhalations?|puffs?|spacers?",
    "nebulised": r"nebuli[sz]\w+|nebs?",
    "rectal": r"rectal(?! (?:bleed\w*|temperature|exam\w*|cancer|pain|prolapse))|rectally"
    r"|per rectum|pr(?! (?:interval|segment)s?)|suppositor\w+|enemas?",
    "topical": r"topical\w*",
    "transdermal": r"transdermal\w*|patch(?:es)?",
    "to the eye": r"eye[- ](?:drops?|ointments?)|ophthalmic|ocular|intravitreal\w*"
    r"|into (?:the|each|both|either) eyes?",
    "to the ear": r"ear[- ]drops?|into (?:the|each|both) ears?",
    "intraosseous": r"io|intraosseous\w*",
    "intrathecal": r"intrathecal\w*",
    "epidural": r"epidural\w*",
    "buccal": r"buccal\w*",
    "sublingual": r"sublingual\w*|under the tongue",
}
_IMPLIED = {
    "intravenous": r"infusions?|infused?|drips?",
    "oral": r"tablets?|capsules?|syrups?",
    "topical": r"ointments?|creams?|gels?",
}
"""Forms that tell the route only where no words do: there are buccal tablets too. In a question
they tell none: who took thirty tablets asks for no oral dose."""
_RULED_OUT = (
    r"\b(?:not?|never|without|lost|failed|cannot|can't|cant|unable|instead of|rather than)"
    r"(?: (?:to|be|gives?|given|get|obtain|gain|have|has|tak(?:e|ing)|tolerat\w+|an?|any|the)){0,3}"
    rf" (?P<route>{'|'.join(_NAMED.values())})(?!\w)"
)
_NO_SWALLOWING = (
    r"\bn(?:il|othing) by mouth|\bnbm\b|\bnpo\b"
    r"|\b(?:not|cannot|can't|cant|unable to|unsafe to) swallow\w*"
)
_NO_VEIN = r"\bno (?:venous |vascular )?(?:access|cannula|line|veins?)\b|\bno venous\b"


def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?:{rule})(?!\w)", re.IGNORECASE)


_OF_NAMED = {route: _compiled(rule) for route, rule in _NAMED.items()}
_OF_IMPLIED = {route: _compiled(rule) for route, rule in _IMPLIED.items()}
_OUT = re.compile(f"{_RULED_OUT}|(?P<oral>{_NO_SWALLOWING})|(?P<vein>{_NO_VEIN})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def routes_named(text: str) -> frozenset[str]:
    """The routes that a text names, none of them ruled out.

    "If there is no IV access give 10 mg IM" names the muscle alone.
    """
    left = _OUT.sub(" ", text)
    return frozenset(route for route, rule in _OF_NAMED.items() if rule.search(left))


@lru_cache(maxsize=4096)
def routes_in(text: str) -> frozenset[str]:
    """The routes that a text names, or else implies by the form of a medicine."""
    implied = (route for route, rule in _OF_IMPLIED.items() if rule.search(text))
    return routes_named(text) or frozenset(implied)


@lru_cache(maxsize=4096)
def ruled_out(text: str) -> frozenset[str]:
    """The routes that are not to be had, as in "no IV access" and "nil by mouth"."""
    found: set[str] = set()
    for match in _OUT.finditer(text):
        if match["oral"]:
            found.add("oral")
        elif match["vein"]:
            found.add("intravenous")
        else:
            found |= {route for route, rule in _OF_NAMED.items() if rule.search(match["route"])}
    return frozenset(found)
