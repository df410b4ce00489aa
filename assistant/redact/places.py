"""Hospitals, clinics, wards and towns that say where a patient was."""

import re
from collections.abc import Iterator

from assistant.answers import Redaction
from assistant.redact.clinical import CITIES, EPONYMS, is_eponym, looks_clinical
from assistant.redact.lexicon import is_known

CAP = r"(?:St\.?|[A-ZÀ-Þ][\w'.&-]*[\w']|[A-Z])"
KIND = (
    r"(?:Hospitals?|Hosp\b\.?|Clinics?|Infirmary|Hospice|Medical\s(?:Center|Centre|Group|College|School)|"
    r"Med(?:ical|\.)?\s(?:Center|Centre|Ctr|center|centre)|Cent(?:er|re)|Ctr|Health(?:care|\s(?:Center|Centre|System|Care))?|"
    r"Care\sHome|Nursing\sHome|Institute|Surgery|Sanatorium|Memorial|Presbyterian|Office|General|Gen|Medical|Med)"
)
FACILITY = re.compile(
    rf"\b(?P<value>{CAP}(?:\s(?:of|the|and|&|{CAP})){{0,5}}?\s{KIND}"
    rf"(?:\s(?:Hospital|Center|Centre|Clinic|Campus|ER|ED|NHS\sTrust))*)\b"
    rf"(?P<town>(?:\s(?:in|of))\s{CAP}(?:\s{CAP})?(?:,\s[A-Z]{{2}}\b)?)?"
)
OURS = re.compile(
    r"\b(?:our|the|in|at|from|@)\s(?P<value>[A-Z][\w'.]*(?:\s[A-Z][\w'.]*){0,3}\s"
    r"(?:(?:downtown|community|family|dental|eye|north|south|east|west|main|health|outpatient)\s){0,2}"
    r"(?:clinic|hospital|medical\scent(?:er|re)|med\scenter|branch|office|infirmary|hospice|surgery))\b"
)
WARD = re.compile(r"\b[Ww]ard\s(?:no\.?\s)?(?:\d{1,3}[A-Z]?|[A-Z]\d{1,2}|[A-Z])(?![\w%-])")
KNOWN = re.compile(
    r"\b(?:Johns?\sHopkins|Cedars?[\s-]Sinai|Mount\sSinai|Mt\.?\sSinai|Mass(?:achusetts)?\sGen(?:eral)?|"
    r"Kaiser\sPermanente|Sloan[\s-]Kettering|NYU\sLangone|New\s?York[\s-]Presbyterian|NY\sPresbyterian|"
    r"Mayo\sClinic|UCSF|UCLA|UWMC|BronxCare|Great\sOrmond\sStreet|Guy's(?:\sand\sSt\.?\sThomas'?s?)?|"
    r"Addenbrooke's|Barts|Children's\sHospital(?:\s(?:of|in))?\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|St\.?\s[A-Z][a-z]+'s)(?:\s(?:ER|ED)\b)?(?!\w)(?!\s(?:criteria|score|wort|guideline|study))"
)
STAY = (
    r"(?:seen|treated|admitted|evaluated|reviewed|diagnosed|discharged|transferred|referred|presented|"
    r"presenting|hospitali[sz]ed|operated|visit(?:ed|s)?|consult(?:ed|ation)?|appointment|followed|"
    r"checked\sin|case|lives?|living|resid(?:es|ing|ent)|comes?|surgery|admission|[A-Z][a-z]+\s(?:[A-Z][a-z]+|[A-Z]\.?))"
)
STAYED = re.compile(
    rf"\b{STAY},?(?:\s(?:recently|again|there|first))?\s(?:at|to|in|from|(?<=resident )of|@|by)\s"
    r"(?:the\s|our\s)?"
    rf"(?P<value>(?:{CAP}\s){{0,3}}{CAP})(?=\s(?:on|in|for|with|w/|due|who|and|last|since|meeting|visited|"
    r"as|after)\b|\s-|[,.;:?!)(]|\s\(|\s\d|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|$)"
)
VAGUE = re.compile(r"\b(?:Health|General|Gen|Medical|Med|(?<!Medical )(?<!Med )Cent(?:er|re))$")
TO_A_PLACE = re.compile(r"(?:\b(?:at|in|to|from|by|our|the|visited)|@)\s$")
"""What must stand before a "Something Health": it may be a subject as well as a hospital."""
AT = re.compile(
    rf"(?:\bat|@)\s(?:the\s|our\s)?(?P<value>{CAP}(?:\s{CAP}){{0,4}})"
    r"(?=\s(?:on|in|for|with|w/|due|who|and|last|since|as|after|from)\b|[,.;?!)(]|\s\(|\s\d|$)"
)
GENERIC = re.compile(
    r"\b(?:seen|admitted|came|treated|presented|evaluated|transferred|visited|went|taken|@|Dr\.?\s[A-Z]\w+)\s"
    r"(?:(?:at|to|in|from)\s)?(?P<value>(?:General|Children's|County|City|University|Memorial|Regional|Mercy)"
    r"\s(?:Hospital|Hosp\b\.?|Clinic|Medical\sCent(?:er|re)))"
)
"""A hospital's name of common words, which in capitals after such a verb is one all the same."""
STREET = re.compile(
    rf"\b(?:from|on|at|in|near)\s(?P<value>{CAP}(?:\s{CAP})?\s(?:Street|Road|Avenue|Lane|Drive|Boulevard))\b"
)
ARTICLE = re.compile(r"\b[Tt]he\s(?:Bronx|Hague|Wirral|Gorbals)\b")
TAIL = re.compile(
    rf"(?:,\s?|\s(?:in|of)\s)(?P<value>{CAP}(?:\s{CAP})?)(?=,|[.?!;)]|\s\(|\s(?:on|in|for|last|with|due|who|and|\d)|$)"
)
"""A town or state right behind a place: "Cedar Falls Clinic, Iowa"."""
OF_A_PERSON = re.compile(
    r"\b(?:liv(?:es?|ing)|from|seen|treated|admitted|resid\w+|patients?|pts?|client|year-old|y/?o|\d+yo|male|"
    r"female|man|woman|boy|girl|diagnosed|referred|transferred|visit\w*|born|mr|mrs|ms|his|her|"
    r"evaluated|discharged|reviewed|clinic|hospital|<NAME>)\b",
    re.IGNORECASE,
)
TOWN_BEFORE = re.compile(rf"(?:\b(?:in|from|at|near|our)|@|{KIND},?)\s(?:the\s)?$")
TOWN_STATE = re.compile(r",\s?[A-Z]{2}\b")

