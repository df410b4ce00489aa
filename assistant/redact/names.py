"""Names of people, told by what stands around them: a title, a role, an age, an initial."""

import re
from collections.abc import Iterator
from itertools import takewhile

from assistant.answers import Redaction
from assistant.redact.clinical import FOLLOWING_NOUNS, is_eponym, looks_clinical
from assistant.redact.given_names import GIVEN_NAMES
from assistant.redact.lexicon import is_given, is_known, is_surname
from assistant.vocabulary import drugs_in

LATIN = [chr(point) for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = f"[{''.join(filter(str.isupper, LATIN))}]"
LOWER = f"[{''.join(filter(str.islower, LATIN))}]"
WORD = rf"(?:(?:O'|D'|Mc|Mac|al-|el-|Al-|El-)?{UPPER}{LOWER}+(?:[-']{UPPER}{LOWER}+)*)"
INITIAL = r"(?:[A-Z]\b\.?)"
PARTICLE = r"(?:(?:van|von|de|del|der|den|da|dos|di|la|le|bin|bint|ibn|al|el|ter|ten)\s)"
PART = rf"(?:{PARTICLE}{{0,2}}{WORD}|{INITIAL})"
FULL = rf"{PART}(?:\s{PART}){{0,3}}"

TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Sir|Dame|Rev|Reverend|Fr|Sr|Mstr|Master)\.?"
TITLED = re.compile(rf"\b{TITLE}(?:\s|(?<=\.))(?:{TITLE}\s)?{FULL}")
CAPITALS = re.compile(
    r"\b(?P<title>MR|MRS|DR|PROF)\.?\s(?P<value>[A-Z]{2,}(?:(?:\s?,\s?|[\s-])[A-Z]{2,}){0,2})\b"
)
CAPITAL_PAIR = re.compile(
    r"\b(?P<value>(?P<given>[A-Z]{3,})\s(?P<family>(?:O')?[A-Z]{4,}(?:-[A-Z]{2,})*))\b"
)
BEFORE_FORM = re.compile(r"(\w+)(?:\s[\d.]+\s?(?:MG|MCG|G))?\s$", re.IGNORECASE)
"""The drug before "MR", with its strength: modified release, and no one's title."""
LOWER_TITLED = re.compile(
    r"\b(?P<title>mr|mrs|dr|prof|ms|miss|Mr|Mrs|Dr|Prof)\.?\s(?P<value>[a-z][a-z'-]{2,}(?:\s[a-z][a-z'-]{2,})?)\b"
)
ROLE = (
    r"(?:pani|herr|frau|madame|mme|monsieur|se[ñn]ora?|sra|signora?|patients?|pts?|clients?|residents?|nurse|sister|matron|midwife|colleague|registrar|consultant|"
    r"surgeon|doctor|physician|gp|carer|caregiver|partner|mother|father|mum|mom|dad|wife|husband|son|"
    r"daughter|brother|baby|infant|child|kid|boy|girl|man|woman|gentleman|lady|male|female|names?|neighbour|"
    r"named|called|like|such\s+as|(?:last|family|first|given)\sname\?|sur\s?name|case\s+of|review\s+of|regarding|concerning|considering|records?\s+of|notes?\s+of|relative|uncle|aunt|teenager|toddler)"
)
INTRODUCED = re.compile(
    rf"\b(?i:{ROLE})(?i:\s(?:is|was|named|called|name|name\sis))?\s?[,:(-]?\s?(?P<value>{FULL})"
)
NAMED_LOWER = re.compile(
    r"\b(?:named|name\s?(?:is|:)|patient\scalled|calls?\sme)\s+(?P<value>[a-z]{2,}(?:\s[a-z]{2,})?)\b"
)
BEFORE_FACTS = re.compile(
    rf"\b(?P<value>{FULL})(?=\s?,?\s?\(?(?:aged?\s\d|\d{{1,3}}\s?-?(?:yo|y/o|yrs?|years?|[MF]\b)|"
    r"DOB|D\.O\.B|d\.o\.b|dob|born\s(?:on|in)\s|MRN|mrn|NHS\s(?:no|number)|lives\s|who\slives\s|"
    r"'s\s(?:MRN|DOB|notes|case|chart|records?|file|bloods|results|family|phone|email|address)))"
)
APPOSED = re.compile(
    rf",\s(?P<value>{WORD}\s{FULL})(?=,?\s(?:who|whose|seen|admitted|treated|evaluated|referred|diagnosed|"
    r"presented|presenting|last|recently|currently|reviewed|followed|discharged|transferred)\b)"
)
WITH_INITIAL = re.compile(
    rf"\b(?P<value>{WORD}\s(?:[A-Z]\.?\s)?[A-Z](?:\.|(?='s\b)|(?=,\s)))(?!\w)"
)
INITIALLED = re.compile(rf"\b(?P<value>(?:[A-Z]\.\s?){{1,2}}{WORD})")
GIVEN = re.compile(rf"\b(?P<value>(?P<given>{WORD})(?:\s{PART}){{0,3}})")
LOWER_GIVEN = re.compile(
    r"\b(?:patient|pt|mr|mrs|named|called|for|of|baby|nurse|dr)\s(?P<value>(?P<given>[a-z]{3,})(?:\s[a-z]{3,})?)\b"
)

