"""Names that no list need hold: words that are in no dictionary, standing where a name stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers import Redaction
from assistant.redact.clinical import is_eponym
from assistant.redact.lexicon import dictionary, folded, is_given, is_known, is_surname

TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
PARTICLES = frozenset(
    """
    van von de del della der den da dos das di du la le bin bint binti ibn al el ter ten ní ni nic
    mac mc ap ab abu umm
    """.split()  # noqa: SIM905
)
ENGLISH = 0.6
"""Of the words in lower case, the share that must be known: in another language none need be."""

PERSON = (
    r"(?:patients?|pts?|client|resident|mrs?|ms|miss|dr|nurse|sister|midwife|colleague|mother|father|"
    r"mum|mom|dad|wife|husband|partner|son|daughter|brother|baby|child|boy|girl|man|woman|lady|"
    r"gentleman|male|female|neighbour|relative|uncle|aunt|carer|named|called|name(?:\sis|:)|"
    r"known\sas|aka|hasta|pani|pan|se[ñn]ora?|sra?|herr|frau|madame|monsieur|mme|signora?)"
)
BEFORE = re.compile(
    rf"(?:\b{PERSON}[.,:]?\s\(?|\bb(?:ed)?\s?\d{{1,2}}[,:.]?\s(?:is\s|has\s)?)$", re.IGNORECASE
)
BEFORE_LOWER = re.compile(
    r"(?:\b(?:patient|pt|mrs?|dr|nurse|named|called|name(?:\sis|:)|known\sas|aka)[.,:]?\s\(?|"
    r"\bb(?:ed)?\s?\d{1,2}[,:.]?\s)$",
    re.IGNORECASE,
)
"""In lower case any noun may follow the others: "male firefighter"."""
FOR = re.compile(r"\b(?:for|is|does|can|give|gave|and)\s$")
START = re.compile(r"(?:^|[.?!:;]\s|^for\s|^re:?\s|^about\s)$", re.IGNORECASE)
AFTER = re.compile(
    r"(?:'s)?,?\s\(?(?:has|had|needs|weighs|takes|took|came|says|wants|asks|cannot|can't|refuses|refused|"
    r"fell|vomited|collapsed|presents|presented|arrived|arrives|in\sbed|on\s(?:the\s)?ward|aged|dob|"
    r"d\.o\.b|mrn|nhs|hosp|who|whose|both|is|was|on|with|k\+?\s\d|\d{1,3}\s?(?:yo?\b|y/o|y(?:ea)?rs?|m\b|f\b))",
    re.IGNORECASE,
)
HUMAN = re.compile(
    r"(?:'s\s(?:mother|father|wife|husband|partner|daughter|son|kid|family|notes|bloods?|potassium|sodium|"
    r"creatinine|results?|bp|chart|scan|file|record)|,?\s(?:said|says|told|asks|asked|wants|lives|smokes|"
    r"drinks|weighs|fell|vomited|collapsed|refuses|refused|arrived|arrives|shouted|cannot|can't|"
    r"in\sbed\s\d|is\s\d+\s?(?:yo?\b|y/o|years)|has\sa\s(?:potassium|sodium|fever|rash|gcs|bp)))\b",
    re.IGNORECASE,
)
"""What only people do and have."""
LATIN = re.compile(r"(?:us|um|ae|is|ii|ia|ans|ens|oides|vec|gene|cel|cept|ib|ine|ide|ate|one|ase)$")
"""How drugs and organisms that are not in the dictionary end."""
ASKED_ABOUT = re.compile(
    r"\b(?:what|which|who|does|is|are|define|describe|about|of|with|by|the|an?|in|at|near|"
    r"against|using|via|per)\s(?:\([^)]*\)\s)?$",
    re.IGNORECASE,
)
"""What stands before a disease or a drug rather than before a patient."""
SHORT = 4
"""Letters: what is shorter is an abbreviation more often than a name."""
ALIKE = 83
"""From this likeness (0 to 100) on, an unknown word is a slip of a known one."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def capitalised(self) -> bool:
        """Whether it is written as a name is: "Ní", "Okonjo-Adeyemi", "O'Brien", no "mRNA"."""
        return all(
            part[:1].isupper() and (part[1:].islower() or part[:2] in ("Mc", "Ma") or not part[1:])
            for part in re.split(r"[-'’.]", self.text)
        )

    @property
    def listed(self) -> bool:
        return is_given(self.text) or is_surname(self.text)