NOT_PLACES = frozenset(
    """
    icu itu hdu ed er a&e ae nicu picu ccu mau amu sau opd gp pacu cicu micu sicu theatre
    recovery emergency intensive critical acute general community primary secondary tertiary day
    fracture diabetes diabetic antenatal memory pain stroke renal cardiac paediatric pediatric
    neonatal maternity labour burns trauma cancer oncology dialysis medical surgical outpatient
    inpatient urgent walk-in rural district field mental public global world occupational sexual
    women's children's child maternal reproductive home behavioral oral eye digital national
    level heart asthma inr anticoagulation warfarin sti hiv tb each every this that local
    nearest poison poisons regional referral base any specialist isolation high medicine icd
    covid aha acc esc us uk usa africa asia europe america who cdc nice nhs bethesda
    """.split()  # noqa: SIM905
)
CITY_LETTERS = frozenset(["NYC", "NY", "LA", "SF", "DC", "UCLA", "UCSF", "UWMC", "NYU", "MGH"])
COUNTRIES = frozenset(
    """
    africa asia europe america usa us uk u.s. u.k. england scotland wales britain ireland
    australia zealand nigeria kiribati kenya ghana uganda tanzania malawi zambia india pakistan
    bangladesh nepal china japan korea france germany italy spain portugal canada mexico brazil
    peru fiji pacific caribbean states kingdom nations guinea haiti congo sudan ethiopia rwanda
    egypt iran iraq turkey russia ukraine poland greece sweden norway denmark finland
    netherlands belgium alabama alaska arizona arkansas california colorado connecticut delaware
    florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
    massachusetts michigan minnesota mississippi missouri montana nebraska nevada jersey ohio
    oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming taiwan
    vietnam thailand philippines indonesia malaysia singapore jamaica israel lebanon syria yemen
    somalia eritrea gambia senegal mali niger cameroon angola mozambique zimbabwe botswana
    namibia samoa tonga vanuatu romania bulgaria hungary serbia croatia albania slovenia slovakia
    czechia austria switzerland iceland estonia latvia lithuania belarus moldova georgia armenia
    azerbaijan kazakhstan uzbekistan mongolia cambodia laos myanmar burma bhutan afghanistan
    libya algeria morocco tunisia chad benin togo liberia gabon burundi djibouti comoros
    mauritius madagascar lesotho eswatini argentina chile colombia ecuador venezuela bolivia
    paraguay uruguay guatemala honduras nicaragua panama cuba barbados trinidad qatar bahrain
    kuwait oman jordan cyprus malta luxembourg carolina dakota
    """.split()  # noqa: SIM905
)
"""Too large to point at anyone, and guidelines are written for them."""


