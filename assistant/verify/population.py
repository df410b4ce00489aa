"""Population: whom a statement is about is whom its quotes are about, dose by dose."""

import re
from functools import lru_cache

from assistant.verify.governing import Pairing, anchors_in, mentions, pairings, shifted
from assistant.verify.source import Source

_GROUPS = {
    "pregnant": r"(?:(?:pregnant|gravid) (?:wom[ae]n|patients?|adolescents?|girls?|people)"
    r"|pregnan\w+|antenatal\w*|obstetric patients?|maternal\w*|trimesters?|gestation\w*)",
    "breastfeeding": r"(?:breast-?feeding|lactat\w+|nursing) (?:wom[ae]n|mothers?)|breast-?feed\w*"
    r"|lactat\w+",
    "postpartum": r"post-?(?:partum|natal)\w*|puerper\w+",
    "newborn": r"neonat\w*|newborns?|preterm|premature (?:bab\w+|infants?)",
    "infant": r"infan(?:ts?|cy)|bab(?:y|ies)",
    "child": r"child(?:ren|hood|['’]s)?|p(?:a?e)diatric\w*|toddlers?|boys?|girls?|school-?age\w*",
    "adolescent": r"adolescen\w+|teen\w*|young (?:people|persons?|adults?)",
    "adult": r"adults?",
    "older": r"elderly|older (?:people|persons?|patients?|adults?)|geriatric\w*|frail\w*",
    "women": r"wom[ae]n|females?",
    "men": r"m[ae]n|males?",
    "renal": r"(?:renal|kidney) (?:impairment|failure|function|insufficiency|disease|injury)"
    r"|e?gfr|crcl|creatinine clearance|(?:haemo|hemo)?dialysis|ckd|aki",
    "hepatic": r"(?:hepatic|liver) (?:impairment|failure|function|insufficiency|disease)|cirrhosis",
    "immunosuppressed": r"immuno-?(?:suppress|compromis|deficien)\w+|neutropeni\w+",
}
_GROUP = re.compile(
    "|".join(rf"(?P<{name}>(?<!\w)(?:{words})(?!\w))" for name, words in _GROUPS.items()),
    re.IGNORECASE,
)


def fault(statement: str, source: Source) -> str:
    """Whom the statement is about instead; empty when it is whom its quotes are about.

    Every group named is one of the source, those of the segments spoken of and of the headings
    quoted are all said, and each amount and drug keeps the group it goes with. Ages and weights
    are quantities and compared as such.
    """
    said = groups_in(statement)
    for group in sorted(said - groups_in(source.text)):
        return f"is about “{group}”, and its quotes are not"
    for line in (*source.context, *source.spoken_of(statement)):
        for group in sorted(groups_in(line) - said):
            return f"leaves out that its quotes are about “{group}”"
    words = shifted(_paired(statement), _paired(source.text))
    return f"gives “{words}” for others than its quotes do" if words else ""


@lru_cache(maxsize=4096)
def groups_in(text: str) -> frozenset[str]:
    """The patient groups that the text names, finer than those documents are chosen by."""
    return frozenset(match.lastgroup or "" for match in _GROUP.finditer(text))


@lru_cache(maxsize=4096)
def _paired(text: str) -> dict[Pairing, str]:
    return pairings(text, anchors_in(text), mentions(text, groups_in))
