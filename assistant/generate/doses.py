"""Which words ask for a dose, and whether words give one."""

import re
from functools import cache

from assistant.vocabulary import Expansion, tokens
from corpus.doses import holds_dose, holds_headed_dose

__all__ = [
    "asks_dose",
    "asks_only_dose",
    "asks_treatment",
    "dose_terms",
    "gives_dose",
    "holds_dose",
]

_ASKS = re.compile(
    r"\b(?:bolus|loading|regimen)\b|\b(?:mg|mcg|g|ml|units?|mmol) ?/ ?(?:kg|h)"
    r"|\bhow many (?:mg|g|mcg|micrograms?|units?|ml|puffs?|tablets?|drops?|mmol)\b",
    re.IGNORECASE,
)
_ASKS_TREATMENT = re.compile(
    r"^how (?:is|are|do|does|should|would|can|to)\b.{0,90}\b(?:treat|manag)\w*"
    r"|\b(?:which|what)(?: is| are)?(?: the)?(?: (?!should|must|can|may|do)[\w-]+){0,2}"
    r" (?:antibiotics?|antivirals?|drugs?|medicines?|treatments?|therap(?:y|ies)|regimens?"
    r"|management)\b|\bwhat (?:do|should|can|could) (?:i|we|you) (?:give|prescribe)\b"
    r"|\bfirst[- ]line\b"
    r"|^(?:treatment|management|therapy|antibiotics?) (?:of|for|in)\b",
    re.IGNORECASE,
)
_ASKS_OTHERWISE = re.compile(
    r"\b(?:avoid|contra-?indicat|interact|monitor|stop|side effects?|adverse|when|how long"
    r"|how often|before|after|target|threshold|level|prevent|prophyla|diagnos|investigat|test)",
    re.IGNORECASE,
)
"""What else of a drug or a treatment is asked for, where what to give is known or not wanted."""
_CAPS = re.compile(
    r"(?:[^:]{0,80}: )?(?:(?:for|in) [\w ]{1,40} )?(?:the |its |a )?"
    r"(?:max(?:imum|\.|\b)|(?:do|must|should) not\b|never\b|no more than\b)",
    re.IGNORECASE,
)


@cache
def dose_terms() -> frozenset[str]:
    """The index terms that ask for a dose; a sentence that gives one need not say the word."""
    return frozenset(tokens("dose doses dosage dosing dosed much"))


_ANTIBIOTIC = re.compile(
    r"cillin\b|\bcef|\bceph|[mt][yi]cin\b|oxacin\b|cycline\b|penem\b|nidazole\b|clavul|\bsulf[ao]"
    r"|\bsulpha|trimethoprim|co-?amoxiclav|co-?trimoxazole|tazobactam|vancomycin|teicoplanin"
    r"|linezolid|nitrofurantoin|rifampicin|chloramphenicol|aztreonam|daptomycin",
    re.IGNORECASE,
)
"""How the names of antibiotics end or begin."""


def held_by_dose(words: str) -> frozenset[str]:
    """The index terms of what a dose is without saying it: a treatment, and maybe an antibiotic."""
    return (
        (_treatment_terms() | _antibiotic_terms())
        if _ANTIBIOTIC.search(words)
        else _treatment_terms()
    )


@cache
def _treatment_terms() -> frozenset[str]:
    return frozenset(tokens("treat treatment manage management therapy regimen drug medicine give"))


@cache
def _antibiotic_terms() -> frozenset[str]:
    return frozenset(tokens("antibiotic antibacterial antimicrobial"))


def gives_dose(words: str) -> bool:
    """Whether the words give a dose, its unit in them or in the header of a table's row."""
    return holds_dose(words) or holds_headed_dose(words)


def asks_dose(question: Expansion) -> bool:
    """Whether a question asks for a dose or an amount to give."""
    return bool(dose_terms() & set(question.terms) or _ASKS.search(question.asked))


def asks_only_dose(question: Expansion) -> bool:
    """Whether a question asks for a dose, and not when, how long or after what it is given."""
    return asks_dose(question) and not _ASKS_OTHERWISE.search(question.asked)


def asks_treatment(question: Expansion) -> bool:
    """Whether a question asks what to give, which is answered by doses before anything else."""
    asked = question.asked
    return bool(_ASKS_TREATMENT.search(asked)) and not _ASKS_OTHERWISE.search(asked)


def only_caps(words: str) -> bool:
    """Whether the words only say how much is too much: "The maximum single dose is 500 mg"."""
    return bool(_CAPS.match(words))
