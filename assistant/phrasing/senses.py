"""Words that turn an instruction round: negations, obligations, conditions; and its routes."""

import re
from collections import Counter

_SENSES = {
    "not": r"not|[a-z]+n't|cannot|non",
    "no": r"no|none|nil|neither|nor",
    "never": r"never",
    "without": r"without",
    "avoid": r"avoid(?:s|ed|ing|ance)?",
    "contraindicated": r"contra-?indicat\w*",
    "forbidden": r"forbid\w*|prohibit\w*|disallow\w*",
    "withhold": r"withh(?:o|e)ld\w*|omit(?:s|ted|ting)?",
    "stop": r"stop(?:s|ped|ping)?|discontinu\w*|cease\w*",
    "unless": r"unless",
    "except": r"except(?:ion|ions|ing)?|exclud\w*",
    "only": r"only",
    "until": r"until",
    "must": r"must|shall|mandatory|required?|requires|essential|compulsory",
    "should": r"should|ought",
    "may": r"may|might|optional(?:ly)?",
    "can": r"can|could",
    "consider": r"consider(?:s|ed|ing)?",
    "recommended": r"recommend\w*",
    "always": r"always|routinely",
    "rarely": r"rarely|seldom|occasionally|sometimes",
}
FORBIDDING = frozenset(
    ["not", "no", "never", "without", "avoid", "contraindicated", "forbidden", "withhold", "stop",
     "unless", "except", "only", "must"]
)  # fmt: skip
"""What makes a sentence that came or went a rule about what is not, or surely, to be done."""
_SENSE = re.compile(
    # What stands before a word is looked at once, not for each of the words.
    rf"(?<![\w-])(?:{'|'.join(f'(?P<s{n}>{words})' for n, words in enumerate(_SENSES.values()))})"
    r"(?!\w)",
    re.IGNORECASE,
)
_SENSE_NAMES = {f"s{n}": name for n, name in enumerate(_SENSES)}
_NON = re.compile(r"\bnon(?=[a-z]{4})", re.IGNORECASE)
_NON_APART = re.compile(r"\bnon[\s-]+(?=[a-z]{4})", re.IGNORECASE)

_ROUTES = {
    "oral": r"oral(?:ly)?|by mouth|p\.?o\.?",
    "intravenous": r"intra-?venous(?:ly)?|i\.?v\.?",
    "intramuscular": r"intra-?muscular(?:ly)?|i\.?m\.?",
    "subcutaneous": r"sub-?cut(?:aneous(?:ly)?)?|s\.?c\.?|s/c",
    "intraosseous": r"intra-?osseous(?:ly)?|i\.?o\.?",
    "intrathecal": r"intra-?thecal(?:ly)?",
    "epidural": r"epidural(?:ly)?",
    "intradermal": r"intra-?dermal(?:ly)?",
    "intranasal": r"intra-?nasal(?:ly)?|nasal(?:ly)?",
    "sublingual": r"sublingual(?:ly)?|s\.?l\.?|under the tongue",
    "buccal": r"buccal(?:ly)?",
    "rectal": r"rectal(?:ly)?|per rectum|p\.?r\.?|suppositor(?:y|ies)|enemas?",
    "vaginal": r"vaginal(?:ly)?|pessar(?:y|ies)",
    "inhaled": r"inhal(?:ed|ation|ations|er|ers)",
    "nebulised": r"nebuli[sz](?:ed|er|ers|ation)",
    "topical": r"topical(?:ly)?|creams?|ointments?",
    "transdermal": r"transdermal(?:ly)?|patch(?:es)?",
    "enteral": r"enteral(?:ly)?|naso-?gastric|ng",
    "ophthalmic": r"eye[- ]?drops?|eye ointment|ophthalmic",
    "otic": r"ear[- ]?drops?|otic",
    "bolus": r"bolus(?:es)?|i\.?v\.? push|stat dose",
    "infusion": r"infusions?|infused?",
    "central": r"central(?:ly)?",
    "peripheral": r"peripheral(?:ly)?",
    "undiluted": r"undiluted|neat",
    "diluted": r"diluted?",
    "immediate release": r"immediate[- ]release|standard[- ]release|ir",
    "modified release": r"(?:modified|prolonged|sustained|slow|extended|controlled)[- ]release"
    r"|mr|sr|xr|xl|er|cr",
    "liposomal": r"liposomal|lipid",
    "depot": r"depot",
}
_ROUTE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<r{n}>{words})' for n, words in enumerate(_ROUTES.values()))})"
    r"(?!\w)",
    re.IGNORECASE,
)
_ROUTE_NAMES = {f"r{n}": name for n, name in enumerate(_ROUTES)}


def senses_in(words: str) -> Counter[str]:
    """How often each negation, obligation and condition is said, by one name for its forms."""
    found = Counter(_SENSE_NAMES[match.lastgroup or ""] for match in _SENSE.finditer(words))
    found["not"] += len(_NON.findall(words))
    return +found


def routes_in(words: str) -> Counter[str]:
    """How often each route and kind of release is said, by one name for its forms."""
    return Counter(_ROUTE_NAMES[match.lastgroup or ""] for match in _ROUTE.finditer(words))