LOWER_PAIR = re.compile(
    r"\b(?P<value>(?P<given>[a-z]{3,})\s(?P<family>[a-z]{3,}))(?=,?\s(?:has|had|is|was|needs|takes|aged|on|"
    r"with|who|came|weighs|dob|mrn|\d)\b|,?\s\d)"
)
LOWER_SURNAME_FIRST = re.compile(r"\b(?P<value>(?P<family>[a-z]{3,})\s?,\s(?P<given>[a-z]{3,}))\b")
SURNAME_FIRST = re.compile(
    r"\b(?P<value>(?:[A-Z]{2,}(?:['-][A-Z]+)*\s?,?|[A-Z][a-z]+(?:[-'][A-Z][a-z]+)*\s?,)\s"
    r"(?P<given>[A-Z](?:[a-z]+|[A-Z]+)))\b"
)

ORDINARY = frozenset(
    """
    will may mark rose grace faith hope joy dawn eve june april august summer sandy rusty rob
    pat sue bill frank jack art dean don gene guy hank harry herb jay jean jerry jimmy lance max
    nick pearl penny phil ray rich rod ruby sally scott terry tony ward wade warren heather
    holly ivy iris lily olive violet daisy amber crystal angel
    """.split()  # noqa: SIM905
)
"""Given names that are words of their own: in lower case they are not taken for names."""
SURNAMES_TOO = frozenset(
    """
    white black young head best burns gold grace english french german stone long day park may
    april sharp moody heart step knee fever law block rule mask waters drain cross hall an do so no
    """.split()  # noqa: SIM905
)
"""Ordinary words that are surnames when a given name stands before them."""
LOWER_SURNAMES = frozenset(
    """
    white black brown green gray grey young best burns gold long day park sharp cross hall waters
    wood woods hill bell stone king bishop parker potter baker butler cook field ford fox
    """.split()  # noqa: SIM905
)
"""Those that are surnames after a given name in lower case too."""
WORD_NAMED = re.compile(
    rf"\b(?P<value>(?:{'|'.join(sorted(map(str.title, ORDINARY)))})(?:\s(?P<family>{WORD}))?)"
    r"(?=(?:'s)?,?\s(?:in\sbed\s\d|on\s(?:the\s)?ward|has\s|had\s|needs\s|weighs\s|aged\s|"
    r"\d{1,3}\s?(?:yo?\b|years|[MF]\b)))"
)
"""For those in capitals, where only a person stands: "Grace on the ward", "Will Okoro has"."""
BEFORE_SURNAME = GIVEN_NAMES | {"van", "thi"}
AFTER_LOWER_TITLE = frozenset(
    """
    on said asked wants wanted says will and or the in to is was has had may can call called
    scan scans angiogram angiography imaging spectroscopy cholangiogram enterography venography
    dose doses a relapse relapses patients patient with who for from at review reviewed not
    elastography urography flare
    """.split()  # noqa: SIM905
)


def find(text: str) -> Iterator[Redaction]:
    """Names in plain text; eponyms and drugs in the same places are left alone."""
    yield from _titled(text)
    for pattern in (INTRODUCED, APPOSED, BEFORE_FACTS, WITH_INITIAL, INITIALLED):
        for match in pattern.finditer(text):
            yield from person(text, *match.span("value"))
    for match in GIVEN.finditer(text):
        if is_given(match["given"]):
            yield from person(text, *match.span("value"))
    for match in SURNAME_FIRST.finditer(text):
        family = match["value"].split()[0].strip(",")
        capitals = match["given"].isupper() and "," not in match["value"]
        if is_given(match["given"]) and not capitals and not is_known(family.title()):
            yield Redaction("NAME", *match.span("value"))
    for match in WORD_NAMED.finditer(text):
        family = match["family"]
        if not (family and looks_clinical(family)):
            yield Redaction("NAME", *match.span("value"))
    yield from _in_lower_case(text)