def find(text: str) -> Iterator[Redaction]:
    """Names in a mostly English text by what they are not; a text in capitals is read as lower."""
    letters = [c for c in text if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(letters) > 20
    if shouted and len(text.lower()) == len(text):
        text = text.lower()
    words = [_Word(match[0], *match.span()) for match in TOKEN.finditer(text)]
    lower = [word for word in words if word.text.islower()]
    english = sum(is_known(word.text) for word in lower) >= ENGLISH * len(lower)
    for run in _runs(text, words, capitals=True):
        if _is_name(text, run, english):
            yield Redaction("NAME", run[0].start, run[-1].end)
    for run in _runs(text, words, capitals=False):
        if english and _is_lower_name(text, run):
            yield Redaction("NAME", run[0].start, run[-1].end)


def is_told(text: str, start: int, end: int) -> bool:
    """Whether a capitalised candidate is known as a person by a listed name or its neighbours."""
    words = TOKEN.findall(text[start:end])
    if any(map(is_given, words)) or any(is_surname(word) for word in words[-1:]):
        return True
    if all(map(is_known, words)):
        return False
    introduced = BEFORE.search(text[:start]) is not None
    return introduced or not (ASKED_ABOUT.search(text[:start]) or LATIN.search(words[-1].lower()))


def _runs(text: str, words: Sequence[_Word], *, capitals: bool) -> Iterator[list[_Word]]:
    """Neighbours that are in no dictionary, and what joins them: "Mia J Torp", "ter Horst"."""
    run: list[_Word] = []
    for word in (*words, None):
        if word is not None:
            fits = word.capitalised if capitals else word.text.islower()
            strange = fits and len(word.text) > 1 and not is_known(word.text)
            if run and text[run[-1].end : word.start] in (" ", ". ") and (strange or _joins(word)):
                run.append(word)
                continue
        while run and _joins(run[-1]):
            run.pop()
        if run:
            yield run
        run = [word] if word is not None and strange else []


def _joins(word: _Word) -> bool:
    return word.text.lower() in PARTICLES or len(word.text) == 1


def _is_name(text: str, run: Sequence[_Word], english: bool) -> bool:
    start, end = run[0].start, run[-1].end
    if is_eponym(text, start, end):
        return False
    family = any(is_surname(word.text) for word in run)
    given = any(is_given(word.text) for word in run)
    introduced = BEFORE.search(text[:start]) is not None
    if len(run) == 1:
        human = introduced or (HUMAN.match(text, end) and len(run[0].text) >= SHORT)
        return bool(human) and (given or family or not LATIN.search(folded(run[0].text)))
    if given or family or introduced or HUMAN.match(text, end):
        return True
    odd = ASKED_ABOUT.search(text[:start]) or any(LATIN.search(folded(w.text)) for w in run)
    return english and not odd


def _is_lower_name(text: str, run: Sequence[_Word]) -> bool:
    start, end = run[0].start, run[-1].end
    if is_eponym(text, start, end):
        return False
    introduced = BEFORE_LOWER.search(text[:start]) is not None
    strange = [word for word in run if not (word.listed or word.text in PARTICLES)]
    if any(_is_odd(word.text) for word in strange):
        return False
    if len(run) == 1:
        return introduced and len(run[0].text) > SHORT
    if is_given(run[0].text):
        return True
    before = text[:start]
    first = START.search(before) or FOR.search(before) or BEFORE.search(before)
    return introduced or (first is not None and AFTER.match(text, end) is not None)


def _is_odd(word: str) -> bool:
    """Whether an unknown word is more likely an abbreviation, a Latin name or a slip."""
    return len(word) < SHORT or bool(LATIN.search(word)) or is_slip(word)


@lru_cache(maxsize=4096)
def is_slip(word: str) -> bool:
    """Whether an unknown word is rather a known one with a typing mistake."""
    from rapidfuzz import fuzz, process

    near = (known for known in dictionary() if abs(len(known) - len(word)) <= 2)
    found = process.extractOne(folded(word), near, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found is not None