SEVERAL_WORDS = frozenset(
    """
    new york,new jersey,new mexico,new hampshire,north carolina,south carolina,north dakota,
    south dakota,west virginia,rhode island,puerto rico,south africa,sierra leone,costa rica,
    sri lanka,saudi arabia,el salvador,northern ireland,new zealand,united states,united kingdom
    """.replace("\n    ", "")
    .strip()
    .split(",")
)
STATES = frozenset(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM
    NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC NSW VIC QLD ON BC AB QC
    """.split()  # noqa: SIM905
)


def find(text: str) -> Iterator[Redaction]:
    """Named hospitals and numbered wards in plain text, and where someone was seen or lives."""
    for match in FACILITY.finditer(text):
        start, end = _trim(text, *match.span("value"))
        vague = VAGUE.search(text[start:end]) and not TO_A_PLACE.search(text[:start])
        if start < end and not vague and (match["town"] or not _plain(text[start:end])):
            yield Redaction("PLACE", start, _tail(text, match.end() if match["town"] else end))
    for pattern in (GENERIC, STREET):
        for match in pattern.finditer(text):
            yield Redaction("PLACE", match.start("value"), _tail(text, match.end("value")))
    for match in OURS.finditer(text):
        first = match["value"].split()[0]
        if not _ordinary(first) and (not first.isupper() or first in CITY_LETTERS):
            yield Redaction("PLACE", *match.span("value"))
    for pattern in (WARD, KNOWN, ARTICLE):
        for match in pattern.finditer(text):
            end = match.end() if pattern is WARD else _tail(text, match.end())
            yield Redaction("PLACE", match.start(), end)
    for match in (*STAYED.finditer(text), *AT.finditer(text)):
        words = match["value"].split()
        if not any(_ordinary(word) for word in words):
            yield Redaction("PLACE", match.start("value"), _tail(text, match.end("value")))


def town(text: str, start: int, end: int) -> Iterator[Redaction]:
    """A place the language model found, when it stands where a person's town does."""
    words = text[start:end].split()
    abbreviated = any(
        re.search(r".[A-Z]", w) and w not in CITY_LETTERS and w[:2] != "Mc" for w in words
    )
    if abbreviated or any(map(_ordinary, words)) or not text[start].isupper():
        return  # "in MS", "in PE": diseases far more often than towns
    if is_eponym(text, start, end) or text[start:end].lower() in SEVERAL_WORDS:
        return
    state = TOWN_STATE.match(text, end)
    theirs = TOWN_BEFORE.search(text[:start]) and OF_A_PERSON.search(text[:start])
    if state or (theirs and not all(map(is_known, words))):
        yield Redaction("PLACE", start, state.end() if state else _tail(text, end))


def _tail(text: str, end: int) -> int:
    """Where a place ends once the town and the state behind it are counted in."""
    for _ in range(2):
        more = TAIL.match(text, end)
        if more is None or not _locates(more["value"]):
            break
        end = more.end("value")
    return end


def _locates(words: str) -> bool:
    if words in STATES or words.lower() in COUNTRIES or words.lower() in SEVERAL_WORDS:
        return True
    return all(
        word.lower() in CITIES or not (_ordinary(word) or is_known(word)) for word in words.split()
    )


def _plain(words: str) -> bool:
    """Whether every word but the kind is a plain one: "Knee Microfracture Surgery"."""
    _, *rest = words.split()
    return not rest or (rest[-1] == "Surgery" and all(map(is_known, rest)))


def _ordinary(word: str) -> bool:
    bare = word.lower().strip(".,'()")
    named = bare in ("st", "new", "royal", "national", "general") or word.isupper()
    listed = bare in NOT_PLACES or bare in COUNTRIES or bare in EPONYMS - CITIES
    return listed or (looks_clinical(word) and not named)


def _generic(word: str) -> bool:
    bare = word.lower().strip(".,'()")
    return (
        bare not in ("st", "new", "royal")
        and (bare in NOT_PLACES or looks_clinical(word))
        and (bare in NOT_PLACES or not word.isupper())
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut ordinary words off the front: "What Acute Medical Unit" names no place."""
    kind = re.search(rf"\s{KIND}(?:\s\w+)*$", text[start:end])
    stop = start + kind.start() if kind else end
    while start < stop:
        word = re.match(r"\S+", text[start:stop])
        if word is None or not (_generic(word[0]) or word[0] in ("of", "the", "and", "&")):
            return start, end
        start += word.end()
        while start < stop and text[start] == " ":
            start += 1
    return end, end