def _titled(text: str) -> Iterator[Redaction]:
    for match in TITLED.finditer(text):
        yield Redaction("NAME", *match.span())
    yield from _in_capitals(text)
    for match in LOWER_TITLED.finditer(text):
        first, *rest = match["value"].split()
        certain = match["title"] not in ("ms", "miss")  # MS is a disease, "miss" a verb
        if certain and first not in AFTER_LOWER_TITLE and not looks_clinical(first):
            named = (
                rest
                and (rest[0] in GIVEN_NAMES or first in GIVEN_NAMES)
                and not looks_clinical(rest[0])
            )
            yield Redaction(
                "NAME", match.start(), match.end() if named else match.start("value") + len(first)
            )


def _in_capitals(text: str) -> Iterator[Redaction]:
    for match in CAPITALS.finditer(text):
        first, *others = re.finditer(r"[A-Z]+", match["value"])
        drug = BEFORE_FORM.search(text[: match.start()])
        if match["title"] == "MR" and _is_plain(first[0]) and drug and drugs_in(drug[1].lower()):
            continue
        named = [first, *takewhile(lambda word: not _is_plain(word[0]), others)]
        yield Redaction("NAME", match.start(), match.start("value") + named[-1].end())
    for match in CAPITAL_PAIR.finditer(text):
        given, family = match["given"], match["family"]
        if given.lower() in ORDINARY:
            is_name = is_surname(family)
        else:
            listed = is_surname(family) or family.lower() in LOWER_SURNAMES
            is_name = is_given(given) and (listed or not is_known(family.title()))
        long = len(given) > 3 or len(family) > 5  # "ANA ANCA" are antibodies
        if is_name and long and not is_eponym(text, *match.span("value")):
            yield Redaction("NAME", *match.span("value"))


def _is_plain(word: str) -> bool:
    """Whether a word in capitals is an ordinary one, and hardly anyone's name."""
    named = is_given(word) or is_surname(word) or word.lower() in LOWER_SURNAMES
    return is_known(word.title()) and not named


def _in_lower_case(text: str) -> Iterator[Redaction]:
    for match in NAMED_LOWER.finditer(text):
        if all(is_given(word) or not is_known(word) for word in match["value"].split()):
            yield Redaction("NAME", *match.span("value"))
    for match in LOWER_GIVEN.finditer(text):
        if match["given"] in GIVEN_NAMES - ORDINARY and not (
            is_eponym(text, *match.span("given")) or is_eponym(text, *match.span("value"))
        ):
            rest = match["value"].split()[1:]
            whole = not rest or (is_known(rest[0]) and rest[0] not in LOWER_SURNAMES)
            yield Redaction("NAME", *match.span("given" if whole else "value"))
    for match in LOWER_SURNAME_FIRST.finditer(text):
        if is_surname(match["family"]) and match["given"] in GIVEN_NAMES - ORDINARY:
            yield Redaction("NAME", *match.span("value"))
    for match in LOWER_PAIR.finditer(text):
        if match["given"] in ORDINARY and is_surname(match["family"]):
            yield Redaction("NAME", *match.span("value"))
        if match["given"] in GIVEN_NAMES - ORDINARY and (
            match["family"] in LOWER_SURNAMES or not looks_clinical(match["family"])
        ):
            yield Redaction("NAME", *match.span("value"))


def person(text: str, start: int, end: int) -> Iterator[Redaction]:
    """The part of a candidate that is a name, if any.

    Words before the name that are ordinary or clinical ("Does", "Female") are cut off; the first
    such word after it ends it. One word alone must not be an eponym or stand before a clinical
    noun.
    """
    words = list(re.finditer(r"[^\s,]+", text[start:end]))
    while words and looks_clinical(words[0][0]):
        words.pop(0)
    kept: list[re.Match[str]] = []
    for word in words:
        surname = kept and kept[-1][0].lower() in BEFORE_SURNAME and word[0].lower() in SURNAMES_TOO
        if looks_clinical(word[0]) and not surname and not re.fullmatch(INITIAL, word[0]):
            break
        kept.append(word)
    if any(w[0].lower() in FOLLOWING_NOUNS - SURNAMES_TOO for w in kept[1:]):
        return  # "Alexander Disease", "Sydenham Chorea"
    if not kept or all(re.fullmatch(INITIAL, word[0]) for word in kept):
        return
    first, last = start + kept[0].start(), start + kept[-1].end()
    if text[first:last].endswith("'s"):
        last -= 2
    if not is_eponym(text, first, last):
        yield Redaction("NAME", first, last)
